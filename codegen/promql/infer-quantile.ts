/** The shape of histogram_quantile: a quantile never lies above the highest finite bucket. */
import { ANY, between, type Interval } from "./interval.ts";
import { keepLabels, type Shape } from "./shape.ts";
import { unitOf } from "./unit.ts";

/** Effect of histogram_quantile(q, inner) on a shape. */
export function inferBuckets(inner: Shape, q: Shape | undefined): Partial<Shape> {
  const { histogram } = inner;
  const proper = q !== undefined && q.values.low >= 0 && q.values.high <= 1;
  return {
    nature: "quantile",
    labels: keepLabels(inner.labels, (name) => name !== "le"),
    unit: histogram && unitOf(histogram.unit),
    values: histogram && proper ? quantileRange(histogram.buckets) : ANY,
    mayBeNaN: true,
    aggregated: false,
    additive: false,
  };
}

/** From 0, or from the lowest bound when that is not above 0, up to the highest finite bound: quantile.go, bucketQuantile. */
function quantileRange(bounds: readonly number[]): Interval {
  const [lowest = 0] = bounds;
  return between(Math.min(0, lowest), bounds.at(-1) ?? lowest);
}
