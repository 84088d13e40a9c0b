/** How long the compiler takes: the project's own contract, and how the time grows with the size of a contract. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { check, emit, parse, resolve } from "../../codegen/index.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { type Extent, type Measured, medianOf } from "./case.ts";

const RUNS = 5;
const SMALL = 100;
const LARGE = 1000;
const OWN = join(import.meta.dirname, "../../spec");

/** Milliseconds of one compilation: from the files to their Problems, and from there to the generated files. */
interface Times {
  readonly checksMs: number;
  readonly emitMs: number;
}

/** Compiles the own contract, a small and a large one in turn; medians, and the growth from small to large. */
export async function codegen({ brief }: Extent): Promise<Measured[]> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-codegen-"));
  try {
    const folders = { own: OWN, small: join(scratch, "small"), large: join(scratch, "large") };
    await writeContract(folders.small, SMALL);
    await writeContract(folders.large, LARGE);
    const times: Record<keyof typeof folders, Times[]> = { own: [], small: [], large: [] };
    for (const folder of Object.values(folders)) await compile(folder); // warms up imports and the JIT
    for (let run = 0; run < (brief ? 3 : RUNS); run++) {
      for (const name of ["own", "small", "large"] as const) times[name].push(await compile(folders[name]));
    }
    return report(times);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function report(times: Readonly<Record<"own" | "small" | "large", readonly Times[]>>): Measured[] {
  const median = (name: keyof typeof times, part: keyof Times) => medianOf(times[name].map((time) => time[part]));
  const growth = (part: keyof Times) => median("large", part) / median("small", part) / (LARGE / SMALL);
  const size = (count: number) => `${count} metrics, ${count} alerts`;
  return [
    { name: "own contract: parse, resolve, every check", value: median("own", "checksMs"), unit: "ms" },
    { name: "own contract: emit everything", value: median("own", "emitMs"), unit: "ms" },
    { name: `${size(SMALL)}: every check`, value: median("small", "checksMs"), unit: "ms" },
    { name: `${size(LARGE)}: every check`, value: median("large", "checksMs"), unit: "ms" },
    { name: "checks, growth over linear (at most 1 is no worse)", value: growth("checksMs"), unit: "×" },
    { name: `${size(SMALL)}: emit everything`, value: median("small", "emitMs"), unit: "ms" },
    { name: `${size(LARGE)}: emit everything`, value: median("large", "emitMs"), unit: "ms" },
    { name: "emit, growth over linear", value: growth("emitMs"), unit: "×" },
  ];
}

/** Throws when the contract has an error: then the time would mean nothing. */
async function compile(folder: string): Promise<Times> {
  const start = performance.now();
  const { contract, problems } = await parse(folder);
  const resolved = contract ? resolve(contract) : { model: undefined, problems };
  const { model } = resolved;
  if (!model) throw new Error(formatProblems(resolved.problems, "text"));
  const errors = check(model).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(formatProblems(errors, "text"));
  const checked = performance.now();
  await emit(model);
  return { checksMs: checked - start, emitMs: performance.now() - checked };
}

/** A third of the metrics each counters, gauges and histograms; alerts that are ratios, levels and quantiles of them. */
async function writeContract(folder: string, size: number): Promise<void> {
  const numbers = Array.from({ length: size }, (_, i) => i);
  const metrics = {
    version: 1,
    exporter: "prometheus",
    endpoints: [{ job: "app", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
    labels: {
      queue: { values: ["orders", "mails"], help: "Queue." },
      result: { values: ["done", "failed", "expired"], help: "End." },
    },
    metrics: numbers.map(metric),
    alerts: numbers.map(alert),
  };
  await mkdir(join(folder, "contracts/schemas"), { recursive: true });
  const change = { type: "added", breaking: false, description: "All of it.", artifacts: ["contracts/"] };
  const version = { version: "1.0.0", date: "2026-01-01", summary: "A bench.", changes: [change] };
  await writeFile(join(folder, "contracts/VERSION.json"), JSON.stringify(version));
  await writeFile(join(folder, "contracts/schemas/metrics.yaml"), stringify(metrics));
}

function metric(i: number): object {
  const kinds = [
    { name: `tasks_${i}_total`, type: "counter", unit: "tasks", labels: ["queue", "result"] },
    { name: `depth_${i}`, type: "gauge", unit: "tasks", labels: ["queue"] },
    {
      name: `duration_${i}_seconds`,
      type: "histogram",
      unit: "seconds",
      labels: ["queue"],
      buckets: [0.1, 1, 5, 30, 60],
    },
  ];
  return { ...kinds[i % kinds.length], help: `Metric ${i}.` };
}

function alert(i: number): object {
  const counter = `tasks_${i}_total`;
  const exprs = [
    `sum by (job) (rate(${counter}{result="failed"}[5m])) / sum by (job) (rate(${counter}[5m])) > 0.${10 + (i % 80)}`,
    `max by (job, queue) (depth_${i}) > ${100 + i}`,
    `histogram_quantile(0.9, sum by (job, le) (rate(duration_${i}_seconds_bucket[5m]))) > 30`,
  ];
  return {
    name: `Alert${i}`,
    expr: exprs[i % exprs.length],
    for: "2m",
    severity: "ticket",
    summary: `Alert ${i} of {{ $labels.job }}.`,
    action: "Look.",
    playbook: "https://example.org/book",
  };
}
