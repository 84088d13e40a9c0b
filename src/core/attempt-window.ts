/** Counts of calls to a provider over a sliding window, in a memory that does not grow with them. */
import type { Result } from "../../generated/contract.ts";

export interface Counts {
  /** Calls that say something about the provider: those that somebody stopped do not. */
  readonly attempts: number;
  /** Those of them that gave neither a picture nor a verdict on the photo. */
  readonly imageless: number;
  /** Photos whose last call said something about the provider, and those that it gave nothing for. */
  readonly finals: number;
  readonly imagelessFinals: number;
  readonly configuration: number;
}

export interface AttemptWindow {
  /** A call that ended. */
  add(nowMs: number, result: Result): void;
  /** What the last call of a photo at the provider came to. */
  addFinal(nowMs: number, result: Result): void;
  /** Of the last `spanMs`, or of all that is remembered if that is less. */
  sum(nowMs: number, spanMs: number): Counts;
  /**
   * For how long the calls of the last `spanMs` have been failing: milliseconds since the step of the first imageless one
   * was over, in whole steps, so that `sum` of as much counts what came after it alone. undefined without such a call.
   */
  failingForMs(nowMs: number, spanMs: number): number | undefined;
  clear(): void;
}

export const noCounts: Counts = { attempts: 0, imageless: 0, finals: 0, imagelessFinals: 0, configuration: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    attempts: a.attempts + b.attempts,
    imageless: a.imageless + b.imageless,
    finals: a.finals + b.finals,
    imagelessFinals: a.imagelessFinals + b.imagelessFinals,
    configuration: a.configuration + b.configuration,
  };
}

/** Whether a result tells of a failing provider: a photo that was refused is an answer, a call that was stopped nothing. */
export function isImageless(result: Result): boolean {
  return result !== "ok" && result !== "rejected" && result !== "aborted";
}

function ofAttempt(result: Result): Counts {
  if (result === "aborted") return noCounts;
  const configuration = result === "configuration" ? 1 : 0;
  return { ...noCounts, attempts: 1, imageless: isImageless(result) ? 1 : 0, configuration };
}

function ofFinal(result: Result): Counts {
  if (result === "aborted") return noCounts;
  return { ...noCounts, finals: 1, imagelessFinals: isImageless(result) ? 1 : 0 };
}

/** An empty window that remembers `windowMs` and slides in steps. Times may come from any clock that does not go back. */
export function createAttemptWindow(windowMs: number, stepMs: number): AttemptWindow {
  const steps = new Map<number, Counts>();
  const stepOf = (nowMs: number) => Math.floor(nowMs / stepMs);
  const firstOf = (nowMs: number, spanMs: number) => stepOf(nowMs) - Math.round(spanMs / stepMs) + 1;
  const put = (nowMs: number, counts: Counts) => {
    for (const step of steps.keys()) if (step < firstOf(nowMs, windowMs)) steps.delete(step);
    steps.set(stepOf(nowMs), addCounts(steps.get(stepOf(nowMs)) ?? noCounts, counts));
  };
  return {
    add: (nowMs, result) => put(nowMs, ofAttempt(result)),
    addFinal: (nowMs, result) => put(nowMs, ofFinal(result)),
    sum(nowMs, spanMs) {
      const first = firstOf(nowMs, Math.min(spanMs, windowMs));
      return [...steps].reduce((sum, [step, counts]) => (step < first ? sum : addCounts(sum, counts)), noCounts);
    },
    failingForMs(nowMs, spanMs) {
      const first = firstOf(nowMs, Math.min(spanMs, windowMs));
      const failing = [...steps].filter(([step, { imageless }]) => step >= first && imageless > 0);
      if (failing.length === 0) return undefined;
      return Math.max(0, stepOf(nowMs) - Math.min(...failing.map(([step]) => step))) * stepMs;
    },
    clear: () => steps.clear(),
  };
}
