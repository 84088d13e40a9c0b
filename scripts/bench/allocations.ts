/**
 * Prints as JSON how many bytes of heap recording and scraping take. Run with --expose-gc and a young generation so large
 * that nothing is collected meanwhile: then what the heap grows by is what was allocated, to the byte.
 */
import * as prom from "prom-client";
import { createMetrics, exposition } from "../../generated/metrics.ts";

const CALLS = 200_000;

type Work = () => void | Promise<void>;

async function bytesOf(work: Work): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await work();
  return process.memoryUsage().heapUsed - before;
}

/** After so many calls that the code is compiled for good. */
async function bytesACall(call: () => void): Promise<number> {
  const calls = () => {
    for (let i = 0; i < CALLS; i++) call();
  };
  for (let i = 0; i < 5; i++) calls();
  return Math.round(((await bytesOf(calls)) / CALLS) * 100) / 100;
}

async function bytesASeries(series: number, scrape: () => Promise<void>): Promise<number> {
  await scrape();
  return Math.round((await bytesOf(scrape)) / series);
}

const registry = new prom.Registry();
const metrics = createMetrics(registry);
const counter = metrics.ingest_requests_total.with({ slot_id: "slot-001", provider: "local", outcome: "success" });
const histogram = metrics.ingest_duration_seconds.with({ slot_id: "slot-001" });
const usual = new prom.Counter({ name: "usual_total", help: "Usual.", labelNames: ["a"], registers: [] });

const values = (await registry.getMetricsAsJSON()).map((metric) => metric.values.length);
const series = values.reduce((sum, count) => sum + count, 0);
const inParts = async () => {
  for await (const part of exposition(registry)) void part.length;
};
const atOnce = async () => void (await registry.metrics());

const found = {
  counter: await bytesACall(() => counter.inc()),
  histogram: await bytesACall(() => histogram.observe(3)),
  usual: await bytesACall(() => usual.inc({ a: "b" })),
  scrape: await bytesASeries(series, inParts),
  usualScrape: await bytesASeries(series, atOnce),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
