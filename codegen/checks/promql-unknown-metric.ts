/** An expression names only series that the contract, a recording rule or Prometheus itself makes. */

import type { Model } from "../model.ts";
import { error } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Catalog } from "../promql/series.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { overExpressions, spanOf } from "./promql.ts";

const id = "promql/unknown-metric";

export const promqlUnknownMetric: Check = {
  id,
  code: "P01",
  explain: {
    what: "An expression selects a series that no metric, no recording rule and no scrape makes.",
    why: "promtool accepts any name; the selector is empty for ever, so the alert never fires and nobody is told.",
    wrong: "histogram_quantile(0.95, sum by (le) (rate(task_seconds_bucket[5m]))) > LEASE",
    right: "histogram_quantile(0.95, sum by (le) (rate(task_seconds_bucket[5m]))) > on () worker_lease_seconds",
  },
  check: (model) =>
    overExpressions(model, (subject) =>
      nodesOf(subject.top, "selector").flatMap(({ metric }) => {
        if (!metric || subject.catalog.has(metric.text)) return [];
        const message = `No metric and no recording rule is called \`${metric.text}\`, so ${subject.owner} finds no series.`;
        return [error(id, spanOf(subject, metric), message, helpFor(model, subject.catalog, metric.text), "P01")];
      }),
    ),
};

function helpFor(model: Model, catalog: Catalog, name: string): string {
  const param = model.params.find((item) => item.name === name.toLowerCase());
  if (param) {
    const gauge = param.metric === undefined ? "" : ` Compare with its gauge \`${param.metric}\`.`;
    return `\`${param.name}\` is a param, not a series.${gauge}`;
  }
  if (catalog.has(`${name}_bucket`))
    return `\`${name}\` is a histogram: use \`${name}_bucket\`, \`${name}_sum\` or \`${name}_count\`.`;
  // A bare word in capitals is meant as a constant.
  if (/^[A-Z]/.test(name) || !name.includes("_"))
    return `${suggest(name, [...catalog.keys()])} A constant that operators may change belongs under \`params:\`, with a gauge that shows it.`;
  return suggest(name, [...catalog.keys()]);
}
