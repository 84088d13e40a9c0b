/**
 * A histogram that is held against a param can tell values above the param's maximum: a quantile never exceeds the
 * highest finite bound, so without finite bounds beyond it the alert could not fire.
 */
import type { Metric, Model, Param } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { nodesOf, parseExpression, type SyntaxNode, selectorsOf } from "../promql/parse.ts";
import type { Check } from "./check.ts";

const id = "metric/guard";

export const metricGuard: Check = {
  id,
  code: "P11",
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

/** Some alert compares a quantile of the histogram with the param's gauge, by itself or through a recording rule. */
function isCompared(model: Model, { name }: Metric, { metric: gauge }: Param): boolean {
  if (gauge === undefined) return false;
  const quantiles = model.recordingRules
    .filter(({ expr: { text } }) => hasQuantile(text, parseExpression(text).topNode, name, []))
    .map(({ record }) => record);
  return model.alerts.some(({ expr: { text } }) =>
    nodesOf(parseExpression(text).topNode, "BinaryExpr").some((node) => {
      const [left, right] = [node.firstChild, node.lastChild];
      if (!left || !right || !["Gtr", "Gte", "Lss", "Lte"].some((op) => node.getChild(op))) return false;
      const quantile = (side: SyntaxNode) => hasQuantile(text, side, name, quantiles);
      const limit = (side: SyntaxNode) => seriesIn(text, side).includes(gauge);
      return (quantile(left) && limit(right)) || (quantile(right) && limit(left));
    }),
  );
}

/** Whether a quantile of the histogram is computed here, or read from a series that is one. */
function hasQuantile(text: string, node: SyntaxNode, histogram: string, quantiles: readonly string[]): boolean {
  const names = seriesIn(text, node);
  if (names.some((series) => quantiles.includes(series))) return true;
  return nodesOf(node, "HistogramQuantile").length > 0 && names.includes(`${histogram}_bucket`);
}

function seriesIn(text: string, node: SyntaxNode): string[] {
  return selectorsOf(text, node).flatMap(({ metric }) => metric?.text ?? []);
}
