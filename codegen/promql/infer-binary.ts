/** The shape of an operator between two expressions. */
import type { ArithmeticOperator, Binary, ComparisonOperator } from "./ast.ts";
import { isComparison, isSetOperator, MIRRORED } from "./ast.ts";
import type { Lookup } from "./infer.ts";
import { compare, never } from "./infer-comparison.ts";
import {
  ANY,
  add,
  between,
  contains,
  divide,
  hull,
  type Interval,
  isPoint,
  mayBeInfinite,
  multiply,
  NOT_NEGATIVE,
  subtract,
} from "./interval.ts";
import { matched, matchesAll, matchImpossible } from "./matching.ts";
import { isMean, isOfOneTime, isPart } from "./part.ts";
import { joinLabels, type Shape } from "./shape.ts";
import { divideUnits, multiplyUnits, NUMBER, RATIO, sameDimension, sameScale, scaled, type Unit } from "./unit.ts";

export function inferBinary(node: Binary, left: Shape, right: Shape, lookup: Lookup): Shape {
  const { op } = node;
  if (isSetOperator(op)) return inferSet(node, left, right);
  const base = combined(node, left, right);
  const shape = isComparison(op)
    ? inferComparison(op, node, base, left, right)
    : inferArithmetic(op, node, base, left, right, lookup);
  return takesBounds(node) ? { ...shape, histogram: undefined } : shape;
}

/** Buckets with bounds of the other side are those of no histogram that is known. */
function takesBounds({ matching }: Binary): boolean {
  return matching?.group?.include.some(({ text }) => text === "le") ?? false;
}

function inferSet(node: Binary, left: Shape, right: Shape): Shape {
  if (node.op === "or") return eitherOf(left, right);
  if (node.op === "unless") return left;
  return { ...left, empty: left.empty || right.empty || matchImpossible(node, left, right) };
}

function eitherOf(left: Shape, right: Shape): Shape {
  if (left.empty) return right;
  if (right.empty) return left;
  return {
    ...left,
    nature: left.nature === right.nature ? left.nature : "other",
    additive: left.additive && right.additive,
    labels: joinLabels(left, right),
    open: left.open || right.open,
    unit: eitherUnit(left.unit, right.unit),
    values: hull(left.values, right.values),
    mayBeNaN: left.mayBeNaN || right.mayBeNaN,
    aggregated: left.aggregated || right.aggregated,
    histogram: left.histogram === right.histogram ? left.histogram : undefined,
  };
}

/** One that is unknown fits the other; of two that differ neither is that of the result. */
function eitherUnit(a: Unit | undefined, b: Unit | undefined): Unit | undefined {
  if (!a || !b) return a ?? b;
  return sameDimension(a, b) && sameScale(a, b) ? a : undefined;
}

/** Kind, labels and emptiness of the result of arithmetic or a comparison. */
function combined(node: Binary, left: Shape, right: Shape): Shape {
  if (left.kind === "scalar" && right.kind === "scalar") return left;
  if (left.kind === "scalar" || right.kind === "scalar") {
    const vector = left.kind === "scalar" ? right : left;
    return { ...vector, empty: left.empty || right.empty };
  }
  const impossible = left.empty || right.empty || matchImpossible(node, left, right);
  return { ...left, ...matched(node, left, right), empty: impossible };
}

function inferComparison(op: ComparisonOperator, { bool }: Binary, base: Shape, left: Shape, right: Shape): Shape {
  // What is filtered is the vector; with a vector on both sides, the left one.
  const kept = left.kind === "scalar" ? right : left;
  const other = left.kind === "scalar" ? left : right;
  const sign = left.kind === "scalar" ? MIRRORED[op] : op;
  if (bool || base.kind === "scalar") {
    return { ...base, nature: "other", unit: NUMBER, values: between(0, 1), mayBeNaN: false, histogram: undefined };
  }
  const nan = op === "!=" && kept.mayBeNaN;
  const dead = never(sign, kept, other);
  return {
    ...base,
    nature: kept.nature,
    unit: kept.unit,
    values: dead ? kept.values : compare(sign, kept.values, other.values),
    mayBeNaN: nan,
    empty: base.empty || dead,
    aggregated: kept.aggregated,
    histogram: kept.histogram,
  };
}

interface Numbers {
  readonly values: Interval;
  readonly mayBeNaN: boolean;
}

function inferArithmetic(
  op: ArithmeticOperator,
  node: Binary,
  base: Shape,
  left: Shape,
  right: Shape,
  lookup: Lookup,
): Shape {
  const nan = left.mayBeNaN || right.mayBeNaN;
  const byAll = matchesAll(node, left, right);
  // A single series on the left can meet the wrong one of many on the right.
  const apart = node.matching?.group?.side === "right" && !byAll;
  const comparable = op === "/" && !apart && isOfOneTime(node.left, node.right, lookup);
  const share = comparable && left.values.low >= 0 && isPart(node.left, node.right, lookup, byAll);
  // 0 over 0 is no number; a part is never more than the whole, so nothing is divided by 0 to infinity.
  const mean = comparable && isMean(node.left, node.right, lookup);
  const known = share ? between(0, 1) : mean ? NOT_NEGATIVE : undefined;
  const numbers = known ? { values: known, mayBeNaN: true } : arithmetic(op, left.values, right.values);
  const vectors = left.kind !== "scalar" && right.kind !== "scalar";
  const scaledBuckets = (op === "*" || op === "/") && !vectors;
  return {
    ...base,
    nature: natureOf(op, left, right),
    unit: share ? RATIO : unitOfResult(op, node, left, right),
    values: numbers.values,
    mayBeNaN: nan || numbers.mayBeNaN,
    additive: left.additive && right.additive && !(op === "/" && vectors),
    aggregated: left.aggregated || right.aggregated,
    histogram: left.histogram === right.histogram || scaledBuckets ? (left.histogram ?? right.histogram) : undefined,
  };
}

function natureOf(op: ArithmeticOperator, left: Shape, right: Shape): Shape["nature"] {
  const [a, b] = [left.nature, right.nature];
  if (left.kind !== "scalar" && right.kind !== "scalar")
    return op === "/" ? "ratio" : a === b && a !== "counter" ? a : "other";
  const [vector, { values: number }] = left.kind === "scalar" ? [b, left] : [a, right];
  // Times a number below 0, or one that changes, a counter falls.
  if (vector === "counter" && !(isPoint(number) && number.low > 0)) return "other";
  if (op === "*" || (op === "/" && right.kind === "scalar")) return vector;
  return vector === "counter" || vector === "gauge" ? "other" : vector;
}

function arithmetic(op: ArithmeticOperator, a: Interval, b: Interval): Numbers {
  const infinite = mayBeInfinite(a) && mayBeInfinite(b);
  switch (op) {
    case "+":
      return { values: add(a, b), mayBeNaN: infinite };
    case "-":
      return { values: subtract(a, b), mayBeNaN: infinite };
    case "*":
      return {
        values: overflowing(multiply(a, b), a, b),
        mayBeNaN: (mayBeInfinite(a) && contains(b, 0)) || (mayBeInfinite(b) && contains(a, 0)),
      };
    case "/":
      return { values: divide(a, b), mayBeNaN: infinite || (contains(a, 0) && contains(b, 0)) };
    case "%":
    case "^":
    case "atan2":
      return { values: ANY, mayBeNaN: true };
  }
}

/** A product of unbounded numbers can be too large for a float. */
function overflowing(product: Interval, a: Interval, b: Interval): Interval {
  return isPoint(a) || isPoint(b) ? product : { ...product, lowOpen: false, highOpen: false };
}

function unitOfResult(
  op: ArithmeticOperator,
  { left: l, right: r }: Binary,
  left: Shape,
  right: Shape,
): Unit | undefined {
  const [a, b] = [left.unit, right.unit];
  if (op === "+" || op === "-") return a ?? b;
  if (op !== "*" && op !== "/") return undefined;
  if (a && b) return op === "*" ? multiplyUnits(a, b) : divideUnits(a, b);
  if (a && isPoint(right.values) && r) return scaled(a, op === "*" ? right.values.low : 1 / right.values.low);
  if (b && isPoint(left.values) && op === "*" && l) return scaled(b, left.values.low);
  return undefined;
}
