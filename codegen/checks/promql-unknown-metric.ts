/** An expression names only series that the contract, a recording rule or Prometheus itself makes. */
import { spanIn } from "../expression.ts";
import type { Model } from "../model.ts";
import { error } from "../problem.ts";
import { parsedExpressionsOf } from "../promql/expressions.ts";
import { selectorsOf } from "../promql/parse.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "promql/unknown-metric";

export const promqlUnknownMetric: Check = {
  id,
  code: "P01",
  check: (model) => {
    const catalog = catalogOf(model);
    return parsedExpressionsOf(model).flatMap(({ owner, expr, top }) =>
      selectorsOf(expr.text, top).flatMap(({ metric }) => {
        if (!metric || catalog.has(metric.text)) return [];
        const message = `No metric and no recording rule is called \`${metric.text}\`, so ${owner} finds no series.`;
        return [error(id, spanIn(expr, metric.from, metric.to), message, helpFor(model, catalog, metric.text), "P01")];
      }),
    );
  },
};

function helpFor(model: Model, catalog: Catalog, name: string): string {
  const param = model.params.find((item) => item.name === name.toLowerCase());
  if (param) {
    const gauge = param.metric === undefined ? "" : ` Compare with its gauge \`${param.metric}\`.`;
    return `\`${param.name}\` is a param, not a series.${gauge}`;
  }
  if (catalog.has(`${name}_bucket`))
    return `\`${name}\` is a histogram: use \`${name}_bucket\`, \`${name}_sum\` or \`${name}_count\`.`;
  return suggest(name, [...catalog.keys()]);
}
