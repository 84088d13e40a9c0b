/** histogram_quantile() is given the rates of a histogram's buckets, aggregated by `le`, and a quantile between 0 and 1. */
import { error, type Problem } from "../problem.ts";
import { type Call, type Expr, nodesOf } from "../promql/ast.ts";
import { isPoint } from "../promql/interval.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/quantile";

export const promqlQuantile: Check = {
  id,
  code: "P04",
  explain: {
    what: "histogram_quantile() lacks `le`, a rate or a histogram, or its quantile is not between 0 and 1.",
    why: "Without le there is no result; without rate() it is the quantile since the process started; a quantile of 95 instead of 0.95 is +Inf and fires for ever.",
    wrong: "histogram_quantile(0.95, sum by (job) (rate(task_seconds_bucket[5m])))",
    right: "histogram_quantile(0.95, sum by (job, le) (rate(task_seconds_bucket[5m])))",
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...nodesOf(subject.top, "call")
        .filter(({ name }) => name.text === "histogram_quantile")
        .flatMap((node) => [...quantileProblems(subject, node.args[0]), ...bucketProblems(subject, node)]),
      ...nodesOf(subject.top, "aggregation")
        .filter(({ op }) => op.text === "quantile")
        .flatMap(({ param }) => quantileProblems(subject, param)),
    ]),
};

function quantileProblems(subject: Subject, q: Expr | undefined): Problem[] {
  if (!q) return [];
  const { values } = subject.shapeOf(q);
  if (!isPoint(values) || (values.low > 0 && values.low < 1)) return [];
  const percent = values.low >= 1 && values.low < 100 ? ` Write ${values.low / 100}.` : "";
  const message = `A quantile lies between 0 and 1, so there is no quantile ${values.low}: it is infinite.`;
  return [error(id, spanOf(subject, q), message, `0.95 is the 95th percentile.${percent}`, "P04")];
}

function bucketProblems(subject: Subject, { args: [, of] }: Call): Problem[] {
  if (!of) return [];
  const { labels, open, nature, histogram } = subject.shapeOf(of);
  const name = subjectName(of);
  const report = (message: string, help: string) => [error(id, spanOf(subject, of), message, help, "P04")];
  if (histogram === undefined || nature === "quantile") {
    if (open) return [];
    const message = `\`${name}\` is not the \`_bucket\` of a histogram, so it has no quantile.`;
    return report(message, "Use `sum by (le) (rate(<histogram>_bucket[5m]))`.");
  }
  if (!labels.has("le") && !open) {
    const message = `The aggregation drops \`le\`, the bounds of the buckets of \`${histogram.name}\`: there is no quantile without them.`;
    return report(message, "Add `le` to the grouping: `sum by (…, le)`.");
  }
  if (nature === "counter") {
    const message = `\`${name}\` counts since its process started, so this is the quantile of all that time, not of now.`;
    return report(message, `Take \`rate(${name}[5m])\` first.`);
  }
  return [];
}
