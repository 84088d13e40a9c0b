/** The one absolute deadline of a request, on the monotonic clock. */

export interface Deadline {
  /** performance.now() from which the deadline counts, in milliseconds. */
  readonly startedAt: number;
  /** From `startedAt` to the deadline, in milliseconds. */
  readonly totalMs: number;
  /** Aborts at the deadline, unless it was stopped before. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never below 0. */
  remainingMs(): number;
  elapsedMs(): number;
  /** Frees the timer; the signal no longer aborts. */
  stop(): void;
}

/** Why a signal of a deadline aborted. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/** Starts a deadline `totalMs` after `startedAt` (performance.now(), may lie in the past). */
export function startDeadline(totalMs: number, startedAt: number = performance.now()): Deadline {
  const controller = new AbortController();
  const elapsedMs = () => performance.now() - startedAt;
  // Timers fire up to a millisecond early: once the signal has aborted nothing is left, whatever the clock says.
  const remainingMs = () => (controller.signal.aborted ? 0 : Math.max(0, totalMs - elapsedMs()));
  const timer = setTimeout(() => controller.abort(new DeadlinePassed("The deadline has passed.")), remainingMs());
  return { startedAt, totalMs, signal: controller.signal, remainingMs, elapsedMs, stop: () => clearTimeout(timer) };
}

/**
 * The deadline of a part of the work: `totalMs` from now, or that of the whole when it comes first, and then with the
 * signal of the whole. Stop it when the part is over; the whole goes on.
 */
export function startPart(whole: Deadline, totalMs: number): Deadline {
  if (totalMs < whole.remainingMs()) return startDeadline(totalMs);
  const startedAt = performance.now();
  return {
    ...whole,
    startedAt,
    totalMs: whole.remainingMs(),
    elapsedMs: () => performance.now() - startedAt,
    stop: () => undefined,
  };
}

/** Resolves with undefined when the signal aborts; at once if it has. */
export function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

/** What `work` gives, or undefined when the signal aborts first; `work` goes on either way. */
export function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return Promise.race([work, whenAborted(signal)]);
}

/** What `work` gives within `ms`, or undefined; `work` goes on either way, and a late rejection of it is not unhandled. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
