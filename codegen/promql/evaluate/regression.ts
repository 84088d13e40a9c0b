/** The straight line through a window (deriv, predict_linear). */
import { addTo, emptySum, isInfinite, type Sum } from "./sum.ts";
import { sizeOf, timeAt, valueAt, type Window } from "./window.ts";

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Least squares over seconds since the given time. */
function lineThrough(window: Window, zeroMs: number): Line {
  const first = valueAt(window, window.from);
  const [x, y, xy, xx] = [emptySum(), emptySum(), emptySum(), emptySum()];
  let isConstant = true;
  for (let index = window.from; index < window.to; index++) {
    const [seconds, value] = [(timeAt(window, index) - zeroMs) / 1e3, valueAt(window, index)];
    if (index > window.from && value !== first) isConstant = false;
    addTo(x, seconds);
    addTo(y, value);
    addTo(xy, seconds * value);
    addTo(xx, seconds * seconds);
  }
  if (isConstant) {
    const undefinedLine = isInfinite(first);
    return undefinedLine ? { slope: Number.NaN, intercept: Number.NaN } : { slope: 0, intercept: first };
  }
  return solve(sizeOf(window), x, y, xy, xx);
}

function solve(count: number, ...sums: readonly [Sum, Sum, Sum, Sum]): Line {
  const [x, y, xy, xx] = [whole(sums[0]), whole(sums[1]), whole(sums[2]), whole(sums[3])];
  const covariance = xy - (x * y) / count;
  const variance = xx - (x * x) / count;
  const slope = covariance / variance;
  return { slope, intercept: y / count - (slope * x) / count };
}

function whole({ total, lost }: Sum): number {
  return total + lost;
}

/** The slope per second. */
export function deriv(window: Window): number | undefined {
  return sizeOf(window) < 2 ? undefined : lineThrough(window, timeAt(window, window.from)).slope;
}

/** Where the line is so many seconds after the moment. */
export function predictLinear(window: Window, timeMs: number, seconds: number): number | undefined {
  if (sizeOf(window) < 2) return undefined;
  const { slope, intercept } = lineThrough(window, timeMs);
  return slope * seconds + intercept;
}
