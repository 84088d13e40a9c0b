/** Units of panels: the schema knows those that the compiler knows, and expressions tell what is counted. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { sampleExpression, sampleMetric, sampleModel, sampleRecord } from "../emitters/sample-model.ts";
import type { Model, Panel } from "../model.ts";
import { grafanaUnit, PANEL_UNITS } from "./units.ts";

const { at } = sampleModel().prometheus;

function panel(expr: string, parts: Partial<Panel> = {}): Panel {
  const query = { expr: sampleExpression(expr), legend: undefined, at };
  const texts = { title: "A", help: "A.", kind: "lines" as const, at };
  return {
    ...texts,
    queries: [query],
    sla: undefined,
    alerts: [],
    unit: undefined,
    states: undefined,
    columns: undefined,
    ...parts,
  };
}

function unitOf(expr: string, parts: Partial<Panel> = {}): string {
  const one = panel(expr, parts);
  const rows = [{ title: "All", panels: [one], at }];
  const model: Model = sampleModel({
    metrics: [
      sampleMetric({ name: "tasks_total", unit: "tasks" }),
      sampleMetric({ name: "retries_total", unit: "retries" }),
      sampleMetric({ name: "depth", type: "gauge", unit: "tasks" }),
      sampleMetric({ name: "wait_seconds", type: "histogram", unit: "seconds", buckets: [1, 5] }),
      sampleMetric({ name: "heap_bytes", type: "gauge", unit: "bytes" }),
      sampleMetric({ name: "read_bytes_total", unit: "bytes" }),
      sampleMetric({ name: "idle", type: "gauge", unit: "boolean" }),
    ],
    recordingRules: [sampleRecord()],
    dashboards: [{ name: "all", title: "All", help: "All.", playbook: "", colors: {}, rows, at }],
  });
  return grafanaUnit(model, one);
}

it("are the same in the schema", async () => {
  const schema = new URL("../../spec/contracts/schemas/dashboard.schema.json", import.meta.url);
  const { $defs } = JSON.parse(await readFile(schema, "utf8")) as {
    $defs: { panel: { properties: { unit: { enum: string[] } } } };
  };
  expect($defs.panel.properties.unit.enum).toEqual(PANEL_UNITS.map(({ name }) => name));
});

describe("come from the expression", () => {
  it.each([
    ["max(heap_bytes)", "bytes"],
    ["sum(rate(read_bytes_total[5m]))", "binBps"],
    ["histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket[5m])))", "s"],
    ["sum(rate(wait_seconds_sum[5m])) / sum(rate(wait_seconds_count[5m]))", "s"],
    ["100 * (heap_bytes / on () group_left () max(heap_bytes))", "percent"],
    ["sum(rate(wait_seconds_count[5m]))", "cps"],
  ])("%s in %s", (expr, unit) => {
    expect(unitOf(expr)).toBe(unit);
  });

  it.each([
    ["sum(rate(tasks_total[5m]))", "count:tasks/s"],
    ["job:tasks:rate5m", "count:tasks/s"],
    ["sum(depth) + sum(depth)", "count:tasks"],
    ["sum by (job) (increase(tasks_total[5m])) > 0", "count:tasks"],
  ])("%s with the name of what is counted", (expr, unit) => {
    expect(unitOf(expr)).toBe(unit);
  });

  it.each([
    ["count(depth)", "short"],
    ["changes(depth[5m])", "short"],
    ["sum(rate(tasks_total[5m])) + sum(rate(retries_total[5m]))", "cps"],
    ["sum(rate(retries_total[5m])) / sum(rate(tasks_total[5m]))", "short"],
    ["max(idle)", "short"],
    ["up", "short"],
    ["depth > bool 5", "short"],
  ])("%s without a name, as it counts something else or two things", (expr, unit) => {
    expect(unitOf(expr)).toBe(unit);
  });
});

it("come from the panel where it says one, and there are none of states", () => {
  expect(unitOf("1 - max(depth)", { unit: "ratio" })).toBe("percentunit");
  expect(unitOf("max(heap_bytes)", { kind: "timeline" })).toBe("short");
});
