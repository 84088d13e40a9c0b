/** The shape of an aggregation: which labels are left, and how far its values reach. */
import { type Aggregation, unwrap } from "./ast.ts";
import { isMixed, spreadOf, sumOf } from "./infer-sum.ts";
import { ANY, from, mayBeInfinite, point } from "./interval.ts";
import { keepLabels, type LabelInfo, NO_LABELS, type Shape, UNKNOWN } from "./shape.ts";
import { NUMBER } from "./unit.ts";

/** What becomes of the values; undefined fields stay those of the operand. */
type Effect = (inner: Shape, param: Shape | undefined) => Partial<Shape>;

const COUNTED: Partial<Shape> = { nature: "other", unit: NUMBER, mayBeNaN: false, histogram: undefined };

const effects: Readonly<Record<string, Effect>> = {
  sum: sumOf,
  avg: ({ values, mayBeNaN }) => ({ mayBeNaN: mayBeNaN || isMixed(values) }),
  min: () => ({}),
  max: () => ({}),
  count: () => ({ ...COUNTED, values: from(1) }),
  count_values: () => ({ ...COUNTED, values: from(1) }),
  group: () => ({ ...COUNTED, values: point(1) }),
  stddev: (inner) => ({ nature: "other", ...spreadOf(inner), histogram: undefined }),
  stdvar: (inner) => ({ nature: "other", ...spreadOf(inner), unit: undefined, histogram: undefined }),
  quantile: (inner, param) => ({
    values: param && param.values.low >= 0 && param.values.high <= 1 ? inner.values : ANY,
    // Between a number and infinity lies no number, whatever the weights.
    mayBeNaN: inner.mayBeNaN || param === undefined || param.mayBeNaN || mayBeInfinite(inner.values),
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
  const { labels, open } = selecting ? inner : grouped(node, inner);
  const joined = selecting ? inner.aggregated : true;
  return {
    ...inner,
    kind: "vector",
    labels,
    open,
    aggregated: inner.nature === "counter" ? joined : inner.aggregated,
    additive: inner.additive || MERGING.includes(node.op.text),
    ...effect(inner, param),
  };
}

function grouped(node: Aggregation, inner: Shape): Pick<Shape, "labels" | "open"> {
  const names = node.labels.map(({ text }) => text);
  const counted = countedLabel(node);
  if (node.grouping === "without")
    return {
      labels: keepLabels(withCounted(inner.labels, counted), (name) => !names.includes(name)),
      open: inner.open,
    };
  if (node.grouping === undefined) return { labels: withCounted(NO_LABELS, counted), open: false };
  const unknown = names.filter((name) => inner.open && !inner.labels.has(name));
  const possible = unknown.map((name): [string, LabelInfo] => [name, { values: undefined, certain: false }]);
  const known = names.flatMap((name): [string, LabelInfo][] => {
    const info = inner.labels.get(name);
    return info ? [[name, info]] : [];
  });
  return { labels: withCounted(new Map([...known, ...possible]), counted), open: false };
}

/** count_values writes the values it counts into a label. */
function countedLabel({ op, param }: Aggregation): string | undefined {
  const label = param && unwrap(param);
  return op.text === "count_values" && label?.type === "string" ? label.value : undefined;
}

function withCounted(labels: Shape["labels"], counted: string | undefined): Shape["labels"] {
  return counted === undefined ? labels : new Map([...labels, [counted, { values: undefined, certain: true }]]);
}
