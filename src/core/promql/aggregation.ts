/** Aggregations over the elements of a vector, in groups by their labels. */
import type { Aggregation } from "../../../generated/alerts.ts";
import { type Derive, dropping, keeping, type LabelSet, METRIC_NAME, NO_LABELS } from "./labels.ts";
import { type Instant, Unsupported } from "./value.ts";

/** One number for the values of a group, of which there is at least one. */
type Reduce = (values: readonly number[]) => number;

const reductions: Readonly<Record<string, Reduce>> = {
  sum: (values) => values.reduce((sum, value) => sum + value),
  min: (values) => values.reduce((best, value) => (best > value || Number.isNaN(best) ? value : best)),
  max: (values) => values.reduce((best, value) => (best < value || Number.isNaN(best) ? value : best)),
  count: (values) => values.length,
};

/** Compiles an aggregation over a compiled vector. Throws Unsupported for one that is not known here. */
export function compileAggregation(expr: Aggregation, vector: Instant): Instant {
  const reduce = Object.hasOwn(reductions, expr.op) ? reductions[expr.op] : undefined;
  if (reduce === undefined || expr.param !== undefined) throw new Unsupported(`the aggregation ${expr.op}`);
  const groupOf = grouping(expr);
  const at = (timeMs: number) => {
    const groups = new Map<string, { readonly set: LabelSet; readonly values: number[] }>();
    for (const { set: member, value } of vector.at(timeMs)) {
      const set = groupOf(member);
      const group = groups.get(set.key);
      if (group === undefined) groups.set(set.key, { set, values: [value] });
      else group.values.push(value);
    }
    return [...groups.values()].map(({ set, values }) => ({ set, value: reduce(values) }));
  };
  return { kind: "vector", at };
}

function grouping({ by, without }: Aggregation): Derive {
  if (without !== undefined) return dropping([...without, METRIC_NAME]);
  return by === undefined ? () => NO_LABELS : keeping(by);
}
