/** A quantile is compared with a bucket bound: between bounds it is only interpolated. */
import { type Problem, warning } from "../problem.ts";
import { contains, isPoint } from "../promql/interval.ts";
import type { Check } from "./check.ts";
import { type Filter, filtersOf, overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "promql/interpolation";

export const promqlInterpolation: Check = {
  id,
  code: "P12",
  explain: {
    what: "A quantile is compared with a limit that is no bound of the histogram's buckets.",
    why: "Within a bucket a quantile is drawn along a straight line, so it may be wrong by the width of the bucket: the alert fires late or early.",
    wrong: "histogram_quantile(0.95, …) > 45     # buckets 30 and 60",
    right: "histogram_quantile(0.95, …) > 45     # with a bucket 45",
    severities: ["warning"],
  },
  check: (model) =>
    overExpressions(model, (subject) => filtersOf(subject).flatMap((filter) => problems(subject, filter))),
};

function problems(subject: Subject, { kept, limit }: Filter): Problem[] {
  const { nature, histogram, values } = subject.shapeOf(kept);
  const { values: wanted } = subject.shapeOf(limit);
  if (nature !== "quantile" || !histogram || !isPoint(wanted) || !contains(values, wanted.low)) return [];
  const { name, buckets } = histogram;
  const above = buckets.findIndex((bound) => bound >= wanted.low);
  const [low, high] = [buckets[above - 1] ?? 0, buckets[above]];
  if (above === -1 || high === undefined || high === wanted.low) return [];
  const message = `${wanted.low} is no bucket of \`${name}\`: it lies between ${low} and ${high}, where a quantile is interpolated and may be wrong by up to ${high - low}.`;
  return [
    warning(
      id,
      spanOf(subject, limit),
      message,
      `Add the bucket ${wanted.low}, or compare with ${low} or ${high}.`,
      "P12",
    ),
  ];
}
