/** Samples of one series between two times, and how they are found. */

export interface Window {
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Indexes of the first sample, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The edges of the range in milliseconds, both within. */
  readonly start: number;
  readonly end: number;
}

/** How many of the rising times are not after the given one. */
export function countUntil(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  if (high === 0 || (times[high - 1] ?? 0) <= time) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A window over arrays; undefined when no sample is in it. `isStale` tells which indexes hold markers, not samples. */
export function windowOf(
  { times, values }: { readonly times: readonly number[]; readonly values: readonly number[] },
  start: number,
  end: number,
  stale: ReadonlySet<number> | undefined,
): Window | undefined {
  const from = countUntil(times, start - 1);
  const to = countUntil(times, end);
  if (from >= to) return undefined;
  if (!stale) return { times, values, from, to, start, end };
  const kept: number[] = [];
  for (let index = from; index < to; index++) if (!stale.has(index)) kept.push(index);
  if (kept.length === 0) return undefined;
  return {
    times: kept.map((index) => times[index] ?? Number.NaN),
    values: kept.map((index) => values[index] ?? Number.NaN),
    from: 0,
    to: kept.length,
    start,
    end,
  };
}

/** The value of the sample at an index of the window's arrays. */
export function valueAt({ values }: Window, index: number): number {
  return values[index] ?? Number.NaN;
}

/** Its time in milliseconds. */
export function timeAt({ times }: Window, index: number): number {
  return times[index] ?? Number.NaN;
}

export function sizeOf({ from, to }: Window): number {
  return to - from;
}
