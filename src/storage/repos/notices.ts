/** The notices table: the only place that writes it. At most one notice is open: what customers read now. */
import { now } from "../dialect.ts";
import type { Db } from "../schema.ts";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly sinceMs: number;
}

export async function openNotice(db: Db): Promise<Notice | undefined> {
  const row = await db
    .selectFrom("notices")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { id: row.id, text: row.text, sinceMs: row.since };
}

/** Ends the open notice, if there is one, and opens this one. Call it in the transaction of the action. */
export async function replaceNotice(db: Db, text: string): Promise<Notice> {
  await endNotice(db);
  const row = await db.insertInto("notices").values({ text, since: now() }).returningAll().executeTakeFirstOrThrow();
  return { id: row.id, text: row.text, sinceMs: row.since };
}

export async function endNotice(db: Db): Promise<void> {
  await db.updateTable("notices").set({ ended_at: now() }).where("ended_at", "is", null).execute();
}
