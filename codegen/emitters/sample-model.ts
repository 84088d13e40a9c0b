/** A small Model for the emitters' tests, of a service that has nothing to do with this one. Each test changes a part. */
import type {
  Alert,
  Api,
  Deprecation,
  Expression,
  Label,
  Locate,
  Metric,
  Model,
  Notifications,
  Operation,
  RecordingRule,
  Slo,
  Variable,
} from "../model.ts";
import { type Span, wholeFile } from "../problem.ts";
import { burnTiers } from "../slo-tiers.ts";

const span: Span = wholeFile("sample");
const at: Locate = () => span;

const samplePace: Notifications = {
  groupWaitSeconds: 30,
  groupIntervalSeconds: 300,
  repeatIntervalSeconds: 1800,
  at,
};

export function sampleModel(parts: Partial<Model> = {}): Model {
  return {
    version: { version: "2.0.0", date: "2026-01-01", summary: "A queue worker.", changes: [], at },
    digest: "d".repeat(64),
    snapshot: "{}",
    endpoints: [{ job: "worker", path: "/metrics", format: "text/plain", scrapeIntervalSeconds: 30, at }],
    prometheus: { evaluationIntervalSeconds: 30, retentionSeconds: 15 * 86_400, at },
    notifications: { page: samplePace, ticket: { ...samplePace, repeatIntervalSeconds: 14_400 } },
    labels: [sampleLabel()],
    params: [],
    metrics: [sampleMetric()],
    recordingRules: [sampleRecord()],
    slas: [],
    slos: [],
    alerts: [sampleAlert()],
    config: undefined,
    api: undefined,
    blueprints: [],
    dashboards: [],
    ...parts,
  };
}

export function sampleExpression(text: string): Expression {
  return { text, toSource: (offset) => offset, scalar: span };
}

export function sampleLabel(parts: Partial<Label> = {}): Label {
  return { name: "queue", help: "Where a task waits.", values: ["fast", "slow"], deprecated: undefined, at, ...parts };
}

export function sampleDeprecation(renamedTo?: string): Deprecation {
  return { since: "2.0.0", renamedTo, sunset: "2026-06-30", at };
}

export function sampleMetric(parts: Partial<Metric> = {}): Metric {
  return {
    name: "tasks_total",
    type: "counter",
    unit: "tasks",
    help: "Tasks done.",
    labels: [],
    buckets: [],
    initial: 0,
    stability: "stable",
    seriesBudget: 1000,
    guards: undefined,
    additive: true,
    deprecated: undefined,
    allow: [],
    at,
    ...parts,
  };
}

export function sampleRecord(parts: Partial<RecordingRule> = {}): RecordingRule {
  const expr = sampleExpression("sum by (job) (rate(tasks_total[5m]))");
  return {
    record: "job:tasks:rate5m",
    expr,
    help: "Tasks a second.",
    allow: [],
    slo: undefined,
    everySeconds: undefined,
    at,
    ...parts,
  };
}

export function sampleAlert(parts: Partial<Alert> = {}): Alert {
  return {
    name: "WorkerIdle",
    expr: sampleExpression("job:tasks:rate5m == 0"),
    forSeconds: 600,
    keepFiringSeconds: 0,
    severity: "ticket",
    summary: "{{ $labels.job }} does nothing.",
    action: "Look at the queue.",
    playbook: "ops.md#idle",
    inhibits: [],
    labels: {},
    deprecated: undefined,
    allow: [],
    tests: [],
    slo: undefined,
    everySeconds: undefined,
    at,
    ...parts,
  };
}

export function sampleSlo(parts: Partial<Slo> = {}): Slo {
  return {
    name: "tasks_done",
    kind: "ratio",
    bad: sampleExpression('tasks_total{queue="slow"}'),
    total: sampleExpression("tasks_total"),
    le: undefined,
    objective: 0.95,
    periodSeconds: 30 * 86_400,
    minEvents: 20,
    tiers: burnTiers(undefined),
    help: "95 % of the tasks are done.",
    playbook: "ops.md#budget",
    allow: [],
    at,
    ...parts,
  };
}

export function sampleVariable(parts: Partial<Variable> = {}): Variable {
  return {
    name: "PORT",
    type: "integer",
    help: "Port to listen on.",
    default: 9000,
    min: 1,
    max: 65535,
    minLength: undefined,
    pattern: undefined,
    values: [],
    secret: false,
    required: false,
    param: undefined,
    deprecated: undefined,
    line: 1,
    at,
    ...parts,
  };
}

export function sampleApi(parts: Partial<Api> = {}): Api {
  return {
    title: "Worker",
    version: "2.0.0",
    servers: [],
    operations: [],
    reasons: [],
    unroutedReasons: [],
    securitySchemes: [],
    document: {},
    at,
    ...parts,
  };
}

export function sampleOperation(reasons: readonly string[]): Operation {
  return {
    id: "addTask",
    method: "post",
    path: "/tasks",
    summary: "Add a task.",
    tags: [],
    parameters: [],
    requestContents: [],
    requestSchema: undefined,
    requestRequired: false,
    streamedBody: false,
    security: [[]],
    responses: [
      { status: 204, description: "Added.", reasons: [], headers: [], contents: [], at },
      { status: 400, description: "Refused.", reasons, headers: [], contents: [], at },
    ],
    at,
  };
}
