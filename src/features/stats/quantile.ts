/** A quantile of a histogram, as Prometheus' histogram_quantile gives it. */

/** Observations by the upper bound of their bucket, Infinity for the last one; not cumulative. */
export type Buckets = ReadonlyMap<number, number>;

/**
 * The q-quantile (0 < q < 1): found in the bucket that holds it and interpolated linearly between its bounds, of which
 * the first one's lower is 0. In the last bucket it is the highest finite bound. null without observations.
 * https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
export function quantileOf(q: number, buckets: Buckets, bounds: readonly number[]): number | null {
  const uppers = [...new Set([...bounds, ...buckets.keys()])].filter(Number.isFinite).sort((a, b) => a - b);
  const total = [...buckets.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * total;
  let below = 0;
  let lower = 0;
  for (const upper of uppers) {
    const inside = buckets.get(upper) ?? 0;
    if (inside > 0 && below + inside >= rank) return lower + (upper - lower) * ((rank - below) / inside);
    below += inside;
    lower = upper;
  }
  return lower;
}
