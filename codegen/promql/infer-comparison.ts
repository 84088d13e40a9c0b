/** What a comparison that filters can let through, by the ranges of its sides. */
import type { ComparisonOperator } from "./ast.ts";
import { type Interval, intersect, isEmpty, isPoint } from "./interval.ts";
import type { Shape } from "./shape.ts";

/** Proven: no value of the left side ever meets one of the right. */
export function never(op: ComparisonOperator, left: Shape, right: Shape): boolean {
  if (op !== "!=") return isEmpty(compare(op, left.values, right.values));
  const equal = isPoint(left.values) && isPoint(right.values) && left.values.low === right.values.low;
  return equal && !left.mayBeNaN && !right.mayBeNaN;
}

/** The part of the left range whose values can hold the comparison with some value of the right range. */
export function compare(op: ComparisonOperator, left: Interval, right: Interval): Interval {
  switch (op) {
    case ">":
      return intersect(left, above(right, true));
    case ">=":
      return intersect(left, above(right, right.lowOpen));
    case "<":
      return intersect(left, below(right, true));
    case "<=":
      return intersect(left, below(right, right.highOpen));
    case "==":
      return intersect(left, right);
    case "!=":
      return left;
  }
}

function above({ low }: Interval, open: boolean): Interval {
  return { low, high: Number.POSITIVE_INFINITY, lowOpen: open, highOpen: false };
}

function below({ high }: Interval, open: boolean): Interval {
  return { low: Number.NEGATIVE_INFINITY, high, lowOpen: false, highOpen: open };
}
