/** How a counter or gauge changed over a window: rate, increase, delta and their instant forms. */
import { sizeOf, timeAt, valueAt, type Window } from "./window.ts";

/** Value of a window at a moment in milliseconds; undefined when it has too few samples. */
export type OverWindow = (window: Window, timeMs: number) => number | undefined;

export const rate: OverWindow = (window) => extrapolated(window, true, (window.end - window.start) / 1000);
export const increase: OverWindow = (window) => extrapolated(window, true, undefined);
export const delta: OverWindow = (window) => extrapolated(window, false, undefined);
export const irate: OverWindow = (window) => betweenLastTwo(window, true);
export const idelta: OverWindow = (window) => betweenLastTwo(window, false);

/**
 * The change between the first and the last sample, stretched to the edges of the window where these are near (within 1.1
 * times the mean distance of samples; half a distance otherwise), a counter no further than where it would have been 0.
 */
function extrapolated(window: Window, isCounter: boolean, perSeconds: number | undefined): number | undefined {
  const { from, to, start, end } = window;
  if (sizeOf(window) < 2) return undefined;
  const [first, firstTime, lastTime] = [valueAt(window, from), timeAt(window, from), timeAt(window, to - 1)];
  const change = valueAt(window, to - 1) - first;
  const result = isCounter ? withResets(window, change) : change;
  const sampled = (lastTime - firstTime) / 1000;
  const distance = sampled / (to - from - 1);
  let toStart = (firstTime - start) / 1000;
  const toEnd = (end - lastTime) / 1000;
  if (isCounter && result > 0 && first >= 0) {
    const toZero = sampled * (first / result);
    if (toZero < toStart) toStart = toZero;
  }
  const near = distance * 1.1;
  let stretched = sampled;
  stretched += toStart < near ? toStart : distance / 2;
  stretched += toEnd < near ? toEnd : distance / 2;
  const factor = stretched / sampled;
  return result * (perSeconds === undefined ? factor : factor / perSeconds);
}

/** The change of a counter: each fall counts as a start from 0. */
function withResets(window: Window, change: number): number {
  let result = change;
  let previous = valueAt(window, window.from);
  for (let index = window.from + 1; index < window.to; index++) {
    const value = valueAt(window, index);
    if (value < previous) result += previous;
    previous = value;
  }
  return result;
}

function betweenLastTwo(window: Window, isRate: boolean): number | undefined {
  if (sizeOf(window) < 2) return undefined;
  const [before, last] = [window.to - 2, window.to - 1];
  const [previous, value] = [valueAt(window, before), valueAt(window, last)];
  const change = isRate && value < previous ? value : value - previous;
  return isRate ? change / ((timeAt(window, last) - timeAt(window, before)) / 1000) : change;
}
