/** histogram_quantile: buckets of a vector gathered by their other labels. */
import { dropping, type LabelSet, labelValue, METRIC_NAME } from "./label-set.ts";
import { type Bucket, bucketQuantile } from "./quantile.ts";
import type { Element, Vector } from "./value.ts";

const withoutBound = dropping(["le"]);
const withoutBoundAndName = dropping(["le", METRIC_NAME]);

/** A quantile for each set of other labels, those of different metrics apart; elements without a bound are passed over. */
export function histogramQuantile(q: number, vector: Vector): Element[] {
  const histograms = new Map<string, { readonly set: LabelSet; readonly buckets: Bucket[] }>();
  for (const { set, value } of vector) {
    const bound = parseBound(labelValue(set, "le"));
    if (bound === undefined) continue;
    const { key } = withoutBound(set);
    const histogram = histograms.get(key) ?? { set: withoutBoundAndName(set), buckets: [] };
    histograms.set(key, histogram);
    histogram.buckets.push({ bound, count: value });
  }
  return [...histograms.values()].map(({ set, buckets }) => ({ set, value: bucketQuantile(q, buckets) }));
}

/** A number as Go reads one; undefined for what is none. */
function parseBound(text: string): number | undefined {
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
