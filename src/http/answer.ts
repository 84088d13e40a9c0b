/** Writes answers: texts, streams, and refusals that are out before the request's body is in. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** How long a response may make no progress before it is closed. */
export const STALL_MS = 30_000;
/** What a response must bring on the average beyond that time: little for a slow line, much for who holds it on purpose. */
const SLOWEST_BYTES_PER_MS = 1024 / 1000;

/**
 * What is read of a refused request's body. Many HTTP clients look for the answer only when they have written the whole
 * photo: to them a connection that ends earlier is a broken network, not a wrong password.
 */
const DRAIN = { bytes: 32 * 1024 * 1024, ms: 10_000, idleMs: 1_000 };
/** The same after a body that was too slow: it has had its time, and whoever drips it must not have twice as much. */
const LATE_DRAIN_MS = 1_000;

/** Sends a whole answer. `body` undefined is an answer without one. */
export function sendText(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | undefined,
): void {
  response.statusCode = status;
  if (body !== undefined) {
    response.setHeader("Content-Type", contentType);
    response.setHeader("Content-Length", Buffer.byteLength(body));
  }
  response.end(body);
}

/** Sends bytes as they come. When the source fails the connection breaks off: the client must not take it for whole. */
export async function sendBytes(
  response: ServerResponse,
  head: { readonly status: number; readonly contentType: string; readonly sizeBytes?: number | undefined },
  body: AsyncIterable<Uint8Array | string>,
): Promise<void> {
  if (response.closed || response.destroyed) return letGo(body);
  response.statusCode = head.status;
  response.setHeader("Content-Type", head.contentType);
  if (head.sizeBytes !== undefined) response.setHeader("Content-Length", head.sizeBytes);
  if (response.req.method === "HEAD") {
    // Read to its end for nobody, a body could take for ever.
    letGo(body);
    response.end();
    return;
  }
  await pipeline(body, response);
}

/** Nobody reads it. A stream holds a file: pipeline() lets go of it only once it has begun to read. */
function letGo(body: AsyncIterable<Uint8Array | string>): void {
  if (body instanceof Readable) body.destroy();
}

/** Whole answers that are out, although their connection had not ended when the client left it. */
const sentWhole = new WeakSet<ServerResponse>();

/** Whether the client was there until the whole answer was out. */
export function isAnswered(response: ServerResponse): boolean {
  return response.writableFinished || sentWhole.has(response);
}

/**
 * Sends a whole answer although the client may still be writing: the answer goes out at once, the connection ends when
 * the body is in, or after 32 MiB or 10 s of it, or when a second brings none of it; after a 408, in a second.
 */
export function sendEarly(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
): void {
  response.statusCode = status;
  response.setHeader("Connection", "close");
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.write(body, (error) => {
    if (!error) sentWhole.add(response);
  });
  let drained = 0;
  const timer = setTimeout(finish, status === 408 ? LATE_DRAIN_MS : DRAIN.ms);
  const idle = setTimeout(finish, DRAIN.idleMs);
  function finish(): void {
    clearTimeout(timer);
    clearTimeout(idle);
    request.off("data", count);
    request.pause();
    response.end();
  }
  function count(chunk: Uint8Array): void {
    drained += chunk.byteLength;
    idle.refresh();
    if (drained >= DRAIN.bytes) finish();
  }
  request.on("data", count);
  request.once("end", finish);
  request.once("error", finish);
  request.once("close", finish);
  request.resume();
}

/** Whether the client may still be sending a body. */
export function isBodyPending(request: IncomingMessage): boolean {
  if (request.complete || request.destroyed) return false;
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/**
 * Closes the connection when the response, about to be sent, makes no progress for `stallMs`, or has brought less than
 * 1 KiB for each second beyond the first `stallMs`; one that `waits`, as it tells of what happens, only has to go on.
 */
export function closeWhenStalled(response: ServerResponse, stallMs: number, waits = false): void {
  const { socket } = response;
  // A response that was closed before does not say so again: its timer would go on for ever, and keep all of the request.
  if (response.closed || response.destroyed) return;
  if (socket === null) {
    // Behind another answer on the same connection: it gets the connection when that one is out.
    response.once("socket", () => closeWhenStalled(response, stallMs, waits));
    return;
  }
  const sentBytes = () => socket.bytesWritten - socket.writableLength;
  const first = { sent: sentBytes(), at: performance.now() };
  let last = first;
  const timer = setInterval(() => {
    const now = { sent: sentBytes(), at: performance.now() };
    const isStalled = now.sent === last.sent && now.at - last.at >= stallMs;
    const isDripping = !waits && now.sent - first.sent < (now.at - first.at - stallMs) * SLOWEST_BYTES_PER_MS;
    if (isStalled || isDripping) response.destroy();
    if (now.sent !== last.sent) last = now;
  }, stallMs / 30);
  response.once("close", () => clearInterval(timer));
}
