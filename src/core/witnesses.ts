/**
 * Whose word counts when several instances call one provider: whether it is the provider that fails, or the way of one
 * instance to it. Pure; ADR 0023 says why.
 */
import type { SlotId } from "../../generated/contract.ts";
import { type AttemptWindow, addCounts, type Counts, noCounts } from "./attempt-window.ts";

/** What one instance has seen of a provider with the photos of one slot. */
export interface Testimony {
  readonly instance: string;
  readonly slotId: SlotId;
  readonly window: AttemptWindow;
}

/** Times in milliseconds. */
export interface WitnessRules {
  /** What happened longer ago is no evidence. */
  readonly windowMs: number;
  /** Whoever made a call within this time has traffic, and will soon see a failure as well if there is one. */
  readonly trafficMs: number;
  /** Of all calls of an instance that counts as cut off: half of them, five at least; or one that is refused for its key. */
  readonly failing: { readonly share: number; readonly attempts: number };
  /** Below this share of imageless calls the others get on well with the provider. */
  readonly wellBelow: number;
}

/** An instance that fails with a provider where others do not. */
export interface Suspect {
  readonly instance: string;
  readonly counts: Counts;
}

function total(heard: readonly Testimony[], nowMs: number, spanMs: number): Counts {
  return heard.map(({ window }) => window.sum(nowMs, spanMs)).reduce(addCounts, noCounts);
}

function shareOf({ attempts, imageless }: Counts): number {
  return attempts === 0 ? 0 : imageless / attempts;
}

/**
 * Whether the failures are the word of a single instance while another one that is alive has traffic and sees none: then
 * nobody else is to suffer for it yet. Without traffic of others there is no second witness to wait for.
 */
export function isOneAgainstOthers(
  heard: readonly Testimony[],
  living: readonly string[],
  nowMs: number,
  { windowMs, trafficMs }: WitnessRules,
): boolean {
  const failing = new Set(
    heard.filter(({ window }) => window.sum(nowMs, windowMs).imageless > 0).map(({ instance }) => instance),
  );
  const others = heard.filter(({ instance }) => !failing.has(instance) && living.includes(instance));
  return failing.size === 1 && total(others, nowMs, trafficMs).attempts > 0;
}

/**
 * An instance whose calls fail while the others, since it began, get pictures: for one of its failing slots, or where it
 * fails with two slots at least. With a single slot that nobody else uses, the slot's settings may be at fault as well.
 */
export function findCutOff(
  heard: readonly Testimony[],
  living: readonly string[],
  nowMs: number,
  rules: WitnessRules,
): Suspect | undefined {
  const ofLiving = heard.filter(({ instance }) => living.includes(instance));
  for (const instance of living) {
    const own = ofLiving.filter((testimony) => testimony.instance === instance);
    const others = ofLiving.filter((testimony) => testimony.instance !== instance);
    const counts = total(own, nowMs, rules.windowMs);
    if (isFailing(counts, rules) && isContradicted(own, others, nowMs, rules)) return { instance, counts };
  }
  return undefined;
}

function isFailing(counts: Counts, { failing }: WitnessRules): boolean {
  const enough = counts.configuration > 0 || counts.attempts >= failing.attempts;
  return enough && shareOf(counts) >= failing.share;
}

function isContradicted(
  own: readonly Testimony[],
  others: readonly Testimony[],
  nowMs: number,
  { windowMs, wellBelow }: WitnessRules,
): boolean {
  const failing = own.flatMap(({ slotId, window }) => {
    const forMs = window.failingForMs(nowMs, windowMs);
    return forMs === undefined ? [] : [{ slotId, forMs }];
  });
  const sinceMs = Math.max(...failing.map(({ forMs }) => forMs));
  const seen = total(others, nowMs, sinceMs);
  if (seen.attempts === seen.imageless || shareOf(seen) >= wellBelow) return false;
  const isAnswered = (id: SlotId) => {
    const same = total(
      others.filter(({ slotId }) => slotId === id),
      nowMs,
      sinceMs,
    );
    return same.attempts > same.imageless;
  };
  return failing.length >= 2 || failing.some(({ slotId }) => isAnswered(slotId));
}
