/** What an expression becomes when it is compiled: a function of the time, by kind of its value. */
import type { LabelSet } from "./labels.ts";
import type { Series } from "./samples.ts";

/** The expression holds what this evaluator does not know, or does not fit together; the message says what. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

/** Prometheus refuses this at run time, such as many-to-many matching; the message is in its words. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** An element of a vector. */
export interface Element {
  readonly set: LabelSet;
  readonly value: number;
}
export type Vector = readonly Element[];

/** The rows of one series that lie in a range; both edges are within. */
export interface Window {
  readonly series: Series;
  readonly times: Float64Array;
  /** The first row, and the one after the last. Not each holds a value of the series. */
  readonly from: number;
  readonly to: number;
  /** The edges of the range in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface Scalar {
  readonly kind: "scalar";
  readonly at: (timeMs: number) => number;
}
export interface Instant {
  readonly kind: "vector";
  readonly at: (timeMs: number) => Vector;
}
/** Windows that hold no sample at all may be among them. */
export interface Range {
  readonly kind: "range";
  readonly at: (timeMs: number) => readonly Window[];
}
export type Compiled = Scalar | Instant | Range;

/** The value, given that it has the kind that its place asks for. Throws Unsupported. */
export function expectKind<K extends Compiled["kind"]>(
  value: Compiled | undefined,
  kind: K,
  where: string,
): Extract<Compiled, { readonly kind: K }> {
  if (value !== undefined && hasKind(value, kind)) return value;
  throw new Unsupported(`${where} takes a ${kind}, not ${value === undefined ? "nothing" : `a ${value.kind}`}`);
}

function hasKind<K extends Compiled["kind"]>(
  value: Compiled,
  kind: K,
): value is Extract<Compiled, { readonly kind: K }> {
  return value.kind === kind;
}

/** Throws EvaluationError for a result in which two elements have the same labels, as Prometheus does. */
export function distinct(vector: Vector): Vector {
  if (vector.length < 2) return vector;
  if (new Set(vector.map(({ set }) => set.key)).size === vector.length) return vector;
  throw new EvaluationError("vector cannot contain metrics with the same labelset");
}
