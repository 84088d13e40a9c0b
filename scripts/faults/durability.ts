/** The order in which a photo reaches the disk before its client is told, by the system calls; and two services that have it wrong. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { inTransaction } from "../../src/storage/transaction.ts";
import { createMutant, type Mutation } from "./durability/mutant.ts";
import { outOfOrder } from "./durability/order.ts";
import { readTrace } from "./durability/trace.ts";
import { expire, freeCleanup, leftOfPicture, pictureState } from "./expire.ts";
import { type DatabaseKind, databaseKinds, type Fault } from "./fault.ts";
import type { Stage, StartOptions } from "./stage.ts";
import { attach, startedUnder } from "./strace.ts";

/** What the order consists of, and what it is read by: the answer, and the server's. */
const CALLS =
  "openat,write,writev,pwrite64,pwritev,sendto,sendmsg,read,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat";

/** The cleanup of a start comes to its one file in a moment; one that never does is not waited for. */
const DELETED_WITHIN_MS = 30_000;
const LOOK_MS = 200;

const noFolderSync: Mutation = {
  says: "the folder is not synced",
  file: "src/storage/media/files.ts",
  from: "    await syncFolder(dirname(target));\n",
  to: "",
};

/** Each must be seen by what it leaves out. */
const mutants: Readonly<Record<DatabaseKind, readonly (Mutation & { readonly seenBy: RegExp })[]>> = {
  sqlite: [
    {
      says: "the database runs with synchronous=NORMAL",
      file: "src/storage/database.ts",
      from: '"synchronous = FULL"',
      to: '"synchronous = NORMAL"',
      seenBy: /the database was not synced between the row and the 200/,
    },
    { ...noFolderSync, seenBy: /its folder .* was not synced/ },
  ],
  postgres: [
    {
      says: "the session runs with synchronous_commit=off",
      file: "src/storage/postgres.ts",
      from: "set_config('synchronous_commit', 'on', true)",
      to: "set_config('synchronous_commit', 'off', true)",
      seenBy: /the session sets synchronous_commit to off/,
    },
    { ...noFolderSync, seenBy: /its folder .* was not synced/ },
  ],
};

export const durability: Fault = {
  name: "durability",
  says: "the order of the system calls behind a 200 and behind a deletion, with mutants that must be caught",
  needs: ["strace"],
  databases: databaseKinds,
  async run({ database, size, stage: createStage }) {
    const stage = await createStage();
    const photos = { quick: 2, full: 50 }[size];
    const broken = await tracePhotos(stage, photos, {});
    broken.push(...(await earlyCommit(stage.storage, database)));
    broken.push(...(await killInDeletion(stage)));
    broken.push(...(await stage.verdict()));
    for (const { seenBy, ...mutation } of mutants[database]) {
      const mutant = await createMutant(mutation);
      try {
        await stage.end("SIGKILL");
        const found = await tracePhotos(stage, 1, { project: mutant.project });
        if (!found.some((line) => seenBy.test(line)))
          broken.push(`mutant not caught: ${mutation.says}; found: ${found.join("; ") || "nothing"}`);
      } finally {
        await mutant.remove();
      }
    }
    return { did: `${photos} photos and a deletion traced, ${mutants[database].length} mutants tried`, broken };
  },
};

/** Posts photos to a service that has just started; the first one of its slot in this process makes or syncs its folders. */
async function tracePhotos(stage: Stage, photos: number, how: StartOptions): Promise<string[]> {
  const { child } = await stage.start({ ...how, variables: { UV_THREADPOOL_SIZE: "1" } });
  const broken: string[] = [];
  for (let photo = 0; photo < photos; photo += 1) {
    const tracer = await attach(child.pid ?? 0, { threads: "all", args: ["-e", `trace=${CALLS}`] });
    const { came } = await stage.post("slot-001", stage.photo());
    const calls = readTrace(await tracer.end());
    if ("error" in came || came.status !== 200 || came.jobId === undefined)
      broken.push(`no 200: ${JSON.stringify(came)}`);
    else broken.push(...outOfOrder(calls, { jobId: came.jobId, database: placeOf(stage.storage) }));
  }
  return broken;
}

function placeOf({ DATABASE_URL, DATA_DIR }: StorageConfig) {
  return DATABASE_URL === ""
    ? { log: join(DATA_DIR, "phc.sqlite-wal") }
    : { port: new URL(DATABASE_URL).port || "5432" };
}

/** A transaction of the service's driver that the server calls committed before it is, as servers may be told to. */
async function earlyCommit(storage: StorageConfig, database: DatabaseKind): Promise<string[]> {
  if (database === "sqlite") return [];
  const db = await openDatabase(storage, "script");
  try {
    const ask = sql<{ value: string }>`select current_setting('synchronous_commit') as value`;
    const { rows } = await inTransaction(db, (transaction) => ask.execute(transaction), "read committed");
    return rows[0]?.value === "off" ? ["transactions run with synchronous_commit=off, as the server has it"] : [];
  } finally {
    await db.destroy();
  }
}

/**
 * A picture that has expired is deleted in the order: its row says so, its file goes, its row forgets it. Killed as it is
 * about to remove the file, the service leaves the row removed and not forgotten; its next start does the rest.
 */
async function killInDeletion(stage: Stage): Promise<string[]> {
  const { came } = await stage.post("slot-001", stage.photo());
  if ("error" in came || came.jobId === undefined) return [`no 200 before the deletion: ${JSON.stringify(came)}`];
  await stage.end("SIGKILL");
  const key = await expire(stage.storage, came.jobId);
  const path = join(stage.folder, "media", key);
  // The cleanup of a start may have been killed a moment ago.
  await freeCleanup(stage.storage);
  // Without a number of the call: strace counts those on other paths as well, as the health check's.
  const kill = ["-P", path, "-e", "trace=unlink,unlinkat", "-e", "inject=unlink,unlinkat:signal=SIGKILL"];
  await stage.start({ under: startedUnder(kill) }).catch(() => undefined);
  const end = await Promise.race([stage.service().ended, untilForgotten(stage, came.jobId)]);
  if (end === "no end") await stage.end("SIGKILL");
  const broken: string[] = [];
  if (end !== "SIGKILL") broken.push(`no cleanup came to removing an expired picture: the service ended with ${end}`);
  const atUnlink = await pictureState(stage.storage, came.jobId);
  if (!existsSync(path)) broken.push("the file of an expired picture was gone before the kill");
  if (!atUnlink.removed) broken.push("the file of an expired picture goes before its row says so");
  if (atUnlink.key === null) broken.push("the row forgets an expired picture before its file is gone");
  await freeCleanup(stage.storage);
  await stage.start();
  broken.push(...(await leftOfPicture(stage, came.jobId, key)));
  return broken;
}

/** When the cleanup has done all of its work without having been killed. */
async function untilForgotten({ storage }: Stage, jobId: string): Promise<"no end"> {
  const giveUpAt = performance.now() + DELETED_WITHIN_MS;
  do await sleep(LOOK_MS);
  while (performance.now() < giveUpAt && (await pictureState(storage, jobId)).key !== null);
  // It may be on its way: the kill that was sent comes first.
  await sleep(LOOK_MS);
  return "no end";
}
