/** A provider that answers in every bad way at once, while other slots work: each photo is answered once and in time. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import { freePort } from "../testkit/ports.ts";
import { postByHand, statusIn } from "./by-hand.ts";
import { databaseKinds, type Fault } from "./fault.ts";
import { footprintOf, leftSince, telling } from "./footprint.ts";
import { type BadProvider, modes, startBadProvider } from "./provider-modes.ts";
import { openClient, requestHead } from "./raw-http.ts";
import type { Stage } from "./stage.ts";

/** Photos of each mode: with those of the load, fewer than the 100 permits. */
const EACH = 2;
/** Between one and the next: they are in work at once all the same. */
const APART_MS = 50;
const ROUNDS = { quick: 1, full: 40 };
const CLIENTS = 3;
/** The load before anything is measured: by then every code path has grown its buffers. */
const WARM_UP_MS = 2_000;
const PROBES = 200;
const PING_EVERY_MS = 10_000;

export const provider: Fault = {
  name: "provider",
  says: "a provider that refuses, hangs, drips, babbles, resets or is late, under load",
  needs: [],
  databases: databaseKinds,
  async run({ size, dice, stage: createStage, say }) {
    const bad = await startBadProvider(dice);
    try {
      const port = await freePort();
      const stage = await createStage({
        // The bad slot must not take the places of the others: that it could is what limits by provider are for.
        variables: {
          ...telling,
          HTTP_MAX_PARALLEL: "1000",
          OPENAI_API_KEY: "sk-of-nobody",
          OPENAI_BASE_URL: bad.pingedUrl,
        },
        slots: ({ httpSettings }) => ({
          "slot-001": { provider: "http", settings: httpSettings("slot-001"), maxAttempts: 1 },
          "slot-002": { provider: "http", settings: httpSettings("slot-002"), maxAttempts: 1 },
          // No breaker takes slot-test from its provider, however often that fails.
          "slot-test": { provider: "http", settings: bad.settings, maxAttempts: 1 },
          "slot-003": { provider: "http", settings: bad.deafSettings, maxAttempts: 1 },
          "slot-004": {
            provider: "http",
            settings: { url: `http://127.0.0.1:${port}/edit`, encoding: "json" },
            maxAttempts: 1,
          },
        }),
      });
      await stage.start();
      const broken: string[] = [];
      const stopWarmUp = stage.load(CLIENTS);
      await sleep(WARM_UP_MS);
      await stopWarmUp();
      const before = await footprintOf(stage);
      for (let round = 1; round <= ROUNDS[size]; round += 1) {
        broken.push(...(await oneRound(stage, bad, round)));
        if (size === "full") say(`${round} rounds`);
      }
      broken.push(...(await leftSince(stage, before)), ...(await stage.verdict()));
      const did = `${modes.length + 2} bad answers, ${ROUNDS[size]} times, ${stage.sent.length} photos in all`;
      return { did, broken: [...new Set(broken)] };
    } finally {
      await bad.stop();
    }
  },
};

/** Every mode at once beside a load. Returns what was not as promised. */
async function oneRound(stage: Stage, bad: BadProvider, round: number): Promise<string[]> {
  const goodBefore = stage.sent.length;
  const stop = stage.load(CLIENTS);
  const posts = [
    ...modes.flatMap((mode) => Array.from({ length: EACH }, () => () => one(stage, bad, mode))),
    ...unread(stage, round),
  ];
  const waiting = new Set(posts);
  const [answers, probed] = await Promise.all([
    Promise.all(
      posts.map(async (post, at) => {
        await sleep(at * APART_MS);
        const line = await post();
        waiting.delete(post);
        return line;
      }),
    ),
    sleep(posts.length * APART_MS).then(() => probe(stage, bad, () => waiting.size > 0)),
  ]);
  await stop();
  const good = stage.sent.slice(goodBefore).filter(({ slot }) => slot === "slot-001" || slot === "slot-002");
  const lost = good.filter(({ came }) => statusIn(came) !== 200);
  return [
    ...answers.filter((line) => line !== ""),
    ...probed,
    ...lost.map(({ slot, came }) => `${slot}, whose provider is well, answered ${statusIn(came)} meanwhile`),
    ...(good.length > 0 ? [] : ["nobody was served meanwhile"]),
    ...(bad.led() === 0 ? [] : ["the service went where a redirect led"]),
  ];
}

/** Posts a photo that the bad provider answers like this; a line when its client was not told what it should be. */
async function one(stage: Stage, bad: BadProvider, mode: (typeof modes)[number]): Promise<string> {
  const photo = stage.photo();
  const mark = bad.tell(photo, mode);
  const { came, body, wrong } = await postByHand(stage, "slot-test", photo);
  const status = statusIn(came);
  if (wrong !== undefined) return `${mode.name}: ${wrong}`;
  if (!mode.statuses.some((allowed) => allowed === status)) return `${mode.name}: answered ${status}`;
  return status !== 200 || body.includes(mark) ? "" : `${mode.name}: the picture of another photo`;
}

/** Larger than what the system takes for who does not read. */
const LARGE_BYTES = 8 * 1024 ** 2;

/** Photos for providers that take no connection, or nothing over it. */
function unread(stage: Stage, round: number): (() => Promise<string>)[] {
  const large = Buffer.concat([stage.photo(), Buffer.alloc(LARGE_BYTES)]);
  const expecting = async (slot: SlotId, name: string, photo: Buffer, expected: number) => {
    const { came, wrong } = await postByHand(stage, slot, photo);
    if (wrong !== undefined) return `${name}: ${wrong}`;
    // After some rounds the breaker knows it, and does not ask it again.
    const isTripped = round > 1 && "reason" in came && came.reason === "slot_tripped";
    return statusIn(came) === expected || isTripped ? "" : `${name}: answered ${statusIn(came)}`;
  };
  return [
    () => expecting("slot-003", "a provider that reads nothing", large, 504),
    () => expecting("slot-004", "a provider that is not there", stage.photo(), 502),
  ];
}

/** Asks for health from many sides at once, while the provider hangs. */
async function probe(stage: Stage, bad: BadProvider, hangs: () => boolean): Promise<string[]> {
  const [pings, startedAt] = [bad.pings(), performance.now()];
  const statuses = await Promise.all(
    Array.from({ length: PROBES }, async () => {
      const { socket, closed, heard } = openClient(stage.url);
      socket.write(requestHead("GET /healthz", { Connection: "close" }));
      await closed;
      return heard().answers.map(({ status }) => status);
    }),
  );
  const pinged = bad.pings() - pings;
  const allowed = 1 + Math.floor((performance.now() - startedAt) / PING_EVERY_MS);
  return [
    // 503 where a check took its second: a machine that is busy.
    ...statuses.filter((each) => !/^(200|503)$/.test(String(each))).map((each) => `/healthz answered ${each}`),
    ...(hangs() ? [] : [`${PROBES} probes of /healthz waited for the provider`]),
    ...(pinged <= allowed ? [] : [`${PROBES} probes of /healthz pinged the provider ${pinged} times`]),
  ];
}
