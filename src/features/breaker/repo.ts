/** The breaker's tables: the only place that writes them. Times are by the database's clock, ages are what leaves here. */
import type { SlotId } from "../../../generated/contract.ts";
import type { Attempted, CutOff, Heard, SlotMemory } from "../../core/breaker.ts";
import { now } from "../../storage/dialect.ts";
import type { Db } from "../../storage/schema.ts";

/** A call to a provider, or the last word of a provider on a photo. */
export interface Call {
  readonly attempt: Attempted;
  readonly final: boolean;
}

/** Its own number at its instance, higher with each, and how many milliseconds ago it ended. */
export interface NumberedCall extends Call {
  readonly seq: number;
  readonly ageMs: number;
}

export interface HeardCall extends Call {
  readonly heard: Heard;
}

/**
 * Writes calls of an instance. The same ones may be written again when it is not known whether they were. An instance
 * writes one batch after the other, so that its numbers become visible in their order.
 */
export async function putCalls(db: Db, instance: string, calls: readonly NumberedCall[]): Promise<void> {
  if (calls.length === 0) return;
  await db
    .insertInto("breaker_calls")
    .values(({ eb }) =>
      calls.map(({ attempt, final, seq, ageMs }) => ({
        instance,
        seq,
        at: eb(now(), "-", Math.round(ageMs)),
        slot_id: attempt.slotId,
        slot_version: attempt.slotVersion,
        provider: attempt.provider,
        result: attempt.result,
        final: final ? (1 as const) : (0 as const),
        request_id: attempt.requestId ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(["instance", "seq"]).doNothing())
    .execute();
}

/** How far a reader has come with the calls of each instance. */
export type Cursors = Map<string, number>;

/** Calls of the future are older than the last time the clock was set back: nobody knows how old. */
const FUTURE_MS = 60_000;

/** All calls of the last `spanMs` in the order of their ends; `cursors` are where they end. */
export async function readCalls(db: Db, spanMs: number, cursors: Cursors): Promise<HeardCall[]> {
  const rows = await selectCalls(db)
    .where((eb) => eb.between("at", eb(now(), "-", spanMs), eb(now(), "+", FUTURE_MS)))
    .execute();
  return rows.map((row) => toHeard(row, cursors));
}

/** Calls of these instances that came since; moves the cursors on. */
export async function readNewCalls(db: Db, instances: readonly string[], cursors: Cursors): Promise<HeardCall[]> {
  const all = new Set([...instances, ...cursors.keys()]);
  if (all.size === 0) return [];
  const rows = await selectCalls(db)
    .where(({ eb, or }) => or([...all].map((id) => eb("instance", "=", id).and("seq", ">", cursors.get(id) ?? 0))))
    .execute();
  return rows.map((row) => toHeard(row, cursors));
}

function selectCalls(db: Db) {
  return db
    .selectFrom("breaker_calls")
    .selectAll()
    .select((eb) => eb(now(), "-", eb.ref("at")).as("age"))
    .orderBy("at")
    .orderBy("instance")
    .orderBy("seq");
}

type CallRow = Awaited<ReturnType<ReturnType<typeof selectCalls>["execute"]>>[number];

function toHeard(row: CallRow, cursors: Cursors): HeardCall {
  const { instance, seq, slot_id: slotId, slot_version: slotVersion, provider, result, request_id: requestId } = row;
  cursors.set(instance, Math.max(seq, cursors.get(instance) ?? 0));
  const attempt = { slotId, slotVersion, provider, result, ...(requestId === null ? {} : { requestId }) };
  return { attempt, final: row.final === 1, heard: { instance, ageMs: Math.max(0, row.age) } };
}

/** Removes calls that are older than `spanMs`, or from before the clock was set back. */
export async function purgeCalls(db: Db, spanMs: number): Promise<void> {
  await db
    .deleteFrom("breaker_calls")
    .where((eb) => eb.or([eb("at", "<", eb(now(), "-", spanMs)), eb("at", ">", eb(now(), "+", FUTURE_MS))]))
    .execute();
}

/** Keeps these in the place of older ones, in the transaction of the decision that they follow. */
export async function saveMemories(db: Db, memories: readonly SlotMemory[]): Promise<void> {
  for (const { slotId, version, validFrom, freshFrom, strikes, activeForMs } of memories) {
    const columns = { version, valid_from: validFrom, fresh_from: freshFrom, strikes };
    await db
      .insertInto("breaker_slots")
      .values(({ eb }) => ({ slot_id: slotId, ...columns, active_since: eb(now(), "-", Math.round(activeForMs)) }))
      .onConflict((conflict) =>
        conflict.column("slot_id").doUpdateSet((eb) => ({ ...columns, active_since: eb.ref("excluded.active_since") })),
      )
      .execute();
  }
}

export async function readMemories(db: Db): Promise<SlotMemory[]> {
  const rows = await db
    .selectFrom("breaker_slots")
    .selectAll()
    .select((eb) => eb(now(), "-", eb.ref("active_since")).as("active_for"))
    .execute();
  return rows.map(({ slot_id, version, valid_from, fresh_from, strikes, active_for }) => ({
    slotId: slot_id satisfies SlotId,
    ...{ version, validFrom: valid_from, freshFrom: fresh_from, strikes, activeForMs: Math.max(0, active_for) },
  }));
}

/** From now on the instance sends the provider no photos. False when that is so already. */
export async function addCutOff(db: Db, { instance, provider }: CutOff): Promise<boolean> {
  const row = await db
    .insertInto("breaker_cut_offs")
    .values({ instance, provider, since: now() })
    .onConflict((conflict) => conflict.columns(["instance", "provider"]).doNothing())
    .returning("instance")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The instance gets on with the provider again; what its calls came to until now is forgotten, by whoever decides later
 * too. False when it was not cut off.
 */
export async function endCutOff(db: Db, { instance, provider }: CutOff): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("breaker_cut_offs")
    .where("instance", "=", instance)
    .where("provider", "=", provider)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return false;
  await db.deleteFrom("breaker_calls").where("instance", "=", instance).where("provider", "=", provider).execute();
  return true;
}

export async function listCutOffs(db: Db): Promise<CutOff[]> {
  return await db.selectFrom("breaker_cut_offs").select(["instance", "provider"]).orderBy("since").execute();
}
