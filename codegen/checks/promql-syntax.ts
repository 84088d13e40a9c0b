/** Every expression is PromQL. */
import { spanIn } from "../expression.ts";
import { error } from "../problem.ts";
import { expressionsOf } from "../promql/expressions.ts";
import { parseExpression, syntaxError } from "../promql/parse.ts";
import type { Check } from "./check.ts";

const id = "promql/syntax";

export const promqlSyntax: Check = {
  id,
  check: (model) =>
    expressionsOf(model).flatMap(({ owner, expr }) => {
      const found = syntaxError(expr.text, parseExpression(expr.text));
      if (!found) return [];
      const what = found.text.trim() === "" ? "Something is missing here" : `\`${found.text}\` is not understood here`;
      return [
        error(
          id,
          spanIn(expr, found.from, found.to),
          `${what}: the expression of ${owner} is no PromQL.`,
          "Check brackets, names of functions and operators.",
        ),
      ];
    }),
};
