/** What the page knows of the hall's stream: live, or since when no more, and when it is tried again. Pure. */
import type { Schemas } from "./api.ts";

export type Hall = Schemas["Hall"];
export type HallSlot = Hall["slots"][number];

/**
 * Why the stream does not run: the line broke, or was silent for too long; the page was hidden for long; the service said
 * no; nobody is signed in.
 */
export type StopReason = "lost" | "silent" | "hidden" | "refused" | "signed-out";

export interface LiveState {
  readonly phase: "starting" | "live" | "stopped";
  /** The last that came, and when it came; old unless the phase is live. */
  readonly hall: Hall | undefined;
  readonly hallAtMs: number;
  /** When the last sign of life came. */
  readonly heardAtMs: number;
  /** Set while stopped. */
  readonly why: StopReason | undefined;
  /** When it is tried again; undefined while it is being tried, and when it will not be. */
  readonly retryAtMs: number | undefined;
  /** Since when it is being tried; undefined while it is not. */
  readonly tryingSinceMs: number | undefined;
  /** How often it was tried in vain since it was last live. */
  readonly failures: number;
}

export type LiveEvent =
  | { readonly type: "hall"; readonly hall: Hall; readonly atMs: number }
  /** Something came, if only a comment. */
  | { readonly type: "heard"; readonly atMs: number }
  | { readonly type: "stopped"; readonly why: StopReason; readonly atMs: number }
  | { readonly type: "trying"; readonly atMs: number }
  /** Time passes. */
  | { readonly type: "tick"; readonly atMs: number };

/** The service sends something every 10 s: two of them missing is no chance. */
export const SILENCE_MS = 25_000;
/** A try that brought no hall by then is given up for another one. */
export const PATIENCE_MS = 10_000;
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export const initialLive: LiveState = {
  phase: "starting",
  hall: undefined,
  hallAtMs: 0,
  heardAtMs: 0,
  why: undefined,
  retryAtMs: undefined,
  tryingSinceMs: undefined,
  failures: 0,
};

export function nextLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case "hall":
      return { ...initialLive, phase: "live", hall: event.hall, hallAtMs: event.atMs, heardAtMs: event.atMs };
    case "heard":
      return { ...state, heardAtMs: event.atMs };
    case "stopped":
      return stopped(state, event.why, event.atMs);
    case "trying":
      return { ...state, retryAtMs: undefined, tryingSinceMs: event.atMs };
    case "tick":
      return isSilent(state, event.atMs) ? stopped(state, "silent", event.atMs) : state;
  }
}

function isSilent({ phase, heardAtMs, tryingSinceMs }: LiveState, atMs: number): boolean {
  if (phase === "live") return atMs - heardAtMs > SILENCE_MS;
  return tryingSinceMs !== undefined && atMs - tryingSinceMs > PATIENCE_MS;
}

/** A phase that is stopped already keeps since when: the last sign of life. To be hidden is no failure. */
function stopped(state: LiveState, why: StopReason, atMs: number): LiveState {
  const failures = why === "hidden" ? state.failures : state.failures + 1;
  const wait = WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? 0;
  return {
    ...state,
    phase: "stopped",
    why,
    failures,
    heardAtMs: state.heardAtMs === 0 ? atMs : state.heardAtMs,
    tryingSinceMs: undefined,
    retryAtMs: why === "signed-out" || why === "hidden" ? undefined : atMs + wait,
  };
}

/** The service evaluates its alerts every 15 s: what is older than three times that is no news. */
const EVALUATED_MS = 45_000;

/** When the alerts and key figures of the hall were evaluated, if that is too long ago; by the service's own clock. */
export function staleEvaluation({ hall, hallAtMs }: LiveState, nowMs: number): number | undefined {
  if (hall === undefined) return undefined;
  const evaluatedAtMs = Date.parse(hall.evaluated_at);
  // The clocks of the service and of this browser may differ: each is compared with itself.
  const age = Date.parse(hall.at) - evaluatedAtMs + Math.max(0, nowMs - hallAtMs);
  return age > EVALUATED_MS ? evaluatedAtMs : undefined;
}

/** A slot whose state is another than it was. */
export interface StateChange {
  readonly id: string;
  readonly state: HallSlot["state"];
}

/** What a screen reader is told of between two looks. The first look is no change. */
export function changesBetween(before: Hall | undefined, after: Hall): readonly StateChange[] {
  if (before === undefined) return [];
  const states = new Map(before.slots.map(({ id, state }) => [id, state]));
  return after.slots.filter(({ id, state }) => states.has(id) && states.get(id) !== state);
}
