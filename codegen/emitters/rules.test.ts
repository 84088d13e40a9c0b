/** What Prometheus must be able to read back from rules.yml. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { emit, playbookPath } from "./rules.ts";
import { sampleAlert, sampleExpression, sampleModel, sampleRecord } from "./sample-model.ts";

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function emitted(...args: Parameters<typeof sampleModel>): { text: string; name: string; rules: Rule[] } {
  const text = emit(sampleModel(...args))[0]?.text ?? "";
  const { groups } = parse(text) as { groups: { name: string; rules: Rule[] }[] };
  expect(groups).toHaveLength(1);
  return { text, name: groups[0]?.name ?? "", rules: groups[0]?.rules ?? [] };
}

test("one group named after the job, records before alerts", () => {
  const { name, rules } = emitted({
    recordingRules: [sampleRecord({ record: "a:b:c" }), sampleRecord()],
    alerts: [sampleAlert()],
  });
  expect(name).toBe("worker");
  expect(rules.map(({ record, alert }) => record ?? alert)).toEqual(["a:b:c", "job:tasks:rate5m", "WorkerIdle"]);
});

test("templates, colons, quotes and long texts come back as they were written", () => {
  const summary = `{{ $value | humanizePercentage }} of "tasks": ${"long ".repeat(60)}# not a comment`;
  const { rules } = emitted({ alerts: [sampleAlert({ summary, action: "- 'a': b" })] });
  expect(rules[1]?.annotations).toEqual({ summary, action: "- 'a': b", playbook: "spec/docs/blueprints/ops.md#idle" });
});

test("a long expression keeps its lines in a block scalar, a short one stays on the line", () => {
  const long = 'sum(rate(tasks_total{queue=~"a|b"}[5m]))\n  / sum(rate(tasks_total[5m])) > 0.5';
  const { text, rules } = emitted({ alerts: [sampleAlert({ expr: sampleExpression(`${long}\n`) })] });
  expect(rules[1]?.expr).toBe(long);
  expect(text).toContain('expr: |-\n          sum(rate(tasks_total{queue=~"a|b"}[5m]))\n');
  expect(text).toContain("expr: sum by (job) (rate(tasks_total[5m]))\n");
});

test("`for` is a Prometheus duration", () => {
  const { rules } = emitted({
    recordingRules: [],
    alerts: [600, 14_400, 0, 2.5].map((forSeconds) => sampleAlert({ forSeconds })),
  });
  expect(rules.map((rule) => rule.for)).toEqual(["10m", "4h", "0s", "2s500ms"]);
});

test("`keep_firing_for` is there where an alert is kept, and nowhere else", () => {
  const { rules } = emitted({
    recordingRules: [],
    alerts: [0, 480].map((keepFiringSeconds) => sampleAlert({ keepFiringSeconds })),
  });
  expect(rules.map((rule) => rule.keep_firing_for)).toEqual([undefined, "8m"]);
});

test("the labels of an alert stand beside its severity", () => {
  const { rules } = emitted({
    recordingRules: [],
    alerts: [sampleAlert({ labels: { slo: "tasks_done", tier: "1h" } })],
  });
  expect(rules[0]?.labels).toEqual({ severity: "ticket", slo: "tasks_done", tier: "1h" });
});

test("a playbook elsewhere keeps its URL", () => {
  expect(playbookPath("https://wiki.example/ops#idle")).toBe("https://wiki.example/ops#idle");
  expect(playbookPath("ops.md#idle")).toBe("spec/docs/blueprints/ops.md#idle");
});

test("a contract without rules gives no file", () => {
  expect(emit(sampleModel({ recordingRules: [], alerts: [] }))).toEqual([]);
});

test("what is evaluated less often is a group of its own, after the others", () => {
  const slow = sampleRecord({ record: "job:tasks:rate3d", everySeconds: 60 });
  const { text } = emit(sampleModel({ recordingRules: [slow, sampleRecord()], alerts: [sampleAlert()] }))[0] ?? {};
  const { groups } = parse(text ?? "") as { groups: { name: string; interval?: string; rules: Rule[] }[] };
  expect(groups.map(({ name, interval, rules }) => [name, interval, rules.length])).toEqual([
    ["worker", undefined, 2],
    ["worker-every-1m", "1m", 1],
  ]);
});
