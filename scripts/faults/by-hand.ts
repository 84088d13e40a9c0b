/** Posts a photo byte by byte as it is told to, and looks whether exactly one whole answer comes, and when. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { SlotId } from "../../generated/contract.ts";
import { type Came, sha256 } from "../testkit/balancer.ts";
import { formHeaders } from "../testkit/ingest.ts";
import { openClient, type RawAnswer, type RawClient, requestHead } from "./raw-http.ts";
import type { Stage } from "./stage.ts";
import { waitedMs } from "./waited.ts";

export interface Posted {
  readonly came: Came;
  /** Of the picture, when there is one. */
  readonly body: Buffer;
  /** What is wrong with the answer, whatever its status; undefined when it is one, whole, and in time. */
  readonly wrong: string | undefined;
}

/** How a client behaves after its connection is made; the connection closes with the answer. */
export type Manner = (client: RawClient, request: Buffer) => void | Promise<void>;

const writeAll: Manner = ({ socket }, request) => void socket.write(request);

const lag = monitorEventLoopDelay();
lag.enable();

/** Posts to a slot and waits for the end of the connection. The answer must be there a second after T. */
export async function postByHand(
  stage: Stage,
  slot: SlotId,
  photo: Buffer,
  manner: Manner = writeAll,
  localAddress?: string,
): Promise<Posted> {
  const [startedAt, waitedBefore] = [performance.now(), await waitedMs(stage.service())];
  const client = openClient(stage.url, localAddress);
  await manner(client, requestOf(stage, slot, photo));
  const error = await client.closed;
  const ms = performance.now() - startedAt;
  const allowedMs = lagMs() + Math.max(0, (await waitedMs(stage.service())) - waitedBefore);
  const { answers, rest } = client.heard();
  const [answer] = answers;
  const came: Came = answer === undefined ? { error: error ?? "closed", sent: true } : cameOf(answer);
  stage.note({ slot, photoSha256: sha256(photo), came });
  const wrong = [
    ...(answers.length === 1 ? [] : [`${answers.length} answers`]),
    ...(rest.length === 0 ? [] : [`${rest.length} bytes that are no whole answer`]),
    ...(ms <= (stage.limits.tSeconds + 1) * 1000 + allowedMs ? [] : [`an answer after ${Math.round(ms)} ms`]),
  ].join(", ");
  return { came, body: answer?.body ?? Buffer.alloc(0), wrong: wrong === "" ? undefined : wrong };
}

/** How late a timer may be on this machine, here and in the service, in milliseconds: by what it was late here at most. */
export function lagMs(): number {
  return (2 * lag.max) / 1e6;
}

/** The whole request that posts a photo. */
export function requestOf(stage: Stage, slot: SlotId, photo: Buffer): Buffer {
  const form = stage.form(photo);
  const headers = { ...formHeaders, "Content-Length": form.length, Connection: "close" };
  return Buffer.concat([Buffer.from(requestHead(`POST /api/ingest/${slot}`, headers)), form]);
}

/** The status that came, or the error of the connection. */
export function statusIn(came: Came): number | string {
  return "error" in came ? came.error : came.status;
}

function cameOf({ status, headers, body }: RawAnswer): Came {
  return {
    ...{ status, sha256: sha256(body), retryAfter: headers.get("retry-after"), jobId: headers.get("x-job-id") },
    reason: status === 200 ? "" : String(JSON.parse(body.toString())["failure_reason"]),
    replayed: headers.get("idempotent-replayed") === "true",
  };
}
