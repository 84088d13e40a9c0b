/** A metric has no more series than its budget: the product of its label domains, times its buckets. */
import { freeLabels } from "../deprecated.ts";
import type { Metric } from "../model.ts";
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/series";

export const metricSeries: Check = {
  id,
  code: "P25",
  explain: {
    what: "A metric has more series than its budget: the product of its label domains, times its buckets.",
    why: "Each series costs memory in every process and in Prometheus; products grow unseen.",
    wrong: "- name: task_seconds\n  labels: [queue, customer, result]  # 5 × 400 × 8 × 12 buckets",
    right: "- name: task_seconds\n  labels: [queue, result]  # 5 × 8 × 12 buckets",
  },

  check: ({ metrics }) =>
    metrics.flatMap((metric) => {
      const count = seriesCount(metric);
      if (count <= metric.seriesBudget) return [];
      const factors = freeLabels(metric.labels).map((label) => `${label.values.length} ${label.name}`);
      const buckets = metric.type === "histogram" ? [`${metric.buckets.length + 1} buckets, _sum and _count`] : [];
      const message = `The metric \`${metric.name}\` has ${count} series (${[...factors, ...buckets].join(" × ")}), over its budget of ${metric.seriesBudget}.`;
      const help = "Drop a label or buckets, or state a larger `series_budget` on purpose.";
      return [error(id, metric.at("name"), message, help, "P25")];
    }),
};

/** Series that one instance exposes for a metric. */
export function seriesCount(metric: Metric): number {
  const { type, buckets } = metric;
  const combinations = freeLabels(metric.labels).reduce((product, label) => product * label.values.length, 1);
  // The buckets, +Inf, _sum and _count.
  return combinations * (type === "histogram" ? buckets.length + 3 : 1);
}
