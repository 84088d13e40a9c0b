/** Stats: how the jobs of a window ended and how long they took, from the counts and not from the jobs. */
import type { components } from "../../../generated/api.ts";
import { labelValues, type Outcome } from "../../../generated/contract.ts";
import { bucketBounds } from "../../../generated/metrics.ts";
import { type Bucket, bucketQuantile } from "../../core/promql/histogram.ts";
import { countPending } from "../../storage/repos/jobs.ts";
import { type OutcomeCount, readOutcomeCounts } from "../../storage/repos/outcome-counts.ts";
import type { Db } from "../../storage/schema.ts";

type Stats = components["schemas"]["Stats"];
type OutcomeStats = components["schemas"]["OutcomeStats"];

/** Nobody's booth: listed, and in no total. */
const TEST_SLOT = "slot-test";

/** Of the last `minutes` minutes, whole ones, and the begun one. Costs the same however many jobs there ever were. */
export async function readStats(db: Db, minutes: number): Promise<Stats> {
  const { sinceMs, untilMs, counts } = await readOutcomeCounts(db, minutes);
  const pending = await countPending(db);
  const booths = counts.filter(({ slotId }) => slotId !== TEST_SLOT);
  const slots = labelValues.slot_id.map((slotId) => ({
    slot_id: slotId,
    in_flight: pending.get(slotId) ?? 0,
    stats: statsOf(counts.filter((count) => count.slotId === slotId)),
  }));
  const providers = labelValues.provider
    .map((provider) => ({ provider, stats: statsOf(booths.filter((count) => count.provider === provider)) }))
    .filter(({ stats }) => stats.jobs > 0);
  return {
    window_minutes: minutes,
    since: new Date(sinceMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    in_flight: slots.reduce((sum, slot) => sum + (slot.slot_id === TEST_SLOT ? 0 : slot.in_flight), 0),
    total: statsOf(booths),
    slots,
    providers,
  };
}

function statsOf(counts: readonly OutcomeCount[]): OutcomeStats {
  const ended = (outcome: Outcome) => sumOf(counts.filter((count) => count.outcome === outcome));
  const buckets = bucketsOf(counts);
  const quantile = (q: number) => {
    const seconds = bucketQuantile(q, buckets);
    return Number.isNaN(seconds) ? null : seconds;
  };
  const jobs = sumOf(counts);
  const promised = jobs - ended("refused");
  return {
    jobs,
    outcomes: Object.fromEntries(labelValues.outcome.map((outcome) => [outcome, ended(outcome)])),
    timeout_share: promised === 0 ? null : ended("timeout") / promised,
    p50_seconds: quantile(0.5),
    p95_seconds: quantile(0.95),
  };
}

function sumOf(counts: readonly OutcomeCount[]): number {
  return counts.reduce((sum, { jobs }) => sum + jobs, 0);
}

/** Cumulative, as Prometheus has them; the bounds of an older version are kept beside those of this one. */
function bucketsOf(counts: readonly OutcomeCount[]): Bucket[] {
  const timed = counts.flatMap(({ le, jobs }) => (le === null ? [] : [{ bound: le, jobs }]));
  const bounds = new Set([
    ...bucketBounds.ingest_duration_seconds,
    Number.POSITIVE_INFINITY,
    ...timed.map(({ bound }) => bound),
  ]);
  return [...bounds].map((bound) => ({
    bound,
    count: timed.reduce((sum, bucket) => sum + (bucket.bound <= bound ? bucket.jobs : 0), 0),
  }));
}
