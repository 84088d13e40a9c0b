/** What is known of an expression's result before any data: its kind, labels, unit, reachable values. */
import type { Metric } from "../model.ts";
import { ANY, type Interval, point, REAL } from "./interval.ts";
import { NUMBER, type Unit } from "./unit.ts";

export type Kind = "scalar" | "vector" | "range" | "string";

/**
 * What the numbers are: a counter only rises (a part of a histogram, too), a rate comes from one, a ratio divides two
 * vectors, a quantile is one of a histogram, an absence is 1 when something is not there.
 */
export type Nature = "counter" | "gauge" | "rate" | "ratio" | "quantile" | "absence" | "other";

/** A label of a result. */
export interface LabelInfo {
  /** Values that it can have; undefined: any. */
  readonly values: readonly string[] | undefined;
  /** Every series of the result has it; else only some may. */
  readonly certain: boolean;
  /** All series of one target share its value, so that it tells nothing beside `instance`. */
  readonly ofTarget?: boolean;
  /** Labels of a series for which this is the same are the names of one label, and have one value. */
  readonly oneWith?: string | undefined;
}

export interface Shape {
  readonly kind: Kind;
  readonly nature: Nature;
  readonly labels: ReadonlyMap<string, LabelInfo>;
  /** True: there may be labels that nothing is known of. */
  readonly open: boolean;
  /** undefined: a literal, or unknown; it fits every unit. */
  readonly unit: Unit | undefined;
  /** Where every value lies, NaN aside. */
  readonly values: Interval;
  readonly mayBeNaN: boolean;
  /** Proven: there is never a sample, whatever the service does. */
  readonly empty: boolean;
  /** The series are sums over several counters, so that the reset of one cannot be seen any more. */
  readonly aggregated: boolean;
  /** The histogram whose buckets these are, cumulative over `le`, or whose quantile it is. */
  readonly histogram: Metric | undefined;
  /** False: the sum of several such values means nothing. */
  readonly additive: boolean;
}

export const NO_LABELS: ReadonlyMap<string, LabelInfo> = new Map();

/** A result that nothing is known of. */
export const UNKNOWN: Shape = {
  kind: "vector",
  nature: "other",
  labels: NO_LABELS,
  open: true,
  unit: undefined,
  values: ANY,
  mayBeNaN: true,
  empty: false,
  aggregated: false,
  histogram: undefined,
  additive: true,
};

export function scalar(values: Interval = REAL, unit: Unit = NUMBER): Shape {
  return { ...UNKNOWN, kind: "scalar", open: false, unit, values, mayBeNaN: false };
}

export function literal(value: number): Shape {
  const missing = Number.isNaN(value);
  return { ...scalar(missing ? REAL : point(value)), unit: undefined, mayBeNaN: missing };
}

export const TEXT: Shape = { ...scalar(), kind: "string" };

/** A vector with no labels at all. */
export function unlabelled(shape: Shape): Shape {
  return { ...shape, kind: "vector", labels: NO_LABELS, open: false };
}

/** Labels of both results; certain only where both have it for certain. */
export function joinLabels(a: Shape, b: Shape): ReadonlyMap<string, LabelInfo> {
  const names = new Set([...labelNames(a), ...labelNames(b)]);
  return new Map([...names].map((name) => [name, either(labelOf(a, name), labelOf(b, name))]));
}

const ANY_LABEL: LabelInfo = { values: undefined, certain: false };

function labelOf({ labels, open }: Shape, name: string): LabelInfo | undefined {
  return labels.get(name) ?? (open ? ANY_LABEL : undefined);
}

function either(a: LabelInfo | undefined, b: LabelInfo | undefined): LabelInfo {
  const known = a && b ? [a, b] : [a ?? b];
  const values = known.some((info) => info?.values === undefined)
    ? undefined
    : [...new Set(known.flatMap((info) => info?.values ?? []))];
  const [certain, ofTarget] = [Boolean(a?.certain && b?.certain), Boolean(a?.ofTarget && b?.ofTarget)];
  return { values, certain, ofTarget, oneWith: a?.oneWith === b?.oneWith ? a?.oneWith : undefined };
}

/** Labels for which the test holds. */
export function keepLabels(
  labels: ReadonlyMap<string, LabelInfo>,
  test: (name: string) => boolean,
): ReadonlyMap<string, LabelInfo> {
  return new Map([...labels].filter(([name]) => test(name)));
}

/** The names of a label whose value the series have under several, itself the first. */
export function namesOfOne(labels: ReadonlyMap<string, LabelInfo>, name: string): string[] {
  const { oneWith } = labels.get(name) ?? {};
  const others = [...labels].filter(([, info]) => oneWith !== undefined && info.oneWith === oneWith);
  return [...new Set([name, ...others.map(([other]) => other)])];
}

export function labelNames(shape: Shape): string[] {
  return [...shape.labels.keys()];
}
