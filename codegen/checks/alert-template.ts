/** The texts of an alert use only labels that its result has. */
import type { Alert } from "../model.ts";
import { error, type Problem, type Span } from "../problem.ts";
import { labelNames } from "../promql/shape.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { overExpressions } from "./promql.ts";

const id = "alert/template";

export const alertTemplate: Check = {
  id,
  code: "P05",
  explain: {
    what: "A summary or an action prints a label that the alert's expression aggregates away.",
    why: "The operator reads 'the queue  is slow': the one word that says where to look is empty.",
    wrong: 'expr: sum by (job) (…) > 5 with summary: "{{ $labels.queue }} is slow"',
    right: 'expr: sum by (job, queue) (…) > 5 with summary: "{{ $labels.queue }} is slow"',
  },
  check: (model) =>
    overExpressions(model, ({ purpose, name, shapeOf, top }) => {
      const alert = purpose === "alert" ? model.alerts.find((item) => item.name === name) : undefined;
      const shape = shapeOf(top);
      return alert && !shape.open ? templateProblems(alert, labelNames(shape)) : [];
    }),
};

function templateProblems(alert: Alert, labels: readonly string[]): Problem[] {
  return (["summary", "action"] as const).flatMap((key) =>
    [...alert[key].matchAll(/\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)/g)]
      .filter(([, label = ""]) => !labels.includes(label))
      .map(([written, label = ""]) => {
        const message = `The result of \`${alert.name}\` has no label \`${label}\`, so this stays empty.`;
        const help = labels.length === 0 ? "Its result has no labels at all." : suggest(label, labels);
        return error(id, within(alert.at(key), written), message, help, "P05");
      }),
  );
}

/** The first place inside a scalar where a text stands; the scalar when it is written in another way there. */
export function within(span: Span, text: string): Span {
  const at = span.source.text.slice(span.start, span.end).indexOf(text);
  return at === -1 ? span : { ...span, start: span.start + at, end: span.start + at + text.length };
}
