/** Asks a server again and again for a picture that it is paid for, while enough time is left to fetch it. */
import { setTimeout as wait } from "node:timers/promises";
import type { ProviderContext, ProviderFailure } from "../core/provider.ts";
import { CallFailed, failureIn } from "./call-failed.ts";

/** What a question gave: what was asked for, or why it is too early and when to ask again, in milliseconds. */
export type Asked<T> =
  | { readonly there: T }
  | { readonly early: ProviderFailure; readonly afterMs: number }
  | { readonly broken: ProviderFailure };

export interface Polling {
  readonly context: ProviderContext;
  /** Milliseconds before the first question; 0 asks at once, however little time is left. */
  readonly firstPauseMs: number;
  /** Milliseconds from a broken answer to the next question. */
  readonly everyMs: number;
  /** The failure when there is no time for a single question. */
  readonly tooLate: ProviderFailure;
}

/** Time that a last question and the download must have, and the shortest pause before it, in milliseconds. */
const lastQuestionMs = 1500;
const shortestPauseMs = 100;

/** So many broken answers in a row are no accident. */
export const patience = 3;

/** Asks until there is an answer or too little time is left; what the last question gave is the failure then. */
export async function untilThere<T>(polling: Polling, ask: () => Promise<Asked<T>>): Promise<T> {
  let broken = 0;
  let last = polling.tooLate;
  let pauseMs = polling.firstPauseMs;
  for (;;) {
    if (pauseMs > 0) await pause(polling, pauseMs, last);
    const asked = await ask().catch(brokenAnswer);
    if ("there" in asked) return asked.there;
    last = "early" in asked ? asked.early : asked.broken;
    pauseMs = "early" in asked ? asked.afterMs : polling.everyMs;
    broken = "early" in asked ? 0 : broken + 1;
    if (broken === patience) throw failed(last);
  }
}

/** Shorter than wished when that leaves time for one more question; rejects with `last` when there is none. */
async function pause({ context }: Polling, wishedMs: number, last: ProviderFailure): Promise<void> {
  const { signal, deadline } = context;
  const roomMs = deadline.remainingMs() - lastQuestionMs;
  const askedMs = last.retryAfterMs ?? 0;
  if (roomMs < Math.max(shortestPauseMs, askedMs)) throw failed(last);
  await wait(Math.max(askedMs, Math.min(wishedMs, roomMs)), undefined, { signal });
}

/** The work is paid for: a connection that breaks, or a server that is busy, is no reason to give it up at once. */
function brokenAnswer(error: unknown): { readonly broken: ProviderFailure } {
  const failure = failureIn(error);
  const passes = failure?.kind === "transient" || failure?.kind === "overload";
  if (failure === undefined || !passes || failure.ticketGone) throw error;
  return { broken: failure };
}

/** Ends a call with a failure that is known already. */
export function failed({ kind, reason, ...report }: ProviderFailure): CallFailed {
  return new CallFailed(kind, reason, report);
}
