/** What follows from an attempt to deliver a message: pure, from how it ended. Times in milliseconds. */

export type Verdict =
  | { readonly is: "delivered" }
  | { readonly is: "failed"; readonly error: string; readonly retryInMs: number }
  | { readonly is: "given_up"; readonly error: string };

/** How an attempt ended: by an answer, or by the code of what kept it from one. */
export type Answer = { readonly status: number; readonly retryAfter: string | null } | { readonly unreachable: string };

export interface Attempt {
  /** 1 the first time. */
  readonly attempt: number;
  /** Since the message was put in. */
  readonly ageMs: number;
  /** From 0 to below 1, drawn at random. */
  readonly jitter: number;
  /** By the wall clock, for a Retry-After that is a date. */
  readonly nowMs: number;
}

const BACKOFF_MS = { first: 1_000, most: 600_000 };
/** A receiver may ask for more than our own longest pause, but not for ever. */
const MOST_RETRY_AFTER_MS = 3_600_000;
/** News that is older than this helps nobody. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/** The receiver has seen this very message and will never take it: gone, or not as it wants it. */
const FINAL_STATUSES = [400, 405, 410, 411, 413, 414, 415, 422];

/** Any 2xx is a delivery; what else is tried again with growing pauses for three days, except where that is no use. */
export function judge(answer: Answer, { attempt, ageMs, jitter, nowMs }: Attempt): Verdict {
  if ("status" in answer && answer.status >= 200 && answer.status < 300) return { is: "delivered" };
  const error = "status" in answer ? `the receiver answered ${answer.status}` : answer.unreachable;
  if ("status" in answer && FINAL_STATUSES.includes(answer.status)) return { is: "given_up", error };
  const pauseMs = Math.min(BACKOFF_MS.first * 2 ** (attempt - 1), BACKOFF_MS.most) * (0.5 + jitter / 2);
  const askedMs = "status" in answer ? retryAfterMs(answer.retryAfter, nowMs) : 0;
  const retryInMs = Math.round(Math.max(pauseMs, askedMs));
  if (ageMs + retryInMs > GIVE_UP_AFTER_MS) return { is: "given_up", error: `${error}, for three days` };
  return { is: "failed", error, retryInMs };
}

/** Of the header: seconds, or a date. 0 for none and for what is neither. */
function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(0, asked), MOST_RETRY_AFTER_MS);
}
