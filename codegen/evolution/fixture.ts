/** For tests: a small contract as plain values, to change one thing in and compile. */
import { parseSnapshot, resolve } from "../index.ts";
import type { Model } from "../model.ts";
import { formatProblems } from "../problem.ts";

/** A contract as its files hold it, free to be changed. */
export interface RawContract {
  // biome-ignore lint/suspicious/noExplicitAny: tests change any part of it, also into what the schemas refuse.
  version: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  metrics: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  config: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  openapi: any;
}

/** The Model of a contract; throws what is wrong with it. */
export function modelOf(raw: RawContract): Model {
  const { contract, problems } = parseSnapshot({ path: "contract.json", text: JSON.stringify(raw, null, 1) });
  const resolved = contract && resolve(contract);
  if (!resolved?.model) throw new Error(formatProblems([...problems, ...(resolved?.problems ?? [])], "text"));
  return resolved.model;
}

const OK = 'result="ok"';

const METRICS = {
  version: 1,
  exporter: "prometheus",
  endpoints: [{ job: "worker", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
  prometheus: { evaluation_interval: "15s", retention: "30d" },
  labels: {
    queue: { values: ["mail", "report"], help: "The queue." },
    result: { values: ["ok", "failed", "skipped"], help: "How a task ended." },
    region: { values: ["eu"], help: "Where it runs." },
    kind: { values: ["small", "large"], help: "Size of a task." },
  },
  params: {
    patience: { unit: "seconds", default: 30, min: 10, max: 60, metric: "patience_seconds", help: "Longest wait." },
  },
  metrics: [
    {
      name: "tasks_total",
      type: "counter",
      unit: "tasks",
      help: "Tasks.",
      labels: ["queue", "result"],
      stability: "stable",
    },
    {
      name: "task_seconds",
      type: "histogram",
      unit: "seconds",
      help: "Time of a task.",
      labels: ["queue"],
      buckets: [1, 5, 30, 60],
      stability: "stable",
    },
    {
      name: "trial_seconds",
      type: "histogram",
      unit: "seconds",
      help: "On trial.",
      buckets: [1, 2, 3],
      stability: "experimental",
    },
    { name: "depth", type: "gauge", unit: "tasks", help: "Tasks that wait.", labels: ["queue"], stability: "stable" },
    {
      name: "capacity",
      type: "gauge",
      unit: "tasks",
      help: "Tasks that may wait.",
      labels: ["queue"],
      stability: "stable",
    },
    {
      name: "patience_seconds",
      type: "gauge",
      unit: "seconds",
      help: "Longest wait.",
      initial: "nan",
      stability: "stable",
    },
  ],
  recording_rules: [
    { record: "job:tasks:rate5m", expr: "sum by (job) (rate(tasks_total[5m]))", help: "Tasks a second." },
    {
      record: "job:task_seconds:p95",
      expr: "histogram_quantile(0.95, sum by (job, le) (rate(task_seconds_bucket[5m])))",
      help: "p95.",
    },
  ],
  slas: [
    {
      name: "p95",
      expr: "job:task_seconds:p95",
      op: "<=",
      threshold: 30,
      window: "5m",
      alert: "Slow",
      help: "Fast.",
    },
  ],
  slos: [
    {
      name: "done",
      kind: "ratio",
      bad: 'tasks_total{job="worker",result="failed"}',
      total: 'tasks_total{job="worker"}',
      objective: 0.95,
      period: "30d",
      min_events: 20,
      help: "Done.",
      playbook: "ops.md#done",
    },
  ],
  alerts: [
    {
      name: "Slow",
      expr: "job:task_seconds:p95 > 30",
      for: "10m",
      severity: "ticket",
      summary: "Slow.",
      action: "Look.",
      playbook: "ops.md#slow",
    },
    {
      name: "Failing",
      expr: `sum by (job) (rate(tasks_total{job="worker",result="failed"}[5m])) / sum by (job) (rate(tasks_total{job="worker"}[5m])) > 0.2 and sum by (job) (increase(tasks_total{job="worker"}[5m])) > 5`,
      for: "5m",
      severity: "page",
      summary: "Failing.",
      action: "Look.",
      playbook: "ops.md#failing",
    },
    {
      name: "Full",
      expr: `depth{job="worker"} / capacity{job="worker"} > 0.9`,
      for: "5m",
      severity: "ticket",
      summary: "Full.",
      action: "Look.",
      playbook: "ops.md#full",
    },
    {
      name: "Idle",
      expr: `sum by (job) (rate(tasks_total{job="worker",${OK}}[30m])) == 0`,
      for: "5m",
      severity: "ticket",
      summary: "Idle.",
      action: "Look.",
      playbook: "ops.md#idle",
    },
  ],
};

const CONFIG = {
  version: 1,
  variables: [
    { name: "PORT", type: "integer", default: 8080, min: 1, max: 65535, help: "Port." },
    { name: "LEVEL", type: "enum", values: ["info", "warn", "error"], default: "info", help: "Level." },
    { name: "TOKEN", type: "string", secret: true, required: true, min_length: 8, help: "Token." },
    { name: "HOME_URL", type: "string", default: "", pattern: "^https:", help: "Home." },
    { name: "RATE", type: "number", default: 1, help: "Rate." },
    { name: "PATIENCE", type: "number", param: "patience", help: "Patience." },
  ],
};

const FAILURE = { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } };
const OPENAPI = {
  openapi: "3.1.0",
  info: { title: "Worker", version: "1.2.3", description: "Works." },
  servers: [{ url: "http://127.0.0.1:9000" }],
  security: [{ key: [] }],
  "x-unrouted-reasons": ["not_found"],
  paths: {
    "/tasks": {
      get: {
        operationId: "listTasks",
        summary: "Tasks.",
        security: [{}, { key: [] }],
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100, default: 10 } },
          { name: "state", in: "query", schema: { type: "string", enum: ["open", "done"] } },
        ],
        responses: {
          "200": {
            description: "Tasks.",
            headers: { "X-Total": { required: true, schema: { type: "integer" } } },
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Task" } } },
              "text/csv": { schema: { type: "string" } },
            },
          },
          "400": { description: "Wrong.", "x-failure-reasons": ["invalid_request"], content: FAILURE },
        },
      },
    },
    "/tasks/{task_id}": {
      parameters: [{ name: "task_id", in: "path", required: true, schema: { type: "string", pattern: "^[0-9]+$" } }],
      put: {
        operationId: "putTask",
        summary: "Put a task.",
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Task" } } },
        },
        responses: {
          "204": { description: "Done." },
          "400": { description: "Wrong.", "x-failure-reasons": ["invalid_request"], content: FAILURE },
          "404": { description: "Gone.", "x-failure-reasons": ["not_found"], content: FAILURE },
        },
      },
      delete: {
        operationId: "deleteTask",
        summary: "Delete a task.",
        responses: { "204": { description: "Gone." } },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    headers: { Next: { description: "The page after.", schema: { type: "string" } } },
    schemas: {
      Task: {
        type: "object",
        required: ["id"],
        properties: {
          id: { type: "integer", minimum: 1 },
          note: { type: "string", maxLength: 100 },
          queue: { type: "string", "x-label": "queue" },
        },
        additionalProperties: false,
      },
      Failure: {
        type: "object",
        required: ["failure_reason"],
        properties: { failure_reason: { $ref: "#/components/schemas/FailureReason" }, hint: { type: "string" } },
      },
      FailureReason: {
        oneOf: [
          { const: "invalid_request", "x-status": 400, description: "Wrong." },
          { const: "not_found", "x-status": 404, description: "Gone." },
        ],
      },
      Loose: { type: "object", properties: { size: { type: "integer", maximum: 10 } } },
    },
  },
};

/** Of a service that works off queues. */
export function rawContract(): RawContract {
  return structuredClone({ version: { version: "1.2.3" }, metrics: METRICS, config: CONFIG, openapi: OPENAPI });
}
