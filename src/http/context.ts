/** What a handler knows of its request beyond the parsed parameters; the one thing of HTTP that features see. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { Outcome, SlotId } from "../../generated/contract.ts";
import type { Operator } from "../core/operator.ts";

/** One request. Made by http/mount.ts as soon as its headers are in and the answer before it on its connection is out. */
export interface Context {
  readonly requestId: string;
  /** Child logger that carries the request id. */
  readonly log: Logger;
  /** Address of the TCP peer, never a forwarded header; "" when the peer has gone already. */
  readonly remoteAddress: string;
  /** Address of the client, as far as proxies are believed that passed the request on; else the peer's. */
  readonly clientAddress: string;
  readonly headers: IncomingHttpHeaders;
  /** performance.now() at the moment this was made, in milliseconds. */
  readonly startedAt: number;
  /** Who signed in, or whose token this is; absent where the operation asks for no operator. */
  readonly operator?: Operator | undefined;
  /** The request as Node has it. Its body is read by handlers of operations with a streamed body only. */
  readonly rawRequest: IncomingMessage;
  /** Aborts when the client closes the connection before it holds its whole answer. */
  readonly clientGone: AbortSignal;
  /** performance.now() at the last byte out, or at the end of the connection; never rejects. */
  readonly answered: Promise<number>;
  /**
   * Names the job of this request: X-Job-Id of whatever is answered, and the access log. May be called again when the
   * outcome is known.
   */
  setJob(jobId: string, slotId?: SlotId, outcome?: Outcome): void;
}
