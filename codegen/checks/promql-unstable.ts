/** The labels of an alert do not depend on values, or `for` starts anew whenever they change. */
import type { Alert } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import { choicesIn } from "../promql/choice.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/unstable";
const code = "P24";

export const promqlUnstable: Check = {
  id,
  code,
  explain: {
    what: "Values decide which labels an alert has: through topk() and the like, count_values(), or a value in a label; or a rule sorts.",
    why: "An alert is its labels. When another series takes the third place, the old alert is resolved and a new one starts to wait: `for` is never over, or people are told of the same trouble again and again.",
    wrong: "expr: topk(3, queue_depth) > 100\nfor: 10m",
    right: "expr: queue_depth > 100\nfor: 10m",
    severities: ["error", "warning"],
  },
  check: (model) => {
    const alerts = new Map(model.alerts.map((alert) => [alert.name, alert]));
    return [
      ...overExpressions(model, (subject) => [
        ...(subject.purpose === "alert" ? chosen(subject, alerts.get(subject.name)) : []),
        // The rows of a table have an order.
        ...(subject.purpose === "panel" ? [] : sorted(subject)),
      ]),
      ...model.alerts.flatMap(valuesInLabels),
    ];
  },
};

function chosen(subject: Subject, alert: Alert | undefined): Problem[] {
  return choicesIn(subject.top, subject.catalog).map((choice) => {
    const where = choice.rule === undefined ? "" : ` in \`${choice.rule}\``;
    const read = subjectName(choice.from);
    const effect =
      choice.function === "count_values"
        ? `makes a label of the values of \`${read}\``
        : `chooses series of \`${read}\` by value`;
    const message = `\`${choice.function}\`${where} ${effect}, so the labels of \`${subject.name}\` change from one evaluation to the next.`;
    const waits = alert && alert.forSeconds > 0 ? ", and each change starts `for` anew" : "";
    const help = "Compare every series with the limit; or aggregate over the choice: max(…), count(…).";
    return error(id, spanOf(subject, choice.at), message.replace(/\.$/, `${waits}.`), help, code);
  });
}

const SORTING = ["sort", "sort_desc", "sort_by_label", "sort_by_label_desc"];

function sorted(subject: Subject): Problem[] {
  return nodesOf(subject.top, "call")
    .filter(({ name }) => SORTING.includes(name.text))
    .map((call) => {
      const { name } = call;
      const message = `The result of ${subject.owner} is a set without order: \`${name.text}\` of \`${subjectName(call)}\` changes nothing.`;
      return warning(id, spanOf(subject, name), message, `Leave \`${name.text}\` out.`, code);
    });
}

/** Templates of labels that print the value or ask for others. */
const VALUE = /\{\{[^}]*(\$value\b|\.Value\b|\bquery\b)/;

function valuesInLabels({ name, labels, at }: Alert): Problem[] {
  return Object.entries(labels)
    .filter(([, text]) => VALUE.test(text))
    .map(([label]) => {
      const message = `The label \`${label}\` of \`${name}\` holds a value, so with every new value it is another alert.`;
      return error(id, at("labels", label), message, "Print values in `summary`, which is no part of the alert.", code);
    });
}
