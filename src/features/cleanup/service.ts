/** One cleanup: the service runs it every 15 minutes, the script is the manual call, and both are this function. */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { labelValues } from "../../../generated/contract.ts";
import type { Clock, ClockReading } from "../../core/clock.ts";
import type { Lease } from "../../core/lease.ts";
import type { MediaStore } from "../../core/media.ts";
import type { SettingsSource } from "../../core/settings.ts";
import { isShared } from "../../storage/dialect.ts";
import { forgetPictures, knownKeys, markRemoved, redateFuture, restoreMissing } from "../../storage/repos/jobs.ts";
import { acquireLease, releaseLease, renewLease } from "../../storage/repos/leases.ts";
import { purgeOutcomeCounts } from "../../storage/repos/outcome-counts.ts";
import type { Db } from "../../storage/schema.ts";
import { clockProblem, skewProblem, toRecord } from "./clock-guard.ts";
import { batchSize, type CleanupItem, type Finding, findings, type Judge } from "./findings.ts";
import { addToTotals, readRecordedClock, recordClock, recordStored, recordSuccess, type Scope } from "./repo.ts";

export interface CleanupDependencies {
  readonly db: Db;
  readonly media: MediaStore;
  readonly settings: SettingsSource;
  readonly clock: Clock;
}

export interface CleanupOptions {
  /** Reports what a real run would delete, and writes nothing. */
  readonly dryRun?: boolean;
  /** Another TTL than the one in force; for dry runs. */
  readonly ttlHours?: number;
  /** Runs although the clock looks wrong, and takes it for right from now on. */
  readonly force?: boolean;
  /** The disk is nearly full: uploads whose deadline has passed go at once. */
  readonly urgent?: boolean;
  /** Ends the run between two batches. */
  readonly signal?: AbortSignal;
}

export interface CleanupReport {
  /** What was deleted; in a dry run, what a real run would delete. In the order of the keys. */
  readonly items: readonly CleanupItem[];
  readonly totals: Readonly<Record<Scope, { readonly files: number; readonly bytes: number }>>;
  /** What could not be deleted; the next run tries again. */
  readonly failed: readonly CleanupItem[];
  /** Pictures whose files are not there, though nobody removed them. */
  readonly missing: readonly string[];
}

export type CleanupOutcome =
  | { readonly ran: true; readonly report: CleanupReport }
  | { readonly ran: false; readonly because: "clock"; readonly message: string }
  | { readonly ran: false; readonly because: "lease"; readonly message: string; readonly retryAfterMs: number };

/** Renewed with every batch; a run that was killed holds the others up for this long. */
const leaseMs = 120_000;

/** Deletes what nobody needs any more, counts for the stats included. Throws when database or media cannot be used; another run goes on from there. */
export async function runCleanup(deps: CleanupDependencies, options: CleanupOptions = {}): Promise<CleanupOutcome> {
  // One look for all that follows: what was found right is what pictures are judged and later runs are held against.
  const reading = deps.clock.read();
  const problem = await problemOfClock(deps, reading);
  if (problem !== undefined && options.force !== true) {
    return {
      ran: false,
      because: "clock",
      message: `${problem}: set the clock right, or use --force when it is right`,
    };
  }
  if (options.dryRun === true) return { ran: true, report: await preview(deps, options, reading) };
  const lease = await acquireLease(deps.db, "cleanup", ownerName(), leaseMs);
  if ("heldBy" in lease) {
    const message = `another cleanup is running (${lease.heldBy}); its turn ends in ${Math.ceil(lease.retryAfterMs / 1000)} s at the latest`;
    return { ran: false, because: "lease", message, retryAfterMs: lease.retryAfterMs };
  }
  try {
    return { ran: true, report: await cleanUp(deps, options, reading, lease) };
  } finally {
    await releaseLease(deps.db, lease);
  }
}

/** Where several instances work, the one whose clock is wrong leaves the cleanup to the others. */
async function problemOfClock({ db }: CleanupDependencies, reading: ClockReading): Promise<string | undefined> {
  const { databaseMs, ...recorded } = await readRecordedClock(db);
  return (isShared(db) ? skewProblem(reading, databaseMs) : undefined) ?? clockProblem(reading, recorded);
}

async function preview(
  deps: CleanupDependencies,
  options: CleanupOptions,
  reading: ClockReading,
): Promise<CleanupReport> {
  const report = createReport();
  // Whoever only looks writes nothing to the media, and takes its clock for ours.
  const mediaNowMs = async () => reading.wallMs;
  for await (const finding of findings(deps.db, deps.media, { ...judge(deps, options, reading), mediaNowMs })) {
    if (finding.is === "delete") report.deleted(finding.item);
    if (finding.is === "missing") report.missing.push(finding.key);
  }
  return report;
}

async function cleanUp(
  deps: CleanupDependencies,
  options: CleanupOptions,
  reading: ClockReading,
  lease: Lease,
): Promise<CleanupReport> {
  const report = createReport();
  let batch: Finding[] = [];
  const goOn = async () => {
    options.signal?.throwIfAborted();
    if (!(await renewLease(deps.db, lease, leaseMs))) throw new Error("The cleanup lost its lease to another one.");
  };
  const flush = async () => {
    await goOn();
    await workOff(deps, batch, report);
    batch = [];
  };
  const storedBytes = { result: 0, orphan: 0 };
  const seen = (scope: keyof typeof storedBytes, sizeBytes: number) => {
    storedBytes[scope] += sizeBytes;
  };
  const mediaNowMs = clocksOf(deps.media, reading);
  for await (const finding of findings(deps.db, deps.media, { ...judge(deps, options, reading), mediaNowMs, seen })) {
    batch.push(finding);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  for (const scope of ["result", "orphan"] as const) {
    await recordStored(deps.db, scope, storedBytes[scope] - report.totals[scope].bytes);
  }
  while (await purgeOutcomeCounts(deps.db, reading.wallMs)) await goOn();
  await redateFuture(deps.db, reading.wallMs);
  await recordClock(deps.db, toRecord(reading));
  if (report.failed.length === 0) await recordSuccess(deps.db);
  return report;
}

/** Asked once a cleanup. On a disk that is full the media's clock cannot be asked: then ours must do. */
function clocksOf(media: MediaStore, { wallMs }: ClockReading): Judge["mediaNowMs"] {
  const asked = new Map<string, Promise<number>>();
  return async (prefix) => {
    const answer = asked.get(prefix) ?? media.readClock(prefix).catch(() => wallMs);
    asked.set(prefix, answer);
    return await answer;
  };
}

function judge(
  { settings }: CleanupDependencies,
  { ttlHours, urgent = false }: CleanupOptions,
  { wallMs }: ClockReading,
) {
  return { nowMs: wallMs, ttlHours: ttlHours ?? settings.current().resultTtlHours, urgent };
}

/**
 * First the rows, so that nobody reads "done" and finds no file; then the files; last, what was confirmed. Killed
 * anywhere in between, the next run finds rows that are removed but not forgotten, and goes on with them.
 */
async function workOff({ db, media }: CleanupDependencies, batch: readonly Finding[], report: Report): Promise<void> {
  const jobIds = (is: Finding["is"]) => batch.flatMap((found) => (found.is === is && found.jobId) || []);
  await markRemoved(db, jobIds("delete"), "expired");
  const doomed = await stillDoomed(db, batch);
  const gone = new Set(await media.delete(doomed.map(({ item }) => item.key)));
  for (const { item } of doomed) {
    if (gone.has(item.key)) report.deleted(item);
    else report.failed.push(item);
  }
  const forgotten = doomed.flatMap(({ item, jobId }) => (gone.has(item.key) && jobId) || []);
  await forgetPictures(db, [...forgotten, ...jobIds("forget")]);
  await markRemoved(db, jobIds("missing"), "missing");
  report.missing.push(...batch.flatMap((found) => (found.is === "missing" ? found.key : [])));
  await restoreMissing(db, jobIds("found"));
  for (const scope of labelValues.scope) {
    const items = doomed.filter(({ item }) => item.scope === scope);
    const deleted = items.filter(({ item }) => gone.has(item.key)).length;
    await addToTotals(db, scope, deleted, items.length - deleted);
  }
}

/** Without the files that a job has come to know since they were found without one. */
async function stillDoomed(db: Db, batch: readonly Finding[]) {
  const found = batch.filter((finding) => finding.is === "delete");
  const orphans = found.filter(({ item }) => item.scope === "orphan");
  const known = await knownKeys(
    db,
    orphans.map(({ item }) => item.key),
  );
  return found.filter(({ item }) => item.scope !== "orphan" || !known.has(item.key));
}

/** A report that is being written. */
interface Report extends CleanupReport {
  readonly failed: CleanupItem[];
  readonly missing: string[];
  deleted(item: CleanupItem): void;
}

function createReport(): Report {
  const items: CleanupItem[] = [];
  const totals = { result: { files: 0, bytes: 0 }, temp: { files: 0, bytes: 0 }, orphan: { files: 0, bytes: 0 } };
  return {
    items,
    totals,
    failed: [],
    missing: [],
    deleted(item) {
      items.push(item);
      totals[item.scope].files += 1;
      totals[item.scope].bytes += item.sizeBytes;
    },
  };
}

/** Names the run to whoever finds the lease taken. */
function ownerName(): string {
  return `process ${process.pid} on ${hostname()}, run ${randomBytes(4).toString("hex")}`;
}
