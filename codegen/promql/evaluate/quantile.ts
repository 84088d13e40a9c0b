/** Quantiles: of values, and of the buckets of a histogram. */

/** The quantile of values, between the two nearest ones; NaN counts as the least. */
export function quantile(q: number, values: readonly number[]): number {
  const outside = quantileOutside(q);
  if (values.length === 0) return Number.NaN;
  if (outside !== undefined) return outside;
  const sorted = values.toSorted(compareNanFirst);
  const rank = q * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return (sorted[lower] ?? Number.NaN) * (1 - weight) + (sorted[upper] ?? Number.NaN) * weight;
}

function compareNanFirst(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

/** What a quantile is that is none: undefined for one between 0 and 1. */
function quantileOutside(q: number): number | undefined {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  return q > 1 ? Number.POSITIVE_INFINITY : undefined;
}

/** How many observations were not above a bound; cumulative over the buckets of a histogram. */
export interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/**
 * The quantile of a histogram, linear within its bucket; the highest finite bound when it lies above that. NaN without a
 * bucket of +Inf, without a finite one, or without observations.
 */
export function bucketQuantile(q: number, unsorted: readonly Bucket[]): number {
  const outside = quantileOutside(q);
  if (outside !== undefined) return outside;
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
