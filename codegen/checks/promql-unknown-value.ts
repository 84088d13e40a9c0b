/** A matcher on a closed domain asks for values of that domain: of any other there is no series. */
import { error, type Problem } from "../problem.ts";
import { type Matcher, nodesOf } from "../promql/ast.ts";
import { testOf } from "../promql/infer-selector.ts";
import { regexOf } from "../promql/regex.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "promql/unknown-value";

export const promqlUnknownValue: Check = {
  id,
  code: "P06",
  explain: {
    what: "A matcher asks for a value that the label's closed domain does not hold, or its pattern meets none of them.",
    why: "The selector is empty, or shuts out nothing: a misspelt outcome makes an alert blind without an error anywhere.",
    wrong: 'tasks_total{result=~"failed|expird"}',
    right: 'tasks_total{result=~"failed|expired"}',
  },
  check: (model) =>
    overExpressions(model, (subject) =>
      nodesOf(subject.top, "selector").flatMap(({ metric, matchers }) => {
        const labels = metric && subject.catalog.get(metric.text)?.shape.labels;
        return matchers.flatMap((matcher) => {
          const { values, certain = false } = labels?.get(matcher.label.text) ?? {};
          return values ? matcherProblems(subject, matcher, values, certain) : [];
        });
      }),
    ),
};

function matcherProblems(subject: Subject, matcher: Matcher, domain: readonly string[], certain: boolean): Problem[] {
  const { value, label, op } = matcher;
  const wrong = outsideDomain(matcher, domain);
  const report = (message: string, help: string) => [error(id, spanOf(subject, value), message, help, "P06")];
  const written = `${op}${subject.expr.text.slice(value.from, value.to)}`;
  if (wrong !== undefined) {
    const message = `\`${label.text}\` is never \`${wrong}\`, so ${written} does not select what it seems to.`;
    return report(message, suggest(wrong, domain));
  }
  const test = testOf(matcher);
  if (test && !domain.some(test) && (certain || !test(""))) {
    const message = `${written} shuts out every value of \`${label.text}\`: the selector is empty.`;
    return report(message, `Its values are ${domain.join(", ")}.`);
  }
  return [];
}

/** The part of a matcher that no value of the domain meets; of a regular expression, its first dead alternative. */
function outsideDomain({ op, value: { text } }: Matcher, domain: readonly string[]): string | undefined {
  if (op === "=" || op === "!=") return text === "" || domain.includes(text) ? undefined : text;
  const alternatives = /^[\w|.-]+$/.test(text) ? text.split("|") : [text];
  return alternatives.find((alternative) => !matchesSome(alternative, domain));
}

/** RE2 knows syntax that JavaScript does not; what cannot be read is not judged. */
function matchesSome(pattern: string, domain: readonly string[]): boolean {
  const regex = regexOf(pattern);
  return regex === undefined || domain.some((value) => regex.test(value)) || regex.test("");
}
