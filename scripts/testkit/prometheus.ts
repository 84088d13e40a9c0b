/** A real Prometheus for tests: with the generated configuration, on a free loopback port, with a data folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./ports.ts";

export interface PrometheusOptions {
  /** Path of the program, from requireTool("prometheus"). */
  readonly program: string;
  /** The folder with prometheus.yml, usually generated/prometheus; it is copied, never changed. */
  readonly configDir: string;
  /** What the job `ingest` scrapes, as host:port. */
  readonly targets: readonly string[];
  /** What the scrape sends as its bearer token. */
  readonly metricsToken?: string;
  /** Shortens the configured intervals of scrape and evaluation. */
  readonly intervalSeconds?: number;
}

/** One series of an instant query. */
interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface ScrapeTarget {
  readonly job: string;
  readonly instance: string;
  readonly health: "up" | "down" | "unknown";
  /** "" while the last scrape was good. */
  readonly lastError: string;
}

export interface RunningPrometheus {
  readonly url: string;
  /** Throws with Prometheus' own message when it does not take the expression. */
  query(expr: string): Promise<Sample[]>;
  targets(): Promise<ScrapeTarget[]>;
  /** Ends the process and removes its folders. */
  stop(): Promise<void>;
}

/** Starts Prometheus and waits until it is ready. Throws with what it wrote when it ends instead. */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), "phc-prometheus-"));
  await writeConfig(folder, options);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    options.program,
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const log = collect(child);
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, query: (expr) => query(url, expr), targets: () => scrapeTargets(url), stop };
}

async function writeConfig(folder: string, options: PrometheusOptions): Promise<void> {
  const { configDir, targets, metricsToken = "", intervalSeconds } = options;
  await cp(configDir, folder, { recursive: true });
  await mkdir(join(folder, "targets"), { recursive: true });
  await mkdir(join(folder, "secrets"), { recursive: true, mode: 0o700 });
  // JSON is YAML, too.
  await writeFile(join(folder, "targets", "ingest.yml"), JSON.stringify([{ targets }]));
  await writeFile(join(folder, "secrets", "metrics_token"), metricsToken, { mode: 0o600 });
  if (intervalSeconds === undefined) return;
  const shorten = async (name: string, setting: RegExp) => {
    const file = join(folder, name);
    const text = await readFile(file, "utf8").catch(() => "");
    if (text !== "") await writeFile(file, text.replace(setting, `$1: ${intervalSeconds}s`));
  };
  await shorten("prometheus.yml", /\b((?:scrape|evaluation)_interval): *\S+/g);
  // Groups that are evaluated less often than the others.
  await shorten("rules.yml", /^( {4}interval): *\S+/gm);
}

/** The end of what a process has written to its error output, and whether there will be more. */
interface Log {
  text: string;
  closed: boolean;
}

function collect(child: ChildProcess): Log {
  const log = { text: "", closed: false };
  child.stderr?.on("data", (part: Buffer) => {
    log.text = (log.text + part.toString()).slice(-4_000);
  });
  child.on("error", (error) => {
    log.text += error.message;
  });
  child.on("close", () => {
    log.closed = true;
  });
  return log;
}

const readyWithinMs = 20_000;

async function ready(url: string, log: Log): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs;
  while (performance.now() < giveUpAt) {
    if (log.closed) throw new Error(`Prometheus ended before it was ready: ${log.text}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`Prometheus was not ready within ${readyWithinMs / 1000} s: ${log.text}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(killer);
}

/** A process that could not even be started has no id. */
function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

interface InstantResult {
  readonly result: readonly { readonly metric: Record<string, string>; readonly value: readonly [number, string] }[];
}

async function query(url: string, expr: string): Promise<Sample[]> {
  const data = await api<InstantResult>(`${url}/api/v1/query?query=${encodeURIComponent(expr)}`);
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

interface TargetsResult {
  readonly activeTargets: readonly {
    readonly labels: Record<string, string>;
    readonly health: ScrapeTarget["health"];
    readonly lastError: string;
  }[];
}

async function scrapeTargets(url: string): Promise<ScrapeTarget[]> {
  const data = await api<TargetsResult>(`${url}/api/v1/targets?state=active`);
  return data.activeTargets.map(({ labels, health, lastError }) => {
    return { job: labels["job"] ?? "", instance: labels["instance"] ?? "", health, lastError };
  });
}

/** The shapes are those of Prometheus' stable HTTP API v1. */
async function api<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  const body = (await answer.json()) as { status: string; data: T; error?: string };
  if (body.status !== "success") throw new Error(`Prometheus says: ${body.error ?? answer.statusText}`);
  return body.data;
}
