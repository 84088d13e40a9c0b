/** What cleanup deletes, spares, heals and refuses. */
import { rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { treeHash, useTempFolder } from "../../../scripts/testkit/folders.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { plantFile, storePicture } from "../../../scripts/testkit/stored-pictures.ts";
import type { ClockReading } from "../../core/clock.ts";
import type { MediaStore } from "../../core/media.ts";
import { isShared } from "../../storage/dialect.ts";
import { openFileMedia } from "../../storage/media/files.ts";
import { findJob, forgetPictures, markRemoved } from "../../storage/repos/jobs.ts";
import { acquireLease } from "../../storage/repos/leases.ts";
import { countEnding } from "../../storage/repos/outcome-counts.ts";
import { readCleanupTotals } from "./repo.ts";
import { type CleanupDependencies, type CleanupOptions, type CleanupReport, runCleanup } from "./service.ts";

const folder = useTempFolder();
let media: MediaStore;
let offset: { wallMs: number; steadyMs: number };
beforeEach(async () => {
  media = await openFileMedia(folder());
  offset = { wallMs: 0, steadyMs: 0 };
});

describeWithDatabase("runCleanup", (db) => {
  const read = (): ClockReading => ({
    wallMs: Date.now() + offset.wallMs,
    steadyMs: performance.now() + offset.steadyMs,
    epoch: "boot:a",
  });

  function deps(changes: Partial<CleanupDependencies> = {}, resultTtlHours = 168): CleanupDependencies {
    const settings = testSettings({ resultTtlHours });
    return { db: db(), media, clock: { read }, settings: { current: () => settings }, ...changes };
  }

  async function report(options: CleanupOptions = {}, from = deps()): Promise<CleanupReport> {
    const outcome = await runCleanup(from, options);
    if (!outcome.ran) throw new Error(outcome.message);
    return outcome.report;
  }

  async function files(): Promise<string[]> {
    const keys: string[] = [];
    for (const prefix of ["results", "tmp"] as const) for await (const file of media.list(prefix)) keys.push(file.key);
    return keys;
  }

  describe("what it deletes", () => {
    it("deletes expired pictures and keeps the others", async () => {
      const old = await storePicture(db(), media, 168.1, { text: "12345" });
      const fresh = await storePicture(db(), media, 167.9);
      const done = await report();
      expect(done.items).toEqual([{ scope: "result", key: old.key, sizeBytes: 5, reason: "expired" }]);
      expect(done.totals).toEqual({
        result: { files: 1, bytes: 5 },
        temp: { files: 0, bytes: 0 },
        orphan: { files: 0, bytes: 0 },
      });
      expect(await files()).toEqual([fresh.key]);
      expect(await findJob(db(), old.id)).toMatchObject({
        outcome: "success",
        picture: null,
        removed: { because: "expired" },
      });
      expect(await findJob(db(), fresh.id)).toMatchObject({ picture: { key: fresh.key }, removed: null });
    });

    it("deletes counts that are too old for any stats, but not in a dry run", async () => {
      const ending = { slotId: "slot-001", provider: "local", outcome: "success", elapsedMs: 10 } as const;
      const [fresh, old] = [Date.now(), Date.now() - 40 * 86_400_000];
      for (const endedAtMs of [fresh, old, old + 7_200_000]) await countEnding(db(), { ...ending, endedAtMs });
      const rows = async () => (await db().selectFrom("outcome_counts").select("since").execute()).length;
      await report({ dryRun: true });
      expect(await rows()).toBe(6);
      await report();
      expect(await rows()).toBe(2);
    });

    it("counts a lowered TTL for pictures that exist already, and refuses nothing because of it", async () => {
      const picture = await storePicture(db(), media, 3);
      expect((await report()).items).toEqual([]);
      expect((await report({}, deps({}, 2))).items.map((item) => item.key)).toEqual([picture.key]);
      expect((await report()).items).toEqual([]);
      expect((await findJob(db(), picture.id))?.removed?.because).toBe("expired");
    });

    it("deletes uploads that were left behind, not those in work", async () => {
      await plantFile(folder(), "tmp/stale", 11.5);
      await plantFile(folder(), "tmp/in-work", 10.5);
      expect((await report()).items).toEqual([{ scope: "temp", key: "tmp/stale", sizeBytes: 5, reason: "stale" }]);
      expect(await files()).toEqual(["tmp/in-work"]);
    });

    it("deletes files that no job knows once they are 10 minutes old, whatever they are called", async () => {
      const orphan = `results/slot-001/20260101/${"a".repeat(32)}.jpg`;
      await plantFile(folder(), orphan, 10.5);
      await plantFile(folder(), "results/readme (1).txt", 10.5);
      await plantFile(folder(), `results/slot-001/20260101/${"b".repeat(32)}.jpg`, 9.5);
      await plantFile(folder(), "elsewhere/keep", 9999);
      const { items } = await report();
      expect(items.map(({ scope, key, reason }) => ({ scope, key, reason }))).toEqual([
        { scope: "orphan", key: "results/readme (1).txt", reason: "no_job" },
        { scope: "orphan", key: orphan, reason: "no_job" },
      ]);
    });

    it("follows no link and deletes none", async () => {
      await plantFile(folder(), "elsewhere/secret", 9999);
      await symlink(join(folder(), "elsewhere"), join(folder(), "results", "slot-001"));
      await symlink(join(folder(), "elsewhere", "secret"), join(folder(), "tmp", "link"));
      const before = await treeHash(folder());
      expect((await report()).items).toEqual([]);
      expect(await treeHash(folder())).toBe(before);
    });

    it("works through more than one batch, in the order of the keys, and deletes nothing the second time", async () => {
      const keys: string[] = [];
      for (let index = 0; index < 450; index += 1) {
        const id = index.toString(16).padStart(32, "0");
        keys.push(`results/slot-${String(index % 3).padStart(3, "0")}/20260101/${id}.jpg`);
      }
      await Promise.all(keys.map((key) => plantFile(folder(), key, 60)));
      for (let index = 0; index < 5; index += 1) keys.push((await storePicture(db(), media, 200)).key);
      const first = await report();
      expect(first.items.map((item) => item.key)).toEqual([...keys].sort());
      const second = await report();
      expect([second.items, second.missing, second.failed]).toEqual([[], [], []]);
    });
  });

  describe("a dry run", () => {
    it("lists the very items that the real run deletes, and changes nothing", async () => {
      const old = await storePicture(db(), media, 200);
      await storePicture(db(), media, 1);
      await plantFile(folder(), "tmp/stale", 60);
      await plantFile(folder(), "results/orphan", 60);
      const lost = await storePicture(db(), media, 1);
      await rm(join(folder(), lost.key));
      const tree = await treeHash(folder());
      const rows = await db().selectFrom("jobs").selectAll().execute();
      const state = await db().selectFrom("cleanup_state").selectAll().execute();
      const dry = await report({ dryRun: true });
      expect(dry.items.map((item) => item.key)).toEqual(["results/orphan", old.key, "tmp/stale"]);
      expect(dry.missing).toEqual([lost.key]);
      expect(await treeHash(folder())).toBe(tree);
      expect(await db().selectFrom("jobs").selectAll().execute()).toEqual(rows);
      expect(await db().selectFrom("cleanup_state").selectAll().execute()).toEqual(state);
      expect(await db().selectFrom("leases").selectAll().execute()).toEqual([]);
      expect(await report()).toMatchObject({ items: dry.items, totals: dry.totals, missing: dry.missing });
    });

    it("shows what another TTL would free", async () => {
      const picture = await storePicture(db(), media, 30);
      expect((await report({ dryRun: true })).items).toEqual([]);
      expect((await report({ dryRun: true, ttlHours: 24 })).items.map((item) => item.key)).toEqual([picture.key]);
      expect(await files()).toEqual([picture.key]);
    });
  });

  describe("after a crash", () => {
    it("finishes what was marked and not deleted", async () => {
      const marked = await storePicture(db(), media, 1);
      await markRemoved(db(), [marked.id], "deleted");
      const expired = await storePicture(db(), media, 200);
      await markRemoved(db(), [expired.id], "expired");
      const { items } = await report();
      expect(items.map(({ key, reason }) => [key, reason]).sort()).toEqual(
        [
          [marked.key, "left_behind"],
          [expired.key, "expired"],
        ].sort(),
      );
      expect((await findJob(db(), marked.id))?.removed?.because).toBe("deleted");
    });

    it("forgets what was deleted and not recorded, without counting it again", async () => {
      const picture = await storePicture(db(), media, 200);
      await markRemoved(db(), [picture.id], "expired");
      await rm(join(folder(), picture.key));
      expect(await report()).toMatchObject({ items: [], missing: [] });
      expect(await findJob(db(), picture.id)).toMatchObject({ picture: null, removed: { because: "expired" } });
    });
  });

  describe("a picture whose file is missing", () => {
    it("is marked, and served again when its file is back", async () => {
      const picture = await storePicture(db(), media, 1);
      await rename(join(folder(), picture.key), join(folder(), "away"));
      expect(await report()).toMatchObject({ items: [], missing: [picture.key] });
      expect((await findJob(db(), picture.id))?.removed?.because).toBe("missing");
      expect(await report()).toMatchObject({ items: [], missing: [] });
      await plantFile(folder(), picture.key, 0);
      await rename(join(folder(), "away"), join(folder(), picture.key));
      expect(await report()).toMatchObject({ items: [], missing: [] });
      expect(await findJob(db(), picture.id)).toMatchObject({ removed: null, picture: { key: picture.key } });
    });

    it("is forgotten when it expires", async () => {
      const picture = await storePicture(db(), media, 1);
      await rm(join(folder(), picture.key));
      await report();
      await report({}, deps({}, 0.5));
      expect(await findJob(db(), picture.id)).toMatchObject({ picture: null, removed: { because: "missing" } });
    });

    it("is not taken for missing while the whole volume is not there", async () => {
      const picture = await storePicture(db(), media, 1);
      await rename(join(folder(), "results"), join(folder(), "unmounted"));
      await expect(runCleanup(deps())).rejects.toThrow("The media cannot be listed");
      expect((await findJob(db(), picture.id))?.removed).toBeNull();
    });
  });

  describe("what cannot be deleted", () => {
    it("is counted, reported and tried again", async () => {
      const stuck = await storePicture(db(), media, 200, { text: "12" });
      const fine = await storePicture(db(), media, 200);
      const before = await readCleanupTotals(db());
      const stubborn = {
        ...media,
        delete: (keys: readonly string[]) => media.delete(keys.filter((key) => key !== stuck.key)),
      };
      const failing = await report({}, deps({ media: stubborn }));
      expect(failing.items.map((item) => item.key)).toEqual([fine.key]);
      expect(failing.failed).toEqual([{ scope: "result", key: stuck.key, sizeBytes: 2, reason: "expired" }]);
      expect(failing.totals.result.files).toBe(1);
      const after = await readCleanupTotals(db());
      expect(after.scopes.find((row) => row.scope === "result")).toEqual({
        ...{ scope: "result", deleted: 1, failed: 1 },
        storedBytes: 2,
      });
      expect(after.lastSuccessAtMs).toBe(before.lastSuccessAtMs);
      expect((await report()).items.map((item) => item.key)).toEqual([stuck.key]);
    });
  });

  describe("its memory", () => {
    it("adds up what was deleted by scope and remembers its last success", async () => {
      const newborn = await readCleanupTotals(db());
      expect(newborn.scopes).toEqual(
        ["result", "temp", "orphan"].map((scope) => ({ scope, deleted: 0, failed: 0, storedBytes: null })),
      );
      for (let round = 1; round <= 2; round += 1) {
        await storePicture(db(), media, 200);
        await plantFile(folder(), "tmp/a", 60);
        await plantFile(folder(), "tmp/b", 60);
        await plantFile(folder(), "results/c", 60);
        await report();
        expect((await readCleanupTotals(db())).scopes).toEqual([
          { scope: "result", deleted: round, failed: 0, storedBytes: 0 },
          { scope: "temp", deleted: 2 * round, failed: 0, storedBytes: null },
          { scope: "orphan", deleted: round, failed: 0, storedBytes: 0 },
        ]);
      }
      expect((await readCleanupTotals(db())).lastSuccessAtMs).toBeGreaterThan(newborn.lastSuccessAtMs);
    });
  });

  it("takes a picture away from its row before its file goes", async () => {
    const old = await storePicture(db(), media, 200);
    const told: unknown[] = [];
    const watched = {
      ...media,
      async delete(keys: readonly string[]) {
        told.push(keys, (await findJob(db(), old.id))?.removed?.because);
        return await media.delete(keys);
      },
    };
    await report({}, deps({ media: watched }));
    expect(told).toEqual([[old.key], "expired"]);
  });

  describe("what it leaves", () => {
    it("is counted by scope: pictures of jobs and those that may still get one, and orphans that it cannot delete", async () => {
      await storePicture(db(), media, 1, { text: "123" });
      await storePicture(db(), media, 200, { text: "1234567" });
      await plantFile(folder(), "results/young", 5, "12");
      await plantFile(folder(), "results/orphan", 60, "12345");
      await plantFile(folder(), "results/stuck", 60, "1234");
      const stubborn = {
        ...media,
        delete: (keys: readonly string[]) => media.delete(keys.filter((key) => key !== "results/stuck")),
      };
      const left = async () =>
        (await readCleanupTotals(db())).scopes.map(({ scope, storedBytes }) => [scope, storedBytes]);
      await report({ dryRun: true });
      expect(await left()).toContainEqual(["orphan", null]);
      await report({}, deps({ media: stubborn }));
      expect(await left()).toEqual([
        ["result", 5],
        ["temp", null],
        ["orphan", 4],
      ]);
    });
  });

  describe("the lease", () => {
    it("lets one run at a time, and a dry run beside it", async () => {
      await acquireLease(db(), "cleanup", "somebody", 60_000);
      const refused = await runCleanup(deps());
      expect(refused).toMatchObject({ ran: false, because: "lease" });
      expect(!refused.ran && refused.message).toMatch(/another cleanup is running \(somebody\).* in (59|60) s/);
      expect((await runCleanup(deps(), { dryRun: true })).ran).toBe(true);
    });

    it("has one of three work that begin at once, and counts what was deleted once", async () => {
      const old = await Promise.all(Array.from({ length: 30 }, () => storePicture(db(), media, 200)));
      let [working, most] = [0, 0];
      const watched = {
        ...media,
        async delete(keys: readonly string[]) {
          working += 1;
          most = Math.max(most, working);
          const gone = await media.delete(keys);
          working -= 1;
          return gone;
        },
      };
      const runs = await Promise.all([1, 2, 3].map(() => runCleanup(deps({ media: watched }))));
      const deleted = runs.flatMap((run) => (run.ran ? run.report.items : []));
      expect(deleted.map(({ key }) => key).sort()).toEqual(old.map(({ key }) => key).sort());
      expect(most).toBe(1);
      const { scopes } = await readCleanupTotals(db());
      expect(scopes.find(({ scope }) => scope === "result")).toMatchObject({ deleted: 30, failed: 0 });
    });

    it("is given back at the end, also of a run that failed", async () => {
      await report();
      await rename(join(folder(), "tmp"), join(folder(), "away"));
      await expect(runCleanup(deps())).rejects.toThrow();
      await rename(join(folder(), "away"), join(folder(), "tmp"));
      await report();
    });

    it("ends a run that has lost it", async () => {
      await plantFile(folder(), "results/a", 60);
      const slow = {
        ...media,
        async *list(prefix: "results" | "tmp") {
          await db().updateTable("leases").set({ fence: 99 }).execute();
          yield* media.list(prefix);
        },
      };
      await expect(runCleanup(deps({ media: slow }))).rejects.toThrow("lost its lease");
      expect(await files()).toEqual(["results/a"]);
    });
  });

  describe("media of another machine", () => {
    const agesIn = async (clockMs: number, more: Partial<MediaStore> = {}) => {
      const shifted = {
        ...media,
        readClock: async (prefix: "results" | "tmp") => (await media.readClock(prefix)) + clockMs,
        async *list(prefix: "results" | "tmp") {
          for await (const file of media.list(prefix)) yield { ...file, modifiedMs: file.modifiedMs + clockMs };
        },
        ...more,
      };
      await plantFile(folder(), "results/fresh", 9);
      await plantFile(folder(), "results/old", 11);
      await plantFile(folder(), "tmp/fresh", 10);
      await plantFile(folder(), "tmp/old", 12);
      await report({}, deps({ media: shifted }));
    };

    it("has files as old as its own clock says, which is behind ours", async () => {
      await agesIn(-3_600_000);
      expect(await files()).toEqual(["results/fresh", "tmp/fresh"]);
    });

    it("whose clock is ahead has files that stay as much longer", async () => {
      await agesIn(3_600_000);
      expect(await files()).toEqual(["results/fresh", "results/old", "tmp/fresh", "tmp/old"]);
    });

    it("that is full is cleaned up by our clock", async () => {
      await agesIn(0, { readClock: () => Promise.reject(new Error("ENOSPC")) });
      expect(await files()).toEqual(["results/fresh", "tmp/fresh"]);
    });
  });

  describe("the clock", () => {
    const year = 8760 * 3_600_000;

    it("refuses when the wall clock was set forward, and goes on with force", async () => {
      const picture = await storePicture(db(), media, 1);
      await report();
      offset.wallMs = year;
      for (const options of [{}, { dryRun: true }]) {
        const refused = await runCleanup(deps(), options);
        expect(refused).toMatchObject({ ran: false, because: "clock", message: expect.stringContaining("--force") });
      }
      expect(await files()).toEqual([picture.key]);
      expect((await report({ force: true })).items).toHaveLength(1);
      if (!isShared(db())) expect((await report()).items).toEqual([]);
    });

    it("is not taken for right when it was set while a cleanup ran", async () => {
      const picture = await storePicture(db(), media, 1);
      const slow = {
        ...media,
        async *list(prefix: "results" | "tmp") {
          yield* media.list(prefix);
          offset.wallMs = year;
        },
      };
      expect((await report({}, deps({ media: slow }))).items).toEqual([]);
      expect(await runCleanup(deps())).toMatchObject({ ran: false, because: "clock" });
      expect(await files()).toEqual([picture.key]);
    });

    it("is looked at once: what it says after that look judges nothing", async () => {
      const picture = await storePicture(db(), media, 1);
      let looks = 0;
      const jumping = {
        read() {
          looks += 1;
          return looks === 1 ? read() : { ...read(), wallMs: Date.now() + year };
        },
      };
      await report({}, deps({ clock: jumping }));
      expect(await files()).toEqual([picture.key]);
    });

    it("is set right, and pictures of the wrong future are kept as long as others", async () => {
      const picture = await storePicture(db(), media, -24 * 365);
      await report();
      const job = await findJob(db(), picture.id);
      expect(Math.abs((job?.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
      expect(await files()).toEqual([picture.key]);
    });

    it("is held against the one of a database that several machines share", async ({ skip }) => {
      if (!isShared(db())) skip();
      const picture = await storePicture(db(), media, 1);
      await report();
      for (const wallMs of [year, 600_000, -600_000]) {
        // Another machine: its own record is of another boot, and says nothing.
        const clock = { read: () => ({ ...read(), wallMs: Date.now() + wallMs, epoch: "boot:b" }) };
        const refused = await runCleanup(deps({ clock }));
        expect(refused).toMatchObject({
          because: "clock",
          message: expect.stringContaining("the clock of the database"),
        });
      }
      expect(await files()).toEqual([picture.key]);
      await report();
    });

    it("goes on when the time has really passed", async ({ skip }) => {
      if (isShared(db())) skip();
      await report();
      offset = { wallMs: year, steadyMs: year };
      await report();
    });
  });

  it("ends between two batches when it is told to", async () => {
    await plantFile(folder(), "results/a", 60);
    await expect(runCleanup(deps(), { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    expect(await files()).toEqual(["results/a"]);
  });

  it("spares a file that got its row after it was seen without one", async () => {
    await plantFile(folder(), "results/a", 60);
    const picture = await storePicture(db(), media, 1);
    await markRemoved(db(), [picture.id], "deleted");
    await forgetPictures(db(), [picture.id]);
    await plantFile(folder(), picture.key, 60);
    const late = {
      ...media,
      async *list(prefix: "results" | "tmp") {
        for await (const file of media.list(prefix)) {
          yield file;
          if (file.key === picture.key) {
            const row = { media_key: picture.key, removed_at: null, removed_because: null };
            await db().updateTable("jobs").set(row).where("id", "=", picture.id).execute();
          }
        }
      },
    };
    expect((await report({}, deps({ media: late }))).items.map((item) => item.key)).toEqual(["results/a"]);
    expect(await files()).toEqual([picture.key]);
  });
});
