/** Disks without a byte or a file left: photos are refused in words, the cleanup works, and it is over when there is room. */
import { existsSync } from "node:fs";
import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databasePath } from "../../src/storage/database.ts";
import { reservePath } from "../../src/storage/reserve.ts";
import { expire, leftOfPicture } from "./expire.ts";
import { databaseKinds, type Fault, type Round } from "./fault.ts";
import { mountSmallDisk, type SmallDisk } from "./full-disk/small-disk.ts";
import { atProvider, becomes, soon, unsettled } from "./settled.ts";
import type { Stage } from "./stage.ts";

/** Above what the service leaves free, and what it keeps for the database. */
const MEBIBYTES = 128;
/** Above what the service leaves free of them. */
const INODES = 400;
const ROUNDS = { quick: 1, full: 20 };
const slot = "slot-001";

export const fullDisk: Fault = {
  name: "full-disk",
  says: "no byte left for the media, none for media and database, and no inode left",
  needs: ["tmpfs"],
  databases: databaseKinds,
  async run(round) {
    const broken: string[] = [];
    for (let at = 0; at < ROUNDS[round.size]; at += 1) {
      broken.push(...told("the media's disk is full", await mediaFull(round)));
      if (round.database === "sqlite") broken.push(...told("the only disk is full", await allFull(round)));
      broken.push(...told("no inode is left", await noInodes(round)));
    }
    const disks = round.database === "sqlite" ? "media, media with database, and inodes" : "media and inodes";
    return { did: `${disks} filled to the last, ${ROUNDS[round.size]} times`, broken };
  },
};

function told(when: string, problems: readonly string[]): string[] {
  return problems.map((text) => `${when}: ${text}`);
}

async function mediaFull({ stage: createStage }: Round): Promise<string[]> {
  const stage = await createStage();
  return await onDisk(stage, mountSmallDisk(join(stage.folder, "media"), { mebibytes: MEBIBYTES }), async (disk) => {
    return await fillUnder(stage, disk.fill, disk);
  });
}

async function noInodes({ stage: createStage }: Round): Promise<string[]> {
  const stage = await createStage();
  const disk = mountSmallDisk(join(stage.folder, "media"), { mebibytes: MEBIBYTES, inodes: INODES });
  return await onDisk(stage, disk, async () => await fillUnder(stage, disk.fillWithFiles, disk));
}

/** The log of the database has to grow on a disk that is full: the reserve is there for that, once. */
async function allFull({ stage: createStage }: Round): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "phc-full-"));
  const disk = mountSmallDisk(folder, { mebibytes: MEBIBYTES });
  const stage = await createStage({ folder }).catch(async (error: unknown) => {
    disk.unmount();
    throw error;
  });
  const found = await onDisk(stage, disk, async () => {
    const reserve = reservePath(databasePath(stage.storage));
    const problems = await fillUnder(stage, disk.fill, disk, () =>
      existsSync(reserve) ? [] : ["there was no reserve for the database"],
    );
    if (existsSync(reserve)) problems.push("the reserve for the database was not given up");
    return [...problems, ...(await fillAgain(stage, disk))];
  });
  await rmdir(folder);
  return found;
}

/** Starts the service on the disk; in the end nothing of both is left. */
async function onDisk(stage: Stage, disk: SmallDisk, work: (disk: SmallDisk) => Promise<string[]>): Promise<string[]> {
  try {
    await stage.start();
    return [...(await work(disk)), ...(await stage.verdict())];
  } finally {
    await stage.end("SIGKILL").catch(() => undefined);
    disk.unmount();
  }
}

/** Fills the disk while a photo is at its provider, where the service cannot refuse it any more. */
async function fillUnder(
  stage: Stage,
  fill: () => void,
  disk: SmallDisk,
  before: () => string[] = () => [],
): Promise<string[]> {
  const found: string[] = [];
  const old = await stage.post(slot, stage.photo());
  if ("error" in old.came || old.came.jobId === undefined) return [`no 200 to begin with: ${JSON.stringify(old.came)}`];
  const key = await expire(stage.storage, old.came.jobId);
  const letGo = stage.provider.hold(slot);
  const posting = stage.post(slot, stage.photo());
  await atProvider(stage);
  found.push(...before());
  fill();
  letGo();
  found.push(...refusal("a photo whose picture finds no room", (await posting).came));
  found.push(...refusal("the next photo", (await stage.post(slot, stage.photo())).came));
  found.push(...(await unsettled(stage)));
  found.push(...(await leftOfPicture(stage, old.came.jobId, key)));
  disk.free();
  fill();
  if (!(await becomes(stage, 503))) found.push("/healthz calls the service ready");
  disk.free();
  return [...found, ...(await isOver(stage))];
}

/** Without a reserve nothing can be promised but the truth: the photo is refused, and it is over when there is room. */
async function fillAgain(stage: Stage, disk: SmallDisk): Promise<string[]> {
  const letGo = stage.provider.hold(slot);
  const posting = stage.post(slot, stage.photo());
  await atProvider(stage);
  disk.fill();
  letGo();
  const found = refusal("a photo without a reserve", (await posting).came, [
    "storage_pressure",
    "database_unavailable",
  ]);
  disk.free();
  return [...found, ...(await isOver(stage))];
}

type Came = Awaited<ReturnType<Stage["post"]>>["came"];

function refusal(whose: string, came: Came, reasons: readonly string[] = ["storage_pressure"]): string[] {
  const isTold =
    !("error" in came) && came.status === 503 && reasons.includes(came.reason) && came.retryAfter !== undefined;
  return isTold ? [] : [`${whose} was answered ${JSON.stringify(came)}`];
}

/** Without a restart, as soon as the service looks again. */
async function isOver(stage: Stage): Promise<string[]> {
  const answered = await soon(async () => {
    const { came } = await stage.post(slot, stage.photo());
    return !("error" in came) && came.status === 200 ? true : undefined;
  });
  const ready = await becomes(stage, 200);
  return [
    ...(answered ? [] : ["no photo is answered when there is room again"]),
    ...(ready ? [] : ["/healthz does not call the service ready when there is room again"]),
    ...(await unsettled(stage)),
  ];
}
