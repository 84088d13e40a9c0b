/** Functions of a range: one number for each window with enough samples, as Prometheus 2.42 computes it. */
import { mark } from "./samples.ts";
import type { Window } from "./value.ts";

/** Value of a window; undefined when it has too few samples. */
export type OverWindow = (window: Window) => number | undefined;

export const overWindow: Readonly<Record<string, OverWindow>> = {
  rate: (window) => {
    const grown = increase(window);
    return grown === undefined ? undefined : grown.result * (grown.factor / ((window.endMs - window.startMs) / 1000));
  },
  increase: (window) => {
    const grown = increase(window);
    return grown === undefined ? undefined : grown.result * grown.factor;
  },
  avg_over_time: average,
  changes,
};

/** What a window of a counter says of its ends. */
interface Ends {
  readonly count: number;
  readonly first: number;
  readonly firstMs: number;
  readonly last: number;
  readonly lastMs: number;
  readonly fell: boolean;
}

function endsOf(window: Window): Ends | undefined {
  const { series, from, to } = window;
  const count = to - from;
  // Nearly always: without a look at what lies between.
  if (series.steadyFrom <= from && series.lastRow >= to - 1)
    return count < 2 ? undefined : { count, ...edges(window, from, to - 1), fell: false };
  return countedEnds(window);
}

function countedEnds(window: Window): Ends | undefined {
  const { values, marks } = window.series;
  let count = 0;
  let first = window.from;
  let last = window.from;
  let fell = false;
  for (let row = window.from; row < window.to; row++) {
    if (marks[row] !== mark.value) continue;
    if (count === 0) first = row;
    else if ((values[row] ?? 0) < (values[last] ?? 0)) fell = true;
    count++;
    last = row;
  }
  return count < 2 ? undefined : { count, ...edges(window, first, last), fell };
}

function edges({ series: { values }, times }: Window, first: number, last: number) {
  return {
    first: values[first] ?? Number.NaN,
    firstMs: times[first] ?? 0,
    last: values[last] ?? Number.NaN,
    lastMs: times[last] ?? 0,
  };
}

/**
 * How much a counter grew between the first and the last sample, and the factor that stretches it to the edges of the
 * window where these are near (within 1.1 times the mean distance of samples; half a distance otherwise), no further than
 * where the counter would have been 0.
 */
function increase(window: Window): { readonly result: number; readonly factor: number } | undefined {
  const ends = endsOf(window);
  if (ends === undefined) return undefined;
  const { count, first, firstMs, last, lastMs } = ends;
  const result = ends.fell ? withResets(window, last - first) : last - first;
  const sampled = (lastMs - firstMs) / 1000;
  const distance = sampled / (count - 1);
  let toStart = (firstMs - window.startMs) / 1000;
  const toEnd = (window.endMs - lastMs) / 1000;
  if (result > 0 && first >= 0) {
    const toZero = sampled * (first / result);
    if (toZero < toStart) toStart = toZero;
  }
  const near = distance * 1.1;
  let stretched = sampled;
  stretched += toStart < near ? toStart : distance / 2;
  stretched += toEnd < near ? toEnd : distance / 2;
  return { result, factor: stretched / sampled };
}

/** The change of a counter: each fall counts as a start from 0. */
function withResets({ series: { values, marks }, from, to }: Window, change: number): number {
  let result = change;
  let previous = Number.NaN;
  for (let row = from; row < to; row++) {
    if (marks[row] !== mark.value) continue;
    const value = values[row] ?? Number.NaN;
    if (value < previous) result += previous;
    previous = value;
  }
  return result;
}

/** The mean, moved towards each value in turn, with Kahan's sum in Neumaier's form. */
function average({ series: { values, marks }, from, to }: Window): number | undefined {
  let [mean, lost, count] = [0, 0, 0];
  for (let row = from; row < to; row++) {
    if (marks[row] !== mark.value) continue;
    const value = values[row] ?? Number.NaN;
    count++;
    if (keepsInfinity(mean, value)) continue;
    const step = value / count - mean / count;
    const next = mean + step;
    lost += Math.abs(mean) >= Math.abs(step) ? mean - next + step : step - next + mean;
    mean = next;
  }
  if (count === 0) return undefined;
  return isInfinite(mean) ? mean : mean + lost;
}

/** True where a mean that has become infinite stays as it is, because going on would make it NaN. */
function keepsInfinity(mean: number, value: number): boolean {
  if (!isInfinite(mean)) return false;
  return isInfinite(value) ? mean > 0 === value > 0 : !Number.isNaN(value);
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** How often a value differs from the one before; NaN does not differ from NaN. */
function changes({ series: { values, marks }, from, to }: Window): number | undefined {
  let [previous, samples, count] = [Number.NaN, 0, 0];
  for (let row = from; row < to; row++) {
    if (marks[row] !== mark.value) continue;
    const value = values[row] ?? Number.NaN;
    if (samples > 0 && value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))) count++;
    samples++;
    previous = value;
  }
  return samples === 0 ? undefined : count;
}
