/** Operators between two values: of scalars, of a vector and a scalar, and of two vectors that are matched. */
import { type Binary, isComparison, isSetOperator } from "../ast.ts";
import { arithmetic, type Combine, comparison, dropsName } from "./arithmetic.ts";
import { EvaluationError } from "./error.ts";
import { nameless } from "./label-set.ts";
import { compileMatching } from "./matching.ts";
import { compileSetOperator } from "./set-operators.ts";
import { type Compiled, distinct, expectKind, type Moment, type ScalarValue, type VectorValue } from "./value.ts";

/** Compiles an operator whose sides are compiled. */
export function compileBinary(expr: Binary, left: Compiled, right: Compiled): Compiled {
  const { op } = expr;
  if (isSetOperator(op))
    return compileSetOperator(expr, op, expectKind(left, "vector", op), expectKind(right, "vector", op));
  const combine = combining(expr);
  if (left.kind === "scalar") {
    if (right.kind === "scalar") return ofScalars(expr, left, right);
    const vector = expectKind(right, "vector", op);
    const keepsRight = isComparison(op) && !expr.bool;
    return withScalar(expr, vector, left, (element, scalar) => {
      const combined = combine(scalar, element);
      return keepsRight && combined !== undefined ? element : combined;
    });
  }
  const vector = expectKind(left, "vector", op);
  if (right.kind === "scalar") return withScalar(expr, vector, right, combine);
  return compileMatching(expr, vector, expectKind(right, "vector", op), combine);
}

function combining({ op, bool }: Binary): Combine {
  if (isSetOperator(op)) throw new EvaluationError(`${op} combines no numbers`);
  if (!isComparison(op)) return arithmetic[op];
  const holds = comparison[op];
  if (bool) return (left, right) => (holds(left, right) ? 1 : 0);
  return (left, right) => (holds(left, right) ? left : undefined);
}

function ofScalars(expr: Binary, left: ScalarValue, right: ScalarValue): ScalarValue {
  if (isComparison(expr.op) && !expr.bool)
    throw new EvaluationError("comparisons between scalars must use BOOL modifier");
  const combine = combining(expr);
  return { kind: "scalar", at: (moment) => combine(left.at(moment), right.at(moment)) ?? Number.NaN };
}

function withScalar(
  expr: Binary,
  vector: VectorValue,
  scalar: ScalarValue,
  combine: (element: number, scalar: number) => number | undefined,
): VectorValue {
  const rename = dropsName(expr) ? nameless : undefined;
  const at = (moment: Moment) => {
    const other = scalar.at(moment);
    const result = vector.at(moment).flatMap(({ set, value }) => {
      const combined = combine(value, other);
      return combined === undefined ? [] : [{ set: rename ? rename(set) : set, value: combined }];
    });
    return rename ? distinct(result) : result;
  };
  return { kind: "vector", at };
}
