/** Makes pictures older than they are, so that the next cleanup deletes them, and looks what became of them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";

/** A year: longer than any TTL. */
const AGE_MS = 365 * 24 * 3_600_000;
const LOOK_MS = 50;
const DELETED_WITHIN_MS = 20_000;

export interface PictureState {
  /** Relative to the media's root; null when the row has forgotten it. */
  readonly key: string | null;
  /** Whether nobody is given it any more. */
  readonly removed: boolean;
}

/** The job was begun a year ago. Returns where its picture lies, relative to the media's root. */
export async function expire(storage: StorageConfig, jobId: string): Promise<string> {
  return await withDatabase(storage, async (db) => {
    const { media_key: key } = await db
      .updateTable("jobs")
      .set((eb) => ({ created_at: eb("created_at", "-", AGE_MS) }))
      .where("id", "=", jobId)
      .returning("media_key")
      .executeTakeFirstOrThrow();
    if (key === null) throw new Error(`The job ${jobId} has no picture.`);
    return key;
  });
}

/** The lease of a cleanup that was killed is over, as two minutes later. */
export async function freeCleanup(storage: StorageConfig): Promise<void> {
  await withDatabase(storage, (db) =>
    db.updateTable("leases").set({ expires_at: 0 }).where("name", "=", "cleanup").execute(),
  );
}

/** What the row says now. */
export async function pictureState(storage: StorageConfig, jobId: string): Promise<PictureState> {
  return await withDatabase(storage, async (db) => {
    const row = await db
      .selectFrom("jobs")
      .select(["media_key as key", "removed_at as removedAt"])
      .where("id", "=", jobId)
      .executeTakeFirstOrThrow();
    return { key: row.key, removed: row.removedAt !== null };
  });
}

/** Waits until the running service has deleted the picture. What is left of it, one line each. */
export async function leftOfPicture(
  { folder, storage }: { readonly folder: string; readonly storage: StorageConfig },
  jobId: string,
  key: string,
): Promise<string[]> {
  const giveUpAt = performance.now() + DELETED_WITHIN_MS;
  while ((await pictureState(storage, jobId)).key !== null && performance.now() < giveUpAt) await sleep(LOOK_MS);
  const isForgotten = (await pictureState(storage, jobId)).key === null;
  return [
    ...(existsSync(join(folder, "media", key)) ? [`${key}: an expired picture whose file is still there`] : []),
    ...(isForgotten ? [] : [`${key}: an expired picture that its row has not forgotten`]),
  ];
}

async function withDatabase<T>(storage: StorageConfig, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(storage, "script");
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
