/** Samples of series in memory of a fixed size: the newest rows, one a time, each with at most one sample a series. */
import { type LabelSet, type Labels, labelSet, labelValue, METRIC_NAME } from "./labels.ts";

/** What a series has in a row: nothing, a value, or the marker of a series that is gone. */
export const mark = { none: 0, value: 1, stale: 2 } as const;

export interface Series {
  readonly set: LabelSet;
  readonly values: Float64Array;
  readonly marks: Uint8Array;
}

export interface Samples {
  /** The series with these labels, made when it is new. */
  series(labels: Labels): Series;
  /** Series of a name in the order in which they appeared. The list grows as series appear. */
  named(name: string): readonly Series[];
  /** Times of the rows in milliseconds, rising; only those before `rows()` count. */
  readonly times: Float64Array;
  rows(): number;
  /** How many rows are not after a time. */
  countUntil(timeMs: number): number;
  /** Adds a sample; an undefined value marks the series as gone. Throws RangeError for a time before that of the last row. */
  add(series: Series, timeMs: number, value: number | undefined): void;
  /** Memory of the samples in bytes: 9 a sample and series, 8 a row. */
  sizeBytes(): number;
}

/** Rows that are dropped at once when the memory is full, as a share of all: moving them all for each new one costs more. */
const DROPPED_SHARE = 5;

/** Memory for at least `rows` rows; a fifth more is kept, so that making room is rare. */
export function createSamples(rows: number): Samples {
  const slack = Math.ceil(rows / DROPPED_SHARE);
  const capacity = rows + slack;
  const times = new Float64Array(capacity);
  const all = new Map<string, Series>();
  const byName = new Map<string, Series[]>();
  let used = 0;

  const named = (name: string): Series[] => {
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    return list;
  };
  const makeRoom = () => {
    for (const array of [times, ...[...all.values()].flatMap(({ values, marks }) => [values, marks])])
      array.copyWithin(0, slack);
    for (const { marks } of all.values()) marks.fill(mark.none, capacity - slack);
    used -= slack;
  };
  const rowAt = (timeMs: number): number => {
    const last = used === 0 ? Number.NEGATIVE_INFINITY : (times[used - 1] ?? 0);
    if (timeMs === last) return used - 1;
    if (timeMs < last) throw new RangeError(`a sample of ${timeMs} comes after one of ${last}`);
    if (used === capacity) makeRoom();
    times[used] = timeMs;
    return used++;
  };
  return {
    times,
    named,
    rows: () => used,
    countUntil: (timeMs) => countUntil(times, used, timeMs),
    series(labels) {
      const set = labelSet(labels);
      const known = all.get(set.key);
      if (known !== undefined) return known;
      const series = { set, values: new Float64Array(capacity), marks: new Uint8Array(capacity) };
      all.set(set.key, series);
      named(labelValue(set, METRIC_NAME)).push(series);
      return series;
    },
    add({ values, marks }, timeMs, value) {
      const row = rowAt(timeMs);
      values[row] = value ?? Number.NaN;
      marks[row] = value === undefined ? mark.stale : mark.value;
    },
    sizeBytes: () => capacity * (8 + 9 * all.size),
  };
}

function countUntil(times: Float64Array, used: number, timeMs: number): number {
  let [low, high] = [0, used];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
