/** Labels whose value an expression fixes, and those that what is around a subexpression fixes already. */
import { type Aggregation, type Binary, type Expr, isSetOperator, type Selector } from "./ast.ts";

/** Label → the value that every series has which matters. */
export type Fixed = ReadonlyMap<string, string>;

export const NOTHING_FIXED: Fixed = new Map();

/** Functions whose result has not the labels of their argument, or which look at all series together. */
const RELABELLING = ["absent", "absent_over_time", "label_replace", "label_join", "scalar", "vector", "sort_by_label"];

/** Expressions of recording rules, by their names. */
export type Records = ReadonlyMap<string, Expr>;

/** What every series of the result has for certain; of a recording rule's series also what its expression fixes. */
export function fixedBy(expr: Expr, records: Records): Fixed {
  const below = (operand: Expr) => fixedBy(operand, records);
  switch (expr.type) {
    case "number":
    case "string":
      return NOTHING_FIXED;
    case "selector":
      return fixedBySelector(expr, records);
    case "range":
      return below(expr.selector);
    case "subquery":
    case "paren":
    case "unary":
      return below(expr.expr);
    case "call":
      return RELABELLING.includes(expr.name.text) ? NOTHING_FIXED : union(...expr.args.map(below));
    case "aggregation":
      return keep(below(expr.expr), keptBy(expr));
    case "binary":
      return fixedByOperands(expr, below(expr.left), below(expr.right));
  }
}

function fixedBySelector({ metric, matchers }: Selector, records: Records): Fixed {
  const own = matchers
    .filter(({ op, value }) => op === "=" && value.text !== "")
    .map((m) => [m.label.text, m.value.text] as const);
  const rule = metric && records.get(metric.text);
  if (!metric || !rule) return new Map(own);
  // A rule that reads itself fixes nothing there.
  const others = new Map([...records].filter(([name]) => name !== metric.text));
  return union(fixedBy(rule, others), new Map(own));
}

function fixedByOperands(node: Binary, left: Fixed, right: Fixed): Fixed {
  const matched = matchedBy(node);
  if (node.op === "or") return keep(left, (label) => left.get(label) === right.get(label));
  if (node.op === "unless") return left;
  if (node.op === "and") return union(left, keep(right, matched));
  return keep(union(left, right), matched);
}

/** What the surroundings fix for an operand: series with another value of such a label never reach the result. */
export function impliedFor(parent: Expr, operand: Expr, implied: Fixed, records: Records): Fixed {
  if (parent.type === "aggregation") return operand === parent.expr ? keep(implied, keptBy(parent)) : NOTHING_FIXED;
  if (parent.type === "call") return RELABELLING.includes(parent.name.text) ? NOTHING_FIXED : implied;
  if (parent.type !== "binary") return implied;
  const matched = matchedBy(parent);
  const isLeft = operand === parent.left;
  if (parent.op === "or") return isLeft ? keep(implied, matched) : implied;
  if (parent.op === "unless" && isLeft) return implied;
  const other = keep(fixedBy(isLeft ? parent.right : parent.left, records), matched);
  return union(other, isSetOperator(parent.op) && isLeft ? implied : keep(implied, matched));
}

/** Whether two series of an operation's sides need the same value of a label. */
export function matchedBy({ matching }: Binary): (label: string) => boolean {
  if (!matching) return () => true;
  const listed = new Set(matching.labels.map(({ text }) => text));
  return (label) => listed.has(label) === (matching.kind === "on");
}

/** Series that differ in such a label are never aggregated together. */
function keptBy({ grouping, labels, op }: Aggregation): (label: string) => boolean {
  const listed = new Set(labels.map(({ text }) => text));
  if (op.text === "count_values") return () => false;
  return (label) => grouping !== undefined && listed.has(label) === (grouping === "by");
}

function union(...all: readonly Fixed[]): Fixed {
  return new Map(all.flatMap((fixed) => [...fixed]));
}

function keep(fixed: Fixed, test: (label: string) => boolean): Fixed {
  return new Map([...fixed].filter(([label]) => test(label)));
}
