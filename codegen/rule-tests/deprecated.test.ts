/** Alerts on what is deprecated and on its successors: no check minds the two, and the tests of both pass under promtool. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { complaint } from "../../scripts/testkit/rules/promtool.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { emit as emitRules } from "../emitters/rules.ts";
import { emit as emitTests } from "../emitters/rules-test.ts";
import { check, parseSnapshot, resolve } from "../index.ts";
import type { Model } from "../model.ts";
import { formatProblems } from "../problem.ts";
import { testedAlerts } from "./index.ts";

const promtool = requireTool("promtool") ?? "";

const goes = (renamed_to?: string) => ({ since: "1.0.0", ...(renamed_to && { renamed_to }), sunset: "2027-03-01" });
const values = ["small", "large", "huge"];

/** Each alert stands there twice, under its old name with the old names of what it reads. */
const METRICS = {
  version: 1,
  exporter: "prometheus",
  endpoints: [{ job: "worker", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
  labels: {
    size: { values: values.toReversed(), help: "Pool.", deprecated: goes("pool") },
    pool: { values, help: "Pool." },
  },
  metrics: [
    { name: "starts_total", type: "counter", unit: "starts", help: "Starts.", labels: ["size", "pool"] },
    {
      name: "begins_total",
      type: "counter",
      unit: "starts",
      help: "Starts.",
      labels: ["size"],
      deprecated: goes("starts_total"),
    },
    { name: "queue_depth", type: "gauge", unit: "tasks", help: "Waiting.", labels: ["pool", "size"] },
  ],
  alerts: [
    ...twice("Starting", 'sum by (job, pool) (rate(starts_total{pool!="small"}[5m])) > 1', [
      ["pool", "size"],
      ["starts_", "begins_"],
    ]),
    ...twice("Deep", 'queue_depth{pool=~"large|huge"} > 100', [["pool", "size"]]),
    ...twice("Deepest", "max without (instance, pool, size) (queue_depth) > 1000", []),
  ],
};

function twice(name: string, expr: string, swaps: readonly (readonly [string, string])[]): object[] {
  const texts = { summary: "{{ $value }}.", action: "Look.", playbook: "https://example.org/book" };
  const old = swaps.reduce((text, [lasting, former]) => text.replaceAll(lasting, former), expr);
  const alert = { for: "2m", severity: "page", ...texts };
  return [
    { name, expr, ...alert },
    { name: `Was${name}`, expr: old, ...alert, deprecated: goes(name) },
  ];
}

const model = modelOf({ version: { version: "1.0.0" }, metrics: METRICS });

function modelOf(snapshot: object): Model {
  const { contract, problems } = parseSnapshot({ path: "old.json", text: JSON.stringify(snapshot, null, 1) });
  const resolved = contract && resolve(contract);
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}

it("nothing is said of an alert under two names, nor of what nothing reads because it goes away", () => {
  const found = check(model);
  expect(formatProblems(found, "text")).toBe("");
  const unpromised = found.filter(({ rule }) => rule === "sla/alert").map(({ message }) => message);
  expect(unpromised.join("\n")).toMatch(/`Starting`.*\n.*`Deep`.*\n.*`Deepest`/);
  expect(unpromised).toHaveLength(3);
  expect(found.filter(({ rule }) => rule === "contract/dead")).toEqual([]);
});

it("the series of the tests have one value under both names of a label", () => {
  const series = testedAlerts(model).flatMap(({ tests }) => tests.flatMap((test) => Object.keys(test.series)));
  const both = series.map((text) => [/size="([^"]*)"/.exec(text)?.[1], /pool="([^"]*)"/.exec(text)?.[1]]);
  expect(both.filter(([, pool]) => pool !== undefined).length).toBeGreaterThan(20);
  expect(both.filter(([size, pool]) => pool !== undefined && size !== pool)).toEqual([]);
  expect(new Set(both.map(([size]) => size)).size).toBeGreaterThan(2);
});

it.skipIf(promtool === "")("the tests of all of them pass under promtool", async () => {
  expect(testedAlerts(model).filter(({ reason }) => reason !== undefined)).toEqual([]);
  const folder = await mkdtemp(join(tmpdir(), "deprecated-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = [...emitRules(model), ...emitTests(model)];
  for (const { path, text } of files) await writeFile(join(folder, basename(path)), text);
  for (const { path } of files.filter((file) => basename(file.path).startsWith("rules_test"))) {
    expect(await complaint(promtool, "test", "rules", join(folder, basename(path)))).toBeUndefined();
  }
});
