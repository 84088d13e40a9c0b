/** The contract files as their JSON Schemas describe them, before anything is resolved. */
import type {
  AlertSeverity,
  BurnTierName,
  Change,
  Comparison,
  Initial,
  JsonSchema,
  MetricType,
  Operation,
  PanelKind,
  VariableType,
} from "./model.ts";

export interface RawVersion {
  readonly version: string;
  /** The frozen contract of a release has the version alone. */
  readonly date?: string;
  readonly summary?: string;
  readonly changes?: readonly Omit<Change, "at">[];
}

export interface RawLabel {
  readonly values?: readonly string[];
  readonly values_from?: string;
  readonly help: string;
  readonly deprecated?: RawDeprecation;
}

export interface RawMetrics {
  readonly version: 1;
  readonly endpoints: readonly { job: string; path: string; format: string; scrape_interval_seconds: number }[];
  readonly prometheus?: { evaluation_interval?: string; retention?: string };
  readonly notifications?: Readonly<Partial<Record<AlertSeverity, RawNotifications>>>;
  readonly labels?: Readonly<Record<string, RawLabel>>;
  readonly params?: Readonly<
    Record<string, { unit: string; default: number; min: number; max: number; metric?: string; help: string }>
  >;
  readonly metrics: readonly RawMetric[];
  readonly recording_rules?: readonly { record: string; expr: string; help: string; allow?: readonly RawAllow[] }[];
  readonly slas?: readonly {
    name: string;
    expr: string;
    op: Comparison;
    threshold: number;
    window?: string;
    alert: string;
    help: string;
    allow?: readonly RawAllow[];
  }[];
  readonly slos?: readonly {
    name: string;
    kind: "ratio" | "latency";
    bad?: string;
    total: string;
    le?: number | string;
    objective: number;
    period: string;
    min_events: number;
    tiers?: readonly BurnTierName[];
    help: string;
    playbook?: string;
    allow?: readonly RawAllow[];
  }[];
  readonly alerts?: readonly RawAlert[];
}

export interface RawNotifications {
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
}

export interface RawAllow {
  readonly id: string;
  readonly reason: string;
  readonly until?: string;
}

export interface RawDeprecation {
  readonly since: string;
  readonly renamed_to?: string;
  readonly sunset: string;
}

export interface RawMetric {
  readonly name: string;
  readonly type: MetricType;
  readonly unit?: string;
  readonly help?: string;
  readonly labels?: readonly string[];
  readonly buckets?: readonly (number | string)[];
  readonly initial?: Initial;
  readonly guards?: string;
  readonly series_budget?: number;
  readonly additive?: boolean;
  /** Only changes of it count. */
  readonly meaning?: number;
  readonly stability?: "stable" | "experimental";
  readonly deprecated?: RawDeprecation;
  readonly allow?: readonly RawAllow[];
}

export interface RawAlert {
  readonly name: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for?: string;
  readonly severity: AlertSeverity;
  readonly inhibits?: readonly string[];
  readonly summary?: string;
  readonly action?: string;
  readonly playbook?: string;
  readonly deprecated?: RawDeprecation;
  readonly allow?: readonly RawAllow[];
  readonly tests?: readonly {
    readonly name: string;
    readonly interval?: string;
    readonly series: Readonly<Record<string, string>>;
    readonly fires_at: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly value: number;
    readonly silent_at?: readonly string[];
  }[];
}

export interface RawDashboard {
  readonly version: 1;
  readonly title: string;
  readonly help: string;
  readonly playbook?: string;
  readonly colors?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rows: readonly { readonly title: string; readonly panels: readonly RawPanel[] }[];
}

export interface RawPanel {
  readonly title: string;
  readonly help?: string;
  readonly kind: PanelKind;
  readonly sla?: string;
  readonly alerts?: readonly string[];
  readonly queries?: readonly { readonly expr: string; readonly legend?: string }[];
  readonly unit?: string;
  readonly states?: string;
  readonly columns?: string;
}

export interface RawVariable {
  readonly name: string;
  readonly type: VariableType;
  readonly values?: readonly string[];
  readonly default?: string | number | boolean;
  readonly min?: number;
  readonly max?: number;
  readonly min_length?: number;
  readonly pattern?: string;
  readonly param?: string;
  readonly required?: boolean;
  readonly secret?: boolean;
  readonly help: string;
  readonly deprecated?: RawDeprecation;
}

/** A `$ref` to a component, or the thing itself. */
export type OrRef<T> = T | { readonly $ref: string };

export interface RawParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly "x-invalid-reason"?: string;
}

export interface RawHeader {
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
}

export type RawContent = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

export interface RawResponse {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, OrRef<RawHeader>>>;
  readonly content?: RawContent;
  readonly "x-failure-reasons"?: readonly string[];
}

export interface RawOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly OrRef<RawParameter>[];
  readonly requestBody?: OrRef<{ readonly required?: boolean; readonly content: RawContent }>;
  readonly security?: readonly object[];
  readonly "x-streamed-body"?: boolean;
  readonly responses: Readonly<Record<string, OrRef<RawResponse>>>;
}

export type RawPathItem = { readonly parameters?: readonly OrRef<RawParameter>[] } & Readonly<
  Partial<Record<Operation["method"], RawOperation>>
>;

export interface RawOpenApi {
  readonly info: { readonly title: string; readonly version: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, RawPathItem>>;
  readonly security?: readonly object[];
  readonly components?: {
    readonly schemas?: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes?: Readonly<Record<string, unknown>>;
  };
  readonly "x-unrouted-reasons"?: readonly string[];
}
