/** What a cleanup costs: by how many jobs the database has, and by how many pictures are due. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { systemClock } from "../../src/core/clock.ts";
import { type CleanupDependencies, runCleanup } from "../../src/features/cleanup/service.ts";
import { databasePath, openDatabase } from "../../src/storage/database.ts";
import { openFileMedia } from "../../src/storage/media/files.ts";
import { sqliteIn } from "../testkit/databases.ts";
import { testSettings } from "../testkit/settings.ts";
import { type Extent, figure, inTurn, type Measured, ratio } from "./case.ts";
import { plantJobs } from "./history.ts";

const SMALL = 1_000;
const LARGE = 1_000_000;
const ROUNDS = 5;
const DUE = 500;
const MANY_DUE = 5_000;

/** A database with its media, and what a cleanup of it works with. */
interface Hall {
  readonly folder: string;
  readonly deps: CleanupDependencies;
}

/**
 * The function behind `npm run cleanup_media` and the service's own cleanup, in this process. Before each round as many
 * jobs as are to be due get their pictures back, on the disk and in their rows; nothing else has one.
 */
export async function cleanup({ brief, rows = LARGE }: Extent): Promise<Measured[]> {
  const scratch = await mkdtemp(join(tmpdir(), "bench-cleanup-"));
  const halls: Hall[] = [];
  try {
    const open = async (name: string, jobs: number): Promise<Hall> => {
      const hall = await openHall(join(scratch, name), jobs);
      halls.push(hall);
      return hall;
    };
    const [small, large] = [await open("small", SMALL), await open("large", rows)];
    const middle = await open("middle", MANY_DUE * 4);
    const works = {
      small: () => timeOf(small, DUE),
      large: () => timeOf(large, DUE),
      few: () => timeOf(middle, DUE),
      many: () => timeOf(middle, MANY_DUE),
    };
    for (const work of Object.values(works)) await work();
    const times = await inTurn(works, brief ? 2 : ROUNDS);
    const count = (number: number) => number.toLocaleString("en");
    const of = (jobs: number, due: number) => `${count(due)} of ${count(jobs)} jobs have a picture that is due`;
    return [
      figure(of(SMALL, DUE), "ms", times.small),
      figure(of(rows, DUE), "ms", times.large),
      ratio(`${count(rows)} jobs over ${count(SMALL)}`, times.large, times.small),
      figure(of(MANY_DUE * 4, DUE), "ms", times.few),
      figure(of(MANY_DUE * 4, MANY_DUE), "ms", times.many),
      ratio(`${count(MANY_DUE)} due over ${count(DUE)}, of ${MANY_DUE / DUE} × the files`, times.many, times.few),
    ];
  } finally {
    for (const { deps } of halls) await deps.db.destroy();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function openHall(folder: string, jobs: number): Promise<Hall> {
  await plantJobs(folder, { recent: 0, older: jobs });
  const db = await openDatabase(sqliteIn(folder), "script");
  const media = await openFileMedia(join(folder, "media"));
  const settings = testSettings();
  return { folder, deps: { db, media, clock: systemClock(), settings: { current: () => settings } } };
}

/** Throws when the cleanup did not delete what was due, and nothing else: then the time would mean nothing. */
async function timeOf({ folder, deps }: Hall, due: number): Promise<number> {
  for (const key of giveBack(folder, due)) {
    const path = join(folder, "media", key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "a picture of the bench");
  }
  const start = performance.now();
  const outcome = await runCleanup(deps);
  const ms = performance.now() - start;
  const deleted = outcome.ran ? outcome.report.items.length : 0;
  if (deleted !== due) throw new Error(`A cleanup deleted ${deleted} pictures, and ${due} were due.`);
  return ms;
}

/** Takes back that so many pictures have expired; their keys. */
function giveBack(folder: string, due: number): string[] {
  const sqlite = new Sqlite(databasePath(sqliteIn(folder)));
  try {
    const some = `select id from jobs where outcome = 'success' and media_key is null limit ${due}`;
    const day = "strftime('%Y%m%d', created_at / 1000, 'unixepoch')";
    return sqlite
      .prepare<[], { key: string }>(
        `update jobs set media_key = 'results/' || slot_id || '/' || ${day} || '/' || id || '.jpg', removed_at = null,
          removed_because = null where id in (${some}) returning media_key as key`,
      )
      .all()
      .map(({ key }) => key);
  } finally {
    sqlite.close();
  }
}
