/** A small contract with one metric of every sort that inference tells apart, to make random expressions and series over. */
import { parseSnapshot, resolve } from "../../../codegen/index.ts";
import type { Model } from "../../../codegen/model.ts";
import { formatProblems } from "../../../codegen/problem.ts";

const param = (name: string) => `\${${name}}`;

const endpoint = { path: "/metrics", format: "text/plain", scrape_interval_seconds: 15 };

const metrics = [
  { name: "tasks_total", type: "counter", unit: "tasks", labels: ["queue", "result"] },
  { name: "task_busy_seconds_total", type: "counter", unit: "seconds", labels: ["queue"] },
  { name: "restores_total", type: "counter", unit: "restores" },
  {
    name: "task_duration_seconds",
    type: "histogram",
    unit: "seconds",
    labels: ["queue"],
    buckets: [0.5, param("lease.min"), 60],
  },
  { name: "clock_skew_seconds", type: "histogram", unit: "seconds", buckets: [-1, 0, 2] },
  { name: "queue_depth", type: "gauge", unit: "tasks", labels: ["queue"], initial: "absent" },
  { name: "lease_seconds", type: "gauge", unit: "seconds", initial: "nan" },
  { name: "queue_open", type: "gauge", unit: "boolean", labels: ["queue", "state"] },
  { name: "heap_bytes", type: "gauge", unit: "bytes" },
  { name: "disk_used_ratio", type: "gauge", unit: "ratio", initial: "nan" },
  { name: "backup_last_success_timestamp_seconds", type: "gauge", unit: "seconds", initial: "absent" },
  { name: "contract_info", type: "gauge", unit: "info", labels: ["version", "digest"], initial: 1 },
];

/** In an order in which each rule comes after those that it reads. */
const recordingRules = [
  { record: "job:tasks:rate2m", expr: "sum by (job) (rate(tasks_total[2m]))" },
  { record: "job_queue:failed:rate2m", expr: 'sum by (job, queue) (rate(tasks_total{result="failed"}[2m]))' },
  { record: "job:failed:ratio2m", expr: "sum by (job) (job_queue:failed:rate2m) / job:tasks:rate2m" },
  {
    record: "queue:duration:p90",
    expr: "histogram_quantile(0.9, sum by (queue, le) (rate(task_duration_seconds_bucket[3m])))",
  },
  { record: "depth:highest", expr: "topk(1, queue_depth)" },
  { record: "leases:set", expr: "count(lease_seconds > 0) or vector(0)" },
  { record: "some:depth", expr: "max by (job) (up) or queue_depth" },
  { record: "queues:missing", expr: 'absent(queue_depth{queue="mail"})' },
];

const alerts = [
  { name: "QueueLong", expr: "queue_depth > 3", for: "2m", severity: "ticket" },
  { name: "WorkerDown", expr: "up == 0", for: "0s", severity: "page" },
];

const texts = { summary: "It is wrong.", action: "Look.", playbook: "https://example.org/book" };
const help = "Tried.";

const base = {
  version: 1,
  exporter: "prometheus",
  endpoints: [
    { ...endpoint, job: "worker" },
    { ...endpoint, job: "relay" },
  ],
  labels: {
    queue: { values: ["orders", "mail", "night"], help },
    result: { values: ["done", "failed", "retried"], help },
    state: { values: ["idle", "busy"], help },
    version: { values: [param("contract.version")], help },
    digest: { values: [param("contract.digest")], help },
  },
  params: { lease: { unit: "seconds", default: 30, min: 5, max: 120, metric: "lease_seconds", help } },
  metrics: metrics.map((metric) => ({ ...metric, help })),
  recording_rules: recordingRules.map((rule) => ({ ...rule, help })),
};

/** The contract as a Model; with an expression, that of one more alert, which is called `Tried`. */
export function oracleModel(expression?: string): Model {
  const tried = expression === undefined ? [] : [{ name: "Tried", expr: expression, for: "2m", severity: "ticket" }];
  const all = [...alerts, ...tried].map((alert) => ({ ...alert, ...texts }));
  const snapshot = { version: { version: "1.0.0" }, metrics: { ...base, alerts: all } };
  const parsed = parseSnapshot({ path: "oracle.json", text: JSON.stringify(snapshot, null, 1) });
  const resolved = parsed.contract && resolve(parsed.contract);
  if (resolved?.model) return resolved.model;
  throw new Error(formatProblems([...parsed.problems, ...(resolved?.problems ?? [])], "text"));
}
