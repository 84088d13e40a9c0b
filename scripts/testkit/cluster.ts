/** Many real service processes on one PostgreSQL that share their media: started, killed, frozen and restarted by tests. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import pg from "pg";
import type { SlotId } from "../../generated/contract.ts";
import type { SlotChange } from "../../src/storage/repos/slots.ts";
import { answerOf, type Backend, type Entry, sha256 } from "./balancer.ts";
import { freePort } from "./ports.ts";
import { type ServiceProcess, serviceVariables, spawnService } from "./service.ts";
import { prepareSlots } from "./slots.ts";

export interface ClusterOptions {
  /** Of a database that the instances may have for themselves. */
  readonly databaseUrl: string;
  /** One instance a name. */
  readonly names: readonly string[];
  /** Variables of every instance; DATABASE_URL, MEDIA_URL, PORT and DATA_DIR are given already. */
  readonly variables?: Readonly<Record<string, string>>;
  /** How slots differ from new ones when the instances start. */
  readonly slots?: Readonly<Partial<Record<SlotId, SlotChange>>>;
}

/** A row of `jobs` with what tests look at. */
export interface JobRow {
  readonly id: string;
  readonly outcome: string | null;
  readonly failure_reason: string | null;
  readonly media_key: string | null;
  readonly result_sha256: string | null;
  readonly sha256: string;
}

export interface Cluster {
  readonly backends: readonly Backend[];
  /** The folder with the pictures, when they lie on the file system. */
  readonly mediaFolder: string;
  /** Starts an instance and waits until it says that it is ready. */
  start(name: string): Promise<void>;
  /** Sends a signal; for SIGKILL and SIGTERM it waits for the end, and gives the exit code or the signal. */
  signal(name: string, signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): Promise<number | string | undefined>;
  urlOf(name: string): string;
  /** What an instance wrote to its outputs since its last start. */
  output(name: string): string;
  jobs(): Promise<JobRow[]>;
  /** What /metrics of each instance shows now; undefined where it cannot be read. */
  scrape(): Promise<Map<string, string | undefined>>;
  /** The bytes of a picture from this instance, by its job; undefined when it does not answer 200. */
  result(name: string, jobId: string): Promise<Buffer | undefined>;
  /** Ends all instances at once and removes their folders. */
  remove(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/** Starts all instances at once, each on a data folder of its own. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { databaseUrl, names, variables = {} } = options;
  const folder = await mkdtemp(join(tmpdir(), "phc-cluster-"));
  const mediaFolder = join(folder, "shared-media");
  const processes = new Map<string, ServiceProcess>();
  const ports = new Map<string, number>();
  for (const name of names) ports.set(name, await freePort());
  const backends = names.map((name) => ({ name, url: `http://127.0.0.1:${ports.get(name)}` }));
  const killAll = () => {
    for (const { child } of processes.values()) child.kill("SIGKILL");
  };
  // A run that ends without a word must not leave instances behind.
  process.once("exit", killAll);

  const processOf = (name: string) => {
    const found = processes.get(name);
    if (found === undefined) throw new Error(`There is no instance ${name}.`);
    return found;
  };
  const urlOf = (name: string) => backends.find((backend) => backend.name === name)?.url ?? "";

  async function start(name: string): Promise<void> {
    const started = spawnService({
      ...serviceVariables(join(folder, name)),
      ...{ DATABASE_URL: databaseUrl, MEDIA_URL: pathToFileURL(mediaFolder).href, PORT: String(ports.get(name)) },
      ...variables,
    });
    processes.set(name, started);
    await started.listening;
    await until(`${name} to be ready`, READY_WITHIN_MS, async () => (await fetch(`${urlOf(name)}/healthz`)).ok);
  }

  async function remove(): Promise<void> {
    killAll();
    await Promise.all([...processes.values()].map(({ ended }) => ended));
    process.off("exit", killAll);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await prepareSlots({ DATA_DIR: "", DATABASE_URL: databaseUrl, DATABASE_MAX_CONNECTIONS: 2 }, options.slots ?? {});
    await Promise.all(names.map(start));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ...{ backends, mediaFolder, start, urlOf, remove },
    async signal(name, signal) {
      const { child, ended } = processOf(name);
      child.kill(signal);
      return signal === "SIGKILL" || signal === "SIGTERM" ? await ended : undefined;
    },
    output: (name) => processOf(name).output(),
    jobs: () =>
      rowsOf<JobRow>(databaseUrl, "select id, outcome, failure_reason, media_key, result_sha256, sha256 from jobs"),
    async scrape() {
      const texts = backends.map(async ({ name, url }) => [name, await textOf(`${url}/metrics`)] as const);
      return new Map(await Promise.all(texts));
    },
    async result(name, jobId) {
      const answer = await fetch(`${urlOf(name)}/api/results/${jobId}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return answer.ok ? bytes : undefined;
    },
  };
}

async function textOf(url: string): Promise<string | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  return answer?.ok ? await answer.text().catch(() => undefined) : undefined;
}

/** The rows of one query, on a connection of its own. */
export async function rowsOf<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

/** Waits for a condition; one that throws does not hold yet. Throws when it does not hold in time. */
export async function until(what: string, withinMs: number, holds: () => unknown): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  let last: unknown = "it did not hold";
  for (;;) {
    try {
      if (await holds()) return;
    } catch (error) {
      last = error;
    }
    if (performance.now() > giveUpAt) throw new Error(`Waited ${withinMs} ms for ${what}: ${last}.`);
    await sleep(50);
  }
}

/**
 * What of the promise of a 200 is not kept: each has a row with the picture's hash, and every one of these instances reads
 * the very bytes that the client got from the media.
 */
export async function brokenPromises(
  cluster: Cluster,
  journal: readonly Entry[],
  readers: readonly string[],
): Promise<string[]> {
  const rows = new Map((await cluster.jobs()).map((row) => [row.id, row]));
  const broken: string[] = [];
  for (const entry of journal) {
    const came = answerOf(entry);
    if ("error" in came || came.status !== 200) continue;
    const say = (what: string) => broken.push(`job ${came.jobId}: ${what}`);
    const row = rows.get(came.jobId ?? "");
    if (row === undefined) say("has no row");
    else if (row.outcome !== "success") say(`is ${row.outcome ?? "pending"} in the database`);
    else if (row.result_sha256 !== came.sha256) say("has another picture in the database");
    else if (row.sha256 !== entry.photoSha256) say("is of another photo");
    for (const reader of readers) {
      const bytes = await cluster.result(reader, came.jobId ?? "");
      if (bytes === undefined) say(`${reader} does not give its picture`);
      else if (sha256(bytes) !== came.sha256) say(`${reader} gives another picture`);
    }
  }
  return broken;
}
