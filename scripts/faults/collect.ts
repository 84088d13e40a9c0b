/** Takes the evidence: reads the journal, the database, the media, the provider's counts and the service itself. */
import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type CleanupDependencies, type CleanupOutcome, runCleanup } from "../../src/features/cleanup/service.ts";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { isShared, now } from "../../src/storage/dialect.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import type { Db } from "../../src/storage/schema.ts";
import { openDesk } from "../cleanup_media/desk.ts";
import type { CountingProvider } from "../testkit/counting-provider.ts";
import { type ServiceProcess, testConfig } from "../testkit/service.ts";
import type {
  CleanupFact,
  DatabaseFact,
  EndedFact,
  Evidence,
  FileFact,
  IdleFact,
  JobFact,
  Limits,
  ReadBack,
  Sent,
  StartFact,
} from "./evidence.ts";
import { sum } from "./invariants.ts";
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
  /** The jobs whose pictures were read back already. */
  readonly readBefore: Set<string>;
  /** The pictures that were read already, by their paths; one that has not changed since is not read again. */
  readonly filesBefore: Map<string, FileFact>;
  readonly starts: readonly StartFact[];
  readonly limits: Limits;
  /** Whether the service stores the bytes that the provider gave. */
  readonly keepsBytes: boolean;
}

/** T, the grace of calls that ignore their abort, and a margin. */
const IDLE_WITHIN_MS = 30_000;
/** Of a cleanup of the few files of a stage. */
const TURN_WITHIN_MS = 10_000;
/** So many files are open at once. */
const FILES_AT_ONCE = 64;

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

async function readFiles(root: string, known: ToCollect): Promise<{ files: FileFact[]; leaks: string[] }> {
  const files: FileFact[] = [];
  const leaks: string[] = [];
  const read = async (path: string) => {
    const found = await readFact(root, path, known.filesBefore);
    if (found === undefined) return;
    files.push(found.fact);
    if (found.bytes !== undefined) leaks.push(...leaksIn(path, found.bytes.toString("latin1"), known.secrets));
  };
  const paths = await filesBelow(root);
  for (let at = 0; at < paths.length; at += FILES_AT_ONCE)
    await Promise.all(paths.slice(at, at + FILES_AT_ONCE).map(read));
  for (const fact of files) known.filesBefore.set(fact.path, fact);
  return { files, leaks };
}

/** Everything below it that is no folder. */
async function filesBelow(root: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

/** undefined for what has gone meanwhile; without its bytes when they were read before. */
async function readFact(root: string, path: string, before: ReadonlyMap<string, FileFact>) {
  try {
    const found = await lstat(path);
    const seen = {
      ...{ path: path.slice(root.length + 1), isRegular: found.isFile(), mode: found.mode & 0o777 },
      ...{ sizeBytes: found.size, modifiedMs: found.mtimeMs },
    };
    const last = before.get(seen.path);
    if (last?.modifiedMs === seen.modifiedMs && last.sizeBytes === seen.sizeBytes)
      return { fact: { ...seen, sha256: last.sha256 } };
    const bytes = found.isFile() ? await readFile(path) : Buffer.alloc(0);
    return { fact: { ...seen, sha256: hashOf(bytes) }, bytes };
  } catch (error) {
    // The health check's own file comes and goes.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
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

async function checkDatabase(db: Db): Promise<DatabaseFact> {
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return {
    faults: isShared(db) ? [] : await fileFaults(db),
    migrations: done.rows.map(({ name }) => name),
    knownMigrations: Object.keys(migrations),
    strandedSessions: isShared(db) ? await strandedSessions(db) : [],
    ended: await endedJobs(db),
  };
}

async function endedJobs(db: Db): Promise<EndedFact[]> {
  const { rows } = await sql<EndedFact>`
    select 'rows' as "by", slot_id as slot, outcome, count(*) as jobs from jobs where outcome is not null
      group by slot_id, outcome
    union all select case span_minutes when 1 then 'minutes' else 'hours' end, slot_id, outcome, sum(jobs)
      from outcome_counts group by span_minutes, slot_id, outcome`.execute(db);
  return rows;
}

async function fileFaults(db: Db): Promise<string[]> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const foreign = await sql`pragma foreign_key_check`.execute(db);
  return [
    ...integrity.rows.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok"),
    ...foreign.rows.map((row) => `foreign key: ${JSON.stringify(row)}`),
  ];
}

/** Seconds that a session may hold a transaction open without working. */
const IDLE_IN_TRANSACTION_SECONDS = 30;

async function strandedSessions(db: Db): Promise<string[]> {
  const idle = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
      and now() - state_change > make_interval(secs => ${sql.lit(IDLE_IN_TRANSACTION_SECONDS)})`.execute(db);
  const locks = await sql<{ pid: number }>`
    select pid from pg_locks where locktype = 'advisory' and pid is not null
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return [
    ...idle.rows.map(({ pid }) => `session ${pid} holds a transaction open`),
    ...locks.rows.map(({ pid }) => `session ${pid} holds an advisory lock`),
  ];
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

/** As `npm run cleanup_media` does it, beside the service. */
async function cleanUp(storage: StorageConfig, mediaFolder: string): Promise<CleanupFact> {
  const config = testConfig(storage.DATA_DIR, { DATABASE_URL: storage.DATABASE_URL });
  const desk = await openDesk(config, { dryRun: false });
  try {
    const ran = await cleanInTurn(desk);
    const left = await leftToDelete(desk);
    // What came of age in between was not the first one's to delete; the next one does.
    const next = left.length === 0 ? ran : await cleanInTurn(desk);
    const leftAgain = left.length === 0 ? [] : await leftToDelete(desk);
    const stored = await Promise.all((await filesBelow(join(mediaFolder, "results"))).map((path) => lstat(path)));
    const totals = await desk.db.selectFrom("cleanup_totals").select(["scope", "stored_bytes"]).execute();
    const recorded = totals.filter(({ scope }) => scope !== "temp").map(({ stored_bytes }) => stored_bytes ?? 0);
    return {
      refused: [ran, next].flatMap((one) => (one.ran ? [] : [one.message]))[0],
      leftToDelete: left.filter((key) => leftAgain.includes(key)),
      recordedBytes: recorded.reduce((all, bytes) => all + bytes, 0),
      storedBytes: stored.reduce((all, { size }) => all + size, 0),
    };
  } finally {
    await desk.close();
  }
}

/** Keys. */
async function leftToDelete(desk: CleanupDependencies): Promise<string[]> {
  const dry = await runCleanup(desk, { dryRun: true });
  return dry.ran ? dry.report.items.map(({ key }) => key) : [];
}

/** The service that has just started may be at its own. */
async function cleanInTurn(desk: CleanupDependencies): Promise<CleanupOutcome> {
  for (const giveUpAt = performance.now() + TURN_WITHIN_MS; ; ) {
    const ran = await runCleanup(desk);
    if (ran.ran || ran.because !== "lease" || performance.now() > giveUpAt) return ran;
    await sleep(50);
  }
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

function leaksIn(place: string, text: string, secrets: StageSecrets): string[] {
  return Object.entries(secrets).flatMap(([name, value]) => (text.includes(value) ? [`${place} holds ${name}`] : []));
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
