/** Models of a small contract with the alerts that a test is about. For tests only. */
import { parseSnapshot, resolve } from "../index.ts";
import type { Model } from "../model.ts";
import { formatProblems } from "../problem.ts";

const METRICS = {
  version: 1,
  exporter: "prometheus",
  endpoints: [{ job: "worker", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
  labels: {
    queue: { values: ["orders", "mails", "trial"], help: "Queue." },
    result: { values: ["done", "failed", "expired"], help: "End of a task." },
  },
  metrics: [
    { name: "tasks_total", type: "counter", unit: "tasks", help: "Tasks.", labels: ["queue", "result"] },
    { name: "retries_total", type: "counter", unit: "retries", help: "Retries.", labels: ["queue"] },
    { name: "queue_depth", type: "gauge", unit: "tasks", help: "Waiting.", labels: ["queue"] },
    { name: "queue_limit", type: "gauge", unit: "tasks", help: "Room.", labels: ["queue"] },
    { name: "last_done_timestamp_seconds", type: "gauge", unit: "seconds", help: "Last one." },
    {
      name: "task_duration_seconds",
      type: "histogram",
      unit: "seconds",
      help: "Time.",
      labels: ["queue"],
      buckets: [1, 5, 30, 60],
    },
  ],
};

/** An alert of a fixture, or a recording rule. */
export interface FixtureRule {
  readonly name: string;
  readonly expr: string;
  readonly for?: string;
  readonly summary?: string;
  readonly tests?: readonly object[];
}

/** @throws Error when the contract is wrong. */
export function modelWith(alerts: readonly FixtureRule[], records: readonly FixtureRule[] = []): Model {
  const texts = { severity: "ticket", action: "Look.", playbook: "https://example.org/book" };
  const metrics = {
    ...METRICS,
    recording_rules: records.map(({ name, expr }) => ({ record: name, expr, help: "Tried." })),
    alerts: alerts.map((alert) => ({ for: "2m", summary: "It is {{ $value }}.", ...texts, ...alert })),
  };
  const text = JSON.stringify({ version: { version: "1.0.0" }, metrics });
  const { contract, problems } = parseSnapshot({ path: "fixture.json", text });
  const resolved = contract && resolve(contract);
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}
