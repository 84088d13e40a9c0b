/** Histograms have finite bounds in rising order, and nothing else has any. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/buckets";

export const metricBuckets: Check = { id, check: ({ metrics }) => metrics.flatMap(checkMetric) };

function checkMetric({ name, type, buckets, at }: Metric): Problem[] {
  if (type !== "histogram") {
    if (buckets.length === 0) return [];
    return [
      error(id, at("buckets"), `The ${type} \`${name}\` has buckets.`, "Remove `buckets`, or make it a histogram."),
    ];
  }
  if (buckets.length === 0) {
    return [
      error(
        id,
        at("name"),
        `The histogram \`${name}\` has no buckets.`,
        "Add `buckets`: finite upper bounds in rising order.",
      ),
    ];
  }
  return buckets.flatMap((bound, i) => {
    const before = buckets[i - 1];
    if (Number.isFinite(bound) && (before === undefined || before < bound)) return [];
    const message = `The bound ${bound} of \`${name}\` does not rise${before === undefined ? "" : ` above ${before}`}.`;
    return [error(id, at("buckets", i), message, "Sort the finite bounds; +Inf is added by itself.")];
  });
}
