/** The contract as emitters and checks see it: plain, readonly, frozen, every reference resolved. No YAML here. */
import type { Span } from "./problem.ts";

export type PathStep = string | number;

/** The source range of a value below a node, or of the nearest ancestor that exists; without a path, of the node. */
export type Locate = (...path: readonly PathStep[]) => Span;

export interface Node {
  readonly at: Locate;
}

/** Text with a source offset for each of its positions, so that a finding inside it can point into the file. */
export interface Expression {
  readonly text: string;
  /** Source offset of a text offset; `text.length` gives the end. */
  readonly toSource: (offset: number) => number;
  /** Source offset of the end of the character at a text offset, where it is not one further than its start. */
  readonly toSourceEnd?: (offset: number) => number;
  /** The scalar that holds the expression; what it was made for, when it was put together. */
  readonly scalar: Span;
}

export type MetricType = "counter" | "gauge" | "histogram";
export type Initial = number | "nan" | "absent";
export type AlertSeverity = "page" | "ticket";
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";

export interface Model {
  readonly version: Version;
  /** sha256 of `snapshot`, hexadecimal. */
  readonly digest: string;
  /** Canonical JSON of the resolved contract: the bytes that a release freezes. */
  readonly snapshot: string;
  readonly endpoints: readonly Endpoint[];
  readonly prometheus: Prometheus;
  /** How Alertmanager tells people, by severity. */
  readonly notifications: Readonly<Record<AlertSeverity, Notifications>>;
  readonly labels: readonly Label[];
  readonly params: readonly Param[];
  readonly metrics: readonly Metric[];
  readonly recordingRules: readonly RecordingRule[];
  readonly slas: readonly Sla[];
  readonly slos: readonly Slo[];
  readonly alerts: readonly Alert[];
  /** undefined when the contract has no config.yaml. */
  readonly config: readonly Variable[] | undefined;
  /** undefined when the contract has no openapi.yaml. */
  readonly api: Api | undefined;
  /** The operators' documents by name: the blueprint that playbook steps are in, and its translations. */
  readonly blueprints: readonly Blueprint[];
  /** What people look at: consumers of the contract, so neither the snapshot nor the digest knows them. */
  readonly dashboards: readonly Dashboard[];
}

export interface Version extends Node {
  readonly version: string;
  readonly date: string;
  readonly summary: string;
  readonly changes: readonly Change[];
}

export interface Change extends Node {
  readonly type: "added" | "changed" | "deprecated" | "removed" | "fixed";
  readonly breaking: boolean;
  readonly description: string;
  readonly artifacts: readonly string[];
  /** Alerts that page more rarely from now on, knowingly. */
  readonly acknowledges?: readonly string[];
}

export interface Endpoint extends Node {
  readonly job: string;
  readonly path: string;
  /** Content-Type of the exposition, to the letter. */
  readonly format: string;
  readonly scrapeIntervalSeconds: number;
}

/** How the Prometheus that reads the rules is set up. */
export interface Prometheus extends Node {
  readonly evaluationIntervalSeconds: number;
  /** How far back it keeps samples. */
  readonly retentionSeconds: number;
}

/** When people are told of alerts, and when again. */
export interface Notifications extends Node {
  /** How long the first notice of a group waits for others of it. */
  readonly groupWaitSeconds: number;
  /** Least time to the next notice of a group that has changed. */
  readonly groupIntervalSeconds: number;
  /** Time to the next notice of a group that has not. */
  readonly repeatIntervalSeconds: number;
}

/** An exception from a check, written beside what it is about. */
export interface Allow extends Node {
  /** Slug or number of the check. */
  readonly id: string;
  readonly reason: string;
  /** Last day on which it holds, 2026-12-31; undefined: without end. */
  readonly until: string | undefined;
}

/** Until when something that goes away is there, and what takes its place. */
export interface Deprecation extends Node {
  /** Version of the contract in which it was deprecated. */
  readonly since: string;
  /** Name of the successor, of the same kind; undefined: nothing takes its place. */
  readonly renamedTo: string | undefined;
  /** Last day on which it is there, 2027-03-01. */
  readonly sunset: string;
}

/** A closed domain of label values. */
export interface Label extends Node {
  readonly name: string;
  readonly help: string;
  readonly values: readonly string[];
  /** undefined: it stays. */
  readonly deprecated: Deprecation | undefined;
}

export interface Param extends Node {
  readonly name: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The gauge that shows the value in force, if there is one. */
  readonly metric: string | undefined;
  readonly help: string;
}

export interface Metric extends Node {
  readonly name: string;
  readonly type: MetricType;
  /** "" when the contract leaves it out; a check reports that. */
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly Label[];
  /** Finite upper bounds in rising order; empty unless a histogram. */
  readonly buckets: readonly number[];
  readonly initial: Initial;
  readonly stability: "stable" | "experimental";
  /** Most series that the metric may have, all its `_bucket`, `_sum` and `_count` counted. */
  readonly seriesBudget: number;
  /** The param that this histogram must be able to tell values above. */
  readonly guards: Param | undefined;
  /** False: several instances show the same value, so their sum means nothing. */
  readonly additive: boolean;
  /** undefined: it stays. */
  readonly deprecated: Deprecation | undefined;
  readonly allow: readonly Allow[];
}

export interface RecordingRule extends Node {
  readonly record: string;
  readonly expr: Expression;
  readonly help: string;
  readonly allow: readonly Allow[];
  /** The objective that the rule was made for; undefined when the contract states the rule itself. */
  readonly slo: string | undefined;
  /** Seconds between two evaluations; undefined: the usual ones. */
  readonly everySeconds: number | undefined;
}

export interface Sla extends Node {
  readonly name: string;
  readonly expr: Expression;
  readonly op: Comparison;
  readonly threshold: number;
  readonly windowSeconds: number | undefined;
  readonly alert: string;
  readonly help: string;
  readonly allow: readonly Allow[];
}

export interface Slo extends Node {
  readonly name: string;
  readonly kind: "ratio" | "latency";
  /** Selector of the events that spend the budget; undefined for a latency objective, where they are those above `le`. */
  readonly bad: Expression | undefined;
  /** Selector of all events: a counter, or the `_count` of a histogram. */
  readonly total: Expression;
  /** Bound of the histogram that a good event stays within. */
  readonly le: number | undefined;
  readonly objective: number;
  readonly periodSeconds: number;
  readonly minEvents: number;
  /** Burn rates that alerts are made for, the fastest first. */
  readonly tiers: readonly BurnTier[];
  readonly help: string;
  /** Where the operator finds what to do; "" when left out. */
  readonly playbook: string;
  readonly allow: readonly Allow[];
}

export type BurnTierName = "1h" | "6h" | "1d" | "3d";

/** A speed at which an error budget is spent: this share of it within the long window. */
export interface BurnTier {
  /** The long window, as it is written in the contract. */
  readonly name: BurnTierName;
  readonly severity: AlertSeverity;
  /** Share of the budget, 0.02 for 2 %. */
  readonly budget: number;
  readonly long: BurnWindow;
  /** Shows that the budget is still being spent, so that the alert ends soon after the trouble. */
  readonly short: BurnWindow;
}

export interface BurnWindow {
  /** For names of series and alerts: 5m, whatever the time scale. */
  readonly name: string;
  readonly seconds: number;
}

export interface Alert extends Node {
  readonly name: string;
  readonly expr: Expression;
  readonly forSeconds: number;
  /** How long it goes on firing after its expression gave a result last; 0: not at all. */
  readonly keepFiringSeconds: number;
  readonly severity: AlertSeverity;
  /** "" when left out; a check reports that. The same for `action` and `playbook`. */
  readonly summary: string;
  readonly action: string;
  readonly playbook: string;
  /** Names of alerts that nobody is told of while this one fires for the same labels. */
  readonly inhibits: readonly string[];
  /** Labels of its own beside the severity. */
  readonly labels: Readonly<Record<string, string>>;
  /** undefined: it stays. */
  readonly deprecated: Deprecation | undefined;
  readonly allow: readonly Allow[];
  /** Cases written by hand, for an expression whose cases cannot be constructed. */
  readonly tests: readonly AlertTest[];
  /** The objective that the alert was made for; undefined when the contract states the alert itself. */
  readonly slo: string | undefined;
  /** Seconds between two evaluations; undefined: the usual ones. */
  readonly everySeconds: number | undefined;
}

/** Series, and when the alert fires over them. */
export interface AlertTest extends Node {
  readonly name: string;
  /** Seconds between two samples of the series. */
  readonly intervalSeconds: number;
  /** Selector with every label → values in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;
  /** Seconds from the start at which it fires, with these labels (severity aside) and this value. */
  readonly firesAt: readonly number[];
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly silentAt: readonly number[];
}

export type VariableType = "string" | "integer" | "number" | "boolean" | "enum";

/** An environment variable. */
export interface Variable extends Node {
  readonly name: string;
  readonly type: VariableType;
  readonly help: string;
  /** undefined: no default, the variable is absent unless set. */
  readonly default: string | number | boolean | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly minLength: number | undefined;
  readonly pattern: string | undefined;
  readonly values: readonly string[];
  readonly secret: boolean;
  readonly required: boolean;
  /** The param that gives type, default and bounds. */
  readonly param: string | undefined;
  /** undefined: it stays. */
  readonly deprecated: Deprecation | undefined;
  /** Line of the declaration, for messages at run time. */
  readonly line: number;
}

/** The HTTP contract: what the compiler reads out of the document, and the document with its own extensions resolved. */
export interface Api extends Node {
  readonly title: string;
  readonly version: string;
  readonly servers: readonly string[];
  readonly operations: readonly Operation[];
  readonly reasons: readonly FailureReason[];
  /** Reasons answered to a request that meets no operation. */
  readonly unroutedReasons: readonly string[];
  readonly securitySchemes: readonly string[];
  /** Plain OpenAPI document; treat as frozen, pass a clone to tools that write into it. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface FailureReason extends Node {
  readonly name: string;
  readonly status: number;
  readonly help: string;
}

export interface Operation extends Node {
  readonly id: string;
  readonly method: "get" | "put" | "post" | "delete" | "patch" | "head";
  /** OpenAPI form: /tasks/{task_id}. */
  readonly path: string;
  readonly summary: string;
  /** Groups that documents show it in. */
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  /** The request body by media type, empty without one. */
  readonly requestContents: readonly Content[];
  /** Schema of a JSON request body. */
  readonly requestSchema: JsonSchema | undefined;
  /** Whether a request without its body is refused. */
  readonly requestRequired: boolean;
  /** True: the handler reads the body itself, as a stream. */
  readonly streamedBody: boolean;
  /** Any one of these lists of security schemes lets a request in; an empty list lets in everybody. */
  readonly security: readonly (readonly string[])[];
  readonly responses: readonly Response[];
}

export type JsonSchema = Readonly<Record<string, unknown>> | boolean;

export interface Parameter extends Node {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** "" when left out. */
  readonly description: string;
  readonly schema: JsonSchema;
  /** The failure reason when the value does not match. */
  readonly invalidReason: string;
}

export interface Response extends Node {
  readonly status: number;
  readonly description: string;
  /** Reasons that this status may carry here; empty for answers that are not failures. */
  readonly reasons: readonly string[];
  readonly headers: readonly ResponseHeader[];
  readonly contents: readonly Content[];
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  /** "" when left out. */
  readonly description: string;
  readonly schema: JsonSchema;
}

export interface Content {
  readonly mediaType: string;
  readonly schema: JsonSchema;
}

/** A Markdown document with anchors for playbook steps and tables that codegen owns. */
export interface Blueprint {
  /** Where it is written below the output root. */
  readonly file: string;
  readonly text: string;
  readonly anchors: readonly string[];
  /** The `<!-- generated:name -->` and, closing, `<!-- /generated:name -->` in their order, however they are written. */
  readonly marks: readonly { readonly name: string; readonly closing: boolean; readonly at: Span }[];
}

/** How a panel draws: the last value, bars of it, lines over time (stacked, too), a table, or states over time. */
export type PanelKind = "stat" | "bars" | "lines" | "stacked" | "table" | "timeline";

/** A page of panels over the contract's series. */
export interface Dashboard extends Node {
  /** That of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  readonly help: string;
  /** What stands before the anchor of a playbook step in an address that people can open; "" for no links. */
  readonly playbook: string;
  /** Colours of label values, by label: the same in every panel. */
  readonly colors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rows: readonly DashboardRow[];
}

export interface DashboardRow extends Node {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel extends Node {
  readonly title: string;
  /** "" when the SLA says it. */
  readonly help: string;
  readonly kind: PanelKind;
  /** The expression of the SLA where the panel has none of its own. */
  readonly queries: readonly PanelQuery[];
  /** What the values are held against. */
  readonly sla: Sla | undefined;
  /** Alerts on what the panel shows, that of the SLA first. */
  readonly alerts: readonly Alert[];
  /** Name of a unit, where the expressions do not tell it. */
  readonly unit: string | undefined;
  /** Of a timeline: the label whose value, where the series is 1, is the state. */
  readonly states: string | undefined;
  /** Of a table: the label whose values become columns. */
  readonly columns: string | undefined;
}

export interface PanelQuery extends Node {
  readonly expr: Expression;
  /** Name of a series, with {{label}} for its labels; undefined: by the labels in which the series differ. */
  readonly legend: string | undefined;
}
