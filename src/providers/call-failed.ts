/** How the call of a driver that asks again and again ends with a failure, from wherever it is noticed. */
import type { FailureKind, ProviderContext, ProviderFailure, ProviderReport } from "../core/provider.ts";
import { callFailure, kindOfStatus, reportOf, retryAfterMs } from "./answers.ts";
import { OutboundFailure, type ServerAnswer } from "./outbound.ts";

/** What an answer says of itself, and how long it asks to wait. */
export type Report = ProviderReport & Pick<ProviderFailure, "retryAfterMs" | "ticketGone">;

/** Ends a call with this failure. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly failure: ProviderFailure;

  constructor(kind: FailureKind, reason: string, report: Report = {}) {
    super(reason);
    this.failure = { ...report, ok: false, kind, reason };
  }
}

/** The failure that an error of a call stands for; undefined when it is none of the server's. */
export function failureIn(error: unknown): ProviderFailure | undefined {
  if (error instanceof CallFailed) return error.failure;
  return error instanceof OutboundFailure ? { ok: false, kind: error.kind, reason: error.reason } : undefined;
}

/** The last answer of a call, which says for a failure what that does not say itself: status, request id, limits. */
export interface Heard {
  report: Report;
}

/** Sends a request of a call. Until its answer is there, nothing has been heard. */
export async function heardFrom(
  heard: Heard,
  idHeaders: readonly string[],
  sending: () => Promise<ServerAnswer>,
): Promise<ServerAnswer> {
  heard.report = {};
  const answer = await sending();
  heard.report = reportWithWait(answer, idHeaders);
  return answer;
}

/**
 * The failure that ends a call, with what was heard last. Throws the error again when it is none of the server's: a full
 * disk, a defect.
 */
export function endOf(error: unknown, context: ProviderContext, heard: Report): ProviderFailure {
  if (context.signal.aborted || !(error instanceof CallFailed)) return callFailure(error, context, heard);
  return { ...heard, ...error.failure };
}

const ofThePhoto = [413, 415, 422];

/** What an error status says where servers of this kind may mean the photo: too large, of a wrong type, not fit. */
export function kindOfRefusal(status: number): FailureKind {
  return ofThePhoto.includes(status) ? "rejected" : kindOfStatus(status);
}

/** The report of an answer with what it says about waiting; `idHeaders` are tried in turn for the request's id. */
export function reportWithWait(answer: ServerAnswer, idHeaders: readonly string[]): Report {
  const waitMs = retryAfterMs(answer);
  return { ...reportOf(answer, idHeaders), ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
}
