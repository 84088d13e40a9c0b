/** Counts of calls to a provider over a sliding window, in a memory that does not grow with them. */
import type { LabelValue } from "../../generated/contract.ts";

export interface Counts {
  /** Calls that say something about the provider: those that somebody stopped do not. */
  readonly attempts: number;
  /** Those of them that gave neither a picture nor a verdict on the photo. */
  readonly imageless: number;
  /** Attempts that were the last one of their photo at this provider. */
  readonly finals: number;
  readonly imagelessFinals: number;
  readonly configuration: number;
}

export interface AttemptWindow {
  add(nowMs: number, result: LabelValue<"result">, final: boolean): void;
  sum(nowMs: number): Counts;
  clear(): void;
}

/** The window slides in steps of this part of it. */
const STEPS = 60;

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

/** What one call counts for: a photo that was refused is an answer, a call that was stopped is nothing. */
function countsOf(result: LabelValue<"result">, final: boolean): Counts {
  if (result === "aborted") return noCounts;
  const imageless = result === "ok" || result === "rejected" ? 0 : 1;
  return {
    attempts: 1,
    imageless,
    finals: final ? 1 : 0,
    imagelessFinals: final ? imageless : 0,
    configuration: result === "configuration" ? 1 : 0,
  };
}

/** An empty window of `windowMs`. Times may come from any clock that does not go back. */
export function createAttemptWindow(windowMs: number): AttemptWindow {
  const stepMs = windowMs / STEPS;
  const steps = new Map<number, Counts>();
  const forget = (nowMs: number) => {
    for (const step of steps.keys()) if (step <= Math.floor(nowMs / stepMs) - STEPS) steps.delete(step);
  };
  return {
    add(nowMs, result, final) {
      const step = Math.floor(nowMs / stepMs);
      forget(nowMs);
      steps.set(step, addCounts(steps.get(step) ?? noCounts, countsOf(result, final)));
    },
    sum(nowMs) {
      forget(nowMs);
      return [...steps.values()].reduce(addCounts, noCounts);
    },
    clear: () => steps.clear(),
  };
}
