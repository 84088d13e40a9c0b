/** Operators on two numbers, between a vector and a number, and the set operators. Vectors that are matched: matching.ts. */
import type { ArithmeticOperator, Binary, ComparisonOperator, SetOperator } from "../../../generated/alerts.ts";
import { type Derive, nameless } from "./labels.ts";
import { compileMatching, signatureOf } from "./matching.ts";
import { type Compiled, distinct, expectKind, type Instant, type Scalar, Unsupported, type Vector } from "./value.ts";

const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": power,
  atan2: Math.atan2,
};

const comparison: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
  ">=": (left, right) => left >= right,
  "<=": (left, right) => left <= right,
};

/** As in C: 1 to whatever power is 1, and so is -1 to an infinite one. */
function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) return 1;
  return base ** exponent;
}

/** What an operator makes of two numbers; undefined where a comparison without bool drops the element. */
export type Combine = (left: number, right: number) => number | undefined;

/** Compiles an operator whose sides are compiled. Throws Unsupported for sides that do not fit. */
export function compileBinary(expr: Binary, left: Compiled, right: Compiled): Compiled {
  const { op } = expr;
  if (isSet(op)) return compileSet(expr, op, expectKind(left, "vector", op), expectKind(right, "vector", op));
  const combine = combining(op, expr.bool === true);
  const rename = dropsName(expr) ? nameless : undefined;
  if (left.kind === "scalar") {
    if (right.kind === "scalar") return ofScalars(expr, left, right, combine);
    const keepsRight = isComparison(op) && !expr.bool;
    return withScalar(expectKind(right, "vector", op), left, rename, (element, scalar) => {
      const combined = combine(scalar, element);
      return keepsRight && combined !== undefined ? element : combined;
    });
  }
  const vector = expectKind(left, "vector", op);
  if (right.kind === "scalar") return withScalar(vector, right, rename, combine);
  return compileMatching(expr, vector, expectKind(right, "vector", op), { combine, rename: rename ?? ((set) => set) });
}

function isSet(op: Binary["op"]): op is SetOperator {
  return op === "and" || op === "or" || op === "unless";
}

function isComparison(op: Binary["op"]): op is ComparisonOperator {
  return Object.hasOwn(comparison, op);
}

function combining(op: ArithmeticOperator | ComparisonOperator, bool: boolean): Combine {
  if (!isComparison(op)) return arithmetic[op];
  const holds = comparison[op];
  if (bool) return (left, right) => (holds(left, right) ? 1 : 0);
  return (left, right) => (holds(left, right) ? left : undefined);
}

/** True where the result has no name: all but comparisons that filter and, in 2.42, atan2. */
function dropsName({ op, bool }: Binary): boolean {
  return bool === true || !(isComparison(op) || op === "atan2");
}

function ofScalars({ op, bool }: Binary, left: Scalar, right: Scalar, combine: Combine): Scalar {
  if (isComparison(op) && !bool) throw new Unsupported("a comparison of two numbers without bool");
  return { kind: "scalar", at: (timeMs) => combine(left.at(timeMs), right.at(timeMs)) ?? Number.NaN };
}

function withScalar(vector: Instant, scalar: Scalar, rename: Derive | undefined, combine: Combine): Instant {
  const at = (timeMs: number) => {
    const other = scalar.at(timeMs);
    const result = vector.at(timeMs).flatMap(({ set, value }) => {
      const combined = combine(value, other);
      return combined === undefined ? [] : [{ set: rename ? rename(set) : set, value: combined }];
    });
    return rename ? distinct(result) : result;
  };
  return { kind: "vector", at };
}

const sets: Readonly<Record<SetOperator, (left: Vector, right: Vector, signature: Derive) => Vector>> = {
  and: (left, right, signature) => among(left, right, signature, true),
  unless: (left, right, signature) => among(left, right, signature, false),
  or: (left, right, signature) => [...left, ...among(right, left, signature, false)],
};

function compileSet(expr: Binary, op: SetOperator, left: Instant, right: Instant): Instant {
  const signature = signatureOf(expr);
  const combine = sets[op];
  return { kind: "vector", at: (timeMs) => distinct(combine(left.at(timeMs), right.at(timeMs), signature)) };
}

/** The elements whose signature the others have, or have not. */
function among(vector: Vector, others: Vector, signature: Derive, wanted: boolean): Vector {
  if (vector.length === 0) return vector;
  const keys = new Set(others.map(({ set }) => signature(set).key));
  return vector.filter(({ set }) => keys.has(signature(set).key) === wanted);
}
