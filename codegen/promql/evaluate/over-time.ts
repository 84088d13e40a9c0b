/** Statistics of a window: what the functions named *_over_time compute, and counts of changes and resets. */
import type { OverWindow } from "./rate.ts";
import { addTo, emptySum, isInfinite, keepsInfinity } from "./sum.ts";
import { sizeOf, valueAt, type Window } from "./window.ts";

export const sumOverTime: OverWindow = (window) => {
  const sum = emptySum();
  for (let index = window.from; index < window.to; index++) addTo(sum, valueAt(window, index));
  return isInfinite(sum.total) ? sum.total : sum.total + sum.lost;
};

export const avgOverTime: OverWindow = (window) => {
  const mean = emptySum();
  let count = 0;
  for (let index = window.from; index < window.to; index++) {
    count++;
    const value = valueAt(window, index);
    if (!keepsInfinity(mean.total, value)) addTo(mean, value / count - mean.total / count);
  }
  return isInfinite(mean.total) ? mean.total : mean.total + mean.lost;
};

export const minOverTime: OverWindow = (window) => extreme(window, (value, best) => value < best);
export const maxOverTime: OverWindow = (window) => extreme(window, (value, best) => value > best);

function extreme(window: Window, isBetter: (value: number, best: number) => boolean): number {
  let best = valueAt(window, window.from);
  for (let index = window.from + 1; index < window.to; index++) {
    const value = valueAt(window, index);
    if (isBetter(value, best) || Number.isNaN(best)) best = value;
  }
  return best;
}

export const countOverTime: OverWindow = sizeOf;
export const presentOverTime: OverWindow = () => 1;
export const lastOverTime: OverWindow = (window) => valueAt(window, window.to - 1);

/** The variance of the values, by Welford's method. */
export const stdvarOverTime: OverWindow = (window) => {
  const [mean, squares] = [emptySum(), emptySum()];
  let count = 0;
  for (let index = window.from; index < window.to; index++) {
    count++;
    const value = valueAt(window, index);
    const distance = value - (mean.total + mean.lost);
    addTo(mean, distance / count);
    addTo(squares, distance * (value - (mean.total + mean.lost)));
  }
  return (squares.total + squares.lost) / count;
};

export const stddevOverTime: OverWindow = (window, timeMs) => Math.sqrt(stdvarOverTime(window, timeMs) ?? Number.NaN);

/** How often a value differs from the one before. */
export const changes: OverWindow = (window) =>
  countPairs(window, (value, previous) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous)));

/** How often a value is less than the one before. */
export const resets: OverWindow = (window) => countPairs(window, (value, previous) => value < previous);

function countPairs(window: Window, counts: (value: number, previous: number) => boolean): number {
  let count = 0;
  for (let index = window.from + 1; index < window.to; index++)
    if (counts(valueAt(window, index), valueAt(window, index - 1))) count++;
  return count;
}

/** The values of the window. */
export function valuesOf({ values, from, to }: Window): number[] {
  return values.slice(from, to);
}
