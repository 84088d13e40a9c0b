/** Every expression is PromQL. */
import { spanIn } from "../expression.ts";
import { error } from "../problem.ts";
import { expressionsOf } from "../promql/expressions.ts";
import { type Name, parseExpression, syntaxError } from "../promql/parse.ts";
import type { Check } from "./check.ts";

const id = "promql/syntax";

export const promqlSyntax: Check = {
  id,
  check: (model) =>
    expressionsOf(model).flatMap(({ owner, expr }) => {
      const found = syntaxError(expr.text, parseExpression(expr.text));
      return found ? [error(id, spanIn(expr, found.from, found.to), describe(expr.text, found, owner), HELP)] : [];
    }),
};

const HELP = "Check brackets, names of functions and operators.";

function describe(text: string, { text: found, from }: Name, owner: string): string {
  const called = /([a-z_]+)\s*$/.exec(text.slice(0, from))?.[1];
  if (found.startsWith("(") && called) return `PromQL has no function \`${called}\`, which ${owner} calls.`;
  const what = found.trim() === "" ? "Something is missing here" : `\`${found}\` is not understood here`;
  return `${what}: the expression of ${owner} is no PromQL.`;
}
