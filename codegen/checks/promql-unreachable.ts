/** A comparison can hold: its limit lies within what the value can reach. */
import { error, type Problem } from "../problem.ts";
import type { ComparisonOperator } from "../promql/ast.ts";
import { never } from "../promql/infer-comparison.ts";
import { formatInterval, isPoint } from "../promql/interval.ts";
import type { Shape } from "../promql/shape.ts";
import type { Check } from "./check.ts";
import { type Filter, filtersOf, overExpressions, type Subject, spanOf, subjectName, textOf } from "./promql.ts";
import { isPercentOfRatio } from "./promql-unit.ts";

const id = "promql/unreachable";

export const promqlUnreachable: Check = {
  id,
  code: "P11",
  explain: {
    what: "A value is compared with a limit that it can never reach.",
    why: "A quantile never exceeds the highest finite bucket, a share never exceeds 1, a counter is never negative: such an alert is dead, and no linter says so.",
    wrong: "histogram_quantile(0.95, sum by (le) (rate(task_seconds_bucket[5m]))) > 120    # buckets end at 60",
    right: "histogram_quantile(0.95, sum by (le) (rate(task_seconds_bucket[5m]))) > 45     # or add buckets above 120",
  },
  check: (model) =>
    overExpressions(model, (subject) => filtersOf(subject).flatMap((filter) => problems(subject, filter))),
};

function problems(subject: Subject, filter: Filter): Problem[] {
  const [kept, limit] = [subject.shapeOf(filter.kept), subject.shapeOf(filter.limit)];
  if (kept.empty || limit.empty || isPercentOfRatio(subject, filter)) return [];
  if (!never(filter.op as ComparisonOperator, kept, limit)) return [];
  const effect = subject.purpose === "alert" ? `${subject.owner} can never fire` : `${subject.owner} is always empty`;
  const message = `${reason(filter, kept)}, so \`${textOf(subject, filter.node)}\` never holds and ${effect}.`;
  return [error(id, spanOf(subject, filter.node), message, helpFor(kept, limit), "P11")];
}

function reason({ kept: node }: Filter, { nature, histogram, values }: Shape): string {
  const name = subjectName(node);
  if (nature === "quantile" && histogram)
    return `A quantile of \`${histogram.name}\` is never above ${values.high}, its highest finite bucket`;
  if (nature === "ratio")
    return `\`${name}\` is counted in both halves of this quotient, a share within ${formatInterval(values)}`;
  if (nature === "counter" || nature === "rate")
    return `\`${name}\` is a counter: ${nature === "rate" ? "its rate" : "it"} lies in ${formatInterval(values)}`;
  return `What is compared of \`${name}\` lies in ${formatInterval(values)}`;
}

function helpFor({ nature, histogram }: Shape, limit: Shape): string {
  if (nature === "quantile" && histogram) {
    const bounds = `Its buckets are ${histogram.buckets.join(", ")}`;
    return `${bounds}: lower the limit, or add finite buckets above ${formatInterval(limit.values)}.`;
  }
  const { low } = limit.values;
  if (nature === "ratio" && isPoint(limit.values) && low > 1 && low <= 100)
    return `A share is at most 1: for ${low} % write ${Number((low / 100).toPrecision(6))}.`;
  return "Turn the comparison round, or choose a limit inside that range.";
}
