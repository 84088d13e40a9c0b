/** Every expression is PromQL. */
import { spanIn } from "../expression.ts";
import { error } from "../problem.ts";
import { expressionsOf, parse } from "../promql/expressions.ts";
import type { Fault } from "../promql/parse.ts";
import type { Check } from "./check.ts";

const id = "promql/syntax";

export const promqlSyntax: Check = {
  id,
  explain: {
    what: "An expression is no PromQL, or none that Prometheus 2.42 reads.",
    why: "Prometheus refuses the whole rule file at its next reload, and keeps the old rules meanwhile.",
    wrong: "sum by (job (rate(tasks_total[5m]))",
    right: "sum by (job) (rate(tasks_total[5m]))",
  },
  check: (model) =>
    expressionsOf(model).flatMap(({ owner, expr }) =>
      parse(expr).faults.map((fault) =>
        error(id, spanIn(expr, fault.from, fault.to), describe(expr.text, fault, owner), HELP),
      ),
    ),
};

const HELP = "Check brackets, names of functions and operators.";

function describe(text: string, { from, to, message, unreadable }: Fault, owner: string): string {
  if (!unreadable) return `${message} It stands in the expression of ${owner}.`;
  const found = text.slice(from, to);
  const called = /([a-z_]+)\s*$/.exec(text.slice(0, from))?.[1];
  if (found.startsWith("(") && called) return `PromQL has no function \`${called}\`, which ${owner} calls.`;
  const what = found.trim() === "" ? "Something is missing here" : `\`${found}\` is not understood here`;
  return `${what}: the expression of ${owner} is no PromQL.`;
}
