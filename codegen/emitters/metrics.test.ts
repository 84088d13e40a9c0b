/** generated/metrics.ts at work on prom-client: which series exist, and what a handle does. */
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import type { Metric } from "../model.ts";
import * as contract from "./contract.ts";
import { writeEmitted } from "./emitted.ts";
import { emit } from "./metrics.ts";
import { sampleLabel, sampleMetric, sampleModel } from "./sample-model.ts";

const queue = sampleLabel();
const color = sampleLabel({ name: "color", help: "Of a task.", values: ["red", "green"] });
const labels = [queue, color];

/** The part of the generated module that these tests use. */
interface Module {
  createMetrics(registry: Registry): Record<string, { with(labels: Record<string, string>): Handle } | undefined>;
  exposition(registry: Registry): AsyncIterable<string>;
  metricNames: readonly string[];
}

interface Handle {
  inc(n?: number): void;
  dec(n?: number): void;
  set(value: number): void;
  remove(): void;
  observe(value: number): void;
}

/** The handle of one series of a contract with a single metric, and the lines that a scrape shows of it. */
async function start(parts: Partial<Metric>, series: Record<string, string> = {}) {
  const metric = sampleMetric(parts);
  const model = sampleModel({ labels, metrics: [metric] });
  await using emitted = await writeEmitted([...contract.emit(model), ...emit(model)]);
  const module = (await emitted.load("generated/metrics.ts")) as unknown as Module;
  const registry = new Registry();
  const family = module.createMetrics(registry)[metric.name];
  const scrape = async () => {
    let text = "";
    for await (const part of module.exposition(registry)) text += part;
    return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  };
  if (!family) throw new Error(`${metric.name} is missing`);
  return { family, handle: family.with(series), scrape, module, registry };
}

test("every series of a counter's domains stands at 0 before anything is counted", async () => {
  const { scrape } = await start({ labels }, { queue: "fast", color: "red" });
  expect(await scrape()).toEqual([
    'tasks_total{queue="fast",color="red"} 0',
    'tasks_total{queue="fast",color="green"} 0',
    'tasks_total{queue="slow",color="red"} 0',
    'tasks_total{queue="slow",color="green"} 0',
  ]);
});

test("a handle counts its own series, whatever the order of the labels", async () => {
  const { family, handle, scrape } = await start({ labels }, { queue: "slow", color: "red" });
  handle.inc();
  family.with({ color: "red", queue: "slow" }).inc(2);
  expect(await scrape()).toContain('tasks_total{queue="slow",color="red"} 3');
  expect(() => handle.inc(-1)).toThrow("not possible to decrease");
});

test.each([
  [0, ["tasks_waiting 0"]],
  [7, ["tasks_waiting 7"]],
  ["nan", ["tasks_waiting Nan"]],
  ["absent", []],
] as const)("a gauge without labels starts as its initial %s says", async (initial, lines) => {
  const { scrape } = await start({ name: "tasks_waiting", type: "gauge", initial });
  expect(await scrape()).toEqual(lines);
});

test.each([
  ["nan", ['tasks_waiting{queue="fast"} Nan', 'tasks_waiting{queue="slow"} Nan']],
  ["absent", []],
] as const)("a gauge with labels starts as its initial %s says", async (initial, lines) => {
  const parts = { name: "tasks_waiting", type: "gauge", initial, labels: labels.slice(0, 1) } as const;
  const { scrape } = await start(parts, { queue: "fast" });
  expect(await scrape()).toEqual(lines);
});

test("a removed gauge is absent until it is set again", async () => {
  const { handle, scrape } = await start({ name: "tasks_waiting", type: "gauge" });
  handle.set(4);
  handle.dec();
  expect(await scrape()).toEqual(["tasks_waiting 3"]);
  handle.remove();
  expect(await scrape()).toEqual([]);
  handle.set(1);
  handle.inc();
  expect(await scrape()).toEqual(["tasks_waiting 2"]);
});

test("a histogram shows its declared buckets from the start", async () => {
  const parts = { name: "task_seconds", type: "histogram", buckets: [0.5, 10], labels: labels.slice(0, 1) } as const;
  const { handle, scrape } = await start(parts, { queue: "slow" });
  handle.observe(3);
  expect(await scrape()).toEqual([
    'task_seconds_bucket{le="0.5",queue="fast"} 0',
    'task_seconds_bucket{le="10",queue="fast"} 0',
    'task_seconds_bucket{le="+Inf",queue="fast"} 0',
    'task_seconds_sum{queue="fast"} 0',
    'task_seconds_count{queue="fast"} 0',
    'task_seconds_bucket{le="0.5",queue="slow"} 0',
    'task_seconds_bucket{le="10",queue="slow"} 1',
    'task_seconds_bucket{le="+Inf",queue="slow"} 1',
    'task_seconds_sum{queue="slow"} 3',
    'task_seconds_count{queue="slow"} 1',
  ]);
});

test("a value outside the domain, a missing label and a second registration are refused", async () => {
  const { family, module, registry } = await start({ labels }, { queue: "fast", color: "red" });
  const message = 'tasks_total{"queue":"fast","color":"blue"}: no such series in the contract';
  expect(() => family.with({ queue: "fast", color: "blue" })).toThrow(message);
  expect(() => family.with({ queue: "fast" })).toThrow("no such series");
  expect(() => module.createMetrics(registry)).toThrow("already been registered");
  expect(module.metricNames).toEqual(["tasks_total"]);
});

test("help and unit stand above the type of each metric", () => {
  const [file] = emit(sampleModel({ labels, metrics: [sampleMetric({ labels })] }));
  expect(file?.text).toContain(
    "  /** Tasks done. (unit: tasks) */\n  readonly tasks_total: Family<{ queue: Queue; color: Color }, Counter>;",
  );
});
