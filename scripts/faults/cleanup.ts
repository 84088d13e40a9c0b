/** The cleanup beside downloads and uploads, killed midway, and two at once. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type Dirent, existsSync, watch } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCleanup } from "../../src/features/cleanup/service.ts";
import { codeOf } from "../../src/storage/folders.ts";
import { acquireLease, releaseLease } from "../../src/storage/repos/leases.ts";
import type { Db } from "../../src/storage/schema.ts";
import { openDesk } from "../cleanup_media/desk.ts";
import { testConfig } from "../testkit/service.ts";
import { age, cleanupVariables, mediaHash, onDatabase, runCleanupScript } from "./cleanup-script.ts";
import { databaseKinds, type Fault, type Round } from "./fault.ts";
import { PLANTED_SLOT, type Planted, plantLoose, plantPictures } from "./planted.ts";
import type { Stage } from "./stage.ts";

const EXPIRED_HOURS = 200;
const FRESH_HOURS = 1;
/** Larger than what the kernel holds of one connection, so that a slow reader is still reading when its file goes. */
const LARGE = { pictures: 5, bytes: 4_000_000 };
const DOWNLOADS = 50;
const PAUSE_MS = 2;
const BETWEEN_CLEANUPS_MS = 50;
const SMALL = { pictures: 60, bytes: 500 };
const KILLS = { quick: 20, full: 100 };
/** The service is killed in one of so many rounds, the script in the others. */
const SERVICE_EVERY = 10;
const KILLED_WITHIN_MS = 5_000;
const LAUNCHER = resolve(import.meta.dirname, "..", "run.js");

export const cleanup: Fault = {
  name: "cleanup",
  says: "the cleanup beside downloads and uploads, killed midway, two at once",
  needs: [],
  databases: databaseKinds,
  async run(round) {
    const stage = await round.stage();
    await stage.start();
    const broken = await onDatabase(stage, async (db) => [
      ...(await dryAndReal(stage, db)),
      ...(await twoAtOnce(stage, db)),
      ...(await besideDownloads(stage, db)),
      ...(await killed(round, stage, db)),
    ]);
    broken.push(...(await stage.verdict()));
    return { did: `${DOWNLOADS} slow downloads, ${KILLS[round.size]} kills`, broken };
  },
};

interface Report {
  readonly items: readonly { readonly key: string }[];
  readonly missing: readonly string[];
}

/** Of a run of the script; where the service that has just started is still at its own, of one after that. */
async function report(stage: Stage, ...args: readonly string[]): Promise<Report> {
  for (let tries = 1; ; tries += 1) {
    const { exitCode, stdout, stderr } = await runCleanupScript(stage, [...args, "--json"]);
    if (exitCode === 0) return JSON.parse(stdout);
    if (tries === 3 || !stdout.includes('"lease"'))
      throw new Error(`The cleanup ended with ${exitCode}: ${stdout}${stderr}`);
  }
}

/** The dry run changes nothing and lists what the real run then deletes; the run after that finds nothing. */
async function dryAndReal(stage: Stage, db: Db): Promise<string[]> {
  const broken: string[] = [];
  const old = await plantPictures(db, stage, { ...SMALL, hours: EXPIRED_HOURS });
  const [fresh] = await plantPictures(db, stage, { ...SMALL, pictures: 1, hours: FRESH_HOURS });
  for (const [key, minutes] of [
    ["tmp/stale", 60],
    ["results/orphan", 60],
    ["tmp/young", 1],
    ["results/young", 1],
  ] as const) {
    await plantLoose(stage, key, minutes);
  }
  const before = await mediaHash(stage);
  const dry = await report(stage, "--dry-run");
  if ((await mediaHash(stage)) !== before) broken.push("a dry run changed the media");
  const expected = [...old.map(({ key }) => key), "results/orphan", "tmp/stale"].sort();
  const listed = dry.items.map(({ key }) => key).sort();
  if (listed.join() !== expected.join()) broken.push(`a dry run lists ${listed.length} files, not ${expected.length}`);
  const real = await report(stage);
  if (JSON.stringify(real.items) !== JSON.stringify(dry.items)) broken.push("the dry run and the real one differ");
  const second = await report(stage);
  if (second.items.length > 0) broken.push(`a second run deletes ${second.items.length} files`);
  const left = await mediaNames(stage);
  for (const key of ["tmp/young", "results/young", fresh?.key ?? ""]) {
    if (!left.includes(key)) broken.push(`${key}: the cleanup deleted it`);
  }
  for (const key of expected) if (left.includes(key)) broken.push(`${key}: the cleanup left it`);
  for (const key of ["tmp/young", "results/young"]) await rm(join(stage.folder, "media", key));
  return broken;
}

/** Of two at once, one works: a script beside another one, and the service that starts beside one. */
async function twoAtOnce(stage: Stage, db: Db): Promise<string[]> {
  const broken: string[] = [];
  const old = await plantPictures(db, stage, { ...SMALL, hours: EXPIRED_HOURS });
  const lease = await acquireLease(db, "cleanup", "another cleanup", 120_000);
  if ("heldBy" in lease) return [`the lease is held by ${lease.heldBy}, and no cleanup runs`];
  const { exitCode, stderr } = await runCleanupScript(stage);
  if (exitCode !== 3 || !stderr.includes("another cleanup is running")) broken.push(`two at once: ${stderr}`);
  await stage.end("SIGTERM");
  await stage.start();
  await until(() => stage.service().output().includes("another cleanup is running"));
  const left = await mediaNames(stage);
  if (!old.every(({ key }) => left.includes(key))) broken.push("two at once: a picture was deleted without the lease");
  await releaseLease(db, lease);
  const runs = await Promise.all([1, 2, 3].map(() => cleanHere(stage)));
  const deleted = runs.flat();
  if (deleted.length !== old.length || new Set(deleted).size !== old.length) {
    broken.push(`three at once deleted ${deleted.length} of ${old.length} files`);
  }
  return broken;
}

/** Slow readers get every byte of what they began, and those who come later a 410; uploads go on. */
async function besideDownloads(stage: Stage, db: Db): Promise<string[]> {
  const pictures = await plantPictures(db, stage, { ...LARGE, hours: FRESH_HOURS });
  const stopLoad = stage.load(2);
  let reading = 0;
  const begun = () => {
    reading += 1;
  };
  const release = Promise.withResolvers<void>();
  const take = (at: number, held: boolean) => {
    const picture = pictures[at % pictures.length];
    if (picture === undefined) throw new Error("There are no pictures.");
    return download(stage, picture, begun, held ? release.promise : undefined);
  };
  const early = Array.from({ length: DOWNLOADS }, (_, at) => take(at, true));
  await until(() => reading === DOWNLOADS);
  const slow = reading;
  let cleaning = true;
  const loop = (async () => {
    while (cleaning) {
      await cleanHere(stage);
      await sleep(BETWEEN_CLEANUPS_MS);
    }
  })();
  const late: Promise<string | undefined>[] = [];
  const ends = await (async () => {
    // One after the other they expire while others begin to read them.
    for (const [at, { id }] of pictures.entries()) {
      late.push(take(at, false), take(at, false));
      await age(stage, [id], EXPIRED_HOURS);
      late.push(take(at, false), take(at, false));
    }
    await until(async () => !(await mediaNames(stage)).some((key) => pictures.some((picture) => picture.key === key)));
    release.resolve();
    return await Promise.all([...early, ...late]);
  })().finally(() => {
    cleaning = false;
  });
  await loop;
  await stopLoad();
  const gone = await Promise.all(pictures.map(({ id }) => fetch(`${stage.url}/api/results/${id}`)));
  const given = gone.filter(({ status }) => status !== 404 && status !== 410);
  return [
    ...(slow === DOWNLOADS ? [] : [`only ${slow} of ${DOWNLOADS} slow downloads had begun`]),
    ...ends.filter((end) => end !== undefined),
    ...given.map(({ status }) => `a deleted picture is ${status}`),
  ];
}

/** What was wrong with the answer: a 200 is whole and has the right bytes, everything else says that it is gone. */
async function download(
  { url }: Stage,
  { id, sha256 }: Planted,
  begun: () => void,
  held: Promise<void> | undefined,
): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/api/results/${id}`);
    if (answer.status !== 200) {
      await answer.arrayBuffer();
      return [404, 410].includes(answer.status) ? undefined : `a picture is answered with ${answer.status}`;
    }
    begun();
    await held;
    const hash = createHash("sha256");
    for await (const chunk of answer.body ?? []) {
      hash.update(chunk);
      if (held !== undefined) await sleep(PAUSE_MS);
    }
    return hash.digest("hex") === sha256 ? undefined : "a 200 has other bytes than the picture";
  } catch (error) {
    return `a 200 was cut: ${error}`;
  }
}

/** The script, and now and then the service, killed while it deletes; the next one goes on from there. */
async function killed({ size, dice, say }: Round, stage: Stage, db: Db): Promise<string[]> {
  const broken: string[] = [];
  const [fresh] = await plantPictures(db, stage, { ...SMALL, pictures: 1, hours: FRESH_HOURS });
  const all: Planted[] = [];
  let midway = 0;
  for (let round = 1; round <= KILLS[size]; round += 1) {
    const planted = await plantPictures(db, stage, { ...SMALL, hours: EXPIRED_HOURS });
    all.push(...planted);
    const folder = join(stage.folder, "media", dirname(planted[0]?.key ?? ""));
    const deletions = 1 + dice(SMALL.pictures);
    if (round % SERVICE_EVERY === 0) {
      await stage.end("SIGTERM");
      const end = killAtDeletion(folder, deletions, () => stage.service().child);
      // It may be killed before it is ready.
      await stage.start().catch(() => undefined);
      await Promise.race([stage.service().ended, sleep(KILLED_WITHIN_MS)]);
      end();
      await stage.end("SIGKILL");
      await release(db);
      await stage.start();
    } else {
      const script = spawnScript(stage);
      const end = killAtDeletion(folder, deletions, () => script);
      await once(script, "exit");
      end();
      await release(db);
    }
    const names = new Set(await mediaNames(stage));
    const left = planted.filter(({ key }) => names.has(key)).length;
    if (left > 0 && left < planted.length) midway += 1;
    const given = await db
      .selectFrom("jobs")
      .select("media_key")
      .where("slot_id", "=", PLANTED_SLOT)
      .where("removed_at", "is", null)
      .where("media_key", "is not", null)
      .execute();
    const lost = given.filter(({ media_key }) => !names.has(media_key ?? "")).length;
    if (lost > 0) broken.push(`kill ${round}: the rows of ${lost} files that are gone say that they are there`);
    if (round % 20 === 0) say(`${round} kills`);
  }
  if (midway === 0) broken.push("no cleanup was killed midway");
  say(`${midway} of ${KILLS[size]} were midway`);
  await report(stage);
  const second = await report(stage);
  if (second.items.length > 0) broken.push(`after the kills a second run deletes ${second.items.length} files`);
  if (second.missing.length > 0) broken.push(`after the kills ${second.missing.length} files are missing`);
  const names = new Set(await mediaNames(stage));
  const left = all.filter(({ key }) => names.has(key));
  if (left.length > 0) broken.push(`after the kills ${left.length} expired files are left`);
  if (!names.has(fresh?.key ?? "")) broken.push("after the kills a fresh file is gone");
  const { known } = await db
    .selectFrom("jobs")
    .select((eb) => eb.fn.countAll<number>().as("known"))
    .where("slot_id", "=", PLANTED_SLOT)
    .where("removed_because", "=", "expired")
    .where("media_key", "is not", null)
    .executeTakeFirstOrThrow();
  return known > 0 ? [...broken, `after the kills ${known} rows still know a file that is gone`] : broken;
}

/** As after two minutes: whoever was killed holds the others up for no longer. */
async function release(db: Db): Promise<void> {
  await db.updateTable("leases").set({ expires_at: 0 }).where("name", "=", "cleanup").execute();
}

function spawnScript(stage: Stage): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, ["--", LAUNCHER, "cleanup_media"], {
    ...{ cwd: stage.folder, env: { PATH, ...cleanupVariables(stage) }, stdio: "ignore" },
  });
}

/** Kills the process when it has deleted so many files of this folder. Call the returned function when it has ended. */
function killAtDeletion(folder: string, deletions: number, child: () => ChildProcess): () => void {
  let seen = 0;
  const watcher = watch(folder, (event) => {
    if (event !== "rename") return;
    seen += 1;
    if (seen === deletions) child().kill("SIGKILL");
  });
  return () => watcher.close();
}

/** A cleanup in this process: the keys that it deleted; none when another one has the lease. */
async function cleanHere({ storage }: Stage): Promise<string[]> {
  const desk = await openDesk(testConfig(storage.DATA_DIR, { DATABASE_URL: storage.DATABASE_URL }), { dryRun: false });
  try {
    const outcome = await runCleanup(desk);
    return outcome.ran ? outcome.report.items.map(({ key }) => key) : [];
  } finally {
    await desk.close();
  }
}

async function mediaNames({ folder }: Stage): Promise<string[]> {
  const root = join(folder, "media");
  const entries = await readAll(root);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** Once more when a cleanup took one of its folders away meanwhile. */
async function readAll(root: string): Promise<Dirent[]> {
  for (;;) {
    try {
      return await readdir(root, { recursive: true, withFileTypes: true });
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || !existsSync(root)) throw error;
    }
  }
}

/** Gives up after a while: what does not hold then is found to be so. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!(await holds()) && performance.now() < giveUpAt) await sleep(20);
}
