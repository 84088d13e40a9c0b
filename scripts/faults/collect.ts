/** Takes the evidence: reads the journal, the database, the media, the provider's counts and the service itself. */
import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { isShared, now } from "../../src/storage/dialect.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import type { Db } from "../../src/storage/schema.ts";
import type { CountingProvider } from "../testkit/counting-provider.ts";
import { readSeries, type ServiceProcess } from "../testkit/service.ts";
import type {
  DatabaseFact,
  Evidence,
  FileFact,
  IdleFact,
  JobFact,
  Limits,
  ReadBack,
  Sent,
  StartFact,
} from "./evidence.ts";
import type { StageSecrets } from "./stage.ts";

/** What a stage knows by itself. */
export interface ToCollect {
  readonly url: string;
  readonly folder: string;
  readonly storage: StorageConfig;
  readonly secrets: StageSecrets;
  readonly provider: CountingProvider;
  readonly sent: readonly Sent[];
  readonly jobsBefore: readonly JobFact[];
  readonly starts: readonly StartFact[];
  readonly limits: Limits;
}

/** T, the grace of calls that ignore their abort, and a margin. */
const IDLE_WITHIN_MS = 30_000;

/** Everything as it is when nothing is in work any more. `outputs` are all processes of the stage so far. */
export async function collect(
  known: ToCollect,
  running: ServiceProcess,
  outputs: readonly ServiceProcess[],
): Promise<Evidence> {
  const { url, folder, storage, provider, sent, jobsBefore, starts, limits } = known;
  const mediaFolder = join(folder, "media");
  const idle = await untilIdle(known, running, mediaFolder);
  const db = await openDatabase(storage, "read-only");
  try {
    const { jobs, nowMs } = await readJobs(db);
    return {
      ...{ sent, jobs, jobsBefore, starts, limits, nowMs, idle },
      files: await readFiles(mediaFolder),
      readBacks: await readBack(url, sent),
      provider: {
        calls: new Map(sent.map(({ photoSha256 }) => [photoSha256, provider.callsOf(photoSha256)])),
        peak: provider.peak("http"),
      },
      database: await checkDatabase(db),
      cleanup: { leftToDelete: [], missing: [] },
      leaks: outputs.flatMap(({ output }, at) => leaksIn(`output of start ${at + 1}`, output(), known.secrets)),
      secrets: { accepted: [] },
    };
  } finally {
    await db.destroy();
  }
}

async function untilIdle({ url }: ToCollect, { child }: ServiceProcess, mediaFolder: string): Promise<IdleFact> {
  const giveUpAt = performance.now() + IDLE_WITHIN_MS;
  for (;;) {
    const scrape = await (await fetch(`${url}/metrics`)).text();
    const open = await openHandles(child.pid ?? 0);
    const idle = {
      scrape,
      openFiles: open.filter((path) => path.startsWith(mediaFolder)),
      sockets: open.filter((path) => path.startsWith("socket:")).length,
    };
    if (readSeries(scrape, "ingest_inflight") === 0 || performance.now() > giveUpAt) return idle;
    await sleep(50);
  }
}

async function openHandles(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => "")));
  return targets.filter((target) => target !== "");
}

async function readJobs(db: Db): Promise<{ jobs: JobFact[]; nowMs: number }> {
  const rows = await db.selectFrom("jobs").selectAll().execute();
  const { at } = await db
    .selectFrom(db.selectNoFrom(now().as("at")).as("clock"))
    .select("at")
    .executeTakeFirstOrThrow();
  const jobs = rows.map((row) => ({
    ...{ id: row.id, slot: row.slot_id, sha256: row.sha256, outcome: row.outcome, mediaKey: row.media_key },
    ...{ createdAtMs: row.created_at, deadlineAtMs: row.deadline_at, finishedAtMs: row.finished_at },
    ...{ resultSha256: row.result_sha256, resultBytes: row.result_bytes, removedAtMs: row.removed_at },
    recovered: row.recovered === 1,
  }));
  return { jobs, nowMs: at };
}

async function readFiles(root: string): Promise<FileFact[]> {
  const entries: Dirent[] = await readdir(root, { recursive: true, withFileTypes: true });
  const facts = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => readFact(root, join(entry.parentPath, entry.name)));
  return (await Promise.all(facts)).filter((fact) => fact !== undefined);
}

async function readFact(root: string, path: string): Promise<FileFact | undefined> {
  try {
    const found = await lstat(path);
    const bytes = found.isFile() ? await readFile(path) : Buffer.alloc(0);
    return {
      ...{ path: path.slice(root.length + 1), isRegular: found.isFile(), mode: found.mode & 0o777 },
      ...{ sizeBytes: found.size, sha256: hashOf(bytes), modifiedMs: found.mtimeMs },
    };
  } catch {
    // The health check's own file comes and goes.
    return undefined;
  }
}

async function readBack(url: string, sent: readonly Sent[]): Promise<ReadBack[]> {
  const found: ReadBack[] = [];
  for (const { came } of sent) {
    if ("error" in came || came.status !== 200 || came.jobId === undefined) continue;
    const answer = await fetch(`${url}/api/results/${came.jobId}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    found.push({ jobId: came.jobId, status: answer.status, sha256: answer.ok ? hashOf(bytes) : undefined });
  }
  return found;
}

async function checkDatabase(db: Db): Promise<DatabaseFact> {
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return {
    faults: isShared(db) ? [] : await fileFaults(db),
    migrations: done.rows.map(({ name }) => name),
    knownMigrations: Object.keys(migrations),
    strandedSessions: [],
  };
}

async function fileFaults(db: Db): Promise<string[]> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const foreign = await sql`pragma foreign_key_check`.execute(db);
  return [
    ...integrity.rows.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok"),
    ...foreign.rows.map((row) => `foreign key: ${JSON.stringify(row)}`),
  ];
}

function leaksIn(place: string, text: string, secrets: StageSecrets): string[] {
  return Object.entries(secrets).flatMap(([name, value]) => (text.includes(value) ? [`${place} holds ${name}`] : []));
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
