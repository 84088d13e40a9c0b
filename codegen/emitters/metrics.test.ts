/** generated/metrics.ts at work on prom-client: which series exist, and what a handle does. */
import { Registry } from "prom-client";
import { describe, expect, it, test } from "vitest";
import type { Label, Metric } from "../model.ts";
import * as contract from "./contract.ts";
import { writeEmitted } from "./emitted.ts";
import { emit } from "./metrics.ts";
import { sampleDeprecation, sampleLabel, sampleMetric, sampleModel } from "./sample-model.ts";

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
function start(parts: Partial<Metric>, series: Record<string, string> = {}) {
  return startWith([sampleMetric(parts)], labels, series);
}

/** The same for several metrics, one of which, the first unless said, has the handle. */
async function startWith(
  metrics: readonly Metric[],
  domains: readonly Label[],
  series: Record<string, string> = {},
  name = metrics[0]?.name ?? "",
) {
  const model = sampleModel({ labels: domains, metrics });
  await using emitted = await writeEmitted([...contract.emit(model), ...emit(model)]);
  const module = (await emitted.load("generated/metrics.ts")) as unknown as Module;
  const registry = new Registry();
  const family = module.createMetrics(registry)[name];
  const scrape = async () => {
    let text = "";
    for await (const part of module.exposition(registry)) text += part;
    return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  };
  if (!family) throw new Error(`${name} is missing`);
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

describe("under its deprecated name, a metric", () => {
  const old = { name: "jobs_total", deprecated: sampleDeprecation("tasks_total") };
  const one = { labels: [queue] };

  it("shows what is counted under the new one, from the first scrape, and has no handle of its own", async () => {
    const metrics = [sampleMetric(one), sampleMetric({ ...one, ...old })];
    const { handle, scrape, module } = await startWith(metrics, [queue], { queue: "slow" });
    const series = (value: number) => [
      'tasks_total{queue="fast"} 0',
      `tasks_total{queue="slow"} ${value}`,
      'jobs_total{queue="fast"} 0',
      `jobs_total{queue="slow"} ${value}`,
    ];
    expect(await scrape()).toEqual(series(0));
    handle.inc();
    handle.inc(2);
    expect(await scrape()).toEqual(series(3));
    expect(() => handle.inc(-1)).toThrow("not possible to decrease");
    expect(await scrape()).toEqual(series(3));
    expect(Object.keys(module.createMetrics(new Registry()))).toEqual(["tasks_total"]);
    expect(module.metricNames).toEqual(["tasks_total", "jobs_total"]);
  });

  it("has the help that the contract gives it", async () => {
    const metrics = [sampleMetric(), sampleMetric({ ...old, help: "Jobs done." })];
    const { registry } = await startWith(metrics, []);
    expect(await registry.getSingleMetricAsString("jobs_total")).toContain("# HELP jobs_total Jobs done.\n");
  });

  it("is one of several that were given up for the same, whichever stands first", async () => {
    const metrics = [sampleMetric({ ...old, name: "works_total" }), sampleMetric(), sampleMetric(old)];
    const { family, scrape, module, registry } = await startWith(metrics, [], {}, "tasks_total");
    family.with({}).inc();
    expect(await scrape()).toEqual(["tasks_total 1", "works_total 1", "jobs_total 1"]);
    const names = (await registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names).toEqual(module.metricNames);
  });

  it("is set, changed and taken away as a gauge", async () => {
    const gauge = { type: "gauge", initial: "nan" } as const;
    const deprecated = sampleDeprecation("depth");
    const metrics = [sampleMetric({ ...gauge, name: "depth" }), sampleMetric({ ...gauge, name: "length", deprecated })];
    const { handle, scrape } = await startWith(metrics, []);
    expect(await scrape()).toEqual(["depth Nan", "length Nan"]);
    handle.set(5);
    handle.inc();
    handle.dec(3);
    expect(await scrape()).toEqual(["depth 3", "length 3"]);
    handle.remove();
    expect(await scrape()).toEqual([]);
  });

  it("observes as a histogram", async () => {
    const histogram = { type: "histogram", buckets: [1] } as const;
    const metrics = [
      sampleMetric({ ...histogram, name: "wait_seconds" }),
      sampleMetric({ ...histogram, name: "delay_seconds", deprecated: sampleDeprecation("wait_seconds") }),
    ];
    const { handle, scrape } = await startWith(metrics, []);
    handle.observe(0.5);
    expect(await scrape()).toEqual(
      ["wait", "delay"].flatMap((name) => [
        `${name}_seconds_bucket{le="1"} 1`,
        `${name}_seconds_bucket{le="+Inf"} 1`,
        `${name}_seconds_sum 0.5`,
        `${name}_seconds_count 1`,
      ]),
    );
  });

  it("keeps its handle where nothing takes its place", async () => {
    const { handle, scrape } = await start({ deprecated: sampleDeprecation() });
    handle.inc();
    expect(await scrape()).toEqual(["tasks_total 1"]);
    const [file] = emit(sampleModel({ labels, metrics: [sampleMetric({ deprecated: sampleDeprecation() })] }));
    expect(file?.text).toContain(
      "   * Tasks done. (unit: tasks)\n   * @deprecated since 2.0.0; gone after 2026-06-30\n   */\n  readonly tasks_total:",
    );
  });
});

describe("under its deprecated name, a label", () => {
  const lane = sampleLabel({ name: "lane", values: ["slow", "fast"], deprecated: sampleDeprecation("queue") });

  it("has the value of the new one in every series, and multiplies nothing", async () => {
    const metric = sampleMetric({ labels: [lane, color, queue] });
    const { family, scrape } = await startWith([metric], [lane, queue, color], { queue: "slow", color: "red" });
    family.with({ queue: "slow", color: "red" }).inc();
    expect(await scrape()).toEqual([
      'tasks_total{lane="fast",color="red",queue="fast"} 0',
      'tasks_total{lane="fast",color="green",queue="fast"} 0',
      'tasks_total{lane="slow",color="red",queue="slow"} 1',
      'tasks_total{lane="slow",color="green",queue="slow"} 0',
    ]);
    expect(() => family.with({ queue: "late", color: "red" })).toThrow("no such series");
  });

  it("is the only one of a metric that goes away with it", async () => {
    const metrics = [
      sampleMetric({ labels: [queue] }),
      sampleMetric({ name: "jobs_total", labels: [lane], deprecated: sampleDeprecation("tasks_total") }),
    ];
    const { handle, scrape } = await startWith(metrics, [queue, lane], { queue: "slow" });
    handle.inc();
    expect(await scrape()).toEqual([
      'tasks_total{queue="fast"} 0',
      'tasks_total{queue="slow"} 1',
      'jobs_total{lane="fast"} 0',
      'jobs_total{lane="slow"} 1',
    ]);
  });

  it("is asked for where nothing takes its place, and struck through", async () => {
    const leaving = sampleLabel({ deprecated: sampleDeprecation() });
    const [file] = emit(sampleModel({ labels: [leaving], metrics: [sampleMetric({ labels: [leaving] })] }));
    expect(file?.text).toContain(
      "Family<{ /** @deprecated since 2.0.0; gone after 2026-06-30 */ queue: Queue }, Counter>;",
    );
  });
});

test("without deprecations nothing of them is emitted", () => {
  const [file] = emit(sampleModel({ labels, metrics: [sampleMetric({ labels })] }));
  expect(file?.text).not.toMatch(/together|coupled|lasting/);
});
