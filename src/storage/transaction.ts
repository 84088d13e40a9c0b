/** All or nothing, whether the caller is in a transaction already or not. */
import type { Db } from "./schema.ts";

/** Runs `work` in the transaction that `db` is, or in one of its own. Inside, await queries only. */
export async function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}
