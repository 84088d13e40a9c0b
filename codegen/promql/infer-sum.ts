/** How far sums, means and deviations of several values reach, and when they are NaN. */
import { ANY, contains, type Interval, mayBeInfinite, NOT_NEGATIVE, REAL } from "./interval.ts";
import type { Shape } from "./shape.ts";

/** Values of a sum of one or more of them. */
export function sumOf({ values, mayBeNaN }: Shape): Pick<Shape, "values" | "mayBeNaN"> {
  return { values: sumRange(values), mayBeNaN: mayBeNaN || isMixed(values) };
}

function sumRange(values: Interval): Interval {
  if (values.low >= 0) return { ...values, high: Infinity, highOpen: !contains(values, Infinity) };
  if (values.high <= 0) return { ...values, low: -Infinity, lowOpen: !contains(values, -Infinity) };
  return mayBeInfinite(values) ? ANY : REAL;
}

/** Values of a variance or a deviation; rounding can make it NaN. */
export function spreadOf({ values }: Shape): Pick<Shape, "values" | "mayBeNaN"> {
  return { values: upFromZero(values), mayBeNaN: true };
}

/** Not negative, and infinite where the given values may be. */
export function upFromZero(values: Interval): Interval {
  return { ...NOT_NEGATIVE, highOpen: !mayBeInfinite(values) };
}

/** Infinities of both signs, which add up to NaN. */
export function isMixed(values: Interval): boolean {
  return contains(values, Infinity) && contains(values, -Infinity);
}
