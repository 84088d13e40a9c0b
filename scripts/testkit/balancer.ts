/**
 * What a load balancer does, in the client: it asks /healthz, gives each request to the next instance that is ready, and
 * passes on only what was not taken. Every try of every request stands in a journal.
 */
import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import { formHeaders, photoForm } from "./ingest.ts";
import { testPassword } from "./service.ts";

/** What came back for one try. */
export type Came =
  | {
      readonly status: number;
      /** "" on a 200. */
      readonly reason: string;
      readonly retryAfter: string | undefined;
      readonly jobId: string | undefined;
      readonly replayed: boolean;
      readonly sha256: string;
    }
  /** The connection failed; `sent`: after the whole upload had been given to it. */
  | { readonly error: string; readonly sent: boolean };

export interface Try {
  readonly instance: string;
  readonly came: Came;
  /** Milliseconds of performance.now(). */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** One request of a client. */
export interface Entry {
  readonly slot: SlotId;
  readonly photoSha256: string;
  /** One an instance that was asked; what came last is what the client got. */
  readonly tries: readonly [Try, ...Try[]];
}

export interface Backend {
  readonly name: string;
  readonly url: string;
}

export interface Balancer {
  /** Every request that has ended. */
  readonly journal: readonly Entry[];
  /** Posts a photo to the instance whose turn it is, and to the next ones while it is not taken. Never rejects. */
  post(slot: SlotId, photo: Buffer): Promise<Entry>;
  /** Posts a photo to this instance only. */
  postTo(name: string, slot: SlotId, photo: Buffer): Promise<Entry>;
  /** Posts the photo of an earlier request again, as a client does that got no picture. */
  again(entry: Entry): Promise<Entry>;
  stop(): Promise<void>;
}

/** How often each instance is asked whether it is ready. */
const CHECK_EVERY_MS = 200;
/** Above T. */
const CLIENT_TIMEOUT_MS = 40_000;

/** All instances take part until their first check. */
export function startBalancer(backends: readonly Backend[]): Balancer {
  const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
  const journal: Entry[] = [];
  const photos = new WeakMap<Entry, Buffer>();
  const ready = new Set(backends.map(({ name }) => name));
  const stopping = new AbortController();
  const checks = backends.map(async ({ name, url }) => {
    while (!stopping.signal.aborted) {
      if (await isReady(url)) ready.add(name);
      else ready.delete(name);
      await sleep(CHECK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  });

  let turn = 0;
  /** When none is ready all are asked: somebody may know better than the checks. */
  function nextBackends(): Backend[] {
    const chosen = backends.filter(({ name }) => ready.has(name));
    const [all, first] = [chosen.length === 0 ? backends : chosen, turn++];
    return all.map((_, i) => all[(first + i) % all.length]).filter((backend) => backend !== undefined);
  }

  async function send(order: readonly Backend[], slot: SlotId, photo: Buffer): Promise<Entry> {
    const tries: Try[] = [];
    for (const { name, url } of order) {
      const startedAt = performance.now();
      const came = await postOnce(agent, `${url}/api/ingest/${slot}`, photoForm(photo, testPassword));
      tries.push({ instance: name, came, startedAt, endedAt: performance.now() });
      if (!wasNotTaken(came)) break;
      ready.delete(name);
    }
    const [first, ...others] = tries;
    if (first === undefined) throw new Error("There is no instance of this name.");
    const entry: Entry = { slot, photoSha256: sha256(photo), tries: [first, ...others] };
    photos.set(entry, photo);
    journal.push(entry);
    return entry;
  }

  return {
    journal,
    post: (slot, photo) => send(nextBackends(), slot, photo),
    postTo: (name, slot, photo) =>
      send(
        backends.filter((backend) => backend.name === name),
        slot,
        photo,
      ),
    async again(entry) {
      const photo = photos.get(entry);
      if (photo === undefined) throw new Error("This request is of another balancer.");
      return await send(nextBackends(), entry.slot, photo);
    },
    async stop() {
      stopping.abort();
      await Promise.all(checks);
      agent.destroy();
    },
  };
}

/** Another instance may have the request: nobody listened, it says that it drains, or the upload never left here. */
export function wasNotTaken(came: Came): boolean {
  if ("error" in came) return !came.sent;
  return came.status === 503 && came.reason === "draining";
}

/** What the client got. */
export function answerOf({ tries }: Entry): Came {
  return (tries.at(-1) ?? tries[0]).came;
}

/** The status that the client got, or the error of its connection. */
export function statusOf(entry: Entry): number | string {
  const came = answerOf(entry);
  return "error" in came ? came.error : came.status;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_500) }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok ?? false;
}

/** Posts a whole form and waits for whatever comes. Never rejects. */
export function postOnce(agent: Agent, url: string, body: Buffer): Promise<Came> {
  return new Promise((resolve) => {
    let sent = false;
    const headers = { ...formHeaders, "Content-Length": String(body.length) };
    const sending = request(url, { method: "POST", headers, agent, timeout: CLIENT_TIMEOUT_MS });
    const failed = (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message, sent });
    sending.once("finish", () => {
      sent = true;
    });
    sending.once("timeout", () => sending.destroy(new Error(`no answer within ${CLIENT_TIMEOUT_MS} ms`)));
    sending.on("error", failed);
    sending.once("response", async (response) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
      } catch (error) {
        return resolve({ error: `cut in the answer: ${error}`, sent });
      }
      const { statusCode: status = 0, headers: got } = response;
      const bytes = Buffer.concat(chunks);
      resolve({
        ...{ status, sha256: sha256(bytes), retryAfter: got["retry-after"] },
        reason: status === 200 ? "" : String(JSON.parse(bytes.toString())["failure_reason"]),
        jobId: got["x-job-id"]?.toString(),
        replayed: got["idempotent-replayed"] === "true",
      });
    });
    sending.end(body);
  });
}

/** As hexadecimal digits. */
export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
