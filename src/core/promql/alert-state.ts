/**
 * What an alert is at a time: pending while its result has not lasted as long as its `for`, firing from then on, and for as
 * long as its `keep_firing_for` after the result is gone.
 */
import { type Labels, METRIC_NAME } from "./labels.ts";
import { EvaluationError, type Vector } from "./value.ts";

/** One result of an alert that holds. */
export interface ActiveAlert {
  /** Those of the result, without its name. */
  readonly labels: Labels;
  readonly value: number;
  readonly state: "pending" | "firing";
  /** Epoch milliseconds at which it began to hold, and at which it became firing. */
  readonly activeSinceMs: number;
  readonly firingSinceMs: number | undefined;
  /** When it ceased to hold, while it fires all the same; its value is then the last one. */
  readonly heldUntilMs: number | undefined;
}

export interface AlertState {
  /** Takes the result of an evaluation. Throws EvaluationError, and changes nothing, when two of it cannot be told apart. */
  take(timeMs: number, result: Vector): void;
  active(): readonly ActiveAlert[];
  /** When the last of them ceased to hold; undefined while none has. */
  quietSinceMs(): number | undefined;
}

/** Of a rule, in seconds: how long a result must last, and how long it fires without one. */
export interface Patience {
  readonly forSeconds: number;
  readonly keepFiringSeconds: number;
}

/** `ownLabels` are those of the rule, which win over those of a result. */
export function createAlertState({ forSeconds, keepFiringSeconds }: Patience, ownLabels: Labels): AlertState {
  let active = new Map<string, ActiveAlert>();
  let quietSinceMs: number | undefined;
  return {
    take(timeMs, result) {
      const next = new Map<string, ActiveAlert>();
      for (const { set, value } of result) {
        const { [METRIC_NAME]: _, ...labels } = { ...set.labels, ...ownLabels };
        const key = JSON.stringify(Object.entries(labels).sort());
        if (next.has(key))
          throw new EvaluationError("vector contains metrics with the same labelset after applying alert labels");
        next.set(key, stepped(active.get(key), { timeMs, labels, value, forSeconds }));
      }
      for (const [key, before] of active) {
        const kept = next.has(key) ? undefined : keptFiring(before, timeMs, keepFiringSeconds);
        if (kept !== undefined) next.set(key, kept);
      }
      if (next.size > 0) quietSinceMs = undefined;
      else if (active.size > 0) quietSinceMs = timeMs;
      active = next;
    },
    active: () => [...active.values()],
    quietSinceMs: () => quietSinceMs,
  };
}

interface Holding {
  readonly timeMs: number;
  readonly labels: Labels;
  readonly value: number;
  readonly forSeconds: number;
}

function stepped(before: ActiveAlert | undefined, { timeMs, labels, value, forSeconds }: Holding): ActiveAlert {
  const activeSinceMs = before?.activeSinceMs ?? timeMs;
  const fires = before?.firingSinceMs !== undefined || timeMs - activeSinceMs >= forSeconds * 1000;
  const firingSinceMs = fires ? (before?.firingSinceMs ?? timeMs) : undefined;
  return {
    ...{ labels, value, state: fires ? "firing" : "pending", activeSinceMs, firingSinceMs },
    heldUntilMs: undefined,
  };
}

/** One whose result is gone, while it fires on; undefined when it is over. */
function keptFiring(before: ActiveAlert, timeMs: number, keepFiringSeconds: number): ActiveAlert | undefined {
  const heldUntilMs = before.heldUntilMs ?? timeMs;
  const goesOn = before.state === "firing" && timeMs - heldUntilMs < keepFiringSeconds * 1000;
  return goesOn ? { ...before, heldUntilMs } : undefined;
}
