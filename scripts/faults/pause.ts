/** Time that passes for a database while nothing works on it, without anybody waiting. */
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";

/** Longer than the presence of an instance, its permits and leases, and the deadline of every job. */
const MINUTES_MS = 180_000;
/** Longer than the time that results are kept. */
const DAYS_MS = 8 * 24 * 3_600_000;

/** As if the next start came minutes after the end of the last one, and the pictures of these jobs were a week old. */
export async function pass(storage: StorageConfig, oldJobs: readonly string[]): Promise<void> {
  const db = await openDatabase(storage, "script");
  try {
    await db
      .updateTable("jobs")
      .set(({ eb }) => ({
        created_at: eb("created_at", "-", MINUTES_MS),
        deadline_at: eb("deadline_at", "-", MINUTES_MS),
      }))
      .where("outcome", "is", null)
      .execute();
    await db
      .updateTable("instances")
      .set(({ eb }) => ({ seen_at: eb("seen_at", "-", MINUTES_MS) }))
      .execute();
    for (const table of ["leases", "permits"] as const) {
      await db
        .updateTable(table)
        .set(({ eb }) => ({ expires_at: eb("expires_at", "-", MINUTES_MS) }))
        .execute();
    }
    if (oldJobs.length === 0) return;
    await db
      .updateTable("jobs")
      .set(({ eb }) => ({ created_at: eb("created_at", "-", DAYS_MS) }))
      .where("id", "in", oldJobs)
      .execute();
  } finally {
    await db.destroy();
  }
}
