/** What leaves a renamed label out leaves out both its names. */
import { isRenamed, lastingName } from "../deprecated.ts";
import { error, type Problem, warning } from "../problem.ts";
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
    severities: ["error", "warning"],
  },
  check: (model) => {
    const renamed = model.labels
      .filter(isRenamed)
      .map((label): Renamed => ({ old: label.name, lasting: lastingName(label) }));
    if (renamed.length === 0) return [];
    return overExpressions(model, (subject) =>
      leftOut(subject).flatMap((place) => renamed.flatMap((label) => halved(subject, place, label))),
    );
  },
};

/** The two names of a label. */
interface Renamed {
  readonly old: string;
  readonly lasting: string;
}

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

/** To leave out the old name alone is right where the label is to stay, as when one side of an operator has not the old name. */
function halved(subject: Subject, { word, labels, shapes }: LeftOut, { old, lasting }: Renamed): Problem[] {
  const having = shapes.filter((shape) => [old, lasting].every((name) => shape.labels.has(name)));
  const [named, ...others] = labels.filter(({ text }) => text === old || text === lasting);
  if (having.length === 0 || !named || others.length > 0) return [];
  const isOld = named.text === old;
  if (isOld && having.length < shapes.length) return [];
  const message = `\`${word} (${named.text})\` leaves \`${isOld ? lasting : old}\` in, which has the same values: the series stay apart by it.`;
  const help = `Name both until the sunset: ${word} (${lasting}, ${old})${isOld ? ", unless it is to stay" : ""}.`;
  const report = isOld ? warning : error;
  return [report(id, spanOf(subject, named), message, help)];
}
