/** What is wrong with a slot, at one look: the worst thing first, and how bad it is. */
import type { HallSlot } from "./live.ts";

/** `off` is out of service on purpose; `quiet` has had no photo. */
export type Level = "bad" | "warn" | "off" | "ok" | "quiet";

export interface Verdict {
  readonly level: Level;
  readonly code:
    | "maintenance"
    | "tripped"
    | "probing"
    | "degraded"
    | "timeouts"
    | "failures"
    | "mended"
    | "late"
    | "near"
    | "quiet"
    | "fine";
}

/** The share of photos without a picture that the SLA still bears. */
const BEARABLE = 0.05;
/** The share of T from which it gets tight. */
const TIGHT = 0.8;
/** So many pictures one after the other say that what failed before works again. */
const AGAIN = 3;

export function verdictOf(slot: HallSlot): Verdict {
  if (slot.state === "maintenance") return { level: "off", code: "maintenance" };
  if (slot.state === "tripped") return { level: "bad", code: "tripped" };
  if (slot.state === "probing") return { level: "warn", code: "probing" };
  const { answered, timeouts, failed, deadline_used_p95: used } = slot;
  const bad = timeouts + failed;
  const code = timeouts >= failed ? "timeouts" : "failures";
  if (bad > 0 && bad > BEARABLE * (answered + bad)) {
    return slot.in_a_row >= AGAIN ? { level: "warn", code: "mended" } : { level: "bad", code };
  }
  if (used !== null && used > 1) return { level: "bad", code: "late" };
  if (slot.state === "degraded") return { level: "warn", code: "degraded" };
  if (bad > 0) return { level: "warn", code };
  if (used !== null && used > TIGHT) return { level: "warn", code: "near" };
  return answered === 0 ? { level: "quiet", code: "quiet" } : { level: "ok", code: "fine" };
}

const order: readonly Level[] = ["bad", "warn", "off", "quiet", "ok"];

/** Slots with the same thing wrong. */
export interface Trouble extends Verdict {
  readonly slots: readonly HallSlot[];
}

/** What wants somebody's attention, the worst first, and where. */
export function needing(slots: readonly HallSlot[]): readonly Trouble[] {
  const found = new Map<string, { verdict: Verdict; slots: HallSlot[] }>();
  for (const slot of slots) {
    const verdict = verdictOf(slot);
    // What works again is told on its tile; nobody has to do anything.
    if (verdict.code === "mended" || (verdict.level !== "bad" && verdict.level !== "warn")) continue;
    const key = `${verdict.level} ${verdict.code}`;
    const entry = found.get(key) ?? { verdict, slots: [] };
    entry.slots.push(slot);
    found.set(key, entry);
  }
  return [...found.values()]
    .map(({ verdict, slots: own }) => ({ ...verdict, slots: own }))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || b.slots.length - a.slots.length);
}

/** How far a value is from its limit, as a share of it: below 1 is within. null when nothing is known. */
export function shareOfLimit(value: number | null, threshold: number): number | null {
  return value === null || threshold === 0 ? null : value / threshold;
}
