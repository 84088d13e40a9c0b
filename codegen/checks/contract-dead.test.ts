/** What nothing reads is told as an info, once a name; what something reads is not. */
import { expect, test } from "vitest";
import {
  sampleAlert,
  sampleDeprecation,
  sampleExpression,
  sampleMetric,
  sampleModel,
  sampleRecord,
  sampleSlo,
} from "../emitters/sample-model.ts";
import type { Model } from "../model.ts";
import { contractDead } from "./contract-dead.ts";

const expr = (text: string) => ({ expr: sampleExpression(text) });

function dead(parts: Partial<Model>): string[] {
  const problems = contractDead.check(sampleModel(parts));
  expect(problems.every(({ severity, code }) => severity === "info" && code === "P26")).toBe(true);
  return problems.map(({ message }) => /`(.+?)`/.exec(message)?.[1] ?? "");
}

test("metrics and recording rules that no expression reads are told once", () => {
  const names = ["tasks_total", "retries_total", "depth", "by_name"];
  const deprecated = sampleDeprecation("retries_total");
  const metrics = [
    ...names.map((name) => sampleMetric({ name })),
    sampleMetric({ name: "leaves_unread_total", deprecated }),
    sampleMetric({ name: "wait_seconds", type: "histogram", buckets: [1, 5] }),
    sampleMetric({ name: "idle_seconds", type: "histogram", buckets: [1, 5] }),
  ];
  const recordingRules = [
    sampleRecord({ record: "read", ...expr("sum(rate(tasks_total[5m]))") }),
    sampleRecord({ record: "unread", ...expr("sum(rate(wait_seconds_count[5m]))") }),
    sampleRecord({ record: "of_itself", ...expr("of_itself offset 1m") }),
    sampleRecord({ record: "for_panels", slo: "done", ...expr("read") }),
  ];
  const alerts = [sampleAlert(expr('read > 1 or {__name__=~"by_.*"} > 1'))];
  expect(dead({ metrics, recordingRules, alerts })).toEqual([
    ...["retries_total", "depth", "idle_seconds"],
    ...["unread", "of_itself"],
  ]);
});

test("an SLA and an SLO read, too", () => {
  const { at } = sampleModel().prometheus;
  const metrics = ["a", "b", "c", "d"].map((name) => sampleMetric({ name }));
  const texts = { name: "x", help: "X.", allow: [], at };
  const sla = { ...texts, ...expr("a"), op: "<" as const, threshold: 1, windowSeconds: undefined, alert: "X" };
  const slo = sampleSlo({ bad: sampleExpression("b"), total: sampleExpression("c") });
  expect(dead({ metrics, recordingRules: [], alerts: [], slas: [sla], slos: [slo] })).toEqual(["d"]);
});

test("a panel reads, too", () => {
  const { at } = sampleModel().prometheus;
  const metrics = ["a", "b"].map((name) => sampleMetric({ name }));
  const panel = { title: "A", help: "A.", kind: "lines" as const, sla: undefined, alerts: [], unit: undefined, at };
  const queries = [{ ...expr("a"), legend: undefined, at }];
  const rows = [{ title: "All", panels: [{ ...panel, queries, states: undefined, columns: undefined }], at }];
  const dashboards = [{ name: "all", title: "All", help: "All.", playbook: "", colors: {}, rows, at }];
  expect(dead({ metrics, recordingRules: [], alerts: [], dashboards })).toEqual(["b"]);
});
