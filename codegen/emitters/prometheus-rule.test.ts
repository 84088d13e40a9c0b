/** The rules for the operator of Kubernetes are those of rules.yml, in an envelope that it takes. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { emit } from "./prometheus-rule.ts";
import { emit as emitRules } from "./rules.ts";
import { sampleAlert, sampleApi, sampleModel, sampleRecord } from "./sample-model.ts";

const long =
  "sum(rate(tasks_total[5m]))\n  / sum(rate(tasks_total[5m])) > 0.5 and on () vector(1) > 0 or vector(0) > 1";

test("its groups are those of rules.yml, expressions and templates to the letter", () => {
  const expr = { ...sampleAlert().expr, text: long };
  const model = sampleModel({
    recordingRules: [sampleRecord(), sampleRecord({ record: "job:tasks:rate3d", everySeconds: 60 })],
    alerts: [sampleAlert(), sampleAlert({ name: "Long", expr, summary: '{{ $value }} "of" # it: %' })],
  });
  const { spec, ...envelope } = parse(emit(model)[0]?.text ?? "");
  expect(spec).toEqual(parse(emitRules(model)[0]?.text ?? ""));
  expect(spec.groups).toHaveLength(2);
  expect(envelope).toEqual({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: {
      name: "worker",
      labels: { "app.kubernetes.io/name": "worker", "app.kubernetes.io/component": "monitoring" },
    },
  });
});

test.each([
  ["Worker of tasks", "worker"],
  ["Wörker_2.0 service", "w-rker-2-0"],
  ["-Edge- case", "edge"],
  [`${"x".repeat(62)}-y tail`, "x".repeat(62)],
  ["…", "worker"],
  ["", "worker"],
])("%j is called as RFC 1123 has names", (title, name) => {
  const { metadata } = parse(emit(sampleModel({ api: sampleApi({ title }) }))[0]?.text ?? "");
  expect(metadata.name).toBe(name);
  expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
});

test("a contract without rules gives no file", () => {
  expect(emit(sampleModel({ recordingRules: [], alerts: [] }))).toEqual([]);
});
