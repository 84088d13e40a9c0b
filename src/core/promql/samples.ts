/** Samples of series in memory of a fixed size: the newest rows, one a time, each with at most one sample a series. */
import { type LabelSet, type Labels, labelSet, labelValue, METRIC_NAME } from "./labels.ts";

/** What a series has in a row: nothing, a value, or the marker of a series that is gone. */
export const mark = { none: 0, value: 1, stale: 2 } as const;

export interface Series {
  readonly set: LabelSet;
  readonly values: Float64Array;
  readonly marks: Uint8Array;
  /** From this row to `lastRow` there is a value in each row, and none is less than the one before. */
  readonly steadyFrom: number;
  /** The last row with a value or a marker; -1 without one. */
  readonly lastRow: number;
}

interface OpenSeries extends Series {
  steadyFrom: number;
  lastRow: number;
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
  const all = new Map<string, OpenSeries>();
  const byName = new Map<string, OpenSeries[]>();
  let used = 0;

  const named = (name: string): OpenSeries[] => {
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    return list;
  };
  const makeRoom = () => {
    times.copyWithin(0, slack);
    for (const series of all.values()) {
      series.values.copyWithin(0, slack);
      series.marks.copyWithin(0, slack).fill(mark.none, capacity - slack);
      series.steadyFrom = Math.max(0, series.steadyFrom - slack);
      series.lastRow = Math.max(-1, series.lastRow - slack);
    }
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
      const [values, marks] = [new Float64Array(capacity), new Uint8Array(capacity)];
      const series = { set, values, marks, steadyFrom: 0, lastRow: -1 };
      all.set(set.key, series);
      named(labelValue(set, METRIC_NAME)).push(series);
      return series;
    },
    add({ set }, timeMs, value) {
      const series = all.get(set.key);
      if (series !== undefined) append(series, rowAt(timeMs), value);
    },
    sizeBytes: () => capacity * (8 + 9 * all.size),
  };
}

function append(series: OpenSeries, row: number, value: number | undefined): void {
  const { values, marks, lastRow } = series;
  const follows = lastRow >= row - 1 && value !== undefined && !(value < (values[row - 1] ?? value));
  if (value === undefined) series.steadyFrom = row + 1;
  else if (!follows) series.steadyFrom = row;
  values[row] = value ?? Number.NaN;
  marks[row] = value === undefined ? mark.stale : mark.value;
  series.lastRow = row;
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
