/** Histograms have finite bounds in rising order, and nothing else has any. */
import type { Metric } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/buckets";

export const metricBuckets: Check = {
  id,
  explain: {
    what: "A histogram has no finite bounds in rising order, or another metric has bounds.",
    why: "Without bounds there is no quantile; bounds out of order put observations into the wrong bucket.",
    wrong: "buckets: [1, 5, 2]",
    right: "buckets: [1, 2, 5]",
  },
  check: ({ metrics }) => metrics.flatMap(checkMetric),
};

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
