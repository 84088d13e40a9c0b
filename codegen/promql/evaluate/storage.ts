/** Series in memory, to append samples to. */
import { EvaluationError } from "./error.ts";
import { type LabelSet, type Labels, labelSet, labelValue, METRIC_NAME } from "./label-set.ts";

export interface Series {
  readonly set: LabelSet;
  /** Milliseconds, rising. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** The indexes of stale markers; undefined while there are none. */
  readonly stale: ReadonlySet<number> | undefined;
}

export interface Storage {
  /** Of the series with these labels, which appears now if it did not before. */
  appender(labels: Labels): Append;
  /** Series of a name, or all of them, in the order in which they appeared. The list grows as series appear. */
  seriesOf(name: string | undefined): readonly Series[];
}

/** Adds a sample; an undefined value is a stale marker. Throws EvaluationError where time does not rise in the series. */
export type Append = (timeMs: number, value: number | undefined) => void;

interface OpenSeries extends Series {
  readonly times: number[];
  readonly values: number[];
  stale: Set<number> | undefined;
}

/** An empty storage. */
export function createStorage(): Storage {
  const all: OpenSeries[] = [];
  const byKey = new Map<string, OpenSeries>();
  const byName = new Map<string, OpenSeries[]>();

  const named = (name: string): OpenSeries[] => {
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    return list;
  };
  const open = (labels: Labels): OpenSeries => {
    const set = labelSet(labels);
    const series = byKey.get(set.key) ?? { set, times: [], values: [], stale: undefined };
    if (byKey.has(set.key)) return series;
    byKey.set(set.key, series);
    all.push(series);
    named(labelValue(set, METRIC_NAME)).push(series);
    return series;
  };
  return {
    appender: (labels) => {
      const series = open(labels);
      return (timeMs, value) => add(series, timeMs, value);
    },
    seriesOf: (name) => (name === undefined ? all : named(name)),
  };
}

function add(series: OpenSeries, timeMs: number, value: number | undefined): void {
  const last = series.times.at(-1);
  if (last !== undefined && timeMs <= last)
    throw new EvaluationError(`samples of ${JSON.stringify(series.set.labels)} do not rise in time`);
  if (value === undefined) {
    series.stale ??= new Set();
    series.stale.add(series.times.length);
  }
  series.times.push(timeMs);
  series.values.push(value ?? Number.NaN);
}
