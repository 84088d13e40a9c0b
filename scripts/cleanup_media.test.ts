/** cleanup_media by its command line, some of it in a process of its own, with and without the service beside it. */

import { spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MediaStore } from "../src/core/media.ts";
import { openDatabase } from "../src/storage/database.ts";
import { openFileMedia } from "../src/storage/media/files.ts";
import { findJob } from "../src/storage/repos/jobs.ts";
import { acquireLease } from "../src/storage/repos/leases.ts";
import { ensureSlots } from "../src/storage/repos/slots.ts";
import type { Db } from "../src/storage/schema.ts";
import { callCommandLine, runCommandLine } from "./testkit/commands.ts";
import { treeHash, useTempFolder } from "./testkit/folders.ts";
import { serviceVariables, spawnService } from "./testkit/service.ts";
import { databaseVariables, isOnPostgres, storageOf } from "./testkit/service-database.ts";
import { plantFile, storePicture } from "./testkit/stored-pictures.ts";

const folder = useTempFolder();
const dataDir = () => join(folder(), "data");
const mediaDir = () => join(dataDir(), "media");
const variables = () => ({ NODE_ENV: "test", DATA_DIR: dataDir(), ...databaseVariables(dataDir()) });
const cleanup = (...args: string[]) => callCommandLine(folder(), variables(), "cleanup_media", args);
const npmRunCleanup = (...args: string[]) => runCommandLine(folder(), variables(), "cleanup_media", args);
const orphanKey = `results/slot-001/20260101/${"a".repeat(32)}.jpg`;

/** Works on the data folder as a service that has ended again. */
async function asService<T>(work: (db: Db, media: MediaStore) => Promise<T>): Promise<T> {
  const db = await openDatabase(storageOf(dataDir()), "service");
  try {
    await ensureSlots(db);
    return await work(db, await openFileMedia(mediaDir()));
  } finally {
    await db.destroy();
  }
}

/** One of each kind: what is to go, and what is to stay. */
async function plantEverything() {
  return await asService(async (db, media) => {
    const expired = await storePicture(db, media, 169, { text: "12345" });
    const fresh = await storePicture(db, media, 1);
    await plantFile(mediaDir(), orphanKey, 60, "123");
    await plantFile(mediaDir(), `results/slot-001/20260101/${"b".repeat(32)}.jpg`, 1);
    await plantFile(mediaDir(), "tmp/stale", 60, "1234567");
    await plantFile(mediaDir(), "tmp/in-work", 1);
    await plantFile(folder(), "outside/secret", 9999);
    await symlink(join(folder(), "outside", "secret"), join(mediaDir(), "tmp", "link"));
    await symlink(join(folder(), "outside"), join(mediaDir(), "results", "slot-linked"));
    return { expired, fresh };
  });
}

describe("a dry run and the run after it", () => {
  it("agree to the letter; the dry run leaves the whole data folder as it was, the second run finds nothing", async () => {
    const { expired, fresh } = await plantEverything();
    const before = await treeHash(dataDir());
    const dry = await npmRunCleanup("--dry-run");
    expect(dry.stderr).toBe("");
    expect(dry.exitCode).toBe(0);
    expect(await treeHash(dataDir())).toBe(before);
    const lines = dry.stdout.split("\n");
    expect(lines.slice(0, 3)).toEqual(
      [
        [orphanKey, `orphan   no_job               3 bytes  ${orphanKey}`],
        [expired.key, `result   expired              5 bytes  ${expired.key}`],
        ["tmp/stale", "temp     stale                7 bytes  tmp/stale"],
      ]
        .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))
        .map(([, line]) => line),
    );
    expect(lines[3]).toBe("Would delete 3 files, 15 bytes (result 1, temp 1, orphan 1).");
    expect(lines[4]).toContain("nothing was changed");

    const real = await npmRunCleanup();
    expect(real).toMatchObject({ exitCode: 0, stderr: "" });
    expect(real.stdout).toBe(
      `${lines.slice(0, 3).join("\n")}\nDeleted 3 files, 15 bytes (result 1, temp 1, orphan 1).\n`,
    );
    expect(await readdir(join(mediaDir(), "tmp"))).toEqual(["in-work", "link"]);
    expect(await readFile(join(folder(), "outside", "secret"), "utf8")).toBe("loose");
    await stat(join(mediaDir(), fresh.key));
    await asService(async (db) => expect((await findJob(db, expired.id))?.removed?.because).toBe("expired"));

    const again = await cleanup();
    expect(again).toMatchObject({ exitCode: 0, stdout: "Deleted 0 files, 0 bytes (result 0, temp 0, orphan 0).\n" });
  });

  it("shows in files and bytes what another TTL would free, without freeing it", async () => {
    const { key } = await asService((db, media) => storePicture(db, media, 30, { text: "1234" }));
    const before = await treeHash(dataDir());
    expect((await cleanup("--dry-run")).stdout).toContain("Would delete 0 files, 0 bytes");
    const shorter = await cleanup("--dry-run", "--ttl-hours", "24");
    expect(shorter.exitCode).toBe(0);
    expect(shorter.stdout).toContain(key);
    expect(shorter.stdout).toContain("Would delete 1 files, 4 bytes (result 1, temp 0, orphan 0).");
    expect(await treeHash(dataDir())).toBe(before);
  });

  it("follow the TTL that operators have set", async () => {
    await asService((db, media) => storePicture(db, media, 30));
    await callCommandLine(folder(), variables(), "ops", [
      "set",
      "RESULT_TTL_HOURS",
      "24",
      "--reason",
      "the disk is full",
    ]);
    expect((await cleanup()).stdout).toContain("Deleted 1 files");
  });

  it("report as one JSON object", async () => {
    const { expired } = await plantEverything();
    const dry = JSON.parse((await cleanup("--dry-run", "--json")).stdout);
    expect(dry).toMatchObject({ dryRun: true, failed: [], missing: [], totals: { result: { files: 1, bytes: 5 } } });
    expect(dry.items).toContainEqual({ scope: "result", key: expired.key, sizeBytes: 5, reason: "expired" });
    expect(JSON.parse((await cleanup("--json")).stdout)).toEqual({ ...dry, dryRun: false });
  });
});

describe("beside the running service", () => {
  it("deletes what is to go, and the service serves the rest", async () => {
    const service = spawnService(serviceVariables(dataDir()), { folder: folder() });
    try {
      const url = await service.listening;
      await expect.poll(() => service.output()).toContain("The cleanup is done");
      await plantFile(mediaDir(), orphanKey, 60);
      // The service itself writes -shm, even when it only reads.
      const before = await treeHash(dataDir(), ["phc.sqlite-shm"]);
      const dry = await npmRunCleanup("--dry-run");
      expect(dry.stdout).toContain("Would delete 1 files");
      expect(await treeHash(dataDir(), ["phc.sqlite-shm"])).toBe(before);
      expect((await npmRunCleanup()).stdout).toContain("Deleted 1 files");
      expect((await fetch(`${url}/api/slots`)).status).toBe(200);
    } finally {
      service.child.kill("SIGKILL");
      await service.ended;
    }
    expect((await cleanup()).exitCode).toBe(0);
  });
});

describe("when it cannot run", () => {
  it.skipIf(isOnPostgres)("exits 3 where there is no database, and makes none", async () => {
    for (const args of [[], ["--dry-run"]]) {
      const result = await cleanup(...args);
      expect(result).toMatchObject({ exitCode: 3, stdout: "" });
      expect(result.stderr).toContain(`There is no database at ${join(dataDir(), "phc.sqlite")}`);
    }
    expect(await readdir(folder())).toEqual([]);
  });

  it("exits 3 while another cleanup runs", async () => {
    await asService((db) => acquireLease(db, "cleanup", "process 1 on elsewhere", 60_000));
    const result = await cleanup();
    expect(result).toMatchObject({ exitCode: 3, stdout: "" });
    expect(result.stderr).toMatch(/^No cleanup: another cleanup is running \(process 1 on elsewhere\)/);
    expect((await cleanup("--dry-run")).exitCode).toBe(0);
  });

  it("exits 3 when the clock looks wrong, and goes on with --force", async () => {
    await asService(async (db, media) => {
      await storePicture(db, media, 169);
      await db
        .updateTable("cleanup_state")
        .set({ last_wall_at: Date.now() + 7_200_000 })
        .execute();
    });
    for (const args of [[], ["--dry-run"]]) {
      const result = await cleanup(...args);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toMatch(/the wall clock stands 2\.0 h before the last cleanup.*--force/);
    }
    expect(JSON.parse((await cleanup("--json")).stdout)).toMatchObject({ ran: false, because: "clock" });
    expect((await cleanup("--force")).stdout).toContain("Deleted 1 files");
    expect((await cleanup()).exitCode).toBe(0);
  });

  it("exits 3 when the media are not there", async () => {
    await asService(async () => undefined);
    await rm(mediaDir(), { recursive: true });
    const result = await npmRunCleanup();
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toMatch(/^The media cannot be listed: .*results/);
    expect(result.stderr).not.toContain("    at ");
  });

  it("exits 3 for a configuration that is wrong, and needs no secrets", async () => {
    const wrong = { ...variables(), RESULT_TTL_HOURS: "never" };
    const result = await callCommandLine(folder(), wrong, "cleanup_media", ["--dry-run"]);
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain("RESULT_TTL_HOURS");
    expect(result.stderr).not.toContain("INGEST_PASSWORD");
  });
});

describe("the command line", () => {
  it("exits 2 with the usage for what it does not know", async () => {
    await plantEverything();
    const before = await treeHash(dataDir());
    const wrong = [
      ["--dryrun"],
      ["extra"],
      ["--ttl-hours", "5"],
      ["--dry-run", "--ttl-hours", "0"],
      ["--dry-run", "--ttl-hours"],
    ];
    for (const args of wrong) {
      const result = await cleanup(...args);
      expect(result).toMatchObject({ exitCode: 2, stdout: "" });
      expect(result.stderr).toContain("Usage: npm run cleanup_media");
    }
    expect(await treeHash(dataDir())).toBe(before);
  });

  it("explains itself", async () => {
    const help = await cleanup("--help");
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    for (const word of ["--dry-run", "--ttl-hours N", "--force", "--json", "Exit code"])
      expect(help.stdout).toContain(word);
  });
});

describe("a file that cannot be deleted", () => {
  /** Keeps everybody from deleting in this folder; undefined where that cannot be done to this user. */
  async function protect(path: string): Promise<(() => Promise<void>) | undefined> {
    const probe = join(path, "probe");
    await writeFile(probe, "");
    const isProtected = () =>
      unlink(probe).then(
        () => false,
        () => true,
      );
    await chmod(path, 0o500);
    if (await isProtected()) return () => chmod(path, 0o700);
    // root may delete in any folder but one that the file system itself protects.
    await writeFile(probe, "");
    spawnSync("chattr", ["+i", path]);
    if (await isProtected()) return async () => void spawnSync("chattr", ["-i", path]);
    return undefined;
  }

  it("makes the exit code 1, is named, and is deleted later", async ({ skip }) => {
    await asService(async (_db, media) => {
      await plantFile(mediaDir(), orphanKey, 60, "123");
      await plantFile(mediaDir(), "tmp/stale", 60);
      await mkdir(dirname(media.tempPath("x")), { recursive: true });
    });
    const release = await protect(join(mediaDir(), dirname(orphanKey)));
    if (release === undefined) skip("this user cannot protect a file from itself");
    try {
      const result = await cleanup();
      expect(result.exitCode).toBe(1);
      expect(result.stdout).toContain(`FAILED   orphan   no_job               3 bytes  ${orphanKey}`);
      expect(result.stdout).toContain("Deleted 1 files");
      expect(result.stdout).toContain("Could not delete 1 files");
    } finally {
      await release?.();
    }
    const later = await cleanup();
    expect(later).toMatchObject({ exitCode: 0 });
    expect(later.stdout).toContain(orphanKey);
  });
});
