/** What a scrape costs at 75 to 100,000 series of a histogram: ours beside prom-client, its fork and OpenTelemetry. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { emit, parse, resolve } from "../../codegen/index.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { figure, inTurn, type Measured, ratio } from "./case.ts";
import { withProcesses } from "./processes.ts";
import { installRivals } from "./rivals.ts";
import { BUCKETS, METRIC, valuesOf } from "./scraped-metric.ts";

interface Size {
  /** Series as the product of two labels' values. */
  readonly a: number;
  readonly b: number;
  /** Scrapes until the code of all is compiled as it stays, beyond the one that is compared; how many rounds there is time for. */
  readonly warmUp: number;
  readonly rounds: number;
}

const SIZES: readonly Size[] = [
  { a: 15, b: 5, warmUp: 100, rounds: 21 },
  { a: 40, b: 25, warmUp: 20, rounds: 15 },
  { a: 100, b: 100, warmUp: 10, rounds: 9 },
  { a: 400, b: 250, warmUp: 0, rounds: 3 },
];

const NAMES = ["ours", "prom-client", "@platformatic/prom-client", "OpenTelemetry"] as const;
type Name = (typeof NAMES)[number];

export type Question = "text" | "scrape";
export type Answer = { readonly sha256: string; readonly sizeBytes: number } | Scrape;

interface Scrape {
  readonly ms: number;
  readonly blockMs: number;
}

/** By size: milliseconds, the longest time that nothing else had its turn, and whether the text is prom-client's. */
export async function metricsScrape(): Promise<Measured[]> {
  await installRivals();
  const measured: Measured[] = [];
  for (const size of SIZES) {
    measured.push(...(await withProcesses((folder, started) => scrapesOf(size, folder, started))));
  }
  return measured;
}

async function scrapesOf(size: Size, folder: string, started: (child: ChildProcess) => void): Promise<Measured[]> {
  const { a, b, warmUp, rounds } = size;
  await compile(folder, size);
  const rivals = {} as Record<Name, ChildProcess>;
  for (const name of NAMES) {
    rivals[name] = fork(join(import.meta.dirname, "scraped.ts"), [name, folder, String(a), String(b)]);
    started(rivals[name]);
  }
  await Promise.all(NAMES.map((name) => once(rivals[name], "message")));
  const what = `${(a * b).toLocaleString("en")} series`;
  const [text, expected] = [await ask(rivals.ours, "text"), await ask(rivals["prom-client"], "text")];
  if (!("sha256" in text && "sha256" in expected)) throw new Error("A text was asked for.");
  if (text.sha256 !== expected.sha256) throw new Error(`The texts of ${what} differ.`);
  const blocks: Record<Name, number[]> = {
    ours: [],
    "prom-client": [],
    "@platformatic/prom-client": [],
    OpenTelemetry: [],
  };
  const work = (name: Name) => async () => {
    const made = await ask(rivals[name], "scrape");
    if (!("ms" in made)) throw new Error("A scrape was asked for.");
    blocks[name].push(made.blockMs);
    return made.ms;
  };
  const works = Object.fromEntries(NAMES.map((name) => [name, work(name)])) as Record<Name, () => Promise<number>>;
  for (let i = 0; i < warmUp; i++) for (const one of Object.values(works)) await one();
  for (const name of NAMES) blocks[name].length = 0;
  const times = await inTurn(works, rounds);
  return [
    { name: `${what}: the text, the same as prom-client's`, unit: "MB", value: text.sizeBytes / 1e6 },
    ...NAMES.flatMap((name) => [
      figure(`${what}, ${name}`, "ms", times[name]),
      figure(`${what}, ${name}: longest time without a turn for others`, "ms", blocks[name]),
    ]),
    ...NAMES.slice(1).map((name) => ratio(`${what}, ${name} over ours`, times[name], times.ours)),
  ];
}

/** Rejects when the process ends instead of answering. */
function ask(rival: ChildProcess, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A rival ended with ${code}.`));
    rival.once("exit", ended);
    rival.once("message", (answer: Answer) => {
      rival.off("exit", ended);
      resolve(answer);
    });
    rival.send(question);
  });
}

/** Makes the code in `folder`, by the compiler, of a contract with this one metric. */
async function compile(folder: string, { a, b }: Size): Promise<void> {
  await writeContract(join(folder, "spec"), valuesOf("a", a), valuesOf("b", b));
  const { contract, problems } = await parse(join(folder, "spec"));
  const resolved = contract ? resolve(contract) : { model: undefined, problems };
  if (!resolved.model) throw new Error(formatProblems(resolved.problems, "text"));
  await symlink(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"), "dir");
  for (const { path, text } of await emit(resolved.model)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function writeContract(folder: string, as: readonly string[], bs: readonly string[]): Promise<void> {
  const metrics = {
    version: 1,
    exporter: "prometheus",
    endpoints: [{ job: "app", path: "/metrics", format: "text/plain; version=0.0.4", scrape_interval_seconds: 15 }],
    labels: { a: { values: as, help: "One." }, b: { values: bs, help: "Other." } },
    metrics: [
      { name: METRIC, type: "histogram", unit: "seconds", labels: ["a", "b"], buckets: BUCKETS, help: "Seconds." },
    ],
    alerts: [],
  };
  await mkdir(join(folder, "contracts/schemas"), { recursive: true });
  const change = { type: "added", breaking: false, description: "All of it.", artifacts: ["contracts/"] };
  const version = { version: "1.0.0", date: "2026-01-01", summary: "A bench.", changes: [change] };
  await writeFile(join(folder, "contracts/VERSION.json"), JSON.stringify(version));
  await writeFile(join(folder, "contracts/schemas/metrics.yaml"), stringify(metrics));
}
