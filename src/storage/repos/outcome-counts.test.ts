/** The counts of ended jobs: each job once, windows that end now, what is too old, and jobs from before the counts. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { startDeadline } from "../../core/deadline.ts";
import { type JobEnding, newJobId } from "../../core/job.ts";
import { migrations } from "../migrations/index.ts";
import type { Database, Db } from "../schema.ts";
import { ServiceSqliteDialect } from "../sqlite.ts";
import { finishJob, insertJob, reapExpired } from "./jobs.ts";
import { countEnding, type Ending, purgeOutcomeCounts, readOutcomeCounts } from "./outcome-counts.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const picture = { key: "results/a", type: "image/png", sizeBytes: 9, sha256: "ab".repeat(32) } as const;
const success: JobEnding = { outcome: "success", picture, elapsedMs: 9_000 };
const timeout: JobEnding = { outcome: "timeout", failureReason: "deadline_exceeded", elapsedMs: 48_001 };

async function begin(db: Db, deadlineInMs = 48_000): Promise<string> {
  const id = newJobId();
  const photo = { sha256: "5e".repeat(32), uploadBytes: 9, slotVersion: 1 };
  await insertJob(db, { id, slotId: "slot-001", provider: "gemini", fence: 1, deadlineInMs, ...photo });
  return id;
}

describeOnDatabases("counts of ended jobs", (db) => {
  const counts = async (minutes = 5) => (await readOutcomeCounts(db(), minutes)).counts;

  it("count a job with its bucket and with the provider of its last attempt", async () => {
    await finishJob(db(), await begin(db()), 1, success);
    await finishJob(db(), await begin(db()), 1, success);
    const call = { provider: "local", result: "no_image", startMs: 1, ms: 2 } as const;
    const ledger = { uploadMs: 1, waitMs: 0, attempts: [call], writeMs: null };
    await finishJob(db(), await begin(db()), 1, { ...timeout, ledger });
    await finishJob(db(), await begin(db()), 1, { outcome: "timeout", failureReason: "deadline_exceeded" });
    await finishJob(db(), await begin(db()), 1, { ...timeout, elapsedMs: 120_001 });
    const slotId = "slot-001";
    expect(await counts()).toEqual([
      { slotId, provider: "gemini", outcome: "success", le: 10, jobs: 2 },
      { slotId, provider: "gemini", outcome: "timeout", le: Number.POSITIVE_INFINITY, jobs: 1 },
      { slotId, provider: "gemini", outcome: "timeout", le: null, jobs: 1 },
      { slotId, provider: "local", outcome: "timeout", le: 60, jobs: 1 },
    ]);
  });

  it("count a job once, whoever ends it and however often that is tried", async () => {
    const [id, late, left] = [await begin(db()), await begin(db(), -1), await begin(db(), -20_000)];
    const endings = [success, timeout, success, timeout];
    const ended = await Promise.all([
      ...endings.map((ending) => finishJob(db(), id, 1, ending)),
      ...[finishJob(db(), id, 2, timeout), finishJob(db(), newJobId(), 1, timeout)],
    ]);
    expect(ended.filter((one) => one)).toHaveLength(1);
    expect(await finishJob(db(), late, 1, { ...success, deadline: startDeadline(0) })).toBe(false);
    const reaping = [reapExpired(db(), 10_000), reapExpired(db(), 10_000), reapExpired(db(), 10_000)];
    const [finished] = await Promise.all([finishJob(db(), left, 1, timeout), ...reaping]);
    await reapExpired(db(), 10_000);
    const found = await counts();
    // Over connections of a server, which ending comes first is open; the counts say the same as those who were told.
    const first = endings[ended.indexOf(true)]?.outcome;
    const other = finished ? { outcome: "timeout", le: 60 } : { outcome: "internal_error", le: null };
    const alike = found.filter(({ outcome, le }) => outcome === other.outcome && le === other.le);
    expect(alike).toMatchObject([{ jobs: first === other.outcome ? 2 : 1 }]);
    expect(found.find(({ outcome }) => outcome === first)?.jobs).toBe(first === other.outcome ? 2 : 1);
    expect(found.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(2);
  });

  it("of several jobs that end together are one row for those that are alike", async () => {
    for (let i = 0; i < 3; i += 1) await begin(db(), -20_000);
    expect(await reapExpired(db(), 10_000)).toHaveLength(3);
    const slotId = "slot-001";
    expect(await counts()).toEqual([{ slotId, provider: "gemini", outcome: "internal_error", le: null, jobs: 3 }]);
  });

  it("leave the job pending when they cannot be written", async () => {
    const id = await begin(db());
    await db().schema.alterTable("outcome_counts").renameTo("gone").execute();
    await expect(finishJob(db(), id, 1, success)).rejects.toThrow("outcome_counts");
    await db().schema.alterTable("gone").renameTo("outcome_counts").execute();
    expect(await finishJob(db(), id, 1, success)).toBe(true);
    expect(await counts()).toMatchObject([{ jobs: 1 }]);
  });

  it("give each window what ended in it, minute by minute up to a full hour and hours from there", async () => {
    const now = Date.now();
    const ages = [0, 1, 2, 30, 59, 60, 61, 119, 300, 1439, 1440, 1441, 5000, 10_080];
    const ending = { slotId: "slot-002", provider: "local", outcome: "success", elapsedMs: 10 } as const;
    for (const age of ages) await countEnding(db(), { ...ending, endedAtMs: now - age * minute });
    for (const minutes of [1, 2, 45, 60, 61, 200, 1440, 1441, 10_080]) {
      const { sinceMs, untilMs, counts: found } = await readOutcomeCounts(db(), minutes);
      expect([sinceMs % minute, Math.floor((untilMs - sinceMs) / minute)]).toEqual([0, minutes]);
      const expected = ages.filter((age) => now - age * minute >= sinceMs).length;
      expect([minutes, found.reduce((sum, { jobs }) => sum + jobs, 0)]).toEqual([minutes, expected]);
    }
  });

  it("leave out of every window what ended while the clock was ahead", async () => {
    const ending = { slotId: "slot-001", provider: "local", outcome: "timeout", elapsedMs: 10 } as const;
    await countEnding(db(), { ...ending, endedAtMs: Date.now() + 3_653 * day });
    for (const minutes of [5, 10_080]) expect(await counts(minutes)).toEqual([]);
  });

  it("are deleted after 35 days, an hour at a time", async () => {
    const ending: Omit<Ending, "endedAtMs"> = {
      ...{ slotId: "slot-001", provider: "local", outcome: "success", elapsedMs: 10 },
    };
    const [old, kept] = [Date.now() - 36 * day, Date.now() - 34 * day];
    for (const endedAtMs of [old, old + minute, old + 90 * minute, kept]) {
      await countEnding(db(), { ...ending, endedAtMs });
    }
    const batches: boolean[] = [];
    while (batches.at(-1) !== false) batches.push(await purgeOutcomeCounts(db(), Date.now()));
    expect(batches.length).toBeGreaterThan(3);
    const rows = await db().selectFrom("outcome_counts").select("since").orderBy("since").execute();
    expect(rows.map(({ since }) => since)).toEqual([kept - (kept % (60 * minute)), kept - (kept % minute)]);
  });

  it("begin with the jobs that had ended before there were counts", async () => {
    const folder = await mkdtemp(join(tmpdir(), "phc-test-"));
    const old = new Kysely<Database>({ dialect: new ServiceSqliteDialect(new Sqlite(join(folder, "old.sqlite"))) });
    const migrator = new Migrator({ db: old, provider: { getMigrations: async () => ({ ...migrations }) } });
    await migrator.migrateTo("0005_actions");
    const rows = [0, 1, 2].map((age) => ({
      ...({
        id: newJobId(),
        slot_id: "slot-003",
        provider: "gemini",
        fence: 1,
        created_at: 1,
        deadline_at: 2,
      } as const),
      ...({ sha256: "00", upload_bytes: 1, slot_version: 1, outcome: "success", recovered: 0 } as const),
      ...{ finished_at: Date.now() - age * 1_000, answered_by: age === 2 ? ("local" as const) : null },
    }));
    const pending = { id: newJobId(), outcome: null, finished_at: null };
    for (const row of [...rows, { ...rows[0], ...pending }])
      await old
        .insertInto("jobs")
        .values(row as never)
        .execute();
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    for (const minutes of [5, 10_080]) {
      const { counts: found } = await readOutcomeCounts(old, minutes);
      const jobs = (provider: string) =>
        found.reduce((sum, count) => sum + (count.provider === provider ? count.jobs : 0), 0);
      expect([jobs("gemini"), jobs("local"), new Set(found.map(({ le }) => le))]).toEqual([2, 1, new Set([null])]);
    }
    await old.destroy();
    await rm(folder, { recursive: true });
  });
});
