/** generated/metrics.ts beside prom-client's own metrics: whatever is recorded, a scrape cannot tell them apart. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { describe, expect, it, test } from "vitest";
import { createRandom, type Random } from "../../scripts/testkit/oracle/random.ts";
import type { Label, Metric } from "../model.ts";
import * as contract from "./contract.ts";
import { writeEmitted } from "./emitted.ts";
import { emit } from "./metrics.ts";
import { sampleLabel, sampleMetric, sampleModel } from "./sample-model.ts";

const seed = process.env["METRICS_SEED"] ?? "1";
const ROUNDS = 40;
const STEPS = 160;

const domains: readonly Label[] = [
  sampleLabel({ name: "lane", values: ["one", "two", "three"] }),
  sampleLabel({ name: "text", values: ['"quoted"', "a\\b\nc", "Größe 📷", ""] }),
  sampleLabel({ name: "only", values: ["x"] }),
];
const VALUES = [0, -0, 1, 0.1, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e21, 1e-7, 0.1 + 0.2, 123456.789];
const LEVELS = [...VALUES, -1, -(2 ** 31), -1.5e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const BOUNDS = [[1], [0.5, 1, 2.5], [0.001, 0.01, 0.05, 0.1, 10, 1e21], [0.25, 0.5, 1, 2.5, 5, 10, 30, 48, 60]];

type Labels = Readonly<Record<string, string>>;

interface Handle {
  inc(n?: number): void;
  dec(n?: number): void;
  set(value: number): void;
  remove(): void;
  observe(value: number): void;
}

/** The metrics of a contract in a registry of their own, and what its exposition gives. */
async function start(metrics: readonly Metric[], labels: readonly Label[] = domains) {
  await using emitted = await writeEmitted([
    ...contract.emit(sampleModel({ labels, metrics })),
    ...emit(sampleModel({ labels, metrics })),
  ]);
  const module = (await emitted.load("generated/metrics.ts")) as unknown as {
    createMetrics(registry: Registry): Record<string, { with(labels: Labels): Handle } | undefined>;
    exposition(registry: Registry): AsyncIterable<Uint8Array | string>;
  };
  const registry = new Registry();
  const made = (into: Registry) => {
    const families = module.createMetrics(into);
    return (name: string, series: Labels): Handle => {
      const family = families[name];
      if (family === undefined) throw new Error(`${name} is missing`);
      return family.with(series);
    };
  };
  const textOf = async (of: Registry) => {
    const parts: Uint8Array[] = [];
    for await (const part of module.exposition(of)) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString();
  };
  return { module, registry, made, textOf };
}

function randomMetric(name: string, random: Random): Metric {
  const labels = domains.filter(() => random.chance(0.5));
  const help = random.pick(["Plain.", 'A "b"\\c\nd é']);
  return sampleMetric(
    random.pick([
      { name, labels, help },
      { name, labels, help, type: "gauge" as const, initial: random.pick([0, "nan", 7, "absent"] as const) },
      { name, labels, help, type: "histogram" as const, buckets: random.pick(BOUNDS) },
    ]),
  );
}

const seriesOf = (metric: Metric): readonly Labels[] =>
  metric.labels.reduce<Labels[]>(
    (all, { name, values }) => all.flatMap((labels) => values.map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );

/** What does the same to a series of a metric and to the one that prom-client makes of it. */
type Step = (labels: Labels, handle: Handle, random: Random) => void;

function reference(metric: Metric, registry: Registry): Step {
  const { name, help, type, initial, buckets } = metric;
  const labelNames = metric.labels.map((label) => label.name);
  const spec = { name, help, labelNames, registers: [registry] };
  const every = seriesOf(metric);
  if (type === "counter") {
    const counter = new Counter(spec);
    for (const labels of every) counter.inc(labels, 0);
    return (labels, handle, random) => {
      const n = random.pick(VALUES);
      handle.inc(n);
      counter.inc(labels, n);
    };
  }
  if (type === "histogram") {
    const histogram = new Histogram({ ...spec, buckets: [...buckets] });
    for (const labels of every) histogram.zero(labels);
    return (labels, handle, random) => {
      const value = random.pick([...LEVELS.filter(Number.isFinite), ...buckets, 0.3, 3, 33]);
      handle.observe(value);
      histogram.observe(labels, value);
    };
  }
  const gauge = new Gauge(spec);
  for (const labels of every) {
    if (initial === "absent") gauge.remove(labels);
    else gauge.set(labels, initial === "nan" ? Number.NaN : initial);
  }
  return (labels, handle, random) => {
    const value = random.pick(LEVELS);
    const [one, other] = random.pick([
      [() => handle.set(value), () => gauge.set(labels, value)],
      [() => handle.inc(value), () => gauge.inc(labels, value)],
      [() => handle.dec(), () => gauge.dec(labels)],
      [() => handle.remove(), () => gauge.remove(labels)],
    ] as const);
    one();
    other();
  };
}

/** A series that was taken out and came back stands last with prom-client, and in its place here. */
const sorted = (text: string) =>
  text
    .split("\n\n")
    .map((metric) => metric.trimEnd().split("\n").sort())
    .sort();

/** What get() gives of each metric; exemplars are nothing of ours. */
async function valuesOf(registry: Registry): Promise<unknown> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.map(({ values, ...metric }) => ({
    ...metric,
    values: values.map((value) => JSON.stringify({ ...value, exemplar: undefined }, Object.keys(value).sort())).sort(),
  }));
}

describe(`${ROUNDS} random contracts and what is recorded in them, seed ${seed}`, () => {
  it.each(Array.from({ length: ROUNDS }, (_, i) => i))("show the same: %i", async (round) => {
    const random = createRandom(`${seed} ${round}`);
    const metrics = Array.from({ length: 1 + random.below(5) }, (_, i) => randomMetric(`metric_${i}`, random));
    const { registry, made, textOf } = await start(metrics);
    const handle = made(registry);
    const theirs = new Registry();
    const steps = metrics.map((metric) => ({ metric, step: reference(metric, theirs) }));
    const hasGauges = metrics.some(({ type }) => type === "gauge");
    for (let i = 0; i <= STEPS; i++) {
      if (i % 40 === 0) {
        const [text, expected] = [await textOf(registry), await theirs.metrics()];
        expect(sorted(text)).toEqual(sorted(expected));
        if (!hasGauges) expect(text).toBe(expected);
        expect(await registry.metrics()).toBe(text);
        expect(await valuesOf(registry)).toEqual(await valuesOf(theirs));
      }
      const { metric, step } = random.pick(steps);
      const labels = random.pick(seriesOf(metric));
      step(labels, handle(metric.name, labels), random);
    }
  });
});

const lane = domains.slice(0, 1);
const tasks = sampleMetric({ labels: lane });
const seconds = sampleMetric({ name: "task_seconds", type: "histogram", buckets: [1], labels: lane });
const one = { lane: "one" };

test("what cannot be recorded is refused, and changes nothing", async () => {
  const { registry, made, textOf } = await start([tasks, seconds]);
  const handle = made(registry);
  const before = await textOf(registry);
  for (const n of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => handle("tasks_total", one).inc(n)).toThrow(/^tasks_total: /);
  }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() => handle("task_seconds", one).observe(value)).toThrow(`task_seconds: ${value} cannot be observed`);
  }
  expect(await textOf(registry)).toBe(before);
});

test("a series that the domains do not have is refused by its labels", async () => {
  const { registry, made } = await start([sampleMetric({ labels: domains })]);
  const handle = made(registry);
  for (const labels of [{ lane: "four", text: "", only: "x" }, one, {}, { lane: "x", text: "one", only: "" }]) {
    const message = `tasks_total${JSON.stringify(labels)}: no such series in the contract`;
    expect(() => handle("tasks_total", labels)).toThrow(message);
  }
});

test("what others have registered stands beside it, as prom-client shows it", async () => {
  const { registry, made, textOf } = await start([tasks]);
  new Counter({ name: "foreign_total", help: "Foreign.", labelNames: ["a"], registers: [registry] }).inc({ a: "ä" }, 3);
  made(registry)("tasks_total", { lane: "two" }).inc();
  const late = () => 4;
  new Gauge({
    ...{ name: "late", help: "Late.", registers: [registry] },
    async collect() {
      this.set(await late());
    },
  });
  const text = await textOf(registry);
  expect(text).toBe(await registry.metrics());
  expect(text).toContain('foreign_total{a="ä"} 3\n\n# HELP tasks_total');
  expect(text).toContain("\nlate 4\n");
});

test("an empty registry has the text of an empty one", async () => {
  const { registry, textOf } = await start([tasks]);
  expect(await textOf(registry)).toBe(await registry.metrics());
});

test("default labels and OpenMetrics are shown", async () => {
  const { registry, made, textOf } = await start([tasks]);
  made(registry)("tasks_total", { lane: "two" }).inc();
  registry.setDefaultLabels({ zone: "a" });
  expect(await textOf(registry)).toContain('tasks_total{lane="two",zone="a"} 1');
  // The types know of a constructor without an argument only.
  const open: Registry = Reflect.construct(Registry, [Registry.OPENMETRICS_CONTENT_TYPE]);
  made(open);
  expect(await textOf(open)).toContain('tasks_total{lane="two"} 0\n');
  expect(await textOf(open)).toMatch(/# EOF\n$/);
});

test("what is reset is as it was made", async () => {
  const level = sampleMetric({ name: "level", type: "gauge", initial: 7, labels: lane });
  const absent = sampleMetric({ name: "absent", type: "gauge", initial: "absent", labels: lane });
  const { registry, made, textOf } = await start([tasks, level, absent, seconds]);
  const handle = made(registry);
  const before = await textOf(registry);
  handle("tasks_total", one).inc();
  handle("level", one).remove();
  handle("absent", one).set(1);
  handle("task_seconds", one).observe(0.5);
  expect(await textOf(registry)).not.toBe(before);
  registry.resetMetrics();
  expect(await textOf(registry)).toBe(before);
});

describe("a scrape of many series", () => {
  const many = ["a", "b"].map((name) =>
    sampleLabel({ name, values: Array.from({ length: name === "a" ? 100 : 40 }, (_, i) => `${name}${i}`) }),
  );
  const metric = { ...seconds, labels: many, buckets: [0.1, 0.5, 1, 5, 10, 30] };

  it("comes in parts of a quarter of a megabyte, each of whole lines, with turns of other work between them", async () => {
    const { registry, made, module } = await start([metric], many);
    made(registry);
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const parts: Buffer[] = [];
    for await (const part of module.exposition(registry)) parts.push(Buffer.from(part));
    isOver = true;
    expect(parts.length).toBeGreaterThan(5);
    expect(turns).toBeGreaterThanOrEqual(parts.length - 2);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(262_144);
    for (const part of parts.slice(1)) expect(String(part.subarray(0, 1))).toBe("\n");
    expect(Buffer.concat(parts).toString()).toBe(await registry.metrics());
  });

  it("shows each series at one moment, whatever is recorded between the parts", async () => {
    const { registry, made, module } = await start([metric], many);
    const handle = made(registry);
    let text = "";
    for await (const part of module.exposition(registry)) {
      text += String(part);
      for (const labels of seriesOf(metric)) handle(metric.name, labels).observe(0.7);
    }
    const below = text.match(/le="1",(.*) (\d+)$/gm)?.map((line) => line.split(",").slice(1).join()) ?? [];
    const counts = text.match(/_count\{(.*) (\d+)$/gm)?.map((line) => line.split("{")[1] ?? "") ?? [];
    expect(new Set(counts.map((line) => line.split(" ")[1])).size).toBeGreaterThan(3);
    expect(below).toEqual(counts);
  });
});
