/** Aggregations over the elements of a vector, in groups by their labels. */
import type { Aggregation } from "../ast.ts";
import { EvaluationError } from "./error.ts";
import { type Derive, dropping, keeping, type LabelSet, METRIC_NAME, NO_LABELS, withLabels } from "./label-set.ts";
import { quantile } from "./quantile.ts";
import { keepsInfinity } from "./sum.ts";
import { type Compiled, type Element, expectKind, type Moment, type Vector, type VectorValue } from "./value.ts";

/** One number for the values of a group, of which there is at least one. */
type Reduce = (values: readonly number[]) => number;

const reductions: Readonly<Record<string, Reduce>> = {
  sum: (values) => values.reduce((sum, value) => sum + value),
  avg: mean,
  min: (values) => values.reduce((best, value) => (best > value || Number.isNaN(best) ? value : best)),
  max: (values) => values.reduce((best, value) => (best < value || Number.isNaN(best) ? value : best)),
  count: (values) => values.length,
  group: () => 1,
  stdvar: variance,
  stddev: (values) => Math.sqrt(variance(values)),
};

/** The mean, moved towards each value in turn. */
function mean([first = Number.NaN, ...others]: readonly number[]): number {
  let [average, count] = [first, 1];
  for (const value of others) {
    count++;
    if (!keepsInfinity(average, value)) average += value / count - average / count;
  }
  return average;
}

/** By Welford's method. */
function variance([first = Number.NaN, ...others]: readonly number[]): number {
  let [average, count, squares] = [first, 1, 0];
  for (const value of others) {
    count++;
    const distance = value - average;
    average += distance / count;
    squares += distance * (value - average);
  }
  return squares / count;
}

/** Compiles an aggregation over a compiled vector. Throws EvaluationError for one that 2.42 does not know. */
export function compileAggregation(expr: Aggregation, arg: Compiled, param: Compiled | undefined): VectorValue {
  const op = expr.op.text;
  const vector = expectKind(arg, "vector", op);
  const groupOf = grouping(expr);
  const reduce = reductions[op];
  if (reduce) return { kind: "vector", at: (moment) => reduceGroups(vector.at(moment), groupOf, () => reduce) };
  if (op === "quantile") {
    const q = expectKind(param, "scalar", op);
    const at = (moment: Moment) => {
      const now = q.at(moment);
      return reduceGroups(vector.at(moment), groupOf, () => (values) => quantile(now, values));
    };
    return { kind: "vector", at };
  }
  if (op === "topk" || op === "bottomk") {
    const k = expectKind(param, "scalar", op);
    const compare = op === "topk" ? (a: number, b: number) => b - a : (a: number, b: number) => a - b;
    return { kind: "vector", at: (moment) => best(vector.at(moment), groupOf, k.at(moment), compare) };
  }
  if (op === "count_values") return countValues(expr, vector, expectKind(param, "string", op).value);
  throw new EvaluationError(`unknown aggregation ${op}`);
}

function grouping({ grouping: kind, labels }: Pick<Aggregation, "grouping" | "labels">): Derive {
  const names = labels.map(({ text }) => text);
  if (kind === "without") return dropping([...names, METRIC_NAME]);
  return kind === "by" ? keeping(names) : () => NO_LABELS;
}

interface Group {
  readonly set: LabelSet;
  readonly elements: Element[];
}

function groups(vector: Vector, groupOf: Derive): Group[] {
  const found = new Map<string, Group>();
  for (const element of vector) {
    const set = groupOf(element.set);
    const group = found.get(set.key);
    if (group) group.elements.push(element);
    else found.set(set.key, { set, elements: [element] });
  }
  return [...found.values()];
}

function reduceGroups(vector: Vector, groupOf: Derive, reducer: () => Reduce): Element[] {
  const reduce = reducer();
  return groups(vector, groupOf).map(({ set, elements }) => ({
    set,
    value: reduce(elements.map(({ value }) => value)),
  }));
}

/** The first k of each group in an order in which NaN comes last; they keep their labels. */
function best(vector: Vector, groupOf: Derive, k: number, compare: (a: number, b: number) => number): Element[] {
  if (Number.isNaN(k) || Math.abs(k) >= 2 ** 63) throw new EvaluationError(`Scalar value ${k} overflows int64`);
  const count = Math.trunc(k);
  if (count < 1) return [];
  return groups(vector, groupOf).flatMap(({ elements }) =>
    elements
      .toSorted((a, b) => {
        const [aIsNan, bIsNan] = [Number.isNaN(a.value), Number.isNaN(b.value)];
        return aIsNan || bIsNan ? Number(aIsNan) - Number(bIsNan) : compare(a.value, b.value);
      })
      .slice(0, count),
  );
}

/** How many elements of a group have each value, which becomes a label. */
function countValues(expr: Aggregation, vector: VectorValue, label: string): VectorValue {
  if (!/^[a-zA-Z_]\w*$/.test(label)) throw new EvaluationError(`invalid label name "${label}"`);
  const names = expr.labels.map(({ text }) => text);
  const groupOf = expr.grouping === "without" ? dropping([...names, METRIC_NAME]) : keeping([...names, label]);
  const at = (moment: Moment) => {
    const labelled = vector
      .at(moment)
      .map(({ set, value }) => ({ set: withLabels(set, { [label]: written(value) }), value }));
    return reduceGroups(labelled, groupOf, () => (values) => values.length);
  };
  return { kind: "vector", at };
}

/** A number in digits without an exponent, the shortest that mean it. */
function written(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  const parts = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}
