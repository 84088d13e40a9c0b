/** All or nothing, whether the caller is in a transaction already or not. */
import { setTimeout as sleep } from "node:timers/promises";
import { isConflict, isFull, isShared } from "./dialect.ts";
import type { Db } from "./schema.ts";

/**
 * serializable: as if nobody else wrote meanwhile, whatever is read and decided inside. read committed: for single
 * conditional statements, which need no more, on the way of each photo.
 */
export type Isolation = "serializable" | "read committed";

/** How often a transaction that lost to others is begun anew. */
const TRIES = 10;
/** Two that lose to each other must not meet again. */
const PAUSE_MS = 20;

/**
 * Runs `work` in the transaction that `db` is, or in one of its own. Inside, await queries only, and change nothing but
 * the database: a transaction that lost to another one is begun again. One of its own that found the disk full is begun
 * again too, once: the reserve of disk space has been given up meanwhile.
 */
export async function inTransaction<T>(
  db: Db,
  work: (transaction: Db) => Promise<T>,
  isolation: Isolation = "serializable",
): Promise<T> {
  if (db.isTransaction) return await work(db);
  // SQLite lets one at a time write: each transaction is serializable by itself.
  const transaction = isShared(db) ? db.transaction().setIsolationLevel(isolation) : db.transaction();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction.execute(work);
    } catch (error) {
      if (isFull(error) ? attempt > 1 : !isConflict(error) || attempt >= TRIES) throw error;
    }
    if (isShared(db)) await sleep(PAUSE_MS * Math.random() * attempt);
  }
}
