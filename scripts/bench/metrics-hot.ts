/** What recording costs: the generated counter and histogram beside prom-client, its fork and OpenTelemetry. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as prom from "prom-client";
import { labelValues } from "../../generated/contract.ts";
import { bucketBounds, createMetrics } from "../../generated/metrics.ts";
import { figure, inTurn, type Measured, ratio } from "./case.ts";
import { installRivals } from "./rivals.ts";

const CALLS = 400_000;
const ROUNDS = 9;
const WARM_UP = 3;
const slots = labelValues.slot_id;
const MASK = 15;

const USUAL = "prom-client, the usual call";

/** Does something once for each number below `calls`. */
type Work = (calls: number) => void;

interface Rival {
  readonly name: string;
  readonly counter: Work;
  readonly histogram: Work;
}

/** Nanoseconds and bytes of heap a call, each kind of call in turn with the others. */
export async function metricsHot(): Promise<Measured[]> {
  const rivals = [...own(), ...promClient("prom-client", prom), ...(await others())];
  return [
    ...(await compare("counter", Object.fromEntries(rivals.map(({ name, counter }) => [name, counter])))),
    ...(await compare("histogram", Object.fromEntries(rivals.map(({ name, histogram }) => [name, histogram])))),
  ];
}

async function compare(kind: string, works: Readonly<Record<string, Work>>): Promise<Measured[]> {
  for (let i = 0; i < WARM_UP; i++) for (const work of Object.values(works)) work(CALLS);
  const times = await inTurn(
    Object.fromEntries(Object.entries(works).map(([name, work]) => [name, () => nanosecondsOf(work)])),
    ROUNDS,
  );
  const usual = times[USUAL] ?? [];
  return Object.entries(works).flatMap(([name, work]) => [
    figure(`${kind}, ${name}`, "ns", times[name] ?? []),
    ...(name === USUAL ? [] : [ratio(`${kind}, prom-client's usual call over ${name}`, usual, times[name] ?? [])]),
    { name: `${kind}, ${name}: heap a call`, unit: "B", value: bytesOf(work) },
  ]);
}

function nanosecondsOf(work: Work): number {
  const start = process.hrtime.bigint();
  work(CALLS);
  return Number(process.hrtime.bigint() - start) / CALLS;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes a call, with so few of them that the heap is not collected meanwhile; what asking itself takes is left out. */
function bytesOf(work: Work): number {
  const calls = 4_000;
  const taken = (some: Work) => {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    some(calls);
    return process.memoryUsage().heapUsed - before;
  };
  const asking = Math.min(...[1, 2, 3].map(() => taken(() => undefined)));
  return Math.max(0, Math.min(...[1, 2, 3].map(() => taken(work))) - asking) / calls;
}

function own(): Rival[] {
  const metrics = createMetrics(new prom.Registry());
  const { ingest_requests_total: requests, ingest_duration_seconds: durations } = metrics;
  const rest = { provider: "local", outcome: "success" } as const;
  const counters = slots.map((slot_id) => requests.with({ slot_id, ...rest }));
  const histograms = slots.map((slot_id) => durations.with({ slot_id }));
  return [
    {
      name: "ours, by handle",
      counter(calls) {
        for (let i = 0; i < calls; i++) counters[i & MASK]?.inc();
      },
      histogram(calls) {
        for (let i = 0; i < calls; i++) histograms[i & MASK]?.observe(i & 63);
      },
    },
    {
      name: "ours, by labels",
      counter(calls) {
        for (let i = 0; i < calls; i++) {
          requests.with({ slot_id: slots[i & MASK] ?? "slot-test", provider: "local", outcome: "success" }).inc();
        }
      },
      histogram(calls) {
        for (let i = 0; i < calls; i++) durations.with({ slot_id: slots[i & MASK] ?? "slot-test" }).observe(i & 63);
      },
    },
  ];
}

/** prom-client and its fork have one API. */
function promClient(name: string, { Counter, Histogram, Registry }: typeof prom): Rival[] {
  const registers = [new Registry()];
  const labelNames = ["slot_id", "provider", "outcome"] as const;
  const requests = new Counter({ name: "ingest_requests_total", help: "Requests.", labelNames, registers });
  const durations = new Histogram({
    ...{ name: "ingest_duration_seconds", help: "Seconds.", labelNames: ["slot_id"] as const, registers },
    buckets: [...bucketBounds.ingest_duration_seconds],
  });
  const counters = slots.map((slot_id) => requests.labels({ slot_id, provider: "local", outcome: "success" }));
  const histograms = slots.map((slot_id) => durations.labels({ slot_id }));
  return [
    {
      name: `${name}, the usual call`,
      counter(calls) {
        for (let i = 0; i < calls; i++) {
          requests.inc({ slot_id: slots[i & MASK] ?? "", provider: "local", outcome: "success" });
        }
      },
      histogram(calls) {
        for (let i = 0; i < calls; i++) durations.observe({ slot_id: slots[i & MASK] ?? "" }, i & 63);
      },
    },
    {
      name: `${name}, labels() kept`,
      counter(calls) {
        for (let i = 0; i < calls; i++) counters[i & MASK]?.inc();
      },
      histogram(calls) {
        for (let i = 0; i < calls; i++) histograms[i & MASK]?.observe(i & 63);
      },
    },
  ];
}

async function others(): Promise<Rival[]> {
  const load = await installRivals();
  const { MeterProvider } = load("@opentelemetry/sdk-metrics");
  const { PrometheusExporter } = load("@opentelemetry/exporter-prometheus");
  const meter = new MeterProvider({ readers: [new PrometheusExporter({ preventServerStart: true })] }).getMeter(
    "bench",
  );
  const requests = meter.createCounter("ingest_requests");
  const durations = meter.createHistogram("ingest_duration_seconds", {
    advice: { explicitBucketBoundaries: [...bucketBounds.ingest_duration_seconds] },
  });
  return [
    ...promClient("@platformatic/prom-client", load("@platformatic/prom-client")),
    {
      name: "OpenTelemetry",
      counter(calls) {
        for (let i = 0; i < calls; i++) {
          requests.add(1, { slot_id: slots[i & MASK], provider: "local", outcome: "success" });
        }
      },
      histogram(calls) {
        for (let i = 0; i < calls; i++) durations.record(i & 63, { slot_id: slots[i & MASK] });
      },
    },
  ];
}
