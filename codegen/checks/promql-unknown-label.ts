/** Matchers, groupings and joins name only labels that the series they work on can have. */
import { error, type Problem } from "../problem.ts";
import { type Aggregation, type Binary, type Name, nodesOf } from "../promql/ast.ts";
import { labelNames, type Shape } from "../promql/shape.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";
import { overExpressions, type Subject, spanOf, subjectName } from "./promql.ts";

const id = "promql/unknown-label";

export const promqlUnknownLabel: Check = {
  id,
  code: "P05",
  explain: {
    what: "A matcher, a grouping or a join names a label that the series there do not have.",
    why: "The selector is empty, or everything falls into one group, or nothing matches: an alert without its label, or none at all.",
    wrong: 'sum by (job, queue) (rate(tasks_total{rusult="failed"}[5m]))',
    right: 'sum by (job, queue) (rate(tasks_total{result="failed"}[5m]))',
  },
  check: (model) =>
    overExpressions(model, (subject) => [
      ...matcherProblems(subject),
      ...nodesOf(subject.top, "aggregation").flatMap((node) => groupingProblems(subject, node)),
      ...nodesOf(subject.top, "binary").flatMap((node) => joinProblems(subject, node)),
    ]),
};

function problem(subject: Subject, label: Name, message: string, known: readonly string[]): Problem {
  return error(id, spanOf(subject, label), message, suggest(label.text, known), "P05");
}

function lacks(shape: Shape, label: Name): boolean {
  return shape.kind !== "scalar" && !shape.open && !shape.labels.has(label.text);
}

function matcherProblems(subject: Subject): Problem[] {
  return nodesOf(subject.top, "selector").flatMap(({ metric, matchers }) => {
    const shape = metric && subject.catalog.get(metric.text)?.shape;
    if (!metric || !shape) return [];
    return matchers
      .filter(({ label }) => lacks(shape, label))
      .map(({ label }) =>
        problem(subject, label, `\`${metric.text}\` has no label \`${label.text}\`.`, labelNames(shape)),
      );
  });
}

function groupingProblems(subject: Subject, node: Aggregation): Problem[] {
  const shape = subject.shapeOf(node.expr);
  const written = `${node.op.text} ${node.grouping ?? ""}`.trim();
  return node.labels
    .filter((label) => lacks(shape, label))
    .map((label) => {
      const message = `What \`${written}\` aggregates here, \`${subjectName(node.expr)}\`, has no label \`${label.text}\`.`;
      return problem(subject, label, message, labelNames(shape));
    });
}

function joinProblems(subject: Subject, { matching, left, right, op }: Binary): Problem[] {
  if (!matching) return [];
  const sides = [subject.shapeOf(left), subject.shapeOf(right)] as const;
  const [one, oneExpr] = matching.group?.side === "right" ? [sides[0], left] : [sides[1], right];
  const shared = labelNames(sides[0]).filter((name) => sides[1].labels.has(name));
  const absent =
    matching.kind === "on" ? matching.labels.filter((label) => sides.some((side) => lacks(side, label))) : [];
  const foreign =
    matching.kind === "ignoring" ? matching.labels.filter((label) => sides.every((side) => lacks(side, label))) : [];
  return [
    ...absent.map((label) => {
      const without = lacks(sides[0], label) ? left : right;
      const message = `\`${subjectName(without)}\`, one side of \`${op}\`, has no label \`${label.text}\`.`;
      return problem(subject, label, message, shared);
    }),
    ...foreign.map((label) =>
      problem(subject, label, `Neither side of \`${op}\` has the label \`${label.text}\`.`, labelNames(sides[0])),
    ),
    ...(matching.group?.include ?? [])
      .filter((label) => lacks(one, label))
      .map((label) =>
        problem(
          subject,
          label,
          `\`${subjectName(oneExpr)}\`, which is joined in, has no label \`${label.text}\`.`,
          labelNames(one),
        ),
      ),
  ];
}
