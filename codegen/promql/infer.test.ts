/** What the inference knows of expressions over the queue worker's contract. */
import { beforeAll, describe, expect, it } from "vitest";
import { parse, resolve } from "../index.ts";
import { formatProblems } from "../problem.ts";
import { infer } from "./infer.ts";
import { formatInterval } from "./interval.ts";
import { parseExpr } from "./parse.ts";
import { type Catalog, catalogOf } from "./series.ts";
import { namesOfOne, type Shape, UNKNOWN } from "./shape.ts";
import { formatUnit } from "./unit.ts";

let catalog: Catalog;

beforeAll(async () => {
  const { contract, problems } = await parse(new URL("../testdata/worker/spec", import.meta.url).pathname, "spec");
  if (!contract) throw new Error(formatProblems(problems, "text"));
  const { model } = resolve(contract);
  if (!model) throw new Error("the worker's contract does not resolve");
  catalog = catalogOf(model);
});

function shapeOf(text: string): Shape {
  const { expr, faults } = parseExpr(text);
  if (!expr) throw new Error(`${text}: ${faults[0]?.message}`);
  return infer(expr, catalog).get(expr) ?? UNKNOWN;
}

/** Labels, those that only some series have with a question mark. */
function labels(text: string): string {
  const { labels: known, open } = shapeOf(text);
  const names = [...known].map(([name, { certain }]) => (certain ? name : `${name}?`));
  return [...names.sort(), ...(open ? ["…"] : [])].join(" ");
}

describe("labels", () => {
  it.each([
    ["worker_tasks_total", "instance job queue result"],
    ["worker_task_duration_seconds_bucket", "instance job le queue"],
    ["worker_task_duration_seconds_sum", "instance job queue"],
    ["up", "instance job"],
    ["nothing_known", "…"],
    ['nothing_known{a="b"}', "a …"],
    ["sum(worker_tasks_total)", ""],
    ["sum by (queue) (worker_tasks_total)", "queue"],
    ["sum by (queue, colour) (worker_tasks_total)", "queue"],
    ["sum by (colour) (nothing_known)", "colour?"],
    ["sum without (instance, result) (worker_tasks_total)", "job queue"],
    ["topk(3, worker_tasks_total)", "instance job queue result"],
    ['count_values by (job) ("depth", worker_queue_depth)', "depth job"],
    ["histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m]))", "instance job queue"],
    ['absent(up{job="worker", instance=~"a.*"})', "job"],
    ['absent(up{job="worker", job!="x"})', ""],
    ["absent(sum(up))", ""],
    ['label_replace(up, "host", "$1", "instance", "(.*):.*")', "host? instance job"],
    ["worker_queue_depth / on (job, queue) sum by (job, queue) (worker_queue_depth)", "job queue"],
    ["worker_queue_depth - ignoring (queue) group_left () worker_heap_bytes", "instance job queue"],
    ["worker_queue_depth * on (job, instance) group_left (version) worker_contract_info", "instance job queue version"],
    ["worker_queue_depth and on (job) up", "instance job queue"],
    ["max by (job) (up) or absent(up)", "job?"],
    ["max by (job) (up) or worker_queue_depth", "instance? job queue?"],
    ["job:worker_tasks:rate10m", "job"],
    ["vector(1)", ""],
    ["time()", ""],
  ])("%s", (text, expected) => expect(labels(text)).toBe(expected));
});

describe("values", () => {
  it.each([
    ["5", "5"],
    ["-5 * 2", "-10"],
    ["1 / 0", "[0, ∞]"],
    ["worker_tasks_total", "[0, ∞)"],
    ["rate(worker_tasks_total[5m])", "[0, ∞)"],
    ["-rate(worker_tasks_total[5m])", "(-∞, 0]"],
    ["up", "[0, 1]"],
    ["worker_lease_seconds", "[5, 120]"],
    ["worker_lease_seconds + 10", "[15, 130]"],
    ["worker_heap_bytes", "(-∞, ∞)"],
    ["worker_contract_info", "1"],
    ["histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m]))", "[0, 180]"],
    ["histogram_quantile(2, rate(worker_task_duration_seconds_bucket[5m]))", "[-∞, ∞]"],
    ["up > 0", "(0, 1]"],
    ["0 < up", "(0, 1]"],
    ["up == 1", "1"],
    ["up == bool 1", "[0, 1]"],
    ["worker_heap_bytes > 5 <= 9", "(5, 9]"],
    ["count(up)", "[1, ∞)"],
    ["sum(up)", "[0, ∞)"],
    ["avg(up)", "[0, 1]"],
    ["clamp(worker_heap_bytes, 2, 5)", "[2, 5]"],
    ["clamp_max(worker_lease_seconds, 50)", "[5, 50]"],
    ["abs(-worker_lease_seconds)", "[5, 120]"],
    ["floor(worker_lease_seconds / 2)", "[2, 60]"],
    ["worker_heap_bytes / (worker_heap_bytes > 0)", "(-∞, ∞)"],
    ["worker_heap_bytes / worker_heap_bytes", "[-∞, ∞]"],
    ["absent(up)", "1"],
    ["changes(up[5m])", "[0, ∞)"],
    ["time() - 5", "[-5, ∞)"],
    ["day_of_week()", "[0, 6]"],
    [
      'sum by (job) (rate(worker_tasks_total{result="failed"}[5m])) / sum by (job) (rate(worker_tasks_total[5m]))',
      "[0, 1]",
    ],
    [
      'sum by (job, queue) (rate(worker_tasks_total{result="failed"}[5m])) / on (job) group_left () sum by (job) (rate(worker_tasks_total[5m]))',
      "[0, 1]",
    ],
    [
      'sum(rate(worker_tasks_total{result="failed"}[5m])) / (sum(rate(worker_tasks_total{result="failed"}[5m])) + sum(rate(worker_tasks_total{result="done"}[5m])))',
      "[0, 1]",
    ],
    // Another window, another metric, a wider selection: no part.
    ['sum(rate(worker_tasks_total{result="failed"}[5m])) / sum(rate(worker_tasks_total[10m]))', "[0, ∞]"],
    ['sum(rate(worker_tasks_total[5m])) / sum(rate(worker_tasks_total{result="done"}[5m]))', "[0, ∞]"],
    ['1 - sum(rate(worker_tasks_total{result="failed"}[10m])) / sum(rate(worker_tasks_total[10m]))', "[0, 1]"],
    ["sum(rate(worker_task_duration_seconds_sum[5m])) / sum(rate(worker_task_duration_seconds_count[5m]))", "[0, ∞)"],
  ])("%s", (text, expected) => expect(formatInterval(shapeOf(text).values)).toBe(expected));
});

describe("units", () => {
  it.each([
    ["worker_lease_seconds", "seconds"],
    ["worker_heap_bytes / worker_lease_seconds", "bytes per second"],
    ["rate(worker_tasks_total[5m])", "1 per second"],
    ["increase(worker_tasks_total[5m])", "a plain number"],
    ["worker_heap_bytes / worker_heap_bytes", "a ratio"],
    ["100 * (worker_heap_bytes / worker_heap_bytes)", "percent"],
    ["worker_lease_seconds * 1000", "milliseconds"],
    ["worker_heap_bytes * 8", "bits"],
    ["deriv(worker_heap_bytes[5m])", "bytes per second"],
    ["histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m]))", "seconds"],
    ["sum(rate(worker_task_duration_seconds_sum[5m])) / sum(rate(worker_task_duration_seconds_count[5m]))", "seconds"],
    ["time() - worker_lease_seconds", "seconds"],
    ["worker_heap_bytes * worker_heap_bytes", "bytes^2"],
  ])("%s", (text, expected) => {
    const { unit } = shapeOf(text);
    expect(unit && formatUnit(unit)).toBe(expected);
  });

  it.each(["5", "5 + 5", "rate(worker_tasks_total[5m]) * 300", "nothing_known"])("%s fits every unit", (text) => {
    expect(shapeOf(text).unit).toBeUndefined();
  });
});

describe("emptiness", () => {
  it.each([
    'worker_tasks_total{queue="nobody"}',
    'worker_tasks_total{colour="red"}',
    'worker_tasks_total{queue=""}',
    'worker_tasks_total{queue!~".+"}',
    "up > 1",
    "up < 0",
    "1 < up",
    "histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m])) > 180",
    "rate(worker_tasks_total[5m]) < 0",
    "worker_heap_bytes > 5 < 4",
    'worker_queue_depth{queue="orders"} / worker_queue_depth{queue="mail-out"}',
    "worker_queue_depth + up",
    "worker_queue_depth and up",
    "sum(up > 1)",
    "(up > 1) or (up < 0)",
    "(up > 1) unless up",
    "worker_contract_info != 1",
  ])("%s is always empty", (text) => expect(shapeOf(text).empty).toBe(true));

  it.each([
    'worker_tasks_total{queue="orders"}',
    'worker_tasks_total{colour=""}',
    'worker_tasks_total{queue!="orders"}',
    'worker_contract_info{digest="of another contract"}',
    "up >= 1",
    "histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m])) >= 180",
    "worker_queue_depth and on (job, instance) up",
    "worker_heap_bytes unless up",
    "up or (up > 1)",
    "absent(up > 1)",
    "worker_lease_seconds != 30",
    // NaN is not equal to anything, itself included.
    "worker_lease_seconds != worker_lease_seconds",
  ])("%s may have a result", (text) => expect(shapeOf(text).empty).toBe(false));
});

describe("NaN", () => {
  it.each([
    ["worker_heap_bytes", false],
    ["worker_lease_seconds", true],
    ["worker_lease_seconds > 0", false],
    ["worker_lease_seconds != 0", true],
    ["rate(worker_tasks_total[5m]) / rate(worker_tasks_total[5m])", true],
    ["worker_heap_bytes / (worker_heap_bytes > 0)", false],
    ["worker_heap_bytes - worker_heap_bytes", false],
    ["histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m]))", true],
    ["count(worker_lease_seconds)", false],
    ["scalar(up)", true],
    ["up / 0 * 0", true],
    ["up or worker_lease_seconds", true],
  ])("%s: %s", (text, expected) => expect(shapeOf(text).mayBeNaN).toBe(expected));
});

describe("nature", () => {
  it.each([
    ["worker_tasks_total", "counter"],
    ["sum by (job) (worker_tasks_total)", "counter"],
    ["rate(worker_tasks_total[5m])", "rate"],
    ["sum(rate(worker_tasks_total[5m]))", "rate"],
    ["job:worker_tasks:rate10m", "rate"],
    ["worker_queue_depth", "gauge"],
    ["worker_queue_depth > 5", "gauge"],
    ["rate(worker_tasks_total[5m]) / worker_queue_depth", "ratio"],
    ["histogram_quantile(0.9, rate(worker_task_duration_seconds_bucket[5m]))", "quantile"],
    ["absent(up)", "absence"],
    ["count(up)", "other"],
  ])("%s: %s", (text, expected) => expect(shapeOf(text).nature).toBe(expected));

  it("knows sums of counters and what does not add up", () => {
    expect(shapeOf("sum(worker_tasks_total)").aggregated).toBe(true);
    expect(shapeOf("worker_tasks_total").aggregated).toBe(false);
    expect(shapeOf("worker_lease_seconds").additive).toBe(false);
    expect(shapeOf("worker_queue_depth").additive).toBe(true);
    expect(shapeOf("max by (job) (worker_lease_seconds)").additive).toBe(true);
  });
});

describe("two names of one label", () => {
  const restarts = "worker_restarts_total";

  it.each([
    [restarts, "pool size"],
    [`rate(${restarts}{pool="small"}[5m])`, "pool size"],
    [`sum by (job, size, pool) (${restarts})`, "pool size"],
    [`${restarts} - ${restarts}`, "pool size"],
    [`${restarts} or ${restarts}`, "pool size"],
    ["worker_crashes_total", ""],
    [`sum by (job, pool) (${restarts})`, "pool"],
    [`${restarts} or label_replace(${restarts}, "pool", "a", "", "")`, "pool"],
    [`label_replace(${restarts}, "pool", "$1", "zone", "(.*)")`, "pool"],
    [`${restarts} * on (job, instance, zone) group_left (pool) ${restarts}`, "pool"],
  ])("%s: %s", (text, names) => {
    const known = shapeOf(text).labels;
    expect(known.has("pool") ? namesOfOne(known, "pool").join(" ") : "").toBe(names);
  });
});
