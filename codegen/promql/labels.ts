/** Which labels the result of an expression can carry. Where a name is unknown the answer is the widest one. */
import { children, groupingLabels, nodesOf, type SyntaxNode, selectorOf, unquote } from "./parse.ts";
import type { Catalog } from "./series.ts";

const EXPRESSIONS = new Set([
  "AggregateExpr",
  "BinaryExpr",
  "FunctionCall",
  "MatrixSelector",
  "OffsetExpr",
  "ParenExpr",
  "StepInvariantExpr",
  "SubqueryExpr",
  "UnaryExpr",
  "VectorSelector",
]);

/** Labels that a series of the result may have. */
export function outputLabels(text: string, node: SyntaxNode, catalog: Catalog): ReadonlySet<string> {
  if (node.name === "VectorSelector") return selectorLabels(text, node, catalog);
  if (node.name === "AggregateExpr") return aggregateLabels(text, node, catalog);
  if (node.name === "BinaryExpr") return binaryLabels(text, node, catalog);
  if (node.name === "FunctionCall") return functionLabels(text, node, catalog);
  return union(operands(node).map((operand) => outputLabels(text, operand, catalog)));
}

/** Expressions below a node, the lists of arguments opened up. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  return children(node).flatMap((child) => {
    if (EXPRESSIONS.has(child.name)) return [child];
    return child.name === "FunctionCallBody" ? operands(child) : [];
  });
}

function selectorLabels(text: string, node: SyntaxNode, catalog: Catalog): ReadonlySet<string> {
  const { metric, matchers } = selectorOf(text, node);
  const known = metric && catalog.get(metric.text);
  if (known) return new Set(known.labels);
  return new Set([...everyLabel(catalog), ...matchers.map((matcher) => matcher.label.text)]);
}

function everyLabel(catalog: Catalog): ReadonlySet<string> {
  return union([...catalog.values()].map((series) => new Set(series.labels)));
}

function aggregateLabels(text: string, node: SyntaxNode, catalog: Catalog): ReadonlySet<string> {
  const inner = union(operands(node).map((operand) => outputLabels(text, operand, catalog)));
  const modifier = node.getChild("AggregateModifier");
  if (nodesOf(node, "Topk", "Bottomk", "LimitK", "LimitRatio").some((op) => op.parent?.parent?.from === node.from))
    return inner;
  const counted = countedLabel(text, node);
  if (!modifier) return new Set(counted);
  const named = groupingLabels(text, modifier).map((label) => label.text);
  if (modifier.getChild("By")) return new Set([...named, ...counted]);
  return new Set([...[...inner].filter((label) => !named.includes(label)), ...counted]);
}

/** The label that count_values writes its values to. */
function countedLabel(text: string, node: SyntaxNode): string[] {
  if (!node.getChild("AggregateOp")?.getChild("CountValues")) return [];
  const literal = node.getChild("FunctionCallBody")?.getChild("StringLiteral");
  return literal ? [unquote(text.slice(literal.from, literal.to))] : [];
}

function binaryLabels(text: string, node: SyntaxNode, catalog: Catalog): ReadonlySet<string> {
  const [left, right] = operands(node).map((operand) => outputLabels(text, operand, catalog));
  if (!left || !right) return left ?? right ?? new Set();
  if (node.getChild("Or")) return union([left, right]);
  const matching = node.getChild("MatchingModifierClause");
  if (!matching || node.getChild("And") || node.getChild("Unless")) return left;
  const groupLeft = matching.getChild("GroupLeft");
  const groupRight = matching.getChild("GroupRight");
  const lists = matching.getChildren("GroupingLabels");
  const named = lists[0] ? groupingLabels(text, lists[0]).map((label) => label.text) : [];
  const included = lists[1] ? groupingLabels(text, lists[1]).map((label) => label.text) : [];
  if (groupLeft || groupRight) return new Set([...(groupLeft ? left : right), ...included]);
  if (matching.getChild("On")) return new Set(named);
  return new Set([...left].filter((label) => !named.includes(label)));
}

function functionLabels(text: string, node: SyntaxNode, catalog: Catalog): ReadonlySet<string> {
  const name = text.slice(node.from, node.firstChild?.to ?? node.from);
  const inner = union(operands(node).map((operand) => outputLabels(text, operand, catalog)));
  if (name === "histogram_quantile") return new Set([...inner].filter((label) => label !== "le"));
  if (name === "absent" || name === "absent_over_time") return new Set(equalityLabels(text, node));
  if (name === "label_replace" || name === "label_join") {
    const target = nodesOf(node, "StringLiteral").find((literal) => literal.parent?.name === "FunctionCallBody");
    return target ? new Set([...inner, unquote(text.slice(target.from, target.to))]) : inner;
  }
  if (name === "scalar" || name === "vector" || name === "time") return new Set();
  return inner;
}

/** absent() answers with the labels that its selector pins by equality; of anything but a selector, with none. */
function equalityLabels(text: string, node: SyntaxNode): string[] {
  const [argument] = operands(node);
  const selector = argument?.name === "MatrixSelector" ? argument.getChild("VectorSelector") : argument;
  if (selector?.name !== "VectorSelector") return [];
  return selectorOf(text, selector)
    .matchers.filter((matcher) => matcher.op === "=")
    .map((matcher) => matcher.label.text);
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
