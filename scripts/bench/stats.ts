/** Whether a long history costs anything: stats, lists of jobs and an ingest's queries, after 1,000 jobs and after many. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newJobId } from "../../src/core/job.ts";
import { readJobs } from "../../src/features/jobs/service.ts";
import { readStats } from "../../src/features/stats/service.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { findReplay, findTicket, finishJob, insertJob } from "../../src/storage/repos/jobs.ts";
import type { Db } from "../../src/storage/schema.ts";
import { sqliteIn } from "../testkit/databases.ts";
import { type Extent, type Measured, medianOf } from "./case.ts";
import { DAY_MS, DAYS, plantJobs, RECENT_DAYS } from "./history.ts";

const SMALL = 1_000;
const LARGE = 1_000_000;
const ROUNDS = 201;

type Work = (db: Db) => Promise<unknown>;

const statsWorks: Readonly<Record<string, Work>> = {
  "stats of an hour": (db) => readStats(db, 60),
  "stats of a day": (db) => readStats(db, 1_440),
  "stats of a week": (db) => readStats(db, 10_080),
};

/** What is asked for is there in full after 1,000 jobs. */
const otherWorks: Readonly<Record<string, Work>> = {
  "50 newest jobs": (db) => readJobs(db, {}, 50),
  "50 newest jobs of a slot": (db) => readJobs(db, { slotId: "slot-003" }, 50),
  "10 newest timeouts": (db) => readJobs(db, { outcome: "timeout" }, 10),
  "40 newest successes of a slot": (db) => readJobs(db, { slotId: "slot-003", outcome: "success" }, 40),
  "50 jobs from three days ago": (db) => readJobs(db, { untilMs: Date.now() - 3 * DAY_MS }, 50),
  "an ingest: replay, ticket, begin, end": ingest,
};

/**
 * Both databases have 1,000 jobs in the last week; the large one has `rows` more before. Medians taken in turn,
 * and the large one's over the small one's. The busy one has as many jobs a week as `rows` in 30 days are.
 */
export async function stats({ rows = LARGE }: Extent): Promise<Measured[]> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-stats-"));
  const busyRows = Math.round((rows * RECENT_DAYS) / DAYS);
  try {
    const small = await prepare(join(scratch, "small"), SMALL, 0);
    const large = await prepare(join(scratch, "large"), SMALL, rows);
    const busy = await prepare(join(scratch, "busy"), busyRows, 0);
    const measured: Measured[] = [];
    for (const [name, work] of Object.entries({ ...statsWorks, ...otherWorks })) {
      const [smallMs = Number.NaN, largeMs = Number.NaN] = await inTurn(work, [small, large]);
      measured.push(
        { name: `${name}, after ${count(SMALL)} jobs`, value: smallMs, unit: "ms" },
        { name: `${name}, after ${count(rows)} more`, value: largeMs, unit: "ms" },
        { name: `${name}, large over small`, value: largeMs / smallMs, unit: "×" },
      );
    }
    for (const [name, work] of Object.entries(statsWorks)) {
      const [ms = Number.NaN] = await inTurn(work, [busy]);
      measured.push({ name: `${name}, ${count(busyRows)} jobs a week`, value: ms, unit: "ms" });
    }
    await Promise.all([small, large, busy].map((db) => db.destroy()));
    return measured;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function count(rows: number): string {
  return rows.toLocaleString("en");
}

/** The median of each in milliseconds. The first rounds warm up and do not count. */
async function inTurn(work: Work, dbs: readonly Db[]): Promise<number[]> {
  const times = dbs.map((): number[] => []);
  for (let round = -10; round < ROUNDS; round += 1) {
    for (const [index, db] of dbs.entries()) {
      const start = performance.now();
      await work(db);
      if (round >= 0) times[index]?.push(performance.now() - start);
    }
  }
  return times.map(medianOf);
}

async function ingest(db: Db): Promise<void> {
  const id = newJobId();
  const photo = { slotId: "slot-003", sha256: newJobId() + newJobId(), slotVersion: 1 } as const;
  const window = { ...photo, withinMs: 600_000 };
  await findReplay(db, window);
  await findTicket(db, window);
  await insertJob(db, { id, ...photo, provider: "local", fence: 1, deadlineInMs: 48_000, uploadBytes: 2_000_000 });
  const picture = { key: `results/${id}`, type: "image/jpeg", sizeBytes: 900_000, sha256: photo.sha256 } as const;
  const call = { provider: "local", result: "ok", startMs: 300, ms: 900 } as const;
  const ledger = { uploadMs: 290, waitMs: 0, attempts: [call], writeMs: 20 };
  if (!(await finishJob(db, id, 1, { outcome: "success", picture, ledger, elapsedMs: 1_230 }))) {
    throw new Error("A job of the bench was not ended.");
  }
}

async function prepare(folder: string, recent: number, older: number): Promise<Db> {
  await plantJobs(folder, { recent, older });
  return await openDatabase(sqliteIn(folder), "service");
}
