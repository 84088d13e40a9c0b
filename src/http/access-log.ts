/** One log line a request: allow-listed fields only, so nothing secret can be in it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Logger } from "pino";
import type { Outcome, SlotId } from "../../generated/contract.ts";
import type { FailureReason } from "../../generated/routes.ts";
import { isAnswered } from "./answer.ts";

/** What a request's line says beyond its status and time; filled in while the request is worked on. */
export interface AccessNotes {
  /** The pattern, never the URL. */
  route?: string;
  jobId?: string;
  slotId?: SlotId;
  /** Who asked: `operator:NAME` or `token:NAME`. */
  actor?: string;
  outcome?: Outcome;
  failureReason?: FailureReason;
  /** Settles when nothing more will be noted; never rejects. */
  served?: Promise<void>;
}

/** bytesRead of a connection when its last request was over. */
const bytesBefore = new WeakMap<Socket, number>();

/** Logs when the answer is out or the client is gone; in the second case, once it is known what became of the request. */
export function logAccess(
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
  startedAt: number,
  notes: AccessNotes,
): void {
  // Kept now: a response lets go of its connection when it is finished.
  const { socket } = request;
  response.once("close", () => {
    const bytesIn = socket.bytesRead - (bytesBefore.get(socket) ?? 0);
    bytesBefore.set(socket, socket.bytesRead);
    const seen = {
      status: response.headersSent ? response.statusCode : null,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      bytes_in: bytesIn,
    };
    const gone = isAnswered(response) ? {} : { client_gone: true };
    const write = () => {
      const noted = {
        job_id: notes.jobId,
        slot_id: notes.slotId,
        actor: notes.actor,
        outcome: notes.outcome,
        failure_reason: notes.failureReason,
      };
      log.info({ method: request.method, route: notes.route ?? null, ...seen, ...noted, ...gone }, "request");
    };
    if (isAnswered(response) || notes.served === undefined) write();
    else void notes.served.then(write);
  });
}
