/** Connections that say nothing, half a head, or a body byte by byte, and readers that read nothing: all end in time. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { bytes, startProviderServer } from "../testkit/provider-server.ts";
import { lagMs, requestOf, statusIn } from "./by-hand.ts";
import type { Fault } from "./fault.ts";
import { footprintOf, hasConnection, leftSince, telling } from "./footprint.ts";
import { openClient, type RawClient } from "./raw-http.ts";
import type { Stage } from "./stage.ts";
import { waitedMs } from "./waited.ts";

/** Sockets in all, and how many addresses of this machine they come from. */
const SLOW = { quick: 200, full: 1_500 };
const ADDRESSES = 20;
const DRIP_EVERY_MS = 500;
const CLIENTS = 2;
const WARM_UP_MS = 1_000;
/** A head must be there after 10 s; a body after T, which is 10 s on the stage, and 1 s later its connection is closed. */
const REAPED_WITHIN_MS = { silent: 11_000, "half a head": 11_000, "slow body": 12_000 };
/** An answer that nobody reads may make no progress for 30 s. */
const STALLED_WITHIN_MS = 31_000;
/** A picture of so many pixels at both edges, all noise, is more than the buffers of both ends take. */
const PICTURE_EDGE = 3_000;
const LOOK_EVERY_MS = 250;
/** T, and what the drain waits beyond it. */
const DRAINED_WITHIN_MS = 16_000;

const ways = ["silent", "half a head", "slow body"] as const;

export const slowloris: Fault = {
  name: "slowloris",
  says: "slow connections, slow uploads, readers that stop, while others are served; and a drain with them",
  needs: [],
  // What ends them is no matter of the database; the faults on SQLite have more to do.
  databases: ["postgres"],
  async run({ size, stage: createStage }) {
    const large = await startProviderServer();
    const raw = { width: PICTURE_EDGE, height: PICTURE_EDGE, channels: 3 } as const;
    const noise = sharp(randomBytes(PICTURE_EDGE ** 2 * raw.channels), { raw });
    const picture = await noise.png({ compressionLevel: 0 }).toBuffer();
    large.answer(() => bytes(200, picture, { "content-type": "image/png" }));
    try {
      const stage = await createStage({
        // Uploads that take their time have permits as others have: how many is the limits' to say.
        variables: { ...telling, HTTP_MAX_PARALLEL: "1000", INGEST_MAX_PARALLEL: "1000" },
        slots: ({ httpSettings }) => ({
          "slot-001": { provider: "http", settings: httpSettings("slot-001"), maxAttempts: 1 },
          "slot-003": { provider: "http", settings: { url: large.url, encoding: "json" }, maxAttempts: 1 },
        }),
      });
      return await tryAll(stage, SLOW[size]);
    } finally {
      await large.stop();
    }
  },
};

async function tryAll(stage: Stage, count: number) {
  await stage.start();
  await stage.load(CLIENTS, ["slot-001"])();
  await sleep(WARM_UP_MS);
  const before = await footprintOf(stage);
  const stop = stage.load(CLIENTS, ["slot-001"]);
  const reaped = await Promise.all([
    ...Array.from({ length: count }, (_, number) => slow(stage, number)),
    stalled(stage),
    stalled(stage),
  ]);
  await stop();
  const lost = stage.sent.filter(({ came }) => statusIn(came) !== 200);
  const left = await leftSince(stage, before);
  const verdict = await stage.verdict();
  const drained = await drainWithThem(stage);
  const broken = [
    ...reaped.filter((line) => line !== ""),
    ...lost.map(({ came }) => `a quick client was answered ${statusIn(came)} meanwhile`),
    ...[...left, ...verdict, ...drained],
  ];
  return { did: `${count} slow connections, ${stage.sent.length} photos beside`, broken: [...new Set(broken)] };
}

/** Opens a slow connection, from an address of its own for some. Returns what was wrong with its end. */
async function slow(stage: Stage, number: number): Promise<string> {
  const way = ways[number % ways.length] ?? "silent";
  const [startedAt, waitedBefore] = [performance.now(), await waitedMs(stage.service())];
  const client = openSlow(stage, way, number);
  const error = await client.closed;
  const ms = performance.now() - startedAt;
  const allowedMs = lagMs() + Math.max(0, (await waitedMs(stage.service())) - waitedBefore);
  if (ms > REAPED_WITHIN_MS[way] + allowedMs) return `${way}: ended after ${Math.round(ms)} ms`;
  const statuses = client.heard().answers.map(({ status }) => status);
  // A refused upload may be told so by its answer, or have lost it with the rest of its body.
  const isRight = way === "slow body" ? /^(408|429)?$/.test(String(statuses)) : /^(400)?$/.test(String(statuses));
  return isRight ? "" : `${way}: answered ${statuses} (${error ?? "closed"})`;
}

function openSlow(stage: Stage, way: (typeof ways)[number], number: number): RawClient {
  const client = openClient(stage.url, `127.0.0.${2 + (number % ADDRESSES)}`);
  const { socket, closed } = client;
  const request = requestOf(stage, "slot-001", stage.photo());
  const headEnd = request.indexOf("\r\n\r\n") + 4;
  if (way === "half a head") socket.write(request.subarray(0, headEnd / 2));
  if (way === "slow body") {
    let at = headEnd;
    socket.write(request.subarray(0, at));
    const timer = setInterval(() => socket.write(request.subarray(at, ++at)), DRIP_EVERY_MS);
    void closed.then(() => clearInterval(timer));
  }
  return client;
}

/** Posts a photo and reads nothing of its answer. */
async function stalled(stage: Stage): Promise<string> {
  const { socket, heard, closed } = openClient(stage.url);
  socket.pause();
  socket.write(requestOf(stage, "slot-003", stage.photo()));
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  socket.once("connect", resolve);
  await connected;
  const [port, startedAt] = [socket.localPort ?? 0, performance.now()];
  const giveUpAt = startedAt + STALLED_WITHIN_MS + stage.limits.tSeconds * 1000 + lagMs();
  // Taken by the system, and by the service a moment later.
  while (!(await hasConnection(stage, port)) && performance.now() < giveUpAt) await sleep(LOOK_EVERY_MS);
  do await sleep(LOOK_EVERY_MS);
  while ((await hasConnection(stage, port)) && performance.now() < giveUpAt);
  const isLeft = await hasConnection(stage, port);
  if (isLeft) {
    socket.destroy();
    return "an answer that nobody reads stays for ever";
  }
  socket.resume();
  await closed;
  const { answers, rest } = heard();
  // It stood still: some of it came, and never all.
  return rest.length > 0 ? "" : `the answer that nobody should read was ${answers.map(({ status }) => status)}`;
}

/** Ends the service while there are such connections. */
async function drainWithThem(stage: Stage): Promise<string[]> {
  const clients = ways.flatMap((way) => Array.from({ length: 10 }, (_, number) => openSlow(stage, way, number)));
  await Promise.all(
    clients.map(({ socket }) => new Promise<void>((resolve) => socket.once("connect", () => resolve()))),
  );
  const startedAt = performance.now();
  const end = await stage.end("SIGTERM");
  const ms = performance.now() - startedAt;
  await Promise.all(clients.map(({ closed }) => closed));
  return [
    ...(end === 0 ? [] : [`the drain ended with ${end}`]),
    ...(ms <= DRAINED_WITHIN_MS + lagMs() ? [] : [`the drain took ${Math.round(ms)} ms`]),
  ];
}
