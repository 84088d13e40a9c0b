/** The operators on two numbers, and Go's notion of maximum, minimum and power where JavaScript has another. */
import { type ArithmeticOperator, type Binary, type ComparisonOperator, isComparison } from "../ast.ts";

export const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": power,
  atan2: Math.atan2,
};

export const comparison: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
  ">=": (left, right) => left >= right,
  "<=": (left, right) => left <= right,
};

/** What an operator makes of two numbers; undefined where a comparison without bool drops the element. */
export type Combine = (left: number, right: number) => number | undefined;

/** True where the result has no name: all but comparisons that filter and, in 2.42, atan2. */
export function dropsName({ op, bool }: Binary): boolean {
  return bool || !(isComparison(op) || op === "atan2");
}

/** As in C: 1 to whatever power is 1, and so is -1 to an infinite one. */
function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) return 1;
  return base ** exponent;
}

/** An infinity wins over NaN. */
export function greater(left: number, right: number): number {
  if (left === Number.POSITIVE_INFINITY || right === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return Math.max(left, right);
}

export function lesser(left: number, right: number): number {
  if (left === Number.NEGATIVE_INFINITY || right === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return Math.min(left, right);
}
