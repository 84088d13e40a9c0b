/** A ratio of events is weighted by them, and a ratio of one queue, shard or user is only judged when there were enough. */
import { type Problem, warning } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import {
  conditionsBeside,
  countsEvents,
  divisionsIn,
  type Filter,
  filtersOf,
  overExpressions,
  type Subject,
  spanOf,
  subjectName,
  textOf,
} from "./promql.ts";

const id = "promql/ratio";

const SCRAPE = ["job", "instance"];

export const promqlRatio: Check = {
  id,
  code: "P10",
  explain: {
    what: "An alert judges a ratio per label value without asking for a minimum of events, or averages ratios or quantiles.",
    why: "One event of one is 100 %: a quiet queue pages at its first failure. The average of ratios counts a queue with one task as much as one with a thousand.",
    wrong: "sum by (job, queue) (rate(failed_total[5m])) / sum by (job, queue) (rate(tasks_total[5m])) > 0.1",
    right:
      "sum by (job, queue) (rate(failed_total[5m])) / sum by (job, queue) (rate(tasks_total[5m])) > 0.1\n  and sum by (job, queue) (increase(tasks_total[5m])) >= 20",
    severities: ["warning"],
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...(subject.purpose === "alert" ? filtersOf(subject).flatMap((filter) => lowTraffic(subject, filter)) : []),
      ...averages(subject),
    ]),
};

function lowTraffic(subject: Subject, filter: Filter): Problem[] {
  if (filter.op !== ">" && filter.op !== ">=") return [];
  const division = divisionsIn(subject, filter.kept).find((node) => countsEvents(subject, node.left));
  if (!division || conditionsBeside(subject, filter.node).length > 0) return [];
  const labels = [...subject.shapeOf(filter.kept).labels].filter(
    ([name, { values }]) => !SCRAPE.includes(name) && values?.length !== 1,
  );
  if (labels.length === 0) return [];
  const names = labels.map(([name]) => name).join(", ");
  const name = subjectName(division.right);
  const message = `\`${textOf(subject, filter.node)}\` judges every ${names} by itself, and without a minimum of events a single one of \`${name}\` is 100 %.`;
  const help = `Add \`and sum by (…) (increase(…[…])) >= 20\`, or aggregate over ${names}.`;
  return [warning(id, spanOf(subject, filter.kept), message, help, "P10")];
}

function averages(subject: Subject): Problem[] {
  const means = [
    ...nodesOf(subject.top, "aggregation").map(({ op, expr }) => ({ op, of: expr })),
    ...nodesOf(subject.top, "call").flatMap(({ name, args: [of] }) => (of ? [{ op: name, of }] : [])),
  ].filter(({ op }) => op.text === "avg" || op.text === "avg_over_time");
  return means.flatMap(({ op, of }) => {
    const { nature } = subject.shapeOf(of);
    const events =
      nature === "quantile" ||
      divisionsIn(subject, of.type === "range" ? of.selector : of).some((node) => countsEvents(subject, node.left));
    if (!events) return [];
    const what = nature === "quantile" ? "quantiles" : "ratios";
    const message = `\`${op.text}\` of ${what} of \`${subjectName(of)}\` weighs a minute or an instance with one event like one with a thousand.`;
    const help =
      nature === "quantile"
        ? "Sum the rates of the buckets, and take the quantile of that."
        : "Divide the sums: sum(…) / sum(…).";
    return [warning(id, spanOf(subject, op), message, help, "P10")];
  });
}
