/** Only what may be added up is summed. */
import { error } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Shape } from "../promql/shape.ts";
import type { Check } from "./check.ts";
import { overExpressions, spanOf, subjectName } from "./promql.ts";

const id = "promql/non-additive";

export const promqlNonAdditive: Check = {
  id,
  code: "P21",
  explain: {
    what: "sum() over ratios, quantiles, temperatures, times, settings, or a metric declared `additive: false`.",
    why: "Two instances at 60 % are not one at 120 %; a number that every instance shows alike is counted once for each of them.",
    wrong: "sum by (job) (worker_lease_seconds) > 60",
    right: "max by (job) (worker_lease_seconds) > 60",
  },
  check: (model) =>
    overExpressions(model, (subject) =>
      nodesOf(subject.top, "aggregation").flatMap(({ op, expr }) => {
        const shape = subject.shapeOf(expr);
        if (op.text !== "sum" || shape.additive) return [];
        const message = `\`sum\` of \`${subjectName(expr)}\` means nothing: ${reason(shape)}.`;
        return [error(id, spanOf(subject, op), message, "Use `max` or `avg`, or divide sums.", "P21")];
      }),
    ),
};

function reason({ nature }: Shape): string {
  if (nature === "quantile") return "quantiles do not add up";
  if (nature === "ratio") return "ratios do not add up";
  return "every series of it stands for itself, or all show the same";
}
