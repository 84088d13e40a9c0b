/** Jobs with pictures of a chosen age, and loose files beside them, for tests of what happens to old media. */
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SlotId } from "../../generated/contract.ts";
import { newJobId } from "../../src/core/job.ts";
import { type MediaStore, resultKey } from "../../src/core/media.ts";
import { finishJob, insertJob } from "../../src/storage/repos/jobs.ts";
import type { Db } from "../../src/storage/schema.ts";

export interface StoredJob {
  readonly id: string;
  readonly key: string;
}

/** A job that succeeded `ageHours` ago, with its picture published. */
export async function storePicture(
  db: Db,
  media: MediaStore,
  ageHours: number,
  { text = "picture", slotId = "slot-001" as SlotId } = {},
): Promise<StoredJob> {
  const id = newJobId();
  const createdAtMs = Date.now() - Math.round(ageHours * 3_600_000);
  const key = resultKey(slotId, createdAtMs, id, "image/jpeg");
  await writeFile(media.tempPath(id), text);
  await media.publish(media.tempPath(id), key);
  const job = {
    id,
    slotId,
    provider: "local",
    fence: 1,
    deadlineInMs: 48_000,
    sha256: "5e".repeat(32),
    uploadBytes: 1,
    slotVersion: 1,
  } as const;
  await insertJob(db, job);
  const picture = { key, type: "image/jpeg", sizeBytes: text.length, sha256: "ab".repeat(32) } as const;
  await finishJob(db, id, 1, { outcome: "success", picture });
  await db.updateTable("jobs").set({ created_at: createdAtMs }).where("id", "=", id).execute();
  return { id, key };
}

/** A file that nobody made a row for, last written `ageMinutes` ago. */
export async function plantFile(root: string, key: string, ageMinutes: number, text = "loose"): Promise<void> {
  const path = join(root, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const seconds = Date.now() / 1000 - ageMinutes * 60;
  await utimes(path, seconds, seconds);
}
