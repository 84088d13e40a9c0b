/** The rate is taken of each counter, and only then aggregated. */
import { error, type Problem } from "../problem.ts";
import { type Call, nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/rate-of-aggregate";

const RATES = ["rate", "irate", "increase", "resets"];

export const promqlRateOfAggregate: Check = {
  id,
  code: "P03",
  explain: {
    what: "rate() or increase() works on a sum of counters, or on something that is a rate already.",
    why: "One process that restarts lets the sum fall; rate() takes that for a restart of everything and reports a burst that never was. Each rolling deployment becomes a false page.",
    wrong: "rate(sum by (job) (tasks_total)[5m:])",
    right: "sum by (job) (rate(tasks_total[5m]))",
  },
  check: (model) =>
    overExpressions(model, (subject) => nodesOf(subject.top, "call").flatMap((node) => callProblems(subject, node))),
};

function callProblems(subject: Subject, node: Call): Problem[] {
  const [argument] = node.args;
  if (!argument || !RATES.includes(node.name.text)) return [];
  const { nature, aggregated } = subject.shapeOf(argument);
  const name = subjectName(argument);
  const report = (message: string, help: string) => [error(id, spanOf(subject, node.name), message, help, "P03")];
  if (nature === "counter" && aggregated) {
    const message = `\`${node.name.text}()\` of a sum of counters: when one process restarts, \`${name}\` falls, and that counts as a burst of everything.`;
    return report(message, `Take the rate first: \`sum by (…) (${node.name.text}(…[5m]))\`.`);
  }
  if (nature === "rate" || nature === "ratio" || nature === "quantile") {
    const message = `\`${node.name.text}()\` of \`${name}\`, which is a ${nature} already and falls as it likes: each fall would count as a restart.`;
    return report(message, "Use `avg_over_time()` or `deriv()`, or take the rate of the counter itself.");
  }
  return [];
}
