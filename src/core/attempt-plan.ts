/** Which call to a provider comes next, and how long it may take: pure, from what was tried and what time is left. */
import type { Provider } from "../../generated/contract.ts";
import { type Again, failureRules } from "./failure-kind.ts";
import type { ProviderTimes } from "./observed-times.ts";
import type { FailureKind } from "./provider.ts";
import type { Slot } from "./slot.ts";

/** A provider that a slot's photos can go to. */
export interface Choice {
  readonly provider: Provider;
  /** JSON; its shape is the provider's own. */
  readonly settings: unknown;
  /** Whether this is the slot's standby. */
  readonly standby: boolean;
}

/**
 * The providers of a slot in the order in which a photo tries them. A slot that is tripped or probing has its standby
 * alone; without one it has none, and takes no photos.
 */
export function chooseProviders({ state, provider, settings, standby }: Slot): readonly Choice[] {
  const own = { provider, settings, standby: false };
  const other = standby === null ? [] : [{ ...standby, standby: true }];
  return state === "tripped" || state === "probing" ? other : [own, ...other];
}

/** An attempt that gave no picture. */
export interface Tried {
  /** Its place among the choices. */
  readonly choice: number;
  readonly kind: FailureKind;
  /** What the provider asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Whether a call was made, which costs; false when the provider is not set up here. */
  readonly called: boolean;
  /** From 0 to below 1, drawn at random when it ended: where in its bounds the pause after it lies. */
  readonly jitter: number;
}

/** A job between two attempts. Times are milliseconds. */
export interface Situation {
  readonly choices: readonly Choice[];
  /** Calls that the photo may cost, all providers together. */
  readonly maxAttempts: number;
  /** From the request's headers to the job's deadline. */
  readonly totalMs: number;
  readonly remainingMs: number;
  /** Since the last attempt ended. */
  readonly sinceLastMs: number;
  readonly tried: readonly Tried[];
  readonly times: (provider: Provider) => ProviderTimes;
}

export type Step =
  | { readonly do: "attempt"; readonly choice: number; readonly capMs: number }
  /** Ask again after this time. */
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "stop" };

/**
 * What hash, publication and commit of a picture take, with a margin for timers that fire late. On a disk that is some
 * 20 ms; a PUT to S3 takes 100 to 300 ms, and a commit to PostgreSQL some 10.
 */
export const WRITE_MS = 500;
/** A standby is left at least this much, or this share of a short deadline. */
const LEAST_RESERVE = { ms: 5_000, share: 1 / 8 };

const stop: Step = { do: "stop" };

/**
 * The next step of a job. The first attempt always starts; a later one only when at least the time is left that its
 * provider takes for half of its pictures. While a standby can still come, the last call and its time are the standby's.
 */
export function nextStep(situation: Situation): Step {
  const { tried, remainingMs } = situation;
  const last = tried.at(-1);
  if (remainingMs <= 0) return stop;
  if (last === undefined) return start(situation, 0);
  if (callsLeft(situation) <= 0) return stop;
  const standby = standbyAfter(situation, last);
  return again(situation, last, standby) ?? (standby === undefined ? stop : start(situation, standby));
}

function callsLeft({ tried, maxAttempts }: Situation): number {
  return maxAttempts - tried.filter((attempt) => attempt.called).length;
}

function start(situation: Situation, choice: number): Step {
  return { do: "attempt", choice, capMs: situation.remainingMs - reserveMs(situation, choice, situation.remainingMs) };
}

/** The place of the choice that takes over from the last attempt's, if there is one and it can be in time. */
function standbyAfter({ choices, times, remainingMs }: Situation, last: Tried): number | undefined {
  const place = last.choice + 1;
  const choice = choices[place];
  if (choice === undefined || failureRules[last.kind].standby === "never") return undefined;
  return remainingMs >= times(choice.provider).p50Ms ? place : undefined;
}

/** Another call to the provider of the last attempt, after its pause; undefined when there is to be none. */
function again(situation: Situation, last: Tried, standby: number | undefined): Step | undefined {
  const { choices, tried, times, remainingMs, sinceLastMs } = situation;
  const rule = failureRules[last.kind];
  const choice = choices[last.choice];
  if (rule.again === undefined || choice === undefined) return undefined;
  const failures = tried.filter(({ choice: place, kind }) => place === last.choice && kind === last.kind);
  if (failures.length > rule.again.times) return undefined;
  if (standby !== undefined && rule.standby === "at_once" && last.retryAfterMs === undefined) return undefined;
  const waitMs = Math.max(0, pauseMs(rule.again, last) - sinceLastMs);
  const leftMs = remainingMs - waitMs;
  const reserve = standby === undefined ? 0 : reserveMs(situation, last.choice, leftMs);
  // A standby that could come now must not be lost to a call that hangs, nor to the last call that the photo may cost.
  if (standby !== undefined && reserve === 0) return undefined;
  if (leftMs - reserve < times(choice.provider).p50Ms + WRITE_MS) return undefined;
  return waitMs > 0 ? { do: "wait", ms: waitMs } : start(situation, last.choice);
}

function pauseMs({ pauseMs: { least, most } }: Again, { retryAfterMs = 0, jitter }: Tried): number {
  // Not Math.max alone: a driver's NaN must not end up in a timer.
  return (retryAfterMs > least ? retryAfterMs : least) + (most - least) * jitter;
}

/**
 * What an attempt at this choice leaves for the one after it: what that needs for nine of ten pictures, but never more
 * than half of what is left. Where half is less than it needs for one of two, nothing: it could not be in time anyway.
 */
function reserveMs(situation: Situation, choice: number, leftMs: number): number {
  const next = situation.choices[choice + 1];
  if (next === undefined || callsLeft(situation) < 2) return 0;
  const { p50Ms, p90Ms } = situation.times(next.provider);
  const least = Math.min(LEAST_RESERVE.ms, LEAST_RESERVE.share * situation.totalMs);
  const needed = p50Ms + WRITE_MS;
  const reserve = Math.min(Math.max(least, p90Ms, needed), leftMs / 2);
  return reserve < needed ? 0 : reserve;
}
