/** A recording rule reads only rules that are already computed. */
import type { Model, RecordingRule } from "../model.ts";
import { type Problem, position, warning } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { overExpressions, spanOf } from "./promql.ts";

const id = "rule/order";
const code = "P23";

export const ruleOrder: Check = {
  id,
  code,
  explain: {
    what: "A recording rule reads one that stands below it, or itself.",
    why: "Rules are evaluated from top to bottom: it sees the value of the evaluation before, and quotients of the two mix two points in time.",
    wrong:
      "- {record: job:failed:ratio, expr: job:failed:rate5m / job:tasks:rate5m}\n- {record: job:failed:rate5m, expr: …}\n- {record: job:tasks:rate5m, expr: …}",
    right:
      "- {record: job:failed:rate5m, expr: …}\n- {record: job:tasks:rate5m, expr: …}\n- {record: job:failed:ratio, expr: job:failed:rate5m / job:tasks:rate5m}",
    severities: ["warning"],
  },
  check: readAhead,
};

/** Alerts stand below all recording rules. What looks back in time on purpose does not mean the current value. */
function readAhead(model: Model): Problem[] {
  const places = new Map(model.recordingRules.map(({ record }, i) => [record, i]));
  return overExpressions(model, (subject) => {
    const own = subject.purpose === "record" ? places.get(subject.name) : undefined;
    if (own === undefined) return [];
    return nodesOf(subject.top, "selector").flatMap(({ metric, offset, at }) => {
      const read = metric && places.get(metric.text);
      if (!metric || read === undefined || read < own || at !== undefined || (offset?.seconds ?? 0) > 0) return [];
      const rule = model.recordingRules[read];
      if (!rule) return [];
      const where = read === own ? "is the rule itself" : `stands below, in line ${lineOf(rule)}`;
      const message = `\`${rule.record}\` ${where}, so ${subject.owner} reads its value of the evaluation before.`;
      const help =
        read === own
          ? "Read the series that it is made of, or say what is meant: `offset 1m`."
          : `Move \`${rule.record}\` above \`${subject.name}\`.`;
      return [warning(id, spanOf(subject, metric), message, help, code)];
    });
  });
}

function lineOf({ at }: RecordingRule): number {
  const { source, start } = at();
  return position(source, start).line;
}
