/** and, or and unless: which elements of two vectors remain. */
import type { Binary, SetOperator } from "../ast.ts";
import type { Derive } from "./label-set.ts";
import { signatureOf } from "./matching.ts";
import { distinct, type Moment, type Vector, type VectorValue } from "./value.ts";

type Combine = (left: Vector, right: Vector, signature: Derive) => Vector;

const operators: Readonly<Record<SetOperator, Combine>> = {
  and: (left, right, signature) => among(left, right, signature, true),
  unless: (left, right, signature) => among(left, right, signature, false),
  or: (left, right, signature) => [...left, ...among(right, left, signature, false)],
};

/** Compiles a set operator between two vectors. */
export function compileSetOperator(expr: Binary, op: SetOperator, left: VectorValue, right: VectorValue): VectorValue {
  const signature = signatureOf(expr.matching);
  const combine = operators[op];
  return {
    kind: "vector",
    at: (moment: Moment) => distinct(combine(left.at(moment), right.at(moment), signature)),
  };
}

/** The elements whose signature the others have, or have not. */
function among(vector: Vector, others: Vector, signature: Derive, wanted: boolean): Vector {
  if (vector.length === 0) return vector;
  const keys = new Set(others.map(({ set }) => signature(set).key));
  return vector.filter(({ set }) => keys.has(signature(set).key) === wanted);
}
