/** The actions table: the only place that writes it. */
import type { Selectable } from "kysely";
import type { components } from "../../../generated/api.ts";
import type { Mandate } from "../../core/audit.ts";
import { now } from "../../storage/dialect.ts";
import type { ActionsTable, Db } from "../../storage/schema.ts";

type ActionType = components["schemas"]["ActionType"];

/** An action that was run. Times are epoch milliseconds by the database's clock. */
export interface ActionRow {
  readonly id: number;
  readonly type: ActionType;
  readonly params: unknown;
  readonly reason: string;
  readonly actor: string;
  readonly atMs: number;
  /** One sentence for people. */
  readonly effect: string;
  /** JSON; null where nothing can be undone. */
  readonly before: unknown;
  readonly after: unknown;
  readonly revertAtMs: number | null;
  readonly undoneAtMs: number | null;
  readonly undoneBy: string | null;
}

export interface NewAction extends Mandate {
  readonly type: ActionType;
  readonly params: unknown;
  readonly effect: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Milliseconds from now; null for never. */
  readonly revertInMs: number | null;
}

export async function insertAction(db: Db, action: NewAction): Promise<ActionRow> {
  const { revertInMs, params, before, after, ...rest } = action;
  const row = await db
    .insertInto("actions")
    .values(({ eb }) => ({
      ...rest,
      params: JSON.stringify(params),
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      at: now(),
      revert_at: revertInMs === null ? null : eb(now(), "+", revertInMs),
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAction(row);
}

export async function findAction(db: Db, id: number): Promise<ActionRow | undefined> {
  const row = await db.selectFrom("actions").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toAction(row);
}

/** Those of the types that are known, the newest first; `beforeId` is the last id of the page before. */
export async function listActions(
  db: Db,
  types: readonly ActionType[],
  limit: number,
  beforeId?: number,
): Promise<ActionRow[]> {
  let query = db
    .selectFrom("actions")
    .selectAll()
    .where("type", "in", [...types])
    .orderBy("id", "desc")
    .limit(limit);
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  return (await query.execute()).map(toAction);
}

/** Marks an action as taken back; false when somebody else was first. */
export async function markUndone(db: Db, id: number, by: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("actions")
    .set({ undone_at: now(), undone_by: by, revert_at: null })
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * What an action had put in force was replaced, and is in force again as `now`: to its undo that is what it left. Call it
 * in the transaction of the undo that brought it back.
 */
export async function carryOver(db: Db, was: unknown, now: unknown): Promise<void> {
  await db
    .updateTable("actions")
    .set({ after: JSON.stringify(now) })
    .where("after", "=", JSON.stringify(was))
    .where("undone_at", "is", null)
    .execute();
}

/**
 * The time of an action is over, and a later one of its type has replaced what it put in force: the later one's undo goes
 * back to what was before both.
 */
export async function bequeath(db: Db, { id, type, before, after }: ActionRow): Promise<void> {
  // Only objects say of what they are the value.
  if (typeof after !== "object" || after === null) return;
  await db
    .updateTable("actions")
    .set({ before: JSON.stringify(before) })
    .where("id", ">", id)
    .where("type", "=", type)
    .where("before", "=", JSON.stringify(after))
    .where("undone_at", "is", null)
    .execute();
}

/** Ids of actions whose time has come to be taken back. */
export async function dueReverts(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom("actions")
    .select("id")
    .where("undone_at", "is", null)
    .where("revert_at", "<=", now())
    .orderBy("revert_at")
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}

/** It stays as it is: nobody tries to take it back by itself any more. False when somebody else was first. */
export async function forgetRevert(db: Db, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("actions")
    .set({ revert_at: null })
    .where("id", "=", id)
    .where("revert_at", "is not", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function toAction(row: Selectable<ActionsTable>): ActionRow {
  return {
    id: row.id,
    type: row.type,
    params: JSON.parse(row.params),
    reason: row.reason,
    actor: row.actor,
    atMs: row.at,
    effect: row.effect,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    revertAtMs: row.revert_at,
    undoneAtMs: row.undone_at,
    undoneBy: row.undone_by,
  };
}
