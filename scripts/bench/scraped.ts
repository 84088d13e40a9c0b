/**
 * One of those whose scrapes are compared, in a process of its own as a service has it: makes the metrics, records, and then
 * does what its parent asks for. Arguments: NAME, the folder of our generated code, how many values label a has, and label b.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import * as prom from "prom-client";
import type { Answer, Question } from "./metrics-scrape.ts";
import { installRivals } from "./rivals.ts";
import { BUCKETS, METRIC, valuesOf } from "./scraped-metric.ts";

type Labels = Readonly<Record<"a" | "b", string>>;

interface Rival {
  observe(labels: Labels, value: number): void;
  /** The scrape's text in the parts that it comes in. */
  text(): AsyncIterable<Uint8Array | string>;
}

// As src/main.ts has it, for all of them.
setFlagsFromString("--incremental-marking-soft-trigger=80");
setFlagsFromString("--incremental-marking-hard-trigger=100");

const [name = "", folder = "", a = "", b = ""] = process.argv.slice(2);
const rival = await makeRival(valuesOf("a", Number(a)), valuesOf("b", Number(b)));
process.on("message", async (question: Question) => {
  process.send?.(await (question === "text" ? textOf(rival) : scrape(rival)));
});
process.send?.("ready");

async function makeRival(as: readonly string[], bs: readonly string[]): Promise<Rival> {
  const made = await chosen();
  for (const [i, labels] of as.flatMap((one) => bs.map((other) => ({ a: one, b: other }))).entries()) {
    for (const value of [i % 130, (i * 7) % 90]) made.observe(labels, value + 0.1);
  }
  return made;
}

async function chosen(): Promise<Rival> {
  if (name === "ours") return await own();
  if (name === "prom-client") return promClient(prom);
  const load = await installRivals();
  return name === "OpenTelemetry" ? openTelemetry(load) : promClient(load(name));
}

async function textOf({ text }: Rival): Promise<Answer> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const part of text()) {
    hash.update(part);
    sizeBytes += Buffer.byteLength(part);
  }
  return { sha256: hash.digest("hex"), sizeBytes };
}

/** Reads all of it while something else asks for its turn all the time. */
async function scrape(rival: Rival): Promise<Answer> {
  let [blockMs, isOver] = [0, false];
  const start = performance.now();
  let last = start;
  const turn = () => {
    const now = performance.now();
    blockMs = Math.max(blockMs, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  for await (const part of rival.text()) void part.length;
  const ms = performance.now() - start;
  isOver = true;
  await new Promise((next) => setImmediate(next));
  return { ms, blockMs };
}

/** The code that the compiler made of a contract with this one metric. */
async function own(): Promise<Rival> {
  const { createMetrics, exposition } = await import(pathToFileURL(join(folder, "generated/metrics.ts")).href);
  const registry = new prom.Registry();
  const family = createMetrics(registry)[METRIC];
  return { observe: (labels, value) => family.with(labels).observe(value), text: () => exposition(registry) };
}

/** prom-client and its fork have one API. */
function promClient({ Histogram, Registry }: typeof prom): Rival {
  const registry = new Registry();
  const metric = new Histogram({
    ...{ name: METRIC, help: "Seconds.", labelNames: ["a", "b"] as const, buckets: BUCKETS, registers: [registry] },
  });
  return {
    observe: (labels, value) => metric.observe(labels, value),
    async *text() {
      yield await registry.metrics();
    },
  };
}

function openTelemetry(load: NodeJS.Require): Rival {
  const { MeterProvider } = load("@opentelemetry/sdk-metrics");
  const { PrometheusExporter, PrometheusSerializer } = load("@opentelemetry/exporter-prometheus");
  const reader = new PrometheusExporter({ preventServerStart: true });
  const meter = new MeterProvider({ readers: [reader] }).getMeter("bench");
  const metric = meter.createHistogram(METRIC, { advice: { explicitBucketBoundaries: BUCKETS } });
  const serializer = new PrometheusSerializer();
  return {
    observe: (labels, value) => metric.record(value, labels),
    async *text() {
      const { resourceMetrics } = await reader.collect();
      yield serializer.serialize(resourceMetrics);
    },
  };
}
