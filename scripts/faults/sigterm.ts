/** SIGTERM and SIGINT under load: who was taken gets an answer, nobody else is taken, and a second signal ends it at once. */
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/storage/database.ts";
import { lagMs } from "./by-hand.ts";
import type { Sent } from "./evidence.ts";
import { databaseKinds, type Fault } from "./fault.ts";
import { pass } from "./pause.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

type Signal = "SIGTERM" | "SIGINT";

const PHOTOS = 8;
/** T, and the margin that the drain has beyond it. */
const DRAIN_WITHIN_MS = 15_000 + 1_000;
/** Signals within half a second are one: the doubled Ctrl-C of npm. */
const LATER_MS = 700;
const AT_ONCE_MS = 1_000;
const PATIENCE_MS = 20_000;

export const sigterm: Fault = {
  name: "sigterm",
  says: "SIGTERM and SIGINT, once and twice, with photos at the provider, a slowloris and an idle connection",
  needs: [],
  databases: databaseKinds,
  async run({ stage: createStage }) {
    const stage = await createStage();
    const broken: string[] = [];
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      broken.push(...(await drain(stage, signal)).map((line) => `${signal}: ${line}`));
      broken.push(...(await breakOff(stage, signal)).map((line) => `${signal} twice: ${line}`));
    }
    await stage.start();
    broken.push(...(await stage.verdict()));
    return { did: `2 drains of ${PHOTOS} photos, and 2 that a second signal broke off`, broken };
  },
};

/** One signal under load. */
async function drain(stage: Stage, signal: Signal): Promise<string[]> {
  const filesBefore = await tempFiles(stage);
  const { answers, hangUp, release } = await underLoad(stage);
  const startedAt = performance.now();
  const ending = stage.end(signal);
  const refused = await until(() => isRefused(stage), PATIENCE_MS);
  const others = stage.provider.open("http");
  release();
  const ended = await ending;
  const drainMs = performance.now() - startedAt;
  hangUp();
  return [
    ...(refused && others > 0 ? [] : ["it takes new connections as long as it has photos in work"]),
    ...(drainMs <= DRAIN_WITHIN_MS ? [] : [`it ended after ${Math.round(drainMs)} ms`]),
    ...(await answers).filter((sent) => !isPicture(sent)).map(({ came }) => `a photo got ${JSON.stringify(came)}`),
    ...wrongEnd(stage, ended, 0),
    ...(await pendingRows(stage)),
    ...(await tempFiles(stage)).filter((name) => !filesBefore.includes(name)).map((name) => `tmp/${name} is left`),
  ];
}

/** Those of an earlier process that was broken off wait for the cleanup. */
async function tempFiles({ folder }: Stage): Promise<string[]> {
  return await readdir(join(folder, "media", "tmp")).catch(() => []);
}

/** The other signal at the same time counts as one with it, and a second one later ends it; then all clients post again. */
async function breakOff(stage: Stage, signal: Signal): Promise<string[]> {
  const { answers, photos, hangUp, release } = await underLoad(stage);
  const { child, output } = stage.service();
  child.kill(signal);
  child.kill(signal === "SIGINT" ? "SIGTERM" : "SIGINT");
  await until(() => output().includes("Draining"), PATIENCE_MS);
  await sleep(LATER_MS);
  const isThere = child.exitCode === null;
  const startedAt = performance.now();
  const ended = await stage.end(signal);
  const endMs = performance.now() - startedAt;
  hangUp();
  release();
  const cut = (await answers).filter(({ came }) => "error" in came);
  // By then nobody takes the photos for another instance's.
  await pass(stage.storage, []);
  await stage.start();
  const again = await Promise.all(photos.map(({ slot, photo }) => stage.post(slot, photo)));
  return [
    ...(isThere ? [] : ["two signals at once are two to it"]),
    ...(endMs <= AT_ONCE_MS + lagMs() ? [] : [`it ended ${Math.round(endMs)} ms after the second signal`]),
    ...(cut.length === PHOTOS ? [] : [`${PHOTOS - cut.length} photos were answered all the same`]),
    ...wrongEnd(stage, ended, 1),
    ...again.filter((sent) => !isPicture(sent)).map(({ came }) => `posted again, a photo got ${JSON.stringify(came)}`),
    ...wrongEnd(stage, await stage.end(signal), 0),
    ...(await pendingRows(stage)),
  ];
}

/** Starts it and resolves when so many photos are at the provider, until they are released, a client sends its head slowly, and one nothing at all. */
async function underLoad(stage: Stage) {
  const { port, hostname } = new URL(stage.url);
  const held = (["slot-001", "slot-002"] as const).map((slot) => stage.provider.hold(slot));
  await stage.start();
  const photos = Array.from({ length: PHOTOS }, (_, at) => {
    return { slot: at % 2 === 0 ? "slot-001" : "slot-002", photo: stage.photo() } as const;
  });
  const answers = Promise.all(photos.map(({ slot, photo }) => stage.post(slot, photo)));
  const sockets: Socket[] = [connect(Number(port), hostname), connect(Number(port), hostname)];
  for (const socket of sockets) socket.on("error", () => undefined);
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  sockets[0]?.write("POST /api/ingest/slot-001 HTTP/1.1\r\nHost:");
  if (!(await until(() => stage.provider.open("http") === PHOTOS, PATIENCE_MS)))
    throw new Error(`Only ${stage.provider.open("http")} of ${PHOTOS} photos came to the provider.`);
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const release = () => {
    for (const letGo of held) letGo();
  };
  return { photos, answers, hangUp, release };
}

async function isRefused({ url }: Stage): Promise<boolean> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

function isPicture({ came }: Sent): boolean {
  return "status" in came && came.status === 200;
}

function wrongEnd(stage: Stage, ended: number | NodeJS.Signals, right: number): string[] {
  return ended === right ? [] : [`it ended with ${ended} instead of ${right}: ${stage.service().output()}`];
}

/** Read while the service is not there. */
async function pendingRows({ storage }: Stage): Promise<string[]> {
  const db = await openDatabase(storage, "read-only");
  try {
    const rows = await db.selectFrom("jobs").select("id").where("outcome", "is", null).execute();
    return rows.map(({ id }) => `job ${id} is pending after its end`);
  } finally {
    await db.destroy();
  }
}
