/** A real Prometheus for tests: with the generated configuration, on a free loopback port, with a data folder of its own. */
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { startProgram } from "./program.ts";

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
  /** Where Alertmanager listens, as host:port; told at once of every change. */
  readonly alertmanager?: string;
}

/** An alert that is pending or fires. */
export interface ActiveAlert {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
  readonly value: number;
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
  alerts(): Promise<ActiveAlert[]>;
  /** Has the job `ingest` scrape these from now on. */
  setTargets(targets: readonly string[]): Promise<void>;
  /** Ends the process and removes its folders. */
  stop(): Promise<void>;
}

/** Starts Prometheus and waits until it is ready. Throws with what it wrote when it ends instead. */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), "phc-prometheus-"));
  await writeConfig(folder, options);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--log.level=warn",
    "--rules.alert.resend-delay=1s",
  ];
  const { stop } = await startProgram(
    "Prometheus",
    { program: options.program, args, readyUrl: `${url}/-/ready` },
    () => rm(folder, { recursive: true, force: true }),
  );
  return {
    url,
    query: (expr) => query(url, expr),
    targets: () => scrapeTargets(url),
    alerts: () => activeAlerts(url),
    setTargets: (targets) => writeTargets(folder, "targets/ingest.yml", targets),
    stop,
  };
}

async function writeConfig(folder: string, options: PrometheusOptions): Promise<void> {
  const { configDir, targets, metricsToken = "", intervalSeconds, alertmanager } = options;
  await cp(configDir, folder, { recursive: true });
  await mkdir(join(folder, "targets"), { recursive: true });
  await mkdir(join(folder, "secrets"), { recursive: true, mode: 0o700 });
  await writeTargets(folder, "targets/ingest.yml", targets);
  if (alertmanager !== undefined) await writeTargets(folder, "alertmanagers.yml", [alertmanager]);
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

/** In one step, as Prometheus reads a file that changes at once. JSON is YAML, too. */
async function writeTargets(folder: string, name: string, targets: readonly string[]): Promise<void> {
  const path = join(folder, name);
  await writeFile(`${path}.part`, JSON.stringify(targets.length === 0 ? [] : [{ targets }]));
  await rename(`${path}.part`, path);
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

interface AlertsResult {
  readonly alerts: readonly {
    readonly labels: Record<string, string>;
    readonly state: ActiveAlert["state"];
    readonly value: string;
  }[];
}

async function activeAlerts(url: string): Promise<ActiveAlert[]> {
  const { alerts } = await api<AlertsResult>(`${url}/api/v1/alerts`);
  return alerts.map(({ labels, state, value }) => {
    return { name: labels["alertname"] ?? "", labels, state, value: Number(value) };
  });
}

/** The shapes are those of Prometheus' stable HTTP API v1. */
async function api<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  const body = (await answer.json()) as { status: string; data: T; error?: string };
  if (body.status !== "success") throw new Error(`Prometheus says: ${body.error ?? answer.statusText}`);
  return body.data;
}
