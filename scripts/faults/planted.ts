/** Pictures that a stage's service finds as if it had made them some hours ago. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SlotId } from "../../generated/contract.ts";
import { newJobId } from "../../src/core/job.ts";
import { resultKey } from "../../src/core/media.ts";
import type { Db } from "../../src/storage/schema.ts";
import type { Stage } from "./stage.ts";

export interface Planted {
  readonly id: string;
  readonly key: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
}

const SLOT: SlotId = "slot-003";

/** So many pictures of so many bytes, which their jobs made so many hours ago. */
export async function plantPictures(
  db: Db,
  stage: Stage,
  { pictures, bytes, hours }: { readonly pictures: number; readonly bytes: number; readonly hours: number },
): Promise<readonly Planted[]> {
  const createdAtMs = Date.now() - hours * 3_600_000;
  const planted = Array.from({ length: pictures }, () => {
    const id = newJobId();
    const content = randomBytes(bytes);
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { id, key: resultKey(SLOT, createdAtMs, id, "image/jpeg"), sha256, content };
  });
  for (const { key, content } of planted) await writeOwn(join(stage.folder, "media", key), content);
  const rows = planted.map(({ id, key, sha256 }) => ({
    ...{ id, slot_id: SLOT, provider: "local" as const, fence: 1, slot_version: 1, recovered: 0 as const },
    ...{ created_at: createdAtMs, deadline_at: createdAtMs + 10_000, finished_at: createdAtMs + 1_000 },
    ...{ outcome: "success" as const, sha256: randomBytes(32).toString("hex"), upload_bytes: 1 },
    ...{ media_key: key, result_type: "image/jpeg" as const, result_bytes: bytes, result_sha256: sha256 },
  }));
  await db.insertInto("jobs").values(rows).execute();
  return planted.map(({ id, key, sha256 }) => ({ id, key, sha256 }));
}

/** A file that no job knows, last written so many minutes ago. */
export async function plantLoose({ folder }: Stage, key: string, minutes: number): Promise<void> {
  const path = join(folder, "media", key);
  await writeOwn(path, randomBytes(100));
  const seconds = Date.now() / 1000 - minutes * 60;
  await utimes(path, seconds, seconds);
}

async function writeOwn(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, content, { mode: 0o600 });
}
