/** The shape of an aggregation: which labels are left, and how far its values reach. */
import type { Aggregation } from "./ast.ts";
import { ANY, contains, from, hull, type Interval, NOT_NEGATIVE, point } from "./interval.ts";
import { keepLabels, type LabelInfo, NO_LABELS, type Shape, UNKNOWN } from "./shape.ts";
import { NUMBER } from "./unit.ts";

/** What becomes of the values; undefined fields stay those of the operand. */
type Effect = (inner: Shape, param: Shape | undefined) => Partial<Shape>;

const COUNTED: Partial<Shape> = { nature: "other", unit: NUMBER, mayBeNaN: false, histogram: undefined };

const effects: Readonly<Record<string, Effect>> = {
  sum: (inner) => ({ values: sumOf(inner.values) }),
  avg: () => ({}),
  min: () => ({}),
  max: () => ({}),
  count: () => ({ ...COUNTED, values: from(1) }),
  count_values: () => ({ ...COUNTED, values: from(1) }),
  group: () => ({ ...COUNTED, values: point(1) }),
  stddev: () => ({ nature: "other", values: NOT_NEGATIVE, mayBeNaN: true, histogram: undefined }),
  stdvar: () => ({ nature: "other", values: NOT_NEGATIVE, unit: undefined, mayBeNaN: true, histogram: undefined }),
  quantile: (inner, param) => ({
    values: param && param.values.low >= 0 && param.values.high <= 1 ? inner.values : ANY,
    histogram: undefined,
  }),
  topk: () => ({}),
  bottomk: () => ({}),
};

/** Aggregations that make one of what several instances show alike. */
const MERGING = ["min", "max", "count", "count_values", "group"];

/** Aggregations that pass series on as they are. */
const SELECTING = ["topk", "bottomk"];

export function inferAggregation(node: Aggregation, param: Shape | undefined, inner: Shape): Shape {
  const effect = effects[node.op.text];
  if (!effect) return UNKNOWN;
  const selecting = SELECTING.includes(node.op.text);
  const left = selecting ? inner : { ...inner, ...grouped(node, inner) };
  const labels = node.op.text === "count_values" ? withCounted(node, left.labels) : left.labels;
  const joined = selecting ? inner.aggregated : true;
  return {
    ...inner,
    kind: "vector",
    labels,
    open: left.open,
    aggregated: inner.nature === "counter" ? joined : inner.aggregated,
    additive: inner.additive || MERGING.includes(node.op.text),
    ...effect(inner, param),
  };
}

/** A sum of one or more values. */
function sumOf(values: Interval): Interval {
  if (values.low >= 0) return { ...values, high: Number.POSITIVE_INFINITY, highOpen: !contains(values, Infinity) };
  if (values.high <= 0) return { ...values, low: Number.NEGATIVE_INFINITY, lowOpen: !contains(values, -Infinity) };
  return hull(ANY, values);
}

function grouped({ grouping, labels }: Aggregation, inner: Shape): Pick<Shape, "labels" | "open"> {
  const names = labels.map(({ text }) => text);
  if (grouping === undefined) return { labels: NO_LABELS, open: false };
  if (grouping === "without")
    return { labels: keepLabels(inner.labels, (name) => !names.includes(name)), open: inner.open };
  const unknown = names.filter((name) => inner.open && !inner.labels.has(name));
  const possible = unknown.map((name): [string, LabelInfo] => [name, { values: undefined, certain: false }]);
  const known = names.flatMap((name): [string, LabelInfo][] => {
    const info = inner.labels.get(name);
    return info ? [[name, info]] : [];
  });
  return { labels: new Map([...known, ...possible]), open: false };
}

/** count_values writes the values it counts into a label. */
function withCounted({ param }: Aggregation, labels: Shape["labels"]): Shape["labels"] {
  if (param?.type !== "string") return labels;
  return new Map([...labels, [param.value, { values: undefined, certain: true }]]);
}
