/** The step counters: over all instances, one ingest counts once, as a success, and one refusal counts once. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome, Reason, SlotId } from "../../generated/contract.ts";
import type { Metrics } from "../../generated/metrics.ts";
import { StepFailed } from "../steps.ts";
import { type Scrape, sumOf } from "./exposition.ts";

/** How long the counters may take after the answers: they count when the last byte is out. */
const PATIENCE_MS = 2_000;
const PERIOD_MS = 100;

/** A sum of series, and by how much the run is to move it. */
interface Expected {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

function expectedOf(slot: SlotId): Expected[] {
  const requests = "ingest_requests_total" satisfies keyof Metrics;
  const durations = "ingest_duration_seconds" satisfies keyof Metrics;
  const rejections = "ingest_rejected_total" satisfies keyof Metrics;
  const outcome = (value: Outcome) => ({ slot_id: slot, outcome: value });
  const reason = (value: Reason) => ({ reason: value });
  return [
    { name: requests, labels: outcome("success"), by: 1 },
    { name: requests, labels: outcome("timeout"), by: 0 },
    { name: `${durations}_count`, labels: { slot_id: slot }, by: 1 },
    { name: rejections, labels: reason("invalid_password"), by: 1 },
  ];
}

/** Values of the expected sums, in their order; undefined where no instance has such a series. */
export type Tally = readonly (number | undefined)[];

export function tally(scrapes: readonly Scrape[], slot: SlotId): Tally {
  return expectedOf(slot).map(({ name, labels }) => {
    const sums = scrapes.flatMap((found) => sumOf(found, name, labels) ?? []);
    return sums.length === 0 ? undefined : sums.reduce((sum, value) => sum + value, 0);
  });
}

/** Scrapes until everything has moved, for 2 s at the most. Throws StepFailed with what moved otherwise. */
export async function checkCounters(
  before: Tally,
  scrapeAll: () => Promise<readonly Scrape[]>,
  slot: SlotId,
): Promise<string> {
  const expected = expectedOf(slot);
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const after = tally(await scrapeAll(), slot);
    const moves = expected.map((sum, index) => ({ ...sum, moved: difference(before[index], after[index]) }));
    const waiting = moves.some(({ moved, by }) => moved >= 0 && moved < by);
    if (!waiting || performance.now() >= end) return judge(moves);
    await sleep(PERIOD_MS);
  }
}

/** NaN when a series is missing. */
function difference(before = Number.NaN, after = Number.NaN): number {
  return after - before;
}

function judge(moves: readonly (Expected & { readonly moved: number })[]): string {
  const faults = moves
    .filter(({ moved, by }) => moved !== by)
    .map(({ moved, by, ...sum }) => {
      if (Number.isNaN(moved)) return `${shown(sum)} is missing`;
      const why = moved > by ? "; somebody else may have used the slot meanwhile: run it again" : "";
      return `${shown(sum)} moved by ${moved}, not by ${by}${moved < 0 ? "; an instance has started anew" : why}`;
    });
  if (faults.length > 0) throw new StepFailed(faults.join("\n"));
  return moves.map(({ by, ...sum }) => `${shown(sum)} +${by}`).join("\n");
}

function shown({ name, labels }: Pick<Expected, "name" | "labels">): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}
