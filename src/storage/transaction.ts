/** All or nothing, whether the caller is in a transaction already or not. */
import { isFull } from "./dialect.ts";
import type { Db } from "./schema.ts";

/**
 * Runs `work` in the transaction that `db` is, or in one of its own. Inside, await queries only. One of its own that
 * found the disk full is begun again, once: the reserve of disk space has been given up meanwhile.
 */
export async function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await work(db);
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if (!isFull(error)) throw error;
    return await db.transaction().execute(work);
  }
}
