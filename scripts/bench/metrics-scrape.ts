/** What a scrape costs at 75 to 100,000 series of a histogram: ours beside prom-client, its fork and OpenTelemetry. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as prom from "prom-client";
import { stringify } from "yaml";
import { emit, parse, resolve } from "../../codegen/index.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { figure, inTurn, type Measured, ratio } from "./case.ts";
import { installRivals } from "./rivals.ts";

const NAME = "task_duration_seconds";
const BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 40, 48, 60, 66, 75, 90, 120];
/** Series as the product of two labels' values, and how many rounds there is time for. */
const SIZES = [
  { a: 15, b: 5, rounds: 21 },
  { a: 40, b: 25, rounds: 15 },
  { a: 100, b: 100, rounds: 7 },
  { a: 400, b: 250, rounds: 3 },
] as const;

type Labels = Readonly<Record<"a" | "b", string>>;

interface Rival {
  observe(labels: Labels, value: number): void;
  /** The scrape's text in the parts that it comes in. */
  text(): AsyncIterable<Uint8Array | string>;
}

/** By size: milliseconds, the longest time that nothing else had its turn, and whether the text is prom-client's. */
export async function metricsScrape(): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const size of SIZES) measured.push(...(await scrapeOf(size)));
  return measured;
}

async function scrapeOf({ a, b, rounds }: (typeof SIZES)[number]): Promise<Measured[]> {
  const [as, bs] = [valuesOf("a", a), valuesOf("b", b)];
  const load = await installRivals();
  const rivals: Readonly<Record<string, Rival>> = {
    ours: await own(as, bs),
    "prom-client": promClient(prom),
    "@platformatic/prom-client": promClient(load("@platformatic/prom-client")),
    OpenTelemetry: openTelemetry(load),
  };
  const series = as.flatMap((one) => bs.map((other) => ({ a: one, b: other })));
  for (const rival of Object.values(rivals)) {
    for (const [i, labels] of series.entries())
      for (const value of [i % 130, (i * 7) % 90]) rival.observe(labels, value + 0.1);
  }
  const [text, expected] = [await read(rivals["ours"]), await read(rivals["prom-client"])];
  if (text !== expected) throw new Error(`The texts of ${series.length} series differ.`);
  const works = Object.fromEntries(Object.entries(rivals).map(([name, rival]) => [name, () => scrape(rival)]));
  const blocks: Record<string, number[]> = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
  const times = await inTurn(
    Object.fromEntries(
      Object.entries(works).map(([name, work]) => [
        name,
        async () => {
          const { ms, blockMs } = await work();
          blocks[name]?.push(blockMs);
          return ms;
        },
      ]),
    ),
    rounds,
  );
  const what = `${series.length.toLocaleString("en")} series`;
  return [
    { name: `${what}: the text, the same as prom-client's`, unit: "MB", value: Buffer.byteLength(text) / 1e6 },
    ...Object.keys(rivals).flatMap((name) => [
      figure(`${what}, ${name}`, "ms", times[name] ?? []),
      figure(`${what}, ${name}: longest time without a turn for others`, "ms", blocks[name] ?? []),
    ]),
    ...["prom-client", "@platformatic/prom-client", "OpenTelemetry"].map((name) =>
      ratio(`${what}, ${name} over ours`, times[name] ?? [], times["ours"] ?? []),
    ),
  ];
}

/** Reads all of it while something else asks for its turn all the time. */
async function scrape(rival: Rival): Promise<{ readonly ms: number; readonly blockMs: number }> {
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

async function read(rival: Rival | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of rival?.text() ?? []) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

function valuesOf(name: string, size: number): string[] {
  return Array.from({ length: size }, (_, i) => `${name}${i}`);
}

/** The code that the compiler makes of a contract with this one metric. */
async function own(as: readonly string[], bs: readonly string[]): Promise<Rival> {
  const folder = await mkdtemp(join(tmpdir(), "bench-metrics-"));
  try {
    await writeContract(join(folder, "spec"), as, bs);
    const { contract, problems } = await parse(join(folder, "spec"));
    const resolved = contract ? resolve(contract) : { model: undefined, problems };
    if (!resolved.model) throw new Error(formatProblems(resolved.problems, "text"));
    await symlink(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"), "dir");
    for (const { path, text } of await emit(resolved.model)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { createMetrics, exposition } = await import(pathToFileURL(join(folder, "generated/metrics.ts")).href);
    const registry = new prom.Registry();
    const family = createMetrics(registry)[NAME];
    return { observe: (labels, value) => family.with(labels).observe(value), text: () => exposition(registry) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeContract(folder: string, as: readonly string[], bs: readonly string[]): Promise<void> {
  const metrics = {
    version: 1,
    exporter: "prometheus",
    endpoints: [{ job: "app", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
    labels: { a: { values: as, help: "One." }, b: { values: bs, help: "Other." } },
    metrics: [
      { name: NAME, type: "histogram", unit: "seconds", labels: ["a", "b"], buckets: BUCKETS, help: "Seconds." },
    ],
    alerts: [],
  };
  await mkdir(join(folder, "contracts/schemas"), { recursive: true });
  const change = { type: "added", breaking: false, description: "All of it.", artifacts: ["contracts/"] };
  const version = { version: "1.0.0", date: "2026-01-01", summary: "A bench.", changes: [change] };
  await writeFile(join(folder, "contracts/VERSION.json"), JSON.stringify(version));
  await writeFile(join(folder, "contracts/schemas/metrics.yaml"), stringify(metrics));
}

/** prom-client and its fork have one API. */
function promClient({ Histogram, Registry }: typeof prom): Rival {
  const registry = new Registry();
  const metric = new Histogram({
    ...{ name: NAME, help: "Seconds.", labelNames: ["a", "b"] as const, buckets: BUCKETS, registers: [registry] },
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
  const metric = meter.createHistogram(NAME, { advice: { explicitBucketBoundaries: BUCKETS } });
  const serializer = new PrometheusSerializer();
  return {
    observe: (labels, value) => metric.record(value, labels),
    async *text() {
      const { resourceMetrics } = await reader.collect();
      yield serializer.serialize(resourceMetrics);
    },
  };
}
