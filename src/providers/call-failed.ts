/** How a driver's call ends with a failure from wherever it is noticed, and what a status means that has no words. */
import type { FailureKind, ProviderContext, ProviderFailure, ProviderReport } from "../core/provider.ts";
import { callFailure, oneLine, reportOf, retryAfterMs } from "./answers.ts";
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

/** The failure that ends a call. Throws the error again when it is none of the server's: a full disk, a defect. */
export function endOf(error: unknown, context: ProviderContext): ProviderFailure {
  if (context.signal.aborted || !(error instanceof CallFailed)) return callFailure(error, context);
  return error.failure;
}

const ofThePhoto = [413, 415, 422];
const ofTheMoment = [408, 409, 425];

/** What a status without a picture says about the call: of this photo, of this moment, or of what somebody set up. */
export function kindOfStatus(status: number): FailureKind {
  if (status === 429 || status === 503) return "overload";
  if (status >= 500 || ofTheMoment.includes(status)) return "transient";
  if (ofThePhoto.includes(status)) return "rejected";
  // Redirects are among them: they are never followed, so somebody must write down where they lead.
  return status >= 300 ? "configuration" : "no_image";
}

/** The report of an answer with what it says about waiting; `idHeaders` are tried in turn for the request's id. */
export function reportWithWait(answer: ServerAnswer, idHeaders: readonly string[]): Report {
  const waitMs = retryAfterMs(answer);
  return { ...reportOf(answer, idHeaders), ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
}

/** A server's own words for the log, without the secret that it was sent, which some servers repeat; "" for none. */
export function quoted(words: unknown, secret: string): string {
  if (words === undefined || words === null) return "";
  const text = typeof words === "string" ? words : JSON.stringify(words);
  return oneLine(text.replaceAll(secret, "***"));
}
