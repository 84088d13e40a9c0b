/** histogram_quantile: buckets of a vector gathered by their other labels, and the quantile of each histogram. */
import { dropping, type LabelSet, labelValue, METRIC_NAME } from "./labels.ts";
import type { Element, Vector } from "./value.ts";

/** How many observations were not above a bound; cumulative over the buckets of a histogram. */
export interface Bucket {
  readonly bound: number;
  readonly count: number;
}

const withoutBound = dropping(["le"]);
const withoutBoundAndName = dropping(["le", METRIC_NAME]);

/** A quantile for each set of other labels, those of different metrics apart; elements without a bound are passed over. */
export function histogramQuantile(q: number, vector: Vector): Element[] {
  const histograms = new Map<string, { readonly set: LabelSet; readonly buckets: Bucket[] }>();
  for (const { set, value } of vector) {
    const bound = boundOf(labelValue(set, "le"));
    if (bound === undefined) continue;
    const { key } = withoutBound(set);
    const histogram = histograms.get(key) ?? { set: withoutBoundAndName(set), buckets: [] };
    histograms.set(key, histogram);
    histogram.buckets.push({ bound, count: value });
  }
  return [...histograms.values()].map(({ set, buckets }) => ({ set, value: bucketQuantile(q, buckets) }));
}

/** A number as Go reads one; undefined for what is none. */
function boundOf(text: string): number | undefined {
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/**
 * The quantile, linear within its bucket; the highest finite bound when it lies above that. NaN without a bucket of +Inf,
 * without a finite one, or without observations.
 */
export function bucketQuantile(q: number, unsorted: readonly Bucket[]): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const buckets = cumulative(unsorted);
  const top = buckets.length - 1;
  const [last, highest] = [buckets[top], buckets[top - 1]];
  if (!last || last.bound !== Number.POSITIVE_INFINITY || !highest || last.count === 0) return Number.NaN;
  const rank = q * last.count;
  const index = firstReaching(buckets, rank);
  const [below = { bound: 0, count: 0 }, hit] = [buckets[index - 1], buckets[index]];
  if (index === top || !hit) return highest.bound;
  if (index === 0 && hit.bound <= 0) return hit.bound;
  return below.bound + (hit.bound - below.bound) * ((rank - below.count) / (hit.count - below.count));
}

/** The first bucket but the last whose count reaches the rank, by bisection; else the last. */
function firstReaching(buckets: readonly Bucket[], rank: number): number {
  let [low, high] = [0, buckets.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.count ?? Number.NaN) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** In the order of their bounds, those of one bound as one, and counts that never fall. */
function cumulative(unsorted: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const bucket of unsorted.toSorted((a, b) => (a.bound === b.bound ? 0 : a.bound - b.bound))) {
    const last = merged.at(-1);
    if (last?.bound === bucket.bound) merged[merged.length - 1] = { ...last, count: last.count + bucket.count };
    else merged.push(bucket);
  }
  let most = merged[0]?.count ?? Number.NaN;
  return merged.map((bucket) => {
    if (bucket.count > most) most = bucket.count;
    return bucket.count < most ? { ...bucket, count: most } : bucket;
  });
}
