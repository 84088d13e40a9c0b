// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/alerts.ts. Do not edit: npm run codegen
/** The contract's rules, alerts and key figures, their expressions parsed: whoever has the series can evaluate them. */

export interface Matcher {
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

/** Something that was promised: it is kept while the expression has `op` to the threshold. */
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

/** How often Prometheus scrapes, and how often it evaluates rules. */
export const pace = { scrapeSeconds: 15, evaluationSeconds: 15 } as const;

/** In the order in which they are evaluated: some read what those before them recorded. */
export const recordingRules: readonly RecordingRule[] = frozen([
  {
    name: "job:ingest_answered:rate5m",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "aggregation",
      op: "sum",
      by: ["job"],
      expr: {
        type: "call",
        fn: "rate",
        args: [
          {
            type: "selector",
            metric: "ingest_requests_total",
            matchers: [
              { label: "job", op: "=", value: "ingest" },
              { label: "slot_id", op: "!=", value: "slot-test" },
              { label: "outcome", op: "=~", value: "^(?:success|timeout|provider_error|internal_error)$", flags: "su" },
            ],
            rangeMs: 300000,
          },
        ],
      },
    },
  },
  {
    name: "job:ingest_timeout_ratio:rate5m",
    reads: ["ingest_requests_total", "job:ingest_answered:rate5m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 300000,
            },
          ],
        },
      },
      right: { type: "selector", metric: "job:ingest_answered:rate5m", matchers: [] },
    },
  },
  {
    name: "job:ingest_deadline_used_ratio:p95_5m",
    reads: ["ingest_deadline_used_ratio_bucket"],
    evaluable: true,
    expr: {
      type: "call",
      fn: "histogram_quantile",
      args: [
        { type: "number", value: 0.95 },
        {
          type: "aggregation",
          op: "sum",
          by: ["job", "le"],
          expr: {
            type: "call",
            fn: "rate",
            args: [
              {
                type: "selector",
                metric: "ingest_deadline_used_ratio_bucket",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                ],
                rangeMs: 300000,
              },
            ],
          },
        },
      ],
    },
  },
  {
    name: "instance:media_volume_used_ratio",
    reads: ["media_volume_available_bytes", "media_volume_size_bytes"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
        type: "binary",
        op: "/",
        left: {
          type: "selector",
          metric: "media_volume_available_bytes",
          matchers: [{ label: "job", op: "=", value: "ingest" }],
        },
        right: {
          type: "binary",
          op: ">",
          left: {
            type: "selector",
            metric: "media_volume_size_bytes",
            matchers: [{ label: "job", op: "=", value: "ingest" }],
          },
          right: { type: "number", value: 0 },
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_5m",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 300000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 300000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_30m",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 1800000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 1800000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_1h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 3600000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 3600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_2h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 7200000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 7200000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_6h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 21600000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 21600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_1d",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 86400000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 86400000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_answered_in_time:error_ratio_3d",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=", value: "timeout" },
              ],
              rangeMs: 259200000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 259200000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_5m",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 300000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 300000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_30m",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 1800000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 1800000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_1h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 3600000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 3600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_2h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 7200000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 7200000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_6h",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 21600000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 21600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_1d",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 86400000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 86400000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:ingest_edited:error_ratio_3d",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "/",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                { label: "outcome", op: "=~", value: "^(?:timeout|provider_error|internal_error)$", flags: "su" },
              ],
              rangeMs: 259200000,
            },
          ],
        },
      },
      right: {
        type: "aggregation",
        op: "sum",
        by: ["job"],
        expr: {
          type: "call",
          fn: "rate",
          args: [
            {
              type: "selector",
              metric: "ingest_requests_total",
              matchers: [
                { label: "job", op: "=", value: "ingest" },
                { label: "slot_id", op: "!=", value: "slot-test" },
                {
                  label: "outcome",
                  op: "=~",
                  value: "^(?:success|timeout|provider_error|internal_error)$",
                  flags: "su",
                },
              ],
              rangeMs: 259200000,
            },
          ],
        },
      },
    },
  },
]);

/** In the order of the contract; those made from objectives come last. */
export const alertRules: readonly AlertRule[] = frozen([
  {
    name: "HighTimeoutRate",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "{{ $value | humanizePercentage }} of the ingests run into T_sync_response.",
    action: "Look at the provider and at the load; lower parallelism or raise T_sync_response if the SLA allows it.",
    playbook: "spec/docs/blueprints/ops.md#timeouts",
    reads: ["job:ingest_timeout_ratio:rate5m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: { type: "selector", metric: "job:ingest_timeout_ratio:rate5m", matchers: [] },
      right: { type: "number", value: 0.05 },
    },
  },
  {
    name: "SlowP95",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "p95 of an ingest is {{ $value | humanizePercentage }} of T_sync_response.",
    action: "Analyse the providers' times and the machine's resources.",
    playbook: "spec/docs/blueprints/ops.md#timeouts",
    reads: ["job:ingest_deadline_used_ratio:p95_5m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: { type: "selector", metric: "job:ingest_deadline_used_ratio:p95_5m", matchers: [] },
      right: { type: "number", value: 1 },
    },
  },
  {
    name: "MediaDiskHigh",
    forSeconds: 300,
    keepFiringSeconds: 480,
    severity: "ticket",
    labels: {},
    summary: "The media volume of {{ $labels.instance }} is {{ $value | humanizePercentage }} full.",
    action: "Run the cleanup, enlarge the volume or lower RESULT_TTL_HOURS.",
    playbook: "spec/docs/blueprints/ops.md#media-disk",
    reads: ["instance:media_volume_used_ratio"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: { type: "selector", metric: "instance:media_volume_used_ratio", matchers: [] },
      right: { type: "number", value: 0.8 },
    },
  },
  {
    name: "MetricsDown",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "/metrics of {{ $labels.instance }} cannot be scraped.",
    action: "Check the process and the network path from Prometheus to it.",
    playbook: "spec/docs/blueprints/ops.md#metrics-endpoint",
    reads: ["up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "==",
      left: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
      right: { type: "number", value: 0 },
    },
  },
  {
    name: "MetricsMissing",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "Prometheus has no target of the job ingest.",
    action: "Check the scrape configuration and the service discovery.",
    playbook: "spec/docs/blueprints/ops.md#metrics-endpoint",
    reads: ["up"],
    evaluable: true,
    expr: {
      type: "call",
      fn: "absent",
      args: [{ type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] }],
    },
  },
  {
    name: "MetricsEmpty",
    forSeconds: 300,
    keepFiringSeconds: 480,
    severity: "ticket",
    labels: {},
    summary: "/metrics of {{ $labels.instance }} answers without the service's series.",
    action: "Check what answers at that address; the process or a proxy in between is wrong.",
    playbook: "spec/docs/blueprints/ops.md#metrics-endpoint",
    reads: ["contract_info", "up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "unless",
      on: ["job", "instance"],
      left: {
        type: "binary",
        op: "==",
        left: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
        right: { type: "number", value: 1 },
      },
      right: { type: "selector", metric: "contract_info", matchers: [{ label: "job", op: "=", value: "ingest" }] },
    },
  },
  {
    name: "MetricsFlapping",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "/metrics of {{ $labels.instance }} comes and goes.",
    action: "Look for restarts of the process and for time-outs of the scrape.",
    playbook: "spec/docs/blueprints/ops.md#metrics-endpoint",
    reads: ["up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      left: {
        type: "binary",
        op: "<",
        left: {
          type: "call",
          fn: "avg_over_time",
          args: [
            { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }], rangeMs: 900000 },
          ],
        },
        right: { type: "number", value: 0.5 },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "call",
          fn: "changes",
          args: [
            { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }], rangeMs: 900000 },
          ],
        },
        right: { type: "number", value: 4 },
      },
    },
  },
  {
    name: "ServiceGone",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "No instance of {{ $labels.job }} is scraped; the booths have no service or nobody can see it.",
    action: "Start the service; check the machine, the network and Prometheus' targets.",
    playbook: "spec/docs/blueprints/ops.md#service-gone",
    reads: ["up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "or",
      left: {
        type: "binary",
        op: "==",
        left: {
          type: "aggregation",
          op: "max",
          by: ["job"],
          expr: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
        },
        right: { type: "number", value: 0 },
      },
      right: {
        type: "call",
        fn: "absent",
        args: [{ type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] }],
      },
    },
  },
  {
    name: "IngestRejectedHigh",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "The service itself refuses {{ $value | humanizePercentage }} of the ingests.",
    action: "See the reasons in ingest_rejected_total; free the resource that they name.",
    playbook: "spec/docs/blueprints/ops.md#rejections",
    reads: ["ingest_rejected_total", "job:ingest_answered:rate5m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      left: {
        type: "binary",
        op: ">",
        left: {
          type: "binary",
          op: "/",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "ingest_rejected_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    {
                      label: "reason",
                      op: "=~",
                      value: "^(?:busy|storage_pressure|database_unavailable|media_unavailable|slot_tripped)$",
                      flags: "su",
                    },
                  ],
                  rangeMs: 300000,
                },
              ],
            },
          },
          right: {
            type: "binary",
            op: "+",
            left: {
              type: "aggregation",
              op: "sum",
              by: ["job"],
              expr: {
                type: "call",
                fn: "rate",
                args: [
                  {
                    type: "selector",
                    metric: "ingest_rejected_total",
                    matchers: [
                      { label: "job", op: "=", value: "ingest" },
                      {
                        label: "reason",
                        op: "=~",
                        value: "^(?:busy|storage_pressure|database_unavailable|media_unavailable|slot_tripped)$",
                        flags: "su",
                      },
                    ],
                    rangeMs: 300000,
                  },
                ],
              },
            },
            right: { type: "selector", metric: "job:ingest_answered:rate5m", matchers: [] },
          },
        },
        right: { type: "number", value: 0.2 },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_rejected_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  {
                    label: "reason",
                    op: "=~",
                    value: "^(?:busy|storage_pressure|database_unavailable|media_unavailable|slot_tripped)$",
                    flags: "su",
                  },
                ],
                rangeMs: 300000,
              },
            ],
          },
        },
        right: { type: "number", value: 5 },
      },
    },
  },
  {
    name: "IngestInternalErrors",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "{{ $value | humanizePercentage }} of the ingests fail inside the service.",
    action: "Find the jobs with outcome internal_error in the log; check database and media.",
    playbook: "spec/docs/blueprints/ops.md#internal-errors",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      left: {
        type: "binary",
        op: ">",
        left: {
          type: "binary",
          op: "/",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "ingest_requests_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    { label: "outcome", op: "=", value: "internal_error" },
                  ],
                  rangeMs: 900000,
                },
              ],
            },
          },
          right: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "ingest_requests_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    {
                      label: "outcome",
                      op: "=~",
                      value: "^(?:success|timeout|provider_error|internal_error)$",
                      flags: "su",
                    },
                  ],
                  rangeMs: 900000,
                },
              ],
            },
          },
        },
        right: { type: "number", value: 0.05 },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  { label: "outcome", op: "=", value: "internal_error" },
                ],
                rangeMs: 900000,
              },
            ],
          },
        },
        right: { type: "number", value: 3 },
      },
    },
  },
  {
    name: "TimeoutsLowTraffic",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "{{ $value | humanizePercentage }} of an hour's ingests ran into T_sync_response.",
    action: "Look at the provider and at the load.",
    playbook: "spec/docs/blueprints/ops.md#timeouts",
    reads: ["ingest_requests_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      left: {
        type: "binary",
        op: ">",
        left: {
          type: "binary",
          op: "/",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "ingest_requests_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    { label: "outcome", op: "=", value: "timeout" },
                  ],
                  rangeMs: 3600000,
                },
              ],
            },
          },
          right: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "ingest_requests_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    {
                      label: "outcome",
                      op: "=~",
                      value: "^(?:success|timeout|provider_error|internal_error)$",
                      flags: "su",
                    },
                  ],
                  rangeMs: 3600000,
                },
              ],
            },
          },
        },
        right: { type: "number", value: 0.05 },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  { label: "outcome", op: "=", value: "timeout" },
                ],
                rangeMs: 3600000,
              },
            ],
          },
        },
        right: { type: "number", value: 3 },
      },
    },
  },
  {
    name: "ProviderErrorsHigh",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "{{ $value | humanizePercentage }} of the calls to {{ $labels.provider }} fail.",
    action: "Put the slots of this provider into maintenance, tell the operators, switch back after it is stable.",
    playbook: "spec/docs/blueprints/ops.md#provider-errors",
    reads: ["provider_attempts_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      left: {
        type: "binary",
        op: ">",
        left: {
          type: "binary",
          op: "/",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job", "provider"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "provider_attempts_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    { label: "result", op: "!~", value: "^(?:ok|rejected)$", flags: "su" },
                  ],
                  rangeMs: 1800000,
                },
              ],
            },
          },
          right: {
            type: "aggregation",
            op: "sum",
            by: ["job", "provider"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                {
                  type: "selector",
                  metric: "provider_attempts_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "slot_id", op: "!=", value: "slot-test" },
                    { label: "result", op: "!=", value: "rejected" },
                  ],
                  rangeMs: 1800000,
                },
              ],
            },
          },
        },
        right: { type: "number", value: 0.2 },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job", "provider"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "provider_attempts_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  { label: "result", op: "!~", value: "^(?:ok|rejected)$", flags: "su" },
                ],
                rangeMs: 1800000,
              },
            ],
          },
        },
        right: { type: "number", value: 3 },
      },
    },
  },
  {
    name: "IngestStuck",
    forSeconds: 60,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "An ingest on {{ $labels.instance }} has been open for {{ $value | humanizeDuration }}, past its deadline.",
    action: "The deadline did not end it. Take a log excerpt and restart the instance.",
    playbook: "spec/docs/blueprints/ops.md#stuck",
    reads: ["ingest_oldest_inflight_age_seconds", "ingest_sync_response_seconds"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      on: ["job", "instance"],
      left: {
        type: "selector",
        metric: "ingest_oldest_inflight_age_seconds",
        matchers: [{ label: "job", op: "=", value: "ingest" }],
      },
      right: {
        type: "binary",
        op: "+",
        left: {
          type: "selector",
          metric: "ingest_sync_response_seconds",
          matchers: [{ label: "job", op: "=", value: "ingest" }],
        },
        right: { type: "number", value: 10 },
      },
    },
  },
  {
    name: "MediaDiskUnknown",
    forSeconds: 300,
    keepFiringSeconds: 480,
    severity: "ticket",
    labels: {},
    summary: "The media volume of {{ $labels.instance }} cannot be read, so MediaDiskHigh cannot see it.",
    action: "Check the mount and the permissions of the media folder.",
    playbook: "spec/docs/blueprints/ops.md#media-disk",
    reads: ["media_volume_available_bytes", "media_volume_size_bytes", "up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "or",
      left: {
        type: "binary",
        op: "unless",
        on: ["job", "instance"],
        left: {
          type: "binary",
          op: "==",
          left: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
          right: { type: "number", value: 1 },
        },
        right: {
          type: "binary",
          op: ">=",
          left: {
            type: "selector",
            metric: "media_volume_available_bytes",
            matchers: [{ label: "job", op: "=", value: "ingest" }],
          },
          right: { type: "number", value: 0 },
        },
      },
      right: {
        type: "binary",
        op: "unless",
        on: ["job", "instance"],
        left: {
          type: "binary",
          op: "==",
          left: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
          right: { type: "number", value: 1 },
        },
        right: {
          type: "binary",
          op: ">",
          left: {
            type: "selector",
            metric: "media_volume_size_bytes",
            matchers: [{ label: "job", op: "=", value: "ingest" }],
          },
          right: { type: "number", value: 0 },
        },
      },
    },
  },
  {
    name: "CleanupStale",
    forSeconds: 300,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "The last complete cleanup was {{ $value | humanizeDuration }} ago.",
    action: "Run the cleanup by hand and read what it says.",
    playbook: "spec/docs/blueprints/ops.md#media-disk",
    reads: ["cleanup_last_success_timestamp_seconds"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: {
        type: "binary",
        op: "-",
        left: { type: "call", fn: "time", args: [] },
        right: {
          type: "aggregation",
          op: "max",
          by: ["job"],
          expr: {
            type: "selector",
            metric: "cleanup_last_success_timestamp_seconds",
            matchers: [{ label: "job", op: "=", value: "ingest" }],
          },
        },
      },
      right: { type: "number", value: 2700 },
    },
  },
  {
    name: "SlotMaintenanceLong",
    forSeconds: 14400,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "{{ $labels.slot_id }} has been in maintenance for four hours.",
    action: "Ask who put it there and whether the provider is stable again; take it back.",
    playbook: "spec/docs/blueprints/ops.md#provider-errors",
    reads: ["slot_state"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "==",
      left: {
        type: "aggregation",
        op: "max",
        by: ["job", "slot_id"],
        expr: {
          type: "selector",
          metric: "slot_state",
          matchers: [
            { label: "job", op: "=", value: "ingest" },
            { label: "slot_id", op: "!=", value: "slot-test" },
            { label: "state", op: "=", value: "maintenance" },
          ],
        },
      },
      right: { type: "number", value: 1 },
    },
  },
  {
    name: "NotificationsFailing",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "No notice comes through to the operators' webhook, or one to it is lost.",
    action: "Mend the receiver at OPERATOR_WEBHOOK_URL; read in the audit what the operators were not told.",
    playbook: "spec/docs/blueprints/ops.md#notifications-failing",
    reads: ["notifications_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "or",
      left: {
        type: "binary",
        op: ">",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "notifications_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "audience", op: "=", value: "operators" },
                  { label: "delivery", op: "=", value: "given_up" },
                ],
                rangeMs: 1800000,
              },
            ],
          },
        },
        right: { type: "number", value: 0 },
      },
      right: {
        type: "binary",
        op: "unless",
        left: {
          type: "binary",
          op: ">=",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "increase",
              args: [
                {
                  type: "selector",
                  metric: "notifications_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "audience", op: "=", value: "operators" },
                    { label: "delivery", op: "=", value: "failed" },
                  ],
                  rangeMs: 1800000,
                },
              ],
            },
          },
          right: { type: "number", value: 2 },
        },
        right: {
          type: "binary",
          op: ">",
          left: {
            type: "aggregation",
            op: "sum",
            by: ["job"],
            expr: {
              type: "call",
              fn: "increase",
              args: [
                {
                  type: "selector",
                  metric: "notifications_total",
                  matchers: [
                    { label: "job", op: "=", value: "ingest" },
                    { label: "audience", op: "=", value: "operators" },
                    { label: "delivery", op: "=", value: "delivered" },
                  ],
                  rangeMs: 1800000,
                },
              ],
            },
          },
          right: { type: "number", value: 0 },
        },
      },
    },
  },
  {
    name: "ConfigReloadFailed",
    forSeconds: 600,
    keepFiringSeconds: 480,
    severity: "ticket",
    labels: {},
    summary: "{{ $labels.instance }} refused its last reload: the secrets in force are those from before.",
    action: "Read in the log what is wrong with the new ones, mend it and reload; a restart with them would fail.",
    playbook: "spec/docs/blueprints/ops.md#reload-failed",
    reads: ["config_last_reload_successful"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "==",
      left: {
        type: "selector",
        metric: "config_last_reload_successful",
        matchers: [{ label: "job", op: "=", value: "ingest" }],
      },
      right: { type: "number", value: 0 },
    },
  },
  {
    name: "ContractMismatch",
    forSeconds: 3600,
    keepFiringSeconds: 480,
    severity: "ticket",
    labels: {},
    summary: "{{ $labels.instance }} runs contract {{ $labels.version }}, these rules are of 0.6.1.",
    action: "Finish the roll-out, so that the process and the rules are of one contract.",
    playbook: "spec/docs/blueprints/ops.md#contract-mismatch",
    reads: ["contract_info"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "==",
      left: {
        type: "selector",
        metric: "contract_info",
        matchers: [
          { label: "job", op: "=", value: "ingest" },
          { label: "digest", op: "!=", value: "f1ed326e9f9b670920de23684e30e45faeb736116fd026deb426cd9138422112" },
        ],
      },
      right: { type: "number", value: 1 },
    },
  },
  {
    name: "IngestAnsweredInTimeBurn1h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "ingest_answered_in_time", tier: "1h" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_answered_in_time in the last 5m were bad: the burn rate is above 14.4.",
    action: "Find what makes them bad and stop it now; 1h of this spends 2 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: [
      "ingest_requests_total", "job:ingest_answered_in_time:error_ratio_1h",
      "job:ingest_answered_in_time:error_ratio_5m",
    ],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_5m", matchers: [] },
          right: { type: "number", value: 0.72 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_1h", matchers: [] },
          right: { type: "number", value: 0.72 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 3600000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestAnsweredInTimeBurn6h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "ingest_answered_in_time", tier: "6h" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_answered_in_time in the last 30m were bad: the burn rate is above 6.",
    action: "Find what makes them bad and stop it now; 6h of this spends 5 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: [
      "ingest_requests_total", "job:ingest_answered_in_time:error_ratio_30m",
      "job:ingest_answered_in_time:error_ratio_6h",
    ],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_30m", matchers: [] },
          right: { type: "number", value: 0.3 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.3 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 21600000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestAnsweredInTimeBurn1d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "ingest_answered_in_time", tier: "1d" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_answered_in_time in the last 2h were bad: the burn rate is above 3.",
    action: "Find what makes them bad and have it mended; 1d of this spends 10 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: [
      "ingest_requests_total", "job:ingest_answered_in_time:error_ratio_1d",
      "job:ingest_answered_in_time:error_ratio_2h",
    ],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_2h", matchers: [] },
          right: { type: "number", value: 0.15 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_1d", matchers: [] },
          right: { type: "number", value: 0.15 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 86400000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestAnsweredInTimeBurn3d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "ingest_answered_in_time", tier: "3d" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_answered_in_time in the last 6h were bad: the burn rate is above 1.",
    action: "Find what makes them bad and have it mended; 3d of this spends 10 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: [
      "ingest_requests_total", "job:ingest_answered_in_time:error_ratio_3d",
      "job:ingest_answered_in_time:error_ratio_6h",
    ],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.05 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_answered_in_time:error_ratio_3d", matchers: [] },
          right: { type: "number", value: 0.05 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 259200000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestEditedBurn1h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "ingest_edited", tier: "1h" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_edited in the last 5m were bad: the burn rate is above 14.4.",
    action: "Find what makes them bad and stop it now; 1h of this spends 2 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: ["ingest_requests_total", "job:ingest_edited:error_ratio_1h", "job:ingest_edited:error_ratio_5m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_5m", matchers: [] },
          right: { type: "number", value: 0.72 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_1h", matchers: [] },
          right: { type: "number", value: 0.72 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 3600000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestEditedBurn6h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "ingest_edited", tier: "6h" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_edited in the last 30m were bad: the burn rate is above 6.",
    action: "Find what makes them bad and stop it now; 6h of this spends 5 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: ["ingest_requests_total", "job:ingest_edited:error_ratio_30m", "job:ingest_edited:error_ratio_6h"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_30m", matchers: [] },
          right: { type: "number", value: 0.3 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.3 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 21600000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestEditedBurn1d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "ingest_edited", tier: "1d" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_edited in the last 2h were bad: the burn rate is above 3.",
    action: "Find what makes them bad and have it mended; 1d of this spends 10 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: ["ingest_requests_total", "job:ingest_edited:error_ratio_1d", "job:ingest_edited:error_ratio_2h"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_2h", matchers: [] },
          right: { type: "number", value: 0.15 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_1d", matchers: [] },
          right: { type: "number", value: 0.15 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 86400000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestEditedBurn3d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "ingest_edited", tier: "3d" },
    summary: "{{ $value | humanizePercentage }} of the events of ingest_edited in the last 6h were bad: the burn rate is above 1.",
    action: "Find what makes them bad and have it mended; 3d of this spends 10 % of the error budget of 30d.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: ["ingest_requests_total", "job:ingest_edited:error_ratio_3d", "job:ingest_edited:error_ratio_6h"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "and",
      on: ["job"],
      left: {
        type: "binary",
        op: "and",
        left: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.05 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:ingest_edited:error_ratio_3d", matchers: [] },
          right: { type: "number", value: 0.05 },
        },
      },
      right: {
        type: "binary",
        op: ">=",
        left: {
          type: "aggregation",
          op: "sum",
          by: ["job"],
          expr: {
            type: "call",
            fn: "increase",
            args: [
              {
                type: "selector",
                metric: "ingest_requests_total",
                matchers: [
                  { label: "job", op: "=", value: "ingest" },
                  { label: "slot_id", op: "!=", value: "slot-test" },
                  {
                    label: "outcome",
                    op: "=~",
                    value: "^(?:success|timeout|provider_error|internal_error)$",
                    flags: "su",
                  },
                ],
                rangeMs: 259200000,
              },
            ],
          },
        },
        right: { type: "number", value: 20 },
      },
    },
  },
  {
    name: "IngestAnsweredInTimeAbsent",
    forSeconds: 2625,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "{{ $labels.job }} is scraped, but the series that ingest_answered_in_time and ingest_edited count are missing: nobody watches them.",
    action: "See what answers the scrape, and whether a metric or a label was renamed.",
    playbook: "spec/docs/blueprints/ops.md#error-budget",
    reads: ["ingest_requests_total", "up"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "unless",
      on: ["job"],
      left: {
        type: "binary",
        op: "==",
        left: {
          type: "aggregation",
          op: "max",
          by: ["job"],
          expr: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "ingest" }] },
        },
        right: { type: "number", value: 1 },
      },
      right: {
        type: "aggregation",
        op: "count",
        by: ["job"],
        expr: {
          type: "selector",
          metric: "ingest_requests_total",
          matchers: [
            { label: "job", op: "=", value: "ingest" },
            { label: "slot_id", op: "!=", value: "slot-test" },
            { label: "outcome", op: "=~", value: "^(?:success|timeout|provider_error|internal_error)$", flags: "su" },
          ],
        },
      },
    },
  },
]);

/** Key figures that were promised, in the order of the contract. */
export const slas: readonly Sla[] = frozen([
  {
    name: "timeout_rate",
    help: "At most 5 % of the answered jobs run into T_sync_response.",
    op: "<=",
    threshold: 0.05,
    unit: "ratio",
    alert: "HighTimeoutRate",
    reads: ["job:ingest_timeout_ratio:rate5m"],
    evaluable: true,
    expr: { type: "selector", metric: "job:ingest_timeout_ratio:rate5m", matchers: [] },
  },
  {
    name: "p95_ingest",
    help: "The 95th percentile of an ingest is at most T_sync_response.",
    op: "<=",
    threshold: 1,
    unit: "ratio",
    alert: "SlowP95",
    reads: ["job:ingest_deadline_used_ratio:p95_5m"],
    evaluable: true,
    expr: { type: "selector", metric: "job:ingest_deadline_used_ratio:p95_5m", matchers: [] },
  },
  {
    name: "media_volume_used",
    help: "At most 80 % of the media volume is used.",
    op: "<=",
    threshold: 0.8,
    unit: "ratio",
    alert: "MediaDiskHigh",
    reads: ["instance:media_volume_used_ratio"],
    evaluable: true,
    expr: { type: "selector", metric: "instance:media_volume_used_ratio", matchers: [] },
  },
]);

/** Frozen to its leaves. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
