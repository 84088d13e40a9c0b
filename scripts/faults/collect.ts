/** Takes the evidence: reads the journal, the database, the media, the provider's counts and the service itself. */
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { isShared, now } from "../../src/storage/dialect.ts";
import type { Db } from "../../src/storage/schema.ts";
import type { CountingProvider } from "../testkit/counting-provider.ts";
import type { ServiceProcess } from "../testkit/service.ts";
import { cleanUp } from "./collect/cleanup.ts";
import { checkDatabase } from "./collect/database.ts";
import { filesBelow, hashOf, type KnownFiles, leaksIn, readFiles } from "./collect/files.ts";
import type { Evidence, IdleFact, JobFact, Limits, ReadBack, Sent, StartFact } from "./evidence.ts";
import { sum } from "./invariants.ts";
import type { StageSecrets } from "./stage.ts";

/** What a stage knows by itself. */
export interface ToCollect extends KnownFiles {
  readonly url: string;
  readonly folder: string;
  readonly storage: StorageConfig;
  readonly provider: CountingProvider;
  readonly sent: readonly Sent[];
  readonly jobsBefore: readonly JobFact[];
  /** The jobs whose pictures were read back already. */
  readonly readBefore: Set<string>;
  readonly starts: readonly StartFact[];
  readonly limits: Limits;
  /** Whether the service stores the bytes that the provider gave. */
  readonly keepsBytes: boolean;
}

/** T, the grace of calls that ignore their abort, and a margin. */
const IDLE_WITHIN_MS = 30_000;

/** Everything as it is when nothing is in work any more. `outputs` are all processes of the stage so far. */
export async function collect(
  known: ToCollect,
  running: ServiceProcess,
  outputs: readonly ServiceProcess[],
): Promise<Evidence> {
  const { folder, storage, secrets, provider, sent, jobsBefore, starts, limits } = known;
  const mediaFolder = join(folder, "media");
  const idle = await untilIdle(known, running, mediaFolder);
  const db = await openDatabase(storage, "read-only");
  try {
    const { jobs, nowMs } = await readJobs(db);
    const { files, leaks } = await readFiles(mediaFolder, known);
    const calls = new Map(sent.map(({ photoSha256 }) => [photoSha256, provider.callsOf(photoSha256)]));
    const pictures = known.keepsBytes
      ? [...calls.keys()].map((photo) => [photo, provider.picturesOf(photo)] as const)
      : [];
    return {
      ...{ sent, jobs, jobsBefore, files, starts, limits, nowMs, idle },
      readBacks: await readBack(known, jobs),
      provider: { calls, pictures: new Map(pictures), peak: provider.peak("http") },
      database: await checkDatabase(db),
      leaks: [
        ...outputs.flatMap(({ output }, at) => leaksIn(`the output of start ${at + 1}`, output(), secrets)),
        ...leaksIn("/metrics", idle.scrape, secrets),
        ...leaks,
        ...(await leaksAtRest(db, folder, mediaFolder, secrets)),
      ],
      secrets: { accepted: await acceptedPasswords(known) },
      cleanup: await cleanUp(storage, mediaFolder),
    };
  } finally {
    await db.destroy();
  }
}

/** A series that says that something is in work. */
const HELD = /^(?:ingest_inflight|ingest_permits_in_use|media_reserved_bytes)(?:\{[^}]*\})? (?!0$)/m;

async function untilIdle(
  { url, starts }: ToCollect,
  { child }: ServiceProcess,
  mediaFolder: string,
): Promise<IdleFact> {
  const giveUpAt = performance.now() + IDLE_WITHIN_MS;
  for (;;) {
    const scrape = await (await fetch(`${url}/metrics`)).text();
    const open = await openHandles(child.pid ?? 0);
    const idle = {
      scrape,
      openFiles: open.filter((path) => path.startsWith(mediaFolder)),
      tempFiles: await tempFilesSince(join(mediaFolder, "tmp"), starts.at(-1)?.startedAtMs ?? 0),
      sockets: open.filter((path) => path.startsWith("socket:")).length,
    };
    const holdsNoFile = idle.openFiles.length === 0 && idle.tempFiles.length === 0;
    if ((isAtRest(scrape) && holdsNoFile) || performance.now() > giveUpAt) return idle;
    await sleep(50);
  }
}

/** Without those of the health check, which come and go. */
async function tempFilesSince(folder: string, sinceMs: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("probe-"));
  const found = await Promise.all(names.map((name) => lstat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, at) => (found[at]?.mtimeMs ?? 0) > sinceMs);
}

/** A client has its last byte a moment before the service has closed the file and observed the time. */
function isAtRest(scrape: string): boolean {
  const observed = sum(scrape, "ingest_duration_seconds_count");
  return !HELD.test(scrape) && sum(scrape, "ingest_requests_total") === observed;
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

/** What is removed is read each time: it must stay gone. Of the others, each is read once, and all files are looked at anyway. */
async function readBack({ url, sent, readBefore }: ToCollect, jobs: readonly JobFact[]): Promise<ReadBack[]> {
  const given = sent.flatMap(({ came }) => ("status" in came && came.status === 200 && came.jobId) || []);
  const removed = jobs.filter(({ removedAtMs }) => removedAtMs !== null).map(({ id }) => id);
  const found: ReadBack[] = [];
  for (const jobId of new Set([...given.filter((id) => !readBefore.has(id)), ...removed])) {
    const answer = await fetch(`${url}/api/results/${jobId}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    found.push({ jobId, status: answer.status, sha256: answer.ok ? hashOf(bytes) : undefined });
    readBefore.add(jobId);
  }
  return found;
}

/** Who has a password may ask for the picture of no job, and is told that there is none. */
async function acceptedPasswords({ url, secrets }: ToCollect): Promise<string[]> {
  const passwords = { current: secrets.INGEST_PASSWORD, "one that never was": "no password of this service" };
  const accepted: string[] = [];
  for (const [name, password] of Object.entries(passwords)) {
    const headers = { "X-Ingest-Password": password };
    const answer = await fetch(`${url}/api/results/${"0".repeat(32)}`, { method: "DELETE", headers });
    await answer.arrayBuffer();
    if (answer.status === 404) accepted.push(name);
  }
  return accepted;
}

/** In the bytes of everything that the service keeps beside the pictures, and in the rows that it keeps elsewhere. */
async function leaksAtRest(db: Db, folder: string, mediaFolder: string, secrets: StageSecrets): Promise<string[]> {
  const leaks: string[] = [];
  for (const path of (await filesBelow(folder)).filter((one) => !one.startsWith(mediaFolder))) {
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    leaks.push(...leaksIn(path, bytes.toString("latin1"), secrets));
  }
  if (!isShared(db)) return leaks;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  for (const { name } of tables.rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    leaks.push(...leaksIn(`table ${name}`, JSON.stringify(rows), secrets));
  }
  return leaks;
}
