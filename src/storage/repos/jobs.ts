/** The jobs table: the only place that writes it. */
import type { ExpressionBuilder, SelectQueryBuilder } from "kysely";
import { type Outcome, type Provider, params, type SlotId } from "../../../generated/contract.ts";
import type { Job, JobEnding, RemovedBecause, StoredPicture, Ticket } from "../../core/job.ts";
import { now, skipLocked } from "../dialect.ts";
import type { Database, Db, JobsTable } from "../schema.ts";
import { inTransaction } from "../transaction.ts";
import { livingInstances, perhapsLiving } from "./instances.ts";
import { countEnding, countEndings } from "./outcome-counts.ts";

/** No deadline is further ahead than the longest T_sync_response, with room for a clock that is corrected a little. */
const FURTHEST_DEADLINE_MS = params.t_sync_response.max * 1000 + 60_000;

export interface NewJob {
  readonly id: string;
  readonly slotId: SlotId;
  readonly provider: Provider;
  readonly fence: number;
  /** Milliseconds from now to the job's deadline. */
  readonly deadlineInMs: number;
  readonly sha256: string;
  readonly uploadBytes: number;
  readonly slotVersion: number;
  /** The ticket of an earlier job of the same photo, which goes over to this one. */
  readonly ticket?: KeptTicket | undefined;
  /** The instance that works on it, which has no second pending job of the same photo beside it, nor has any other. */
  readonly owner?: string;
}

/** A ticket and the job that has it. */
export interface KeptTicket extends Ticket {
  readonly jobId: string;
}

interface JobTimes {
  readonly createdAtMs: number;
  readonly deadlineAtMs: number;
}

/**
 * A pending job; its times are the database's. Returns when it was created, for the picture's key. Throws the database's
 * isUniqueViolation when an owned job of the same photo is pending: see findPending.
 */
export async function insertJob(db: Db, job: NewJob): Promise<JobTimes> {
  const { ticket } = job;
  if (ticket === undefined) return await insertRow(db, job);
  const withTicket = async (transaction: Db) => {
    const times = await insertRow(transaction, job);
    await transaction.updateTable("jobs").set({ ticket: null }).where("id", "=", ticket.jobId).execute();
    return times;
  };
  return await inTransaction(db, withTicket, "read committed");
}

/**
 * Takes back a job that nobody has begun to work on; one that has ended stays. The ticket that it was inserted with goes
 * back to the job that had it.
 */
export async function withdrawJob(db: Db, { id, ticket }: Pick<NewJob, "id" | "ticket">): Promise<void> {
  const withdraw = (within: Db) =>
    within
      .deleteFrom("jobs")
      .where("id", "=", id)
      .where("outcome", "is", null)
      .returning(["ticket"])
      .executeTakeFirst();
  if (ticket === undefined) return void (await withdraw(db));
  const withTicket = async (transaction: Db) => {
    const row = await withdraw(transaction);
    if (row === undefined) return;
    const before = transaction.updateTable("jobs").set({ ticket: row.ticket }).where("id", "=", ticket.jobId);
    await before.where("media_key", "is", null).where("ticket", "is", null).execute();
  };
  await inTransaction(db, withTicket, "read committed");
}

async function insertRow(db: Db, job: NewJob): Promise<JobTimes> {
  const row = await db
    .insertInto("jobs")
    .values(({ eb }) => ({
      id: job.id,
      slot_id: job.slotId,
      provider: job.provider,
      fence: job.fence,
      created_at: now(),
      deadline_at: eb(now(), "+", Math.round(job.deadlineInMs)),
      sha256: job.sha256,
      upload_bytes: job.uploadBytes,
      slot_version: job.slotVersion,
      recovered: 0 as const,
      ticket: ticketText(job.ticket ?? null),
      owner: job.owner ?? null,
    }))
    .returning(["created_at", "deadline_at"])
    .executeTakeFirstOrThrow();
  return { createdAtMs: row.created_at, deadlineAtMs: row.deadline_at };
}

function ticketText(kept: Ticket | null): string | null {
  return kept && JSON.stringify({ provider: kept.provider, ticket: kept.ticket });
}

/** Keeps the ticket of a job that has no picture, in the place of the one that it had; null when that is void. */
export async function saveTicket(db: Db, id: string, fence: number, ticket: Ticket | null): Promise<void> {
  await db
    .updateTable("jobs")
    .set({ ticket: ticketText(ticket) })
    .where("id", "=", id)
    .where("fence", "=", fence)
    .where("media_key", "is", null)
    .execute();
}

/** The deadline passed while a success was written: nothing of it stays. */
class TooLate extends Error {
  override readonly name = "TooLate";
}

/**
 * The one terminal transition of a job: whether this call made it. False when the job has ended already, when the fence
 * is an older one, and when a success comes after its deadline; then the picture belongs to nobody. The deadline is the
 * caller's own, on a clock that nobody can set: by the database's, a picture that was made would be too late tomorrow.
 * Who makes it also counts the job, in the same transaction.
 */
export async function finishJob(db: Db, id: string, fence: number, ending: JobEnding): Promise<boolean> {
  const endAndCount = async (transaction: Db) => {
    const ended = await endRow(transaction, id, fence, ending);
    if (ended === undefined) return false;
    const { outcome, ledger, elapsedMs = null } = ending;
    const provider = ledger?.attempts.at(-1)?.provider ?? ended.provider;
    await countEnding(transaction, { ...ended, provider, outcome, elapsedMs });
    if (outcome === "success" && ending.deadline?.remainingMs() === 0) throw new TooLate();
    return true;
  };
  try {
    return await inTransaction(db, endAndCount, "read committed");
  } catch (error) {
    if (error instanceof TooLate) return false;
    throw error;
  }
}

/** What the count of a job needs of its row; undefined when the row was not to be ended. */
async function endRow(db: Db, id: string, fence: number, ending: JobEnding) {
  const { deadline } = ending;
  // As long after the beginning as it took, also when the clock was set meanwhile.
  const sinceDeadlineMs = deadline && Math.round(deadline.elapsedMs() - deadline.totalMs);
  let update = db
    .updateTable("jobs")
    .set({ outcome: ending.outcome, ledger: ending.ledger ? JSON.stringify(ending.ledger) : null })
    .set((eb) => ({ finished_at: sinceDeadlineMs === undefined ? now() : eb("deadline_at", "+", sinceDeadlineMs) }))
    .where("id", "=", id)
    .where("fence", "=", fence)
    .where("outcome", "is", null);
  if (ending.outcome === "success") {
    const { picture, answeredBy = null } = ending;
    update = update.set({ ...pictureColumns(picture), answered_by: answeredBy, ticket: null });
  } else {
    update = update.set({ failure_reason: ending.failureReason });
  }
  return await update
    .returning(["slot_id as slotId", "provider", "finished_at as endedAtMs"])
    .$narrowType<{ endedAtMs: number }>()
    .executeTakeFirst();
}

function pictureColumns(picture: StoredPicture) {
  return {
    media_key: picture.key,
    result_type: picture.type,
    result_bytes: picture.sizeBytes,
    result_sha256: picture.sha256,
  };
}

/** With the database's clock as it was then, by which its picture expires. */
export async function findJob(db: Db, id: string): Promise<(Job & { readonly readAtMs: number }) | undefined> {
  const row = await db
    .selectFrom("jobs")
    .selectAll()
    .select(now().as("readAtMs"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { ...toJob(row), readAtMs: row.readAtMs };
}

/** Which jobs are listed; what is left out does not matter. */
export interface JobFilter {
  readonly slotId?: SlotId;
  /** null for the jobs that are pending. */
  readonly outcome?: Outcome | null;
  /** Created then or later, in epoch milliseconds. */
  readonly sinceMs?: number;
  /** Created before then. */
  readonly untilMs?: number;
  /** Only what comes after this job in the order of the list. */
  readonly after?: { readonly id: string; readonly createdAtMs: number };
}

/** The newest first. Every filter reads just the rows that it gives, from an index of its own. */
export async function listJobs(
  db: Db,
  { slotId, outcome, sinceMs, untilMs, after }: JobFilter,
  limit: number,
): Promise<Job[]> {
  let query = db.selectFrom("jobs").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (slotId !== undefined) query = query.where("slot_id", "=", slotId);
  if (outcome !== undefined) query = query.where("outcome", outcome === null ? "is" : "=", outcome);
  if (sinceMs !== undefined) query = query.where("created_at", ">=", sinceMs);
  if (after !== undefined && after.createdAtMs < (untilMs ?? Number.POSITIVE_INFINITY)) {
    const { createdAtMs, id } = after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("created_at", "id"), "<", tuple(createdAtMs, id)));
  } else if (untilMs !== undefined) {
    query = query.where("created_at", "<", untilMs);
  }
  return (await query.execute()).map(toJob);
}

/**
 * The ids of the newest jobs of each of these slots, at most `each`, whose pictures are served under this TTL, the newest
 * first; slots without one are left out. One query, which reads these rows alone, and those of pictures that were removed
 * before their time.
 */
export async function newestPictures(
  db: Db,
  slots: readonly [SlotId, ...SlotId[]],
  ttlHours: number,
  each: number,
): Promise<Map<SlotId, string[]>> {
  const ofSlot = (slotId: SlotId) => {
    const newest = db
      .selectFrom("jobs")
      .select(["id", "slot_id", "created_at"])
      .where("slot_id", "=", slotId)
      .where("outcome", "=", "success")
      .where("created_at", ">", (eb) => eb(now(), "-", ttlHours * 3_600_000))
      .where("removed_at", "is", null)
      .where("media_key", "is not", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(each);
    return db.selectFrom(newest.as("newest")).selectAll();
  };
  const [first, ...others] = slots;
  const query = others.reduce((all, slotId) => all.unionAll(ofSlot(slotId)), ofSlot(first));
  const bySlot = newestFirst(await query.execute());
  return new Map([...bySlot].map(([slotId, found]) => [slotId, found.map(({ id }) => id)]));
}

/** A union has no order of its own. */
function newestFirst<R extends { readonly id: string; readonly slot_id: SlotId; readonly created_at: number }>(
  rows: R[],
) {
  rows.sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
  return Map.groupBy(rows, (row) => row.slot_id);
}

/**
 * How many of each slot's newest ended jobs of the last 24 hours gave a picture, one after the other, at most `most`; 0
 * where the newest gave none, and slots without a job are left out. Refused ones are passed over. One query, which reads
 * these rows and what stands between them, of that day at the most.
 */
export async function countInARow(
  db: Db,
  slots: readonly [SlotId, ...SlotId[]],
  most: number,
): Promise<Map<SlotId, number>> {
  const ofSlot = (slotId: SlotId) => {
    const newest = db
      .selectFrom("jobs")
      .select(["id", "slot_id", "created_at", "outcome"])
      .where("slot_id", "=", slotId)
      .where("created_at", ">", (eb) => eb(now(), "-", 24 * 3_600_000))
      .where("outcome", "is not", null)
      .where("outcome", "!=", "refused")
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(most);
    return db.selectFrom(newest.as("newest")).selectAll();
  };
  const [first, ...others] = slots;
  const query = others.reduce((all, slotId) => all.unionAll(ofSlot(slotId)), ofSlot(first));
  const inARow = (outcomes: readonly (string | null)[]) => {
    const end = outcomes.findIndex((outcome) => outcome !== "success");
    return end === -1 ? outcomes.length : end;
  };
  const bySlot = newestFirst(await query.execute());
  return new Map([...bySlot].map(([slotId, found]) => [slotId, inARow(found.map(({ outcome }) => outcome))]));
}

/** How many jobs of each slot are pending; slots without one are left out. */
export async function countPending(db: Db): Promise<Map<SlotId, number>> {
  const rows = await db
    .selectFrom("jobs")
    .select((eb) => ["slot_id", eb.fn.countAll<number>().as("jobs")])
    .where("outcome", "is", null)
    .groupBy("slot_id")
    .execute();
  return new Map(rows.map((row) => [row.slot_id, row.jobs]));
}

/** A job as those see it who wait for its end. */
export interface AwaitedJob {
  readonly id: string;
  readonly fence: number;
  /** null while it is pending. */
  readonly outcome: Outcome | null;
  readonly owner: string | null;
  readonly isOwnerAlive: boolean;
}

/** The pending job of the photo, of whichever instance; jobs without an owner are left out. */
export async function findPending(db: Db, photo: Omit<SamePhoto, "withinMs">): Promise<AwaitedJob | undefined> {
  const row = await awaited(db)
    .where("slot_id", "=", photo.slotId)
    .where("sha256", "=", photo.sha256)
    .where("slot_version", "=", photo.slotVersion)
    .where("outcome", "is", null)
    .where("owner", "is not", null)
    .executeTakeFirst();
  return row && toAwaited(row);
}

/** What has become of a job meanwhile, without its details; undefined when it was withdrawn. */
export async function lookAtJob(db: Db, id: string): Promise<AwaitedJob | undefined> {
  const row = await awaited(db).where("jobs.id", "=", id).executeTakeFirst();
  return row && toAwaited(row);
}

function awaited(db: Db) {
  return db
    .selectFrom("jobs")
    .leftJoin(perhapsLiving(db).as("living"), "living.id", "jobs.owner")
    .select(["jobs.id", "fence", "outcome", "owner", "living.id as alive"]);
}

function toAwaited({ alive, ...job }: Omit<AwaitedJob, "isOwnerAlive"> & { alive: string | null }): AwaitedJob {
  return { ...job, isOwnerAlive: alive !== null };
}

/** The photo that a replay must be of. */
export interface SamePhoto {
  readonly slotId: SlotId;
  readonly sha256: string;
  readonly slotVersion: number;
  /** How long ago it was begun at most, in milliseconds. */
  readonly withinMs: number;
}

/** The newest job that edited the same photo in the same version of the slot and still has its picture. */
export async function findReplay(db: Db, photo: SamePhoto): Promise<Job | undefined> {
  const row = await db
    .selectFrom("jobs")
    .selectAll()
    .where("slot_id", "=", photo.slotId)
    .where("sha256", "=", photo.sha256)
    .where("created_at", ">=", (eb) => eb(now(), "-", Math.round(photo.withinMs)))
    .where("slot_version", "=", photo.slotVersion)
    .where("outcome", "=", "success")
    .where("media_key", "is not", null)
    .where("removed_at", "is", null)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toJob(row);
}

/**
 * The ticket of the newest job of the same photo in the same version of the slot that has one and no picture. Such a job
 * may be pending: its process died a moment ago.
 */
export async function findTicket(db: Db, photo: SamePhoto): Promise<KeptTicket | undefined> {
  const row = await db
    .selectFrom("jobs")
    .select(["id", "ticket"])
    .where("slot_id", "=", photo.slotId)
    .where("sha256", "=", photo.sha256)
    .where("created_at", ">=", (eb) => eb(now(), "-", Math.round(photo.withinMs)))
    .where("slot_version", "=", photo.slotVersion)
    .where("ticket", "is not", null)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.ticket ? { jobId: row.id, ...JSON.parse(row.ticket) } : undefined;
}

/** A pending job that should have ended by now, as far as the database's clock tells. */
export interface Overdue {
  readonly id: string;
  readonly owner: string | null;
  readonly isOwnerAlive: boolean;
}

/**
 * Ends the jobs whose process died: pending for more than `graceMs` past their deadline, or with a deadline further ahead
 * than any job gets, as the clock was set back since; of these, those that `leftOver` finds are. Returns them, ended and counted.
 * Any number of instances may do so at once: each job is ended by one of them. Writes nothing where nothing is left over.
 */
export async function reapExpired(
  db: Db,
  graceMs: number,
  leftOver: (overdue: readonly Overdue[]) => Promise<readonly Overdue[]> = async (all) => all,
): Promise<Job[]> {
  const overdue = await db
    .selectFrom("jobs")
    .select(["id", "owner"])
    .where("outcome", "is", null)
    .where((eb) =>
      eb.or([
        eb("deadline_at", "<", eb(now(), "-", Math.round(graceMs))),
        eb("deadline_at", ">", eb(now(), "+", FURTHEST_DEADLINE_MS)),
      ]),
    )
    .execute();
  const living = new Set(overdue.length === 0 ? [] : (await livingInstances(db)).map(({ id }) => id));
  const left = await leftOver(overdue.map((job) => ({ ...job, isOwnerAlive: living.has(job.owner ?? "") })));
  if (left.length === 0) return [];
  const ids = left.map(({ id }) => id);
  const reapThem = (transaction: Db) =>
    reap(transaction, transaction.selectFrom("jobs").select("id").where("id", "in", ids));
  return await inTransaction(db, reapThem, "read committed");
}

/** Ends this one pending job, whose owner is gone, before its deadline. undefined when it is not as it was seen. */
export async function reapJob(db: Db, { id, fence }: Pick<AwaitedJob, "id" | "fence">): Promise<Job | undefined> {
  const reapIt = (transaction: Db) =>
    reap(transaction, transaction.selectFrom("jobs").select("id").where("id", "=", id).where("fence", "=", fence));
  return (await inTransaction(db, reapIt, "read committed"))[0];
}

/** Whoever still works on one of them cannot write it any more: its fence is an older one. */
async function reap(transaction: Db, jobs: SelectQueryBuilder<Database, "jobs", { id: string }>): Promise<Job[]> {
  const outcome = "internal_error";
  const rows = await transaction
    .updateTable("jobs")
    .set({ outcome, failure_reason: "internal_error", recovered: 1 })
    .set((eb) => ({ fence: eb("fence", "+", 1), finished_at: notBefore(eb, "created_at") }))
    .where("id", "in", skipLocked(jobs))
    .where("outcome", "is", null)
    .returningAll()
    .$narrowType<{ finished_at: number }>()
    .execute();
  const endings = rows.map(({ slot_id: slotId, provider, finished_at: endedAtMs }) => {
    return { slotId, provider, outcome, endedAtMs, elapsedMs: null } as const;
  });
  await countEndings(transaction, endings);
  return rows.map(toJob);
}

/** Now; or the time in this column, after a clock that was set back since. */
function notBefore(eb: ExpressionBuilder<Database, "jobs">, column: "created_at") {
  return eb.case().when(column, ">", now()).then(eb.ref(column)).else(now()).end();
}

/** A row whose picture's file may exist. */
export interface PictureRow {
  readonly id: string;
  readonly key: string;
  readonly createdAtMs: number;
  readonly removedBecause: RemovedBecause | null;
}

/** Up to `limit` such rows with keys after `afterKey`, in the order of the keys, which are ASCII. */
export async function pictureRows(db: Db, afterKey: string, limit: number): Promise<PictureRow[]> {
  const rows = await db
    .selectFrom("jobs")
    .select(["id", "media_key as key", "created_at as createdAtMs", "removed_because as removedBecause"])
    .where("media_key", ">", afterKey)
    .orderBy("media_key")
    .limit(limit)
    .$narrowType<{ key: string }>()
    .execute();
  return rows;
}

/** Those of the keys that a row knows. */
export async function knownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom("jobs")
    .select("media_key")
    .where("media_key", "in", [...keys])
    .execute();
  return new Set(rows.flatMap((row) => row.media_key ?? []));
}

/** From now on nobody is given these pictures. How many were to be had until now. */
export async function markRemoved(db: Db, ids: readonly string[], because: RemovedBecause): Promise<number> {
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable("jobs")
    .set({ removed_at: now(), removed_because: because })
    .where("id", "in", [...ids])
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** How far the clock can be trusted to be right since the last cleanup, which looks at it every 15 minutes. */
const SINCE_CLEANUP_MS = 3_600_000;

/**
 * The same for up to `limit` pictures that are older than this TTL. How many there were. A clock that is far ahead of the
 * last cleanup may be wrong: then only what had expired by that time.
 */
export async function expireOlder(db: Db, ttlHours: number, limit: number): Promise<number> {
  const ttlMs = ttlHours * 3_600_000;
  const cleanup = await db.selectFrom("cleanup_state").select("last_wall_at").executeTakeFirstOrThrow();
  const old = db
    .selectFrom("jobs")
    .select("id")
    .where("removed_at", "is", null)
    .where("created_at", "<=", (eb) => eb(now(), "-", ttlMs))
    .where("created_at", "<=", Math.round(cleanup.last_wall_at + SINCE_CLEANUP_MS - ttlMs))
    .where("media_key", "is not", null)
    .limit(limit);
  const { numUpdatedRows } = await db
    .updateTable("jobs")
    .set({ removed_at: now(), removed_because: "expired" })
    .where("id", "in", old)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** More than that is no correction by a time server. */
const FUTURE_MS = 3_600_000;

/**
 * Jobs that were begun long after `nowMs`, a time that can be trusted, count as begun then: the clock was ahead, and their
 * pictures would be kept until that time has come. How many there were.
 */
export async function redateFuture(db: Db, nowMs: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("jobs")
    .set((eb) => {
      const aheadMs = eb.parens(eb("created_at", "-", nowMs));
      return {
        created_at: nowMs,
        deadline_at: eb("deadline_at", "-", aheadMs),
        finished_at: eb("finished_at", "-", aheadMs),
      };
    })
    .where("created_at", ">", nowMs + FUTURE_MS)
    .where("outcome", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Bytes of the pictures that are older than this TTL and not removed yet. Costs as much as there are such pictures. */
export async function expiredBytes(db: Db, ttlHours: number): Promise<number> {
  const row = await db
    .selectFrom("jobs")
    .select(({ fn }) => fn.sum<number | string | null>("result_bytes").as("bytes"))
    .where("removed_at", "is", null)
    .where("created_at", "<=", (eb) => eb(now(), "-", ttlHours * 3_600_000))
    .where("media_key", "is not", null)
    .executeTakeFirstOrThrow();
  // PostgreSQL gives the sum of a bigint as text.
  return Number(row.bytes ?? 0);
}

/** Pictures that were missing are there again. */
export async function restoreMissing(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("jobs")
    .set({ removed_at: null, removed_because: null })
    .where("id", "in", [...ids])
    .where("removed_because", "=", "missing")
    .execute();
}

/** The files of these removed pictures are gone: nothing is left to do for them. */
export async function forgetPictures(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("jobs")
    .set({ media_key: null })
    .where("id", "in", [...ids])
    .where("removed_at", "is not", null)
    .execute();
}

function toJob(row: JobsTable): Job {
  return {
    id: row.id,
    slotId: row.slot_id,
    provider: row.provider,
    fence: row.fence,
    createdAtMs: row.created_at,
    deadlineAtMs: row.deadline_at,
    finishedAtMs: row.finished_at,
    outcome: row.outcome,
    failureReason: row.failure_reason,
    sha256: row.sha256,
    uploadBytes: row.upload_bytes,
    slotVersion: row.slot_version,
    picture: toPicture(row),
    removed:
      row.removed_at === null || row.removed_because === null
        ? null
        : { atMs: row.removed_at, because: row.removed_because },
    recovered: row.recovered === 1,
    ledger: row.ledger === null ? null : JSON.parse(row.ledger),
    answeredBy: row.answered_by,
    ticket: row.ticket === null ? null : JSON.parse(row.ticket),
  };
}

function toPicture(row: JobsTable): StoredPicture | null {
  const { media_key: key, result_type: type, result_bytes: sizeBytes, result_sha256: sha256 } = row;
  if (key === null || type === null || sizeBytes === null || sha256 === null) return null;
  return { key, type, sizeBytes, sha256 };
}
