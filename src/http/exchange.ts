/** A request and its answer on their way through the service: makes the Context, keeps the notes for the access log. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Outcome, SlotId } from "../../generated/contract.ts";
import { clientAddress, type IsProxy } from "../core/client-address.ts";
import { type AccessNotes, logAccess } from "./access-log.ts";
import type { Context } from "./context.ts";
import { protectiveHeaders } from "./headers.ts";
import { requestIdFrom } from "./request-id.ts";

export interface Exchange {
  readonly context: Context;
  readonly notes: AccessNotes;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** Begins the exchange of a request whose headers are in; its access-log line is written when it is over. */
export function beginExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { log: parent, isProxy }: { readonly log: Logger; readonly isProxy: IsProxy },
): void {
  const startedAt = performance.now();
  const requestId = requestIdFrom(request.headers["x-request-id"]);
  const log = parent.child({ request_id: requestId });
  const notes: AccessNotes = {};
  logAccess(request, response, log, startedAt, notes);
  response.setHeader("X-Request-Id", requestId);
  for (const [name, value] of protectiveHeaders) response.setHeader(name, value);
  // Every answer tells the state of a moment, or belongs to one person; what may be kept says so itself.
  response.setHeader("Cache-Control", "no-store");
  const clientGone = new AbortController();
  const answered = new Promise<number>((resolve) => {
    response.once("finish", () => resolve(performance.now()));
    response.once("close", () => {
      if (!response.writableFinished) clientGone.abort();
      resolve(performance.now());
    });
  });
  const remoteAddress = request.socket.remoteAddress ?? "";
  const context: Context = {
    requestId,
    log,
    remoteAddress,
    clientAddress: clientAddress(remoteAddress, request.headers, isProxy),
    headers: request.headers,
    startedAt,
    rawRequest: request,
    clientGone: clientGone.signal,
    answered,
    setJob(jobId: string, slotId?: SlotId, outcome?: Outcome) {
      if (!response.headersSent) response.setHeader("X-Job-Id", jobId);
      Object.assign(notes, { jobId }, slotId && { slotId }, outcome && { outcome });
    },
  };
  exchanges.set(request, { context, notes });
}

/** The exchange that was begun for this request. */
export function exchangeOf(request: IncomingMessage): Exchange {
  const exchange = exchanges.get(request);
  if (exchange === undefined) throw new Error("A request reached a route whose exchange was never begun.");
  return exchange;
}
