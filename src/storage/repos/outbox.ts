/** The outbox table: the only place that writes it. A claim is a conditional update, so that nothing is sent by two. */
import { randomBytes } from "node:crypto";
import type { ExpressionBuilder, Selectable } from "kysely";
import type { Audience } from "../../../generated/contract.ts";
import type { DueMessage, Message } from "../../core/outbox.ts";
import { now, skipLocked } from "../dialect.ts";
import type { Database, Db, OutboxTable } from "../schema.ts";

/** No receiver may ask for a longer pause than an hour. */
const LONGEST_WAIT_MS = 2 * 3_600_000;

/** Puts a message in, in the transaction of what it tells. `isNew` is false when its key is there already: nothing changed. */
export async function enqueue(db: Db, message: Message): Promise<{ readonly isNew: boolean }> {
  const row = await db
    .insertInto("outbox")
    .values({ ...toColumns(message), created_at: now(), next_attempt_at: now() })
    .onConflict((conflict) => conflict.column("dedupe_key").doNothing())
    .returning("id")
    .executeTakeFirst();
  return { isNew: row !== undefined };
}

/**
 * Puts a message in that is sent in `holdMs` at the earliest, or puts its payload in the place of the one that waits
 * under the same key. False when that one has been sent, or tried, already: nothing changed, and another key is needed.
 */
export async function enqueueGrowing(db: Db, message: Message, holdMs: number): Promise<boolean> {
  const columns = toColumns(message);
  const row = await db
    .insertInto("outbox")
    .values((eb) => ({ ...columns, created_at: now(), next_attempt_at: eb(now(), "+", Math.round(holdMs)) }))
    .onConflict((conflict) =>
      conflict.column("dedupe_key").doUpdateSet({ payload: columns.payload }).where("outbox.attempts", "=", 0),
    )
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

function toColumns({ audience, event, dedupeKey, payload }: Message) {
  const id = randomBytes(16).toString("hex");
  return { id, audience, event, dedupe_key: dedupeKey, payload: JSON.stringify(payload) };
}

/**
 * Up to `limit` messages whose time has come, in the order in which they were put in, for this caller alone: nobody else
 * gets them for `claimMs`. Whoever dies meanwhile leaves them to the next after that time.
 */
export async function dueMessages(db: Db, limit: number, claimMs: number): Promise<DueMessage[]> {
  const due = skipLocked(db.selectFrom("outbox").select("seq").where(isDue).orderBy("seq").limit(limit));
  const rows = await db
    .updateTable("outbox")
    .set((eb) => ({ next_attempt_at: eb(now(), "+", claimMs), attempts: eb("attempts", "+", 1) }))
    .where("seq", "in", due)
    .where(isDue)
    .returningAll()
    .returning((eb) => eb(now(), "-", eb.ref("created_at")).as("age"))
    .execute();
  return rows.sort((a, b) => a.seq - b.seq).map(toDue);
}

/** What waits longer than any message has to was put off before the clock was set back. */
function isDue(eb: ExpressionBuilder<Database, "outbox">) {
  return eb.or([eb("next_attempt_at", "<=", now()), eb("next_attempt_at", ">", eb(now(), "+", LONGEST_WAIT_MS))]);
}

/** The receiver has it. */
export async function markDelivered(db: Db, { id }: DueMessage): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ delivered_at: now(), next_attempt_at: null, last_error: null })
    .where("id", "=", id)
    .where("delivered_at", "is", null)
    .execute();
}

/**
 * This attempt failed: it is tried again in `retryInMs`, or never when that is null. False when somebody else has claimed
 * the message meanwhile; then their word counts.
 */
export async function markFailed(
  db: Db,
  { id, attempt }: DueMessage,
  error: string,
  retryInMs: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("outbox")
    .set((eb) => ({
      next_attempt_at: retryInMs === null ? null : eb(now(), "+", Math.round(retryInMs)),
      last_error: error,
    }))
    .where("id", "=", id)
    .where("attempts", "=", attempt)
    .where("delivered_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Milliseconds until the next message is due, 0 when one is; null without any. */
export async function nextDueInMs(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom("outbox")
    .select((eb) => {
      const due = eb.case().when(isDue(eb)).then(now()).else(eb.ref("next_attempt_at")).end();
      return eb(eb.fn.min<number>(due), "-", now()).as("dueIn");
    })
    .where("next_attempt_at", "is not", null)
    .executeTakeFirst();
  // The minimum of no rows is null, and so is what is subtracted from it.
  const dueIn: number | null | undefined = row?.dueIn;
  return dueIn === null || dueIn === undefined ? null : Math.max(0, dueIn);
}

/** Whether a message was delivered, and when it will be tried next. */
export interface OutboxRow extends Message {
  readonly id: string;
  readonly createdAtMs: number;
  readonly attempts: number;
  /** null when nothing more will be tried. */
  readonly nextAttemptAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly lastError: string | null;
}

/** The newest messages first. */
export async function listOutbox(db: Db, limit: number, audience?: Audience): Promise<OutboxRow[]> {
  let query = db.selectFrom("outbox").selectAll().orderBy("seq", "desc").limit(limit);
  if (audience !== undefined) query = query.where("audience", "=", audience);
  const rows = await query.execute();
  return rows.map(toRow);
}

/** Removes messages older than `days` for which nothing more will be done. How many there were. */
export async function purgeOutbox(db: Db, days: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("outbox")
    .where("next_attempt_at", "is", null)
    .where("created_at", "<=", (eb) => eb(now(), "-", days * 86_400_000))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function toDue(row: Selectable<OutboxTable> & { age: number }): DueMessage {
  const { id, audience, event, payload, created_at, attempts, age } = row;
  return { id, audience, event, payload: JSON.parse(payload), createdAtMs: created_at, ageMs: age, attempt: attempts };
}

function toRow(row: Selectable<OutboxTable>): OutboxRow {
  return {
    id: row.id,
    audience: row.audience,
    event: row.event,
    dedupeKey: row.dedupe_key,
    payload: JSON.parse(row.payload),
    createdAtMs: row.created_at,
    attempts: row.attempts,
    nextAttemptAtMs: row.next_attempt_at,
    deliveredAtMs: row.delivered_at,
    lastError: row.last_error,
  };
}
