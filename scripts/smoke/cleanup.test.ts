/** The dry run of the smoke test: what it passes, and each way in which a cleanup would do harm. */
import { appendFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { newJobId } from "../../src/core/job.ts";
import { type MediaStore, resultKey } from "../../src/core/media.ts";
import type { CleanupItem } from "../../src/features/cleanup/findings.ts";
import { runCleanup } from "../../src/features/cleanup/service.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { openFileMedia } from "../../src/storage/media/files.ts";
import { forgetPictures, insertJob, markRemoved } from "../../src/storage/repos/jobs.ts";
import type { Db } from "../../src/storage/schema.ts";
import { openDesk } from "../cleanup_media/desk.ts";
import { treeHash, useTempFolder } from "../testkit/folders.ts";
import { testConfig } from "../testkit/service.ts";
import { isOnPostgres } from "../testkit/service-database.ts";
import { plantFile, type StoredJob, storePicture } from "../testkit/stored-pictures.ts";
import { checkDryRun } from "./cleanup.ts";

const folder = useTempFolder();
const config = () => testConfig(folder());
const mediaDir = () => join(folder(), "media");
const orphanKey = `results/slot-001/20260101/${"a".repeat(32)}.jpg`;
let fresh: StoredJob;
let old: StoredJob;

/** Works on the data folder as a service beside the dry run does. */
async function asService<T>(work: (db: Db, media: MediaStore) => Promise<T>): Promise<T> {
  const db = await openDatabase(config(), "service");
  try {
    return await work(db, await openFileMedia(mediaDir()));
  } finally {
    await db.destroy();
  }
}

beforeEach(async () => {
  await asService(async (db, media) => {
    fresh = await storePicture(db, media, 30);
    old = await storePicture(db, media, 169, { text: "12345" });
  });
  for (const { key } of [fresh, old]) await age(key);
  await plantFile(mediaDir(), orphanKey, 60, "123");
  await plantFile(mediaDir(), "tmp/stale", 60);
  await plantFile(mediaDir(), "tmp/upload", 0.1);
});

async function age(key: string): Promise<void> {
  const seconds = Date.now() / 1000 - 3600;
  await utimes(join(mediaDir(), key), seconds, seconds);
}

/** A cleanup that does something beside its dry run. */
const and =
  (work: () => Promise<unknown>): typeof runCleanup =>
  async (deps, options) => {
    const outcome = await runCleanup(deps, options);
    await work();
    return outcome;
  };

/** A cleanup that lists one more file. */
const alsoListing =
  (item: Pick<CleanupItem, "scope" | "key">): typeof runCleanup =>
  async (deps, options) => {
    const outcome = await runCleanup(deps, options);
    if (!outcome.ran) return outcome;
    const items = [...outcome.report.items, { ...item, sizeBytes: 5, reason: "expired" } as const];
    return { ran: true, report: { ...outcome.report, items } };
  };

const check = (cleanup?: typeof runCleanup) => checkDryRun(config(), cleanup);

describe("a dry run", () => {
  it("passes when it lists what nobody needs, and leaves the whole data folder as it was", async () => {
    const before = await treeHash(folder());
    expect(await check()).toBe("would delete 3 of 5 files, 13 bytes, nothing that is needed; nothing was changed");
    expect(await treeHash(folder())).toBe(before);
  });

  it("passes when it lists what was removed before and not deleted", async () => {
    await asService((db) => markRemoved(db, [fresh.id], "deleted"));
    expect(await check()).toContain("would delete 4 of 5 files");
  });

  it("fails when it lists a picture that has not expired", async () => {
    await expect(check((deps, options) => runCleanup(deps, { ...options, ttlHours: 24 }))).rejects.toThrow(
      `the dry run would delete ${fresh.key}: job ${fresh.id} has not expired`,
    );
  });

  it("fails when it lists an upload in work, or a file that has just come", async () => {
    await expect(check(alsoListing({ scope: "temp", key: "tmp/upload" }))).rejects.toThrow(
      /^the dry run would delete tmp\/upload: somebody may still be writing it$/,
    );
    await expect(check(alsoListing({ scope: "temp", key: "tmp/new" }))).rejects.toThrow("tmp/new: somebody may");
  });

  it("fails when it lists the file of a job in work", async () => {
    const id = newJobId();
    const key = resultKey("slot-001", Date.now(), id, "image/jpeg");
    await asService(async (db) => {
      const photo = { sha256: "5e".repeat(32), uploadBytes: 1, slotVersion: 1 };
      await insertJob(db, { id, slotId: "slot-001", provider: "local", fence: 1, deadlineInMs: 48_000, ...photo });
    });
    await plantFile(mediaDir(), key, 5);
    await expect(check(alsoListing({ scope: "orphan", key }))).rejects.toThrow(
      `the dry run would delete ${key}: job ${id} is in work`,
    );
  });

  it.each([() => orphanKey, () => fresh.key, () => old.key, () => "tmp/stale"])(
    "fails when it deletes a file",
    async (keyOf) => {
      await expect(check(and(() => rm(join(mediaDir(), keyOf()))))).rejects.toThrow(
        new RegExp(`^${keyOf()} is gone since the dry run$`),
      );
    },
  );

  it("fails when it changes a file, by its size or by its time", async () => {
    await expect(check(and(() => appendFile(join(mediaDir(), fresh.key), "x")))).rejects.toThrow(
      `${fresh.key} was changed during the dry run`,
    );
    const { mtime } = await stat(join(mediaDir(), old.key));
    const grow = () =>
      appendFile(join(mediaDir(), old.key), "x").then(() => utimes(join(mediaDir(), old.key), mtime, mtime));
    await expect(check(and(grow))).rejects.toThrow(`${old.key} was changed`);
    await age(fresh.key);
    await expect(check(and(() => utimes(join(mediaDir(), fresh.key), 1, 1)))).rejects.toThrow("was changed");
  });

  it("fails when it refuses, and says why", async () => {
    await asService((db) =>
      db
        .updateTable("cleanup_state")
        .set({ last_wall_at: Date.now() + 7_200_000 })
        .execute(),
    );
    await expect(check()).rejects.toThrow("the wall clock stands 2.0 h before the last cleanup");
  });

  it("says which pictures have lost their files", async () => {
    await rm(join(mediaDir(), fresh.key));
    expect(await check()).toContain("; the files of 1 pictures are missing");
  });
});

describe("what the service does meanwhile is not the dry run's", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["uploads grow", () => appendFile(join(mediaDir(), "tmp/upload"), "more")],
    ["uploads go", () => rm(join(mediaDir(), "tmp/upload"))],
    ["pictures come", () => asService((db, media) => storePicture(db, media, 0))],
    ["a picture is removed", () => asService(remove)],
    ["its own cleanup runs", cleanUp],
  ])("%s", async (_what, work) => {
    expect(await check(and(work))).toContain("nothing was changed");
  });

  async function remove(db: Db, media: MediaStore): Promise<void> {
    await markRemoved(db, [fresh.id], "deleted");
    await media.delete([fresh.key]);
    await forgetPictures(db, [fresh.id]);
  }

  async function cleanUp(): Promise<void> {
    const desk = await openDesk(config(), { dryRun: false });
    const { ran } = await runCleanup(desk);
    await desk.close();
    expect(ran).toBe(true);
  }
});

describe("a host without the service's data", () => {
  it.skipIf(isOnPostgres)("no database: fails and names --without-cleanup", async () => {
    await rm(join(folder(), "phc.sqlite"));
    await expect(check()).rejects.toThrow(/\nRun it on the service's host .*, or with --without-cleanup\.$/);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["no media", () => rm(mediaDir(), { recursive: true })],
    ["media that are a link", linkMedia],
  ])("%s: fails and names --without-cleanup", async (_what, work) => {
    await work();
    await expect(check()).rejects.toThrow(/\nRun it on the service's host .*, or with --without-cleanup\.$/);
  });

  async function linkMedia(): Promise<void> {
    await rm(join(mediaDir(), "results"), { recursive: true });
    await writeFile(join(folder(), "elsewhere"), "");
    await symlink(folder(), join(mediaDir(), "results"));
  }
});
