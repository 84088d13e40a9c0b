/**
 * A histogram that is held against a param can tell values above the param's maximum: a quantile never exceeds the
 * highest finite bound, so without finite bounds beyond it the alert could not fire.
 */
import type { Metric, Model, Param } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Expr } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { filtersOf, overExpressions, seriesNames } from "./promql.ts";

const id = "metric/guard";

export const metricGuard: Check = {
  id,
  code: "P11",
  explain: {
    what: "A histogram that is held against a param has no finite bucket above the param's maximum.",
    why: "A quantile never exceeds the highest finite bucket: set the param there, and the alert on it cannot fire any more.",
    wrong: "buckets: [5, 30, 60] with guards: lease, and lease may be 60",
    right: "buckets: [5, 30, 60, 66, 90] with guards: lease",
  },
  check: (model) => [...misplaced(model), ...unreachable(model)],
};

function misplaced({ metrics }: Model): Problem[] {
  return metrics
    .filter(({ type, guards }) => guards !== undefined && type !== "histogram")
    .map(({ name, type, at }) =>
      error(id, at("guards"), `The ${type} \`${name}\` has no buckets to guard with.`, "Remove `guards`.", "P11"),
    );
}

function unreachable(model: Model): Problem[] {
  return model.metrics
    .filter((metric) => metric.type === "histogram")
    .flatMap((metric) => {
      const highest = metric.buckets.at(-1) ?? 0;
      const param = guardedParams(model, metric).find(({ max }) => highest <= max);
      if (!param) return [];
      const message =
        `\`${metric.name}\` guards \`${param.name}\`, which may be ${param.max} ${param.unit}, but its highest finite bucket is ` +
        `${highest}: a quantile of it can never exceed ${highest}, so an alert on it cannot fire.`;
      const help = `Add finite buckets above ${param.max}, such as ${param.max * 1.1} and ${param.max * 1.5}.`;
      return [error(id, metric.at("buckets"), message, help, "P11")];
    });
}

function guardedParams(model: Model, metric: Metric): Param[] {
  const { guards } = metric;
  return model.params.filter(
    (param) => param === guards || hasBoundsOf(metric, param) || isCompared(model, metric, param),
  );
}

/** Bounds at both the default and the maximum of a param are there to measure against it. */
function hasBoundsOf({ buckets, unit }: Metric, param: Param): boolean {
  return unit === param.unit && buckets.includes(param.default) && buckets.includes(param.max);
}

/** Some expression compares a quantile of the histogram with the param's gauge, by itself or through recording rules. */
function isCompared(model: Model, { name }: Metric, { metric: gauge }: Param): boolean {
  if (gauge === undefined) return false;
  return (
    overExpressions(model, (subject) =>
      filtersOf(subject).filter(({ kept, limit }) => {
        const quantile = (side: Expr) => {
          const { nature, histogram } = subject.shapeOf(side);
          return nature === "quantile" && histogram?.name === name;
        };
        const setting = (side: Expr) => seriesNames(side).includes(gauge);
        return (quantile(kept) && setting(limit)) || (quantile(limit) && setting(kept));
      }),
    ).length > 0
  );
}
