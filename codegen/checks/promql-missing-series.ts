/** The numerator of a ratio is there from the first scrape: while it is absent, the whole ratio is. */

import type { Model } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { nodesOf } from "../promql/ast.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "promql/missing-series";

export const promqlMissingSeries: Check = {
  id,
  code: "P08",
  explain: {
    what: "A numerator may not exist yet, because its metric is declared `initial: absent`.",
    why: "Without a numerator there is no result at all: the alert cannot fire until the first bad event, and says nothing about it.",
    wrong: "queue_failed / queue_depth > 0.1    # queue_failed has initial: absent",
    right: "queue_failed / queue_depth > 0.1    # initial: 0, so that every series exists from the first scrape",
    severities: ["error", "warning"],
  },
  check: (model) => overExpressions(model, (subject) => problems(model, subject)),
};

function problems(model: Model, subject: Subject): Problem[] {
  const page = model.alerts.some(({ name, severity }) => name === subject.name && severity === "page");
  return nodesOf(subject.top, "binary")
    .filter(
      ({ op, left, right }) => op === "/" && [left, right].every((side) => subject.shapeOf(side).kind === "vector"),
    )
    .flatMap(({ left }) =>
      nodesOf(left, "selector").flatMap((selector) => {
        const metric = selector.metric && subject.catalog.get(selector.metric.text)?.metric;
        if (metric?.initial !== "absent") return [];
        const message = `\`${metric.name}\` is absent until it is set first, and without it this ratio has no result.`;
        const help = "Declare `initial: 0` for it, or add `or` with what stands for it meanwhile.";
        const report = page && subject.purpose === "alert" ? error : warning;
        return [report(id, spanOf(subject, selector), message, help, "P08")];
      }),
    );
}
