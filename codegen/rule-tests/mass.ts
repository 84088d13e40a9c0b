/** How observations lie in the buckets of a histogram so that a quantile of them is where it shall be. */

/** Where a quantile lies: at the limit (0) or just above (1) or below (-1), at the very bottom or at the very top. */
export interface Mass {
  readonly limit: number;
  readonly place: -1 | 0 | 1 | "bottom" | "top";
}

export interface Masses {
  /** Observations a step, by bucket, the one without end last. */
  readonly perBucket: readonly number[];
  /** Index of the last bucket that counts as low. */
  readonly split: number;
}

const OBSERVATIONS = 10_000;
/** Part of a bucket's width by which a quantile within it is just above or below. */
const PART = 0.002;

/** Linear interpolation, solved backwards (quantile.go, bucketQuantile). `q` is between 0 and 1; bounds rise. */
export function massOf({ limit, place }: Mass, q: number, bounds: readonly number[]): Masses {
  const empty = Array.from({ length: bounds.length + 1 }, () => 0);
  if (place === "top" || place === "bottom") {
    const split = place === "top" ? bounds.length - 1 : 0;
    return { perBucket: empty.with(place === "top" ? bounds.length : 0, OBSERVATIONS), split };
  }
  const rank = Math.round(q * OBSERVATIONS);
  const bucket = bounds.findIndex((bound) => bound >= limit);
  const [low, high] = [bounds[bucket - 1] ?? 0, bounds[bucket] ?? limit];
  if (high === limit) {
    const below = rank - place;
    return { perBucket: empty.with(bucket, below).with(bucket + 1, OBSERVATIONS - below), split: bucket };
  }
  const part = (limit - low) / (high - low) + place * PART;
  // All of them in the bucket and above it, or the rest below.
  const within = rank / part;
  if (within <= OBSERVATIONS)
    return { perBucket: empty.with(bucket, within).with(bucket + 1, OBSERVATIONS - within), split: bucket };
  const below = (OBSERVATIONS * (q - part)) / (1 - part);
  return {
    perBucket: empty.with(Math.max(0, bucket - 1), below).with(bucket, OBSERVATIONS - below),
    split: bucket - 1,
  };
}
