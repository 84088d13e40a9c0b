/** Emits generated/alerts.ts: rules, alerts and key figures as expression trees, for a process that evaluates them itself. */
import type { Alert, Expression, Model, RecordingRule, Sla } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { nodesOf } from "../promql/ast.ts";
import { parse } from "../promql/expressions.ts";
import { NoTree, type Tree, treeOf } from "../promql/tree.ts";
import { typedExpressionsOf } from "../promql/typed.ts";
import { plainUnit } from "../promql/unit.ts";
import { annotationsOf } from "./rules.ts";
import { code, type Literal, literal } from "./typescript.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const { recordingRules, alerts, slas, prometheus, endpoints } = model;
  if (recordingRules.length + alerts.length === 0) return [];
  const pace = {
    scrapeSeconds: endpoints[0]?.scrapeIntervalSeconds ?? prometheus.evaluationIntervalSeconds,
    evaluationSeconds: prometheus.evaluationIntervalSeconds,
  };
  const text = `${header("//", SOURCE, "alerts")}
/** The contract's rules, alerts and key figures, their expressions parsed: whoever has the series can evaluate them. */

${INTERFACES}
/** How often Prometheus scrapes, and how often it evaluates rules. */
export const pace = ${literal(pace)} as const;

/** In the order in which they are evaluated: some read what those before them recorded. */
export const recordingRules: readonly RecordingRule[] = frozen(${literal(recordingRules.map(recordingLiteral))});

/** In the order of the contract; those made from objectives come last. */
export const alertRules: readonly AlertRule[] = frozen(${literal(alerts.map(alertLiteral))});

/** Key figures that were promised, in the order of the contract. */
export const slas: readonly Sla[] = frozen(${literal(slas.map((sla) => slaLiteral(sla, model)))});

${FROZEN}`;
  return [{ path: "generated/alerts.ts", text }];
}

function recordingLiteral({ record, expr }: RecordingRule): Literal {
  return { name: record, ...readable(expr) };
}

function alertLiteral(alert: Alert): Literal {
  const { name, forSeconds, keepFiringSeconds, severity, labels } = alert;
  return { name, forSeconds, keepFiringSeconds, severity, labels, ...annotationsOf(alert), ...readable(alert.expr) };
}

function slaLiteral({ name, help, op, threshold, alert, expr }: Sla, model: Model): Literal {
  const typed = typedExpressionsOf(model).find((one) => one.purpose === "sla" && one.expr === expr);
  const unit = typed?.shapeOf(typed.top).unit;
  return { name, help, op, threshold, unit: plainUnit(unit), alert, ...readable(expr) };
}

/** What the expression reads, and its tree or why there is none. */
function readable(expression: Expression): { readonly [key: string]: Literal } {
  const { expr } = parse(expression);
  if (expr === undefined) return { reads: [], evaluable: false, reason: "it is no PromQL" };
  const names = nodesOf(expr, "selector").flatMap(({ metric }) => metric?.text ?? []);
  const reads = [...new Set(names)].sort();
  try {
    return { reads, evaluable: true, expr: treeLiteral(treeOf(expr)) };
  } catch (cause) {
    if (cause instanceof NoTree) return { reads, evaluable: false, reason: cause.message };
    throw cause;
  }
}

/** JSON has no infinite numbers and no NaN; everything else of a tree is as it stands. */
function treeLiteral(tree: Tree): Literal {
  switch (tree.type) {
    case "number":
      return {
        type: tree.type,
        value: Number.isFinite(tree.value) ? tree.value : code(`Number(${quoted(tree.value)})`),
      };
    case "selector": {
      const { type, metric, matchers, rangeMs } = tree;
      const list = matchers.map(({ label, op, value, flags }) => ({ label, op, value, flags }));
      return { type, metric, matchers: list, rangeMs };
    }
    case "call":
      return { type: tree.type, fn: tree.fn, args: tree.args.map(treeLiteral) };
    case "aggregation": {
      const { type, op, by, without, param, expr } = tree;
      return { type, op, by, without, param: param && treeLiteral(param), expr: treeLiteral(expr) };
    }
    case "binary": {
      const { type, op, bool, on, ignoring, group, left, right } = tree;
      const sides = { left: treeLiteral(left), right: treeLiteral(right) };
      return { type, op, bool, on, ignoring, group: group && { side: group.side, include: group.include }, ...sides };
    }
    case "unary":
      return { type: tree.type, op: tree.op, expr: treeLiteral(tree.expr) };
  }
}

function quoted(value: number): string {
  return JSON.stringify(String(value));
}

const INTERFACES = `export interface Matcher {
  readonly label: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  /** A text; of =~ and !~ the source of a JavaScript regular expression with these flags, anchored at both ends. */
  readonly value: string;
  readonly flags?: string;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^" | "atan2";
export type ComparisonOperator = "==" | "!=" | ">" | "<" | ">=" | "<=";
export type SetOperator = "and" | "or" | "unless";

/** A vector; with rangeMs, the length of the window in milliseconds, a range. */
export interface Selector {
  readonly type: "selector";
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  readonly rangeMs?: number;
}

export interface Call {
  readonly type: "call";
  readonly fn: string;
  readonly args: readonly Expression[];
}

/** Over everything when neither by nor without says how. */
export interface Aggregation {
  readonly type: "aggregation";
  readonly op: string;
  readonly by?: readonly string[];
  readonly without?: readonly string[];
  readonly param?: Expression;
  readonly expr: Expression;
}

/** Matched by all labels when neither on nor ignoring says how; group names the side with many for one of the other. */
export interface Binary {
  readonly type: "binary";
  readonly op: ArithmeticOperator | ComparisonOperator | SetOperator;
  readonly bool?: true;
  readonly on?: readonly string[];
  readonly ignoring?: readonly string[];
  readonly group?: { readonly side: "left" | "right"; readonly include: readonly string[] };
  readonly left: Expression;
  readonly right: Expression;
}

/** PromQL without offset, @, subqueries and texts; parentheses are in the shape of the tree. */
export type Expression =
  | { readonly type: "number"; readonly value: number }
  | Selector
  | Call
  | Aggregation
  | Binary
  | { readonly type: "unary"; readonly op: "-"; readonly expr: Expression };

/** An expression, or why it has no tree; reads names its series, those of recording rules included. */
export type Readable =
  | { readonly reads: readonly string[]; readonly evaluable: true; readonly expr: Expression }
  | { readonly reads: readonly string[]; readonly evaluable: false; readonly reason: string };

/** The result is recorded under the name. */
export type RecordingRule = { readonly name: string } & Readable;

export type AlertRule = {
  readonly name: string;
  readonly forSeconds: number;
  /** How long it goes on firing after it held last. */
  readonly keepFiringSeconds: number;
  readonly severity: "page" | "ticket";
  /** Labels of its own beside the severity. */
  readonly labels: Readonly<Record<string, string>>;
  /** Summary and action may hold templates of Prometheus. */
  readonly summary: string;
  readonly action: string;
  /** A path with an anchor, or a URL. */
  readonly playbook: string;
} & Readable;

/** Something that was promised: it is kept while the expression has \`op\` to the threshold. */
export type Sla = {
  readonly name: string;
  readonly help: string;
  readonly op: ComparisonOperator;
  readonly threshold: number;
  /** ratio for a share of 1, else what it is measured in, as seconds; number for a count. */
  readonly unit: string;
  /** The alert that guards it. */
  readonly alert: string;
} & Readable;
`;

const FROZEN = `/** Frozen to its leaves. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
`;
