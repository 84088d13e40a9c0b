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
export const pace = { scrapeSeconds: 30, evaluationSeconds: 30 } as const;

/** In the order in which they are evaluated: some read what those before them recorded. */
export const recordingRules: readonly RecordingRule[] = frozen([
  {
    name: "job:worker_tasks:rate10m",
    reads: ["worker_tasks_total"],
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
            metric: "worker_tasks_total",
            matchers: [{ label: "result", op: "!=", value: "retried" }],
            rangeMs: 600000,
          },
        ],
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_5m",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 300000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_30m",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 1800000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_1h",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 3600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_2h",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 7200000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_6h",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 21600000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_1d",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 86400000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_done:error_ratio_3d",
    reads: ["worker_tasks_total"],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=", value: "failed" }],
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
              metric: "worker_tasks_total",
              matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
              rangeMs: 259200000,
            },
          ],
        },
      },
    },
  },
  {
    name: "job:tasks_in_lease:error_ratio_5m",
    reads: ["worker_task_duration_seconds_bucket", "worker_task_duration_seconds_count"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
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
                metric: "worker_task_duration_seconds_bucket",
                matchers: [
                  { label: "queue", op: "!=", value: "night|batch" },
                  { label: "le", op: "=~", value: "^(?:30(\\.0)?)$", flags: "su" },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
                rangeMs: 300000,
              },
            ],
          },
        },
      },
    },
  },
  {
    name: "job:tasks_in_lease:error_ratio_30m",
    reads: ["worker_task_duration_seconds_bucket", "worker_task_duration_seconds_count"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
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
                metric: "worker_task_duration_seconds_bucket",
                matchers: [
                  { label: "queue", op: "!=", value: "night|batch" },
                  { label: "le", op: "=~", value: "^(?:30(\\.0)?)$", flags: "su" },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
                rangeMs: 1800000,
              },
            ],
          },
        },
      },
    },
  },
  {
    name: "job:tasks_in_lease:error_ratio_1h",
    reads: ["worker_task_duration_seconds_bucket", "worker_task_duration_seconds_count"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
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
                metric: "worker_task_duration_seconds_bucket",
                matchers: [
                  { label: "queue", op: "!=", value: "night|batch" },
                  { label: "le", op: "=~", value: "^(?:30(\\.0)?)$", flags: "su" },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
                rangeMs: 3600000,
              },
            ],
          },
        },
      },
    },
  },
  {
    name: "job:tasks_in_lease:error_ratio_6h",
    reads: ["worker_task_duration_seconds_bucket", "worker_task_duration_seconds_count"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
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
                metric: "worker_task_duration_seconds_bucket",
                matchers: [
                  { label: "queue", op: "!=", value: "night|batch" },
                  { label: "le", op: "=~", value: "^(?:30(\\.0)?)$", flags: "su" },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
                rangeMs: 21600000,
              },
            ],
          },
        },
      },
    },
  },
  {
    name: "job:tasks_in_lease:error_ratio_3d",
    reads: ["worker_task_duration_seconds_bucket", "worker_task_duration_seconds_count"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "-",
      left: { type: "number", value: 1 },
      right: {
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
                metric: "worker_task_duration_seconds_bucket",
                matchers: [
                  { label: "queue", op: "!=", value: "night|batch" },
                  { label: "le", op: "=~", value: "^(?:30(\\.0)?)$", flags: "su" },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
                rangeMs: 259200000,
              },
            ],
          },
        },
      },
    },
  },
]);

/** In the order of the contract; those made from objectives come last. */
export const alertRules: readonly AlertRule[] = frozen([
  {
    name: "WorkerIdle",
    forSeconds: 900,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "Only {{ $value | humanize }} tasks a second end.",
    action: "See whether the queue is empty.",
    playbook: "spec/docs/blueprints/ops.md#idle",
    reads: ["job:worker_tasks:rate10m"],
    evaluable: true,
    expr: {
      type: "binary",
      op: "<",
      left: { type: "selector", metric: "job:worker_tasks:rate10m", matchers: [] },
      right: { type: "number", value: 0.01 },
    },
  },
  {
    name: "WorkerSlow",
    forSeconds: 5400,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "Tasks outlive their lease.",
    action: "Raise the lease.",
    playbook: "https://example.org/runbook#slow",
    reads: ["worker_lease_seconds", "worker_task_duration_seconds_bucket"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      on: ["job"],
      left: {
        type: "call",
        fn: "histogram_quantile",
        args: [
          { type: "number", value: 0.9 },
          {
            type: "aggregation",
            op: "sum",
            by: ["job", "le"],
            expr: {
              type: "call",
              fn: "rate",
              args: [
                { type: "selector", metric: "worker_task_duration_seconds_bucket", matchers: [], rangeMs: 600000 },
              ],
            },
          },
        ],
      },
      right: {
        type: "aggregation",
        op: "max",
        by: ["job"],
        expr: { type: "selector", metric: "worker_lease_seconds", matchers: [] },
      },
    },
  },
  {
    name: "WorkerRestarting",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "Workers of the pool {{ $labels.pool }} start again and again.",
    action: "Read how they ended.",
    playbook: "spec/docs/blueprints/ops.md#idle",
    reads: ["worker_restarts_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job", "pool"],
        expr: {
          type: "call",
          fn: "increase",
          args: [{ type: "selector", metric: "worker_restarts_total", matchers: [], rangeMs: 600000 }],
        },
      },
      right: { type: "number", value: 5 },
    },
  },
  {
    name: "WorkerCrashing",
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "Workers of the size {{ $labels.size }} start again and again.",
    action: "Read how they ended.",
    playbook: "spec/docs/blueprints/ops.md#idle",
    reads: ["worker_crashes_total"],
    evaluable: true,
    expr: {
      type: "binary",
      op: ">",
      left: {
        type: "aggregation",
        op: "sum",
        by: ["job", "size"],
        expr: {
          type: "call",
          fn: "increase",
          args: [{ type: "selector", metric: "worker_crashes_total", matchers: [], rangeMs: 600000 }],
        },
      },
      right: { type: "number", value: 5 },
    },
  },
  {
    name: "TasksDoneBurn1h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "tasks_done", tier: "1h" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_done in the last 5m were bad: the burn rate is above 13.44.",
    action: "Find what makes them bad and stop it now; 1h of this spends 2 % of the error budget of 28d.",
    playbook: "spec/docs/blueprints/ops.md#budget",
    reads: ["job:tasks_done:error_ratio_1h", "job:tasks_done:error_ratio_5m", "worker_tasks_total"],
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
          left: { type: "selector", metric: "job:tasks_done:error_ratio_5m", matchers: [] },
          right: { type: "number", value: 0.1344 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_done:error_ratio_1h", matchers: [] },
          right: { type: "number", value: 0.1344 },
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
                metric: "worker_tasks_total",
                matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
                rangeMs: 3600000,
              },
            ],
          },
        },
        right: { type: "number", value: 108 },
      },
    },
  },
  {
    name: "TasksDoneBurn6h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "tasks_done", tier: "6h" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_done in the last 30m were bad: the burn rate is above 5.6.",
    action: "Find what makes them bad and stop it now; 6h of this spends 5 % of the error budget of 28d.",
    playbook: "spec/docs/blueprints/ops.md#budget",
    reads: ["job:tasks_done:error_ratio_30m", "job:tasks_done:error_ratio_6h", "worker_tasks_total"],
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
          left: { type: "selector", metric: "job:tasks_done:error_ratio_30m", matchers: [] },
          right: { type: "number", value: 0.056 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_done:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.056 },
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
                metric: "worker_tasks_total",
                matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
                rangeMs: 21600000,
              },
            ],
          },
        },
        right: { type: "number", value: 108 },
      },
    },
  },
  {
    name: "TasksDoneBurn1d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "tasks_done", tier: "1d" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_done in the last 2h were bad: the burn rate is above 2.8.",
    action: "Find what makes them bad and have it mended; 1d of this spends 10 % of the error budget of 28d.",
    playbook: "spec/docs/blueprints/ops.md#budget",
    reads: ["job:tasks_done:error_ratio_1d", "job:tasks_done:error_ratio_2h", "worker_tasks_total"],
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
          left: { type: "selector", metric: "job:tasks_done:error_ratio_2h", matchers: [] },
          right: { type: "number", value: 0.028 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_done:error_ratio_1d", matchers: [] },
          right: { type: "number", value: 0.028 },
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
                metric: "worker_tasks_total",
                matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
                rangeMs: 86400000,
              },
            ],
          },
        },
        right: { type: "number", value: 108 },
      },
    },
  },
  {
    name: "TasksDoneBurn3d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "tasks_done", tier: "3d" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_done in the last 6h were bad: the burn rate is above 0.9333.",
    action: "Find what makes them bad and have it mended; 3d of this spends 10 % of the error budget of 28d.",
    playbook: "spec/docs/blueprints/ops.md#budget",
    reads: ["job:tasks_done:error_ratio_3d", "job:tasks_done:error_ratio_6h", "worker_tasks_total"],
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
          left: { type: "selector", metric: "job:tasks_done:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.00933333 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_done:error_ratio_3d", matchers: [] },
          right: { type: "number", value: 0.00933333 },
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
                metric: "worker_tasks_total",
                matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
                rangeMs: 259200000,
              },
            ],
          },
        },
        right: { type: "number", value: 108 },
      },
    },
  },
  {
    name: "TasksInLeaseBurn1h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "tasks_in_lease", tier: "1h" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_in_lease in the last 5m were above 30 seconds: the burn rate is above 14.4.",
    action: "Find what makes them bad and stop it now; 1h of this spends 2 % of the error budget of 30d.",
    playbook: "https://example.org/runbook#budget",
    reads: [
      "job:tasks_in_lease:error_ratio_1h", "job:tasks_in_lease:error_ratio_5m", "worker_task_duration_seconds_count",
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
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_5m", matchers: [] },
          right: { type: "number", value: 0.72 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_1h", matchers: [] },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
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
    name: "TasksInLeaseBurn6h",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "page",
    labels: { slo: "tasks_in_lease", tier: "6h" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_in_lease in the last 30m were above 30 seconds: the burn rate is above 6.",
    action: "Find what makes them bad and stop it now; 6h of this spends 5 % of the error budget of 30d.",
    playbook: "https://example.org/runbook#budget",
    reads: [
      "job:tasks_in_lease:error_ratio_30m", "job:tasks_in_lease:error_ratio_6h", "worker_task_duration_seconds_count",
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
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_30m", matchers: [] },
          right: { type: "number", value: 0.3 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_6h", matchers: [] },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
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
    name: "TasksInLeaseBurn3d",
    forSeconds: 0,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "tasks_in_lease", tier: "3d" },
    summary: "{{ $value | humanizePercentage }} of the events of tasks_in_lease in the last 6h were above 30 seconds: the burn rate is above 1.",
    action: "Find what makes them bad and have it mended; 3d of this spends 10 % of the error budget of 30d.",
    playbook: "https://example.org/runbook#budget",
    reads: [
      "job:tasks_in_lease:error_ratio_3d", "job:tasks_in_lease:error_ratio_6h", "worker_task_duration_seconds_count",
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
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_6h", matchers: [] },
          right: { type: "number", value: 0.05 },
        },
        right: {
          type: "binary",
          op: ">",
          left: { type: "selector", metric: "job:tasks_in_lease:error_ratio_3d", matchers: [] },
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
                metric: "worker_task_duration_seconds_count",
                matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
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
    name: "TasksDoneAbsent",
    forSeconds: 570,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "tasks_done" },
    summary: "{{ $labels.job }} is scraped, but the series that tasks_done counts are missing: nobody watches it.",
    action: "See what answers the scrape, and whether a metric or a label was renamed.",
    playbook: "spec/docs/blueprints/ops.md#budget",
    reads: ["up", "worker_tasks_total"],
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
          expr: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "worker" }] },
        },
        right: { type: "number", value: 1 },
      },
      right: {
        type: "aggregation",
        op: "count",
        by: ["job"],
        expr: {
          type: "selector",
          metric: "worker_tasks_total",
          matchers: [{ label: "result", op: "=~", value: "^(?:done|failed)$", flags: "su" }],
        },
      },
    },
  },
  {
    name: "TasksInLeaseAbsent",
    forSeconds: 2670,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: { slo: "tasks_in_lease" },
    summary: "{{ $labels.job }} is scraped, but the series that tasks_in_lease counts are missing: nobody watches it.",
    action: "See what answers the scrape, and whether a metric or a label was renamed.",
    playbook: "https://example.org/runbook#budget",
    reads: ["up", "worker_task_duration_seconds_count"],
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
          expr: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "worker" }] },
        },
        right: { type: "number", value: 1 },
      },
      right: {
        type: "aggregation",
        op: "count",
        by: ["job"],
        expr: {
          type: "selector",
          metric: "worker_task_duration_seconds_count",
          matchers: [{ label: "queue", op: "!=", value: "night|batch" }],
        },
      },
    },
  },
  {
    name: "WorkerGone",
    forSeconds: 570,
    keepFiringSeconds: 0,
    severity: "page",
    labels: {},
    summary: "No instance of {{ $labels.job }} is scraped: nobody watches its objectives.",
    action: "Start it, or mend the network and the targets of Prometheus.",
    playbook: "spec/docs/blueprints/ops.md#budget",
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
          expr: { type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "worker" }] },
        },
        right: { type: "number", value: 0 },
      },
      right: {
        type: "call",
        fn: "absent",
        args: [{ type: "selector", metric: "up", matchers: [{ label: "job", op: "=", value: "worker" }] }],
      },
    },
  },
]);

/** Key figures that were promised, in the order of the contract. */
export const slas: readonly Sla[] = frozen([
  {
    name: "failures",
    help: "The worker works.",
    op: ">=",
    threshold: 0.01,
    unit: "1 per second",
    alert: "WorkerIdle",
    reads: ["job:worker_tasks:rate10m"],
    evaluable: true,
    expr: { type: "selector", metric: "job:worker_tasks:rate10m", matchers: [] },
  },
]);

/** Frozen to its leaves. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
