/** Clients that leave at every moment, close their sending side, or write slowly, while others are served. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Came } from "../testkit/balancer.ts";
import { type Manner, postByHand, statusIn } from "./by-hand.ts";
import type { Dice } from "./dice.ts";
import { databaseKinds, type Fault } from "./fault.ts";
import { footprintOf, leftSince, telling } from "./footprint.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

const TIMES = {
  quick: { uploading: 1_000, waiting: 48, receiving: 200, halfClosed: 100, slow: 20 },
  full: { uploading: 10_000, waiting: 480, receiving: 4_000, halfClosed: 2_000, slow: 200 },
};
/** Clients of one kind at once: with those of the load, no more than the calls that Limits.permits allows. */
const AT_ONCE = 6;
const CLIENTS = 2;
const WARM_UP_MS = 2_000;
/** One of them that is refused is not waited for. */
const PATIENCE_MS = 5_000;
/** So that what is left is noticed about as fast as it comes: this is no flood, which limits by address are for. */
const BETWEEN_MS = 20;
/** Behind each photo that is not uploaded to its end: what was kept of them would be seen in the memory. */
const PADDING_BYTES = 400_000;

export const client: Fault = {
  name: "client",
  says: "clients that leave in the upload, in the work, in the answer; half-closed and slow ones",
  needs: [],
  databases: databaseKinds,
  async run({ size, dice, stage: createStage, say }) {
    // Uploads that were left while they waited for a place stay in the line for 2 s, as nobody reads them before; from one
    // address they may fill their part of it. That is the limits' to bound, and their tests' to show.
    const stage = await createStage({ variables: { ...telling, HTTP_MAX_PARALLEL: "100" } });
    await stage.start();
    const stopWarmUp = stage.load(AT_ONCE + CLIENTS);
    await sleep(WARM_UP_MS);
    await stopWarmUp();
    const before = await footprintOf(stage);
    const goodBefore = stage.sent.length;
    const times = TIMES[size];
    const broken: string[] = [];
    const stop = stage.load(CLIENTS, ["slot-001"]);
    await many(times.uploading, () => leave(stage, dice));
    say("uploads were left");
    for (let round = 0; round < times.waiting / AT_ONCE; round += 1) await leaveInWork(stage);
    await many(times.receiving, () => post(stage, leaveInAnswer));
    say("answers were left");
    broken.push(...(await many(times.halfClosed, () => expectPicture(stage, "a half-closed client", halfClose))));
    broken.push(...(await many(times.slow, () => expectPicture(stage, "a slow client", writeSlowly))));
    await stop();
    const good = stage.sent.slice(goodBefore).filter(({ slot }) => slot === "slot-001");
    const lost = good.filter(({ came }) => statusIn(came) !== 200);
    if (good.length === 0) broken.push("nobody was served meanwhile");
    broken.push(...lost.map(({ came }) => `a client that did nothing wrong was answered ${whatCame(came)} meanwhile`));
    broken.push(...(await leftSince(stage, before)), ...(await stage.verdict()));
    const left = times.uploading + times.waiting + times.receiving;
    const did = `${left} clients left, ${times.halfClosed} half-closed, ${times.slow} slow, ${good.length} served beside`;
    return { did, broken: [...new Set(broken)] };
  },
};

function whatCame(came: Came): string {
  return "error" in came ? came.error : `${came.status} ${came.reason}`;
}

/** Does it so often, some at once; gives what is wrong. */
async function many(times: number, work: () => Promise<string | undefined>): Promise<string[]> {
  const found: string[] = [];
  let next = 0;
  const lane = async () => {
    for (; next < times; ) {
      next += 1;
      const line = await work();
      if (line !== undefined) found.push(line);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return found;
}

async function post(stage: Stage, manner: Manner): Promise<undefined> {
  await postByHand(stage, "slot-002", stage.photo(), manner);
}

/** Sends some of the request, and is gone: politely, or with a reset. */
async function leave(stage: Stage, dice: Dice): Promise<undefined> {
  const photo = Buffer.concat([stage.photo(), Buffer.alloc(PADDING_BYTES)]);
  await postByHand(stage, "slot-002", photo, async ({ socket }, request) => {
    const from = dice(2) === 0 ? 0 : request.length - 200;
    const part = request.subarray(0, from + dice(from === 0 ? request.length : 199));
    await new Promise<void>((resolve) => socket.write(part, () => resolve()));
    await sleep(dice(3));
    if (dice(2) === 0) socket.destroy();
    else socket.resetAndDestroy();
  });
  await sleep(BETWEEN_MS);
}

/** Several leave when the provider has their photos; it ends its work only then. */
async function leaveInWork(stage: Stage): Promise<void> {
  const { provider } = stage;
  const release = provider.hold("slot-002");
  await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      post(stage, async ({ socket }, request) => {
        socket.write(request);
        await until(() => provider.open("slot-002") >= AT_ONCE, PATIENCE_MS);
        socket.destroy();
      }),
    ),
  );
  release();
}

const leaveInAnswer: Manner = ({ socket }, request) => {
  socket.once("data", () => socket.resetAndDestroy());
  socket.write(request);
};

const halfClose: Manner = ({ socket }, request) => void socket.end(request);

const PIECE_BYTES = 400;
const PIECE_EVERY_MS = 20;

const writeSlowly: Manner = async ({ socket }, request) => {
  for (let at = 0; at < request.length; at += PIECE_BYTES) {
    socket.write(request.subarray(at, at + PIECE_BYTES));
    await sleep(PIECE_EVERY_MS);
  }
};

async function expectPicture(stage: Stage, who: string, manner: Manner): Promise<string | undefined> {
  const { came, wrong } = await postByHand(stage, "slot-002", stage.photo(), manner);
  if (wrong !== undefined) return `${who}: ${wrong}`;
  return statusIn(came) === 200 ? undefined : `${who}: answered ${statusIn(came)}`;
}
