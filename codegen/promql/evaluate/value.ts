/** What an expression becomes when it is compiled: a function of the moment, by kind of its value. */
import { EvaluationError } from "./error.ts";
import type { LabelSet } from "./label-set.ts";
import type { Storage } from "./storage.ts";
import type { Window } from "./window.ts";

/** When an expression is evaluated, and over what. Times are milliseconds. */
export interface Moment {
  readonly time: number;
  /** The time of the whole query, which start() and end() mean, also within a subquery. */
  readonly queryTime: number;
  readonly storage: Storage;
}

export interface Element {
  readonly set: LabelSet;
  readonly value: number;
}
export type Vector = readonly Element[];

export interface WindowElement {
  readonly set: LabelSet;
  readonly window: Window;
}

export interface ScalarValue {
  readonly kind: "scalar";
  readonly at: (moment: Moment) => number;
}
export interface VectorValue {
  readonly kind: "vector";
  readonly at: (moment: Moment) => Vector;
}
/** Only windows with at least one sample. */
export interface RangeValue {
  readonly kind: "range";
  readonly at: (moment: Moment) => readonly WindowElement[];
}
export interface StringValue {
  readonly kind: "string";
  readonly value: string;
}
export type Compiled = ScalarValue | VectorValue | RangeValue | StringValue;

/** The value, given that it has the kind that its place asks for. */
export function expectKind<K extends Compiled["kind"]>(
  value: Compiled | undefined,
  kind: K,
  where: string,
): Extract<Compiled, { readonly kind: K }> {
  if (value && hasKind(value, kind)) return value;
  throw new EvaluationError(`${where} takes a ${kind}, not ${value ? `a ${value.kind}` : "nothing"}`);
}

function hasKind<K extends Compiled["kind"]>(
  value: Compiled,
  kind: K,
): value is Extract<Compiled, { readonly kind: K }> {
  return value.kind === kind;
}

/** Prometheus refuses a result in which two elements have the same labels. */
export function distinct(vector: Vector): Vector {
  if (vector.length < 2) return vector;
  const keys = new Set(vector.map(({ set }) => set.key));
  if (keys.size === vector.length) return vector;
  throw new EvaluationError("vector cannot contain metrics with the same labelset");
}
