/** What leaves a renamed label out leaves out both its names. */
import { isRenamed, lastingName } from "../deprecated.ts";
import { error, type Problem } from "../problem.ts";
import { type Name, nodesOf } from "../promql/ast.ts";
import type { Shape } from "../promql/shape.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf } from "./promql.ts";

const id = "deprecated/grouping";

export const deprecatedGrouping: Check = {
  id,
  explain: {
    what: "`without` or `ignoring` names one of the two names of a renamed label, where the series have both.",
    why: "The other name has the same values, so nothing is left out: sums stay apart by the label, and sides of an operator find no match.",
    wrong: "sum without (queue_name) (queue_depth) > 100  # queue_depth has queue, too, until the sunset",
    right: "sum without (queue_name, queue) (queue_depth) > 100",
  },
  check: (model) => {
    const pairs = model.labels.filter(isRenamed).map((label) => [label.name, lastingName(label)] as const);
    if (pairs.length === 0) return [];
    return overExpressions(model, (subject) =>
      leftOut(subject).flatMap(({ word, labels, shapes }) =>
        pairs.flatMap((pair) => {
          const present = shapes.some((shape) => pair.every((name) => shape.labels.has(name)));
          return present ? halves(subject, word, labels, pair) : [];
        }),
      ),
    );
  },
};

interface LeftOut {
  readonly word: "without" | "ignoring";
  readonly labels: readonly Name[];
  /** Of what the labels are left out. */
  readonly shapes: readonly Shape[];
}

function leftOut({ top, shapeOf }: Subject): LeftOut[] {
  return [
    ...nodesOf(top, "aggregation").flatMap(({ grouping, labels, expr }): LeftOut[] =>
      grouping === "without" ? [{ word: grouping, labels, shapes: [shapeOf(expr)] }] : [],
    ),
    ...nodesOf(top, "binary").flatMap(({ matching, left, right }): LeftOut[] =>
      matching?.kind === "ignoring"
        ? [{ word: matching.kind, labels: matching.labels, shapes: [shapeOf(left), shapeOf(right)] }]
        : [],
    ),
  ];
}

function halves(subject: Subject, word: string, labels: readonly Name[], pair: readonly [string, string]): Problem[] {
  const named = labels.filter(({ text }) => pair.includes(text));
  const missing = pair.find((name) => named.every(({ text }) => text !== name));
  const [one] = named;
  if (!one || missing === undefined) return [];
  const message = `\`${word} (${one.text})\` leaves \`${missing}\` in, which has the same values: the series stay apart by it.`;
  return [
    error(id, spanOf(subject, one), message, `Name both until the sunset: ${word} (${pair.toReversed().join(", ")}).`),
  ];
}
