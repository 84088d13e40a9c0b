/** A matcher on a closed domain asks for values of that domain: of any other there is no series. */
import { spanIn } from "../expression.ts";
import { error } from "../problem.ts";
import { parsedExpressionsOf } from "../promql/expressions.ts";
import { type Matcher, selectorsOf } from "../promql/parse.ts";
import { catalogOf } from "../promql/series.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "promql/unknown-value";

export const promqlUnknownValue: Check = {
  id,
  code: "P06",
  check: (model) => {
    const catalog = catalogOf(model);
    return parsedExpressionsOf(model).flatMap(({ expr, top }) =>
      selectorsOf(expr.text, top).flatMap(({ metric, matchers }) => {
        const domains = metric && catalog.get(metric.text)?.domains;
        return matchers.flatMap((matcher) => {
          const domain = domains?.get(matcher.label.text);
          const wrong = domain && outsideDomain(matcher, domain);
          if (!domain || wrong === undefined) return [];
          const { value, label } = matcher;
          const message = `\`${label.text}\` is never \`${wrong}\`, so ${matcher.op}${expr.text.slice(value.from, value.to)} does not select what it seems to.`;
          return [error(id, spanIn(expr, value.from, value.to), message, suggest(wrong, domain), "P06")];
        });
      }),
    );
  },
};

/** The part of a matcher that no value of the domain meets; of a regular expression, its first dead alternative. */
function outsideDomain({ op, value: { text } }: Matcher, domain: readonly string[]): string | undefined {
  if (op === "=" || op === "!=") return text === "" || domain.includes(text) ? undefined : text;
  const alternatives = /^[\w|.-]+$/.test(text) ? text.split("|") : [text];
  return alternatives.find((alternative) => !matchesSome(alternative, domain));
}

function matchesSome(pattern: string, domain: readonly string[]): boolean {
  try {
    const regex = new RegExp(`^(?:${pattern})$`, "s");
    return domain.some((value) => regex.test(value)) || regex.test("");
  } catch {
    // RE2 knows syntax that JavaScript does not; what cannot be read is not judged.
    return true;
  }
}
