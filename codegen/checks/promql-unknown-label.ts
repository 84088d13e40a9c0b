/** Matchers, groupings and joins name only labels that the series they work on can have. */
import { spanIn } from "../expression.ts";
import type { Expression } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { parsedExpressionsOf } from "../promql/expressions.ts";
import { operands, outputLabels } from "../promql/labels.ts";
import { groupingLabels, type Name, nodesOf, type SyntaxNode, selectorsOf } from "../promql/parse.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { suggest } from "../schema.ts";
import type { Check } from "./check.ts";

const id = "promql/unknown-label";

export const promqlUnknownLabel: Check = {
  id,
  code: "P05",
  check: (model) => {
    const catalog = catalogOf(model);
    return parsedExpressionsOf(model).flatMap(({ expr, top }) => [
      ...matcherProblems(expr, top, catalog),
      ...groupingProblems(expr, top, catalog),
      ...joinProblems(expr, top, catalog),
    ]);
  },
};

function problem(expr: Expression, label: Name, message: string, known: Iterable<string>): Problem {
  return error(id, spanIn(expr, label.from, label.to), message, suggest(label.text, [...known]), "P05");
}

function matcherProblems(expr: Expression, top: SyntaxNode, catalog: Catalog): Problem[] {
  return selectorsOf(expr.text, top).flatMap(({ metric, matchers }) => {
    const series = metric && catalog.get(metric.text);
    if (!series) return [];
    return matchers
      .filter(({ label }) => !series.labels.includes(label.text))
      .map(({ label }) => problem(expr, label, `\`${series.name}\` has no label \`${label.text}\`.`, series.labels));
  });
}

function groupingProblems(expr: Expression, top: SyntaxNode, catalog: Catalog): Problem[] {
  return nodesOf(top, "AggregateExpr").flatMap((node) => {
    const modifier = node.getChild("AggregateModifier");
    if (!modifier) return [];
    const labels = new Set(operands(node).flatMap((operand) => [...outputLabels(expr.text, operand, catalog)]));
    return groupingLabels(expr.text, modifier)
      .filter((label) => !labels.has(label.text))
      .map((label) => problem(expr, label, `What is aggregated here has no label \`${label.text}\`.`, labels));
  });
}

function joinProblems(expr: Expression, top: SyntaxNode, catalog: Catalog): Problem[] {
  return nodesOf(top, "MatchingModifierClause").flatMap((clause) => {
    const sides = clause.parent
      ? operands(clause.parent).map((operand) => outputLabels(expr.text, operand, catalog))
      : [];
    const [left = new Set<string>(), right = new Set<string>()] = sides;
    const [matching, included] = clause.getChildren("GroupingLabels").map((list) => groupingLabels(expr.text, list));
    const one = clause.getChild("GroupRight") ? left : right;
    const missing = (label: Name) => !left.has(label.text) || !right.has(label.text);
    return [
      ...(clause.getChild("On") ? (matching ?? []) : []).filter(missing).map((label) =>
        problem(
          expr,
          label,
          `Not both sides of this operator have the label \`${label.text}\`.`,
          [...left].filter((name) => right.has(name)),
        ),
      ),
      ...(included ?? [])
        .filter((label) => !one.has(label.text))
        .map((label) => problem(expr, label, `The side that is joined in has no label \`${label.text}\`.`, one)),
    ];
  });
}
