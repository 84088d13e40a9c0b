/** Stands in for the providers of many instances: counts how many calls it has at once, by provider, by slot and by photo. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { makeUnique } from "./photos.ts";
import { bytes, json, type Received, startProviderServer } from "./provider-server.ts";

/** What is counted together: a provider or a slot, by its name in the contract. */
export type CallPool = "http" | "openai" | `slot-${string}`;

export interface CountingProvider {
  /** Base of the providers that have one, as OPENAI_BASE_URL. */
  readonly url: string;
  /** Settings of a slot with the provider `http` that make its calls known as this slot's. */
  httpSettings(slot: string): { readonly url: string; readonly encoding: "json" };
  /** The same for the provider `openai`. */
  openaiSettings(slot: string): { readonly prompt: string };
  /** How long each call takes from now on, in milliseconds; a function is asked at each call. */
  answerAfter(ms: number | (() => number)): void;
  /** Keeps the calls of a slot from now on, also those that come later, until the returned function is called. */
  hold(slot: string): () => void;
  /** Calls that are open now. */
  open(pool: CallPool): number;
  /** The most that were open at once since the last resetPeaks. */
  peak(pool: CallPool): number;
  resetPeaks(): void;
  /** How often the photo with this SHA-256 was sent to the provider `http`, answered or not. */
  callsOf(photoSha256: string): number;
  /** The SHA-256 of the pictures that the provider `http` has made of the photo with this SHA-256. */
  picturesOf(photoSha256: string): ReadonlySet<string>;
  /** The jobs whose calls are open now, of the provider `http`. */
  openJobs(): string[];
  /** Calls that began so far. */
  calls(): number;
  /** Calls so far of which the answer was given, though perhaps not received. */
  answers(): number;
  stop(): Promise<void>;
}

/** Each call gets the picture, as other bytes each time. */
export async function startCountingProvider(picture: Buffer): Promise<CountingProvider> {
  const server = await startProviderServer();
  const open = new Map<string, number>();
  const peaks = new Map<string, number>();
  const photos = new Map<string, number>();
  const pictures = new Map<string, Set<string>>();
  const jobs = new Set<string>();
  const held = new Map<string, Promise<void>>();
  let answerAfterMs = (): number => 0;
  let calls = 0;
  let answers = 0;

  function enter(pools: readonly string[], job: string): () => void {
    calls += 1;
    jobs.add(job);
    for (const pool of pools) {
      const now = (open.get(pool) ?? 0) + 1;
      open.set(pool, now);
      peaks.set(pool, Math.max(now, peaks.get(pool) ?? 0));
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      jobs.delete(job);
      for (const pool of pools) open.set(pool, (open.get(pool) ?? 0) - 1);
    };
  }

  server.answer((received) => async (response) => {
    if (received.method === "GET") return await json(200, { data: [] })(response);
    const { provider, slot, photoSha256 } = callOf(received);
    if (photoSha256 !== undefined) photos.set(photoSha256, (photos.get(photoSha256) ?? 0) + 1);
    const leave = enter([provider, slot], received.headers["x-job-id"] ?? "");
    const gone = new Promise<void>((resolve) => response.once("close", resolve));
    void gone.then(leave);
    await Promise.race([sleep(answerAfterMs()).then(() => held.get(slot)), gone]);
    // Before the answer: who reads it may begin the next call before this side has seen the end of this one.
    leave();
    if (!response.destroyed) answers += 1;
    const made = makeUnique(picture);
    if (photoSha256 !== undefined) pictures.set(photoSha256, new Set(pictures.get(photoSha256)).add(hashOf(made)));
    if (provider === "http") await bytes(200, made, { "content-type": "image/jpeg" })(response);
    else await json(200, { created: 0, data: [{ b64_json: made.toString("base64") }] })(response);
  });

  return {
    url: server.url,
    httpSettings: (slot) => ({ url: `${server.url}/http/${slot}`, encoding: "json" }),
    openaiSettings: (slot) => ({ prompt: `Winter, for ${slot}.` }),
    answerAfter(ms) {
      answerAfterMs = typeof ms === "number" ? () => ms : ms;
    },
    hold(slot) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(slot, promise);
      return () => {
        held.delete(slot);
        resolve();
      };
    },
    open: (pool) => open.get(pool) ?? 0,
    peak: (pool) => peaks.get(pool) ?? 0,
    resetPeaks() {
      for (const pool of peaks.keys()) peaks.set(pool, open.get(pool) ?? 0);
    },
    callsOf: (photoSha256) => photos.get(photoSha256) ?? 0,
    picturesOf: (photoSha256) => pictures.get(photoSha256) ?? new Set(),
    openJobs: () => [...jobs],
    calls: () => calls,
    answers: () => answers,
    stop: server.stop,
  };
}

interface Call {
  readonly provider: "http" | "openai";
  readonly slot: string;
  /** Only where the photo comes as it was posted. */
  readonly photoSha256?: string;
}

function callOf({ path, body }: Received): Call {
  const slot = /^\/http\/(slot-\w+)$/.exec(path)?.[1];
  if (slot === undefined) {
    const named = /Winter, for (slot-\w+)\./.exec(body.toString("latin1"))?.[1];
    if (named === undefined) throw new Error(`${path} was called without the prompt of openaiSettings.`);
    return { provider: "openai", slot: named };
  }
  const { image_b64: photo }: { image_b64: string } = JSON.parse(body.toString());
  return {
    provider: "http",
    slot,
    photoSha256: hashOf(Buffer.from(photo, "base64")),
  };
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
