/** What of a subexpression's result can reach the result of the whole: its values, or less. */
import { type Binary, type Expr, isComparison, isSetOperator, unwrap } from "./ast.ts";
import { type Fixed, impliedFor, NOTHING_FIXED, type Records } from "./fixed.ts";

/**
 * presence: only which series there are. sign: also on which side of 0 a value is. scale: the values up to one factor
 * that they all share. value: everything.
 */
export type Use = "value" | "scale" | "sign" | "presence";

/** A node with what is around it. */
export interface Place {
  readonly node: Expr;
  readonly use: Use;
  /** undefined for the whole expression. */
  readonly parent: Expr | undefined;
  /** What a matcher here need not say. */
  readonly implied: Fixed;
}

/** The expression and everything below it, outer before inner. */
export function placesOf(expr: Expr, use: Use, records: Records): Place[] {
  return below({ node: expr, use, parent: undefined, implied: NOTHING_FIXED }, records);
}

function below(place: Place, records: Records): Place[] {
  const { node, use, implied } = place;
  const operands = usesBelow(node, use).map(([operand, used]) => ({
    node: operand,
    use: used,
    parent: node,
    implied: impliedFor(node, operand, implied, records),
  }));
  return [place, ...operands.flatMap((operand) => below(operand, records))];
}

type Below = readonly (readonly [Expr, Use])[];

function usesBelow(node: Expr, use: Use): Below {
  switch (node.type) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "range":
      return [[node.selector, "value"]];
    case "paren":
    case "unary":
    case "subquery":
      return [[node.expr, use]];
    case "call":
      return node.args.map((arg, i) => [arg, ofArgument(node.name.text, i, use)]);
    case "aggregation": {
      const inner: Below = [[node.expr, ofAggregated(node.op.text, use)]];
      return node.param ? [[node.param, "value"], ...inner] : inner;
    }
    case "binary":
      return ofBinary(node, use);
  }
}

function ofArgument(name: string, index: number, use: Use): Use {
  if (["absent", "absent_over_time", "present_over_time"].includes(name)) return "presence";
  if (name === "histogram_quantile" && index === 1 && use !== "presence") return "scale";
  return use === "presence" && name !== "scalar" ? "presence" : "value";
}

function ofAggregated(op: string, use: Use): Use {
  if (op === "count" || op === "group") return "presence";
  return ["sum", "avg", "min", "max"].includes(op) ? use : "value";
}

function ofBinary({ op, bool, left, right }: Binary, use: Use): Below {
  if (isSetOperator(op)) {
    return [
      [left, use],
      [right, op === "or" ? use : "presence"],
    ];
  }
  if (isComparison(op)) return [ofCompared(bool, left, right, use), ofCompared(bool, right, left, use)];
  const below = ofArithmetic(op, use);
  return [
    [left, below],
    [right, below],
  ];
}

/**
 * One side of a comparison. One that filters hands on the values of its left side, so that these are used as the result
 * is; what is compared with 0 shows its sign, while the 0 itself could be any number.
 */
function ofCompared(bool: boolean, side: Expr, other: Expr, use: Use): readonly [Expr, Use] {
  if (bool && use === "presence") return [side, "presence"];
  const unseen = bool || use === "presence" || use === "sign";
  return [side, unseen && isZero(other) && !isZero(side) ? "sign" : "value"];
}

function ofArithmetic(op: string, use: Use): Use {
  if (use === "presence" || op === "*" || op === "/") return use;
  return "value";
}

function isZero(expr: Expr): boolean {
  const inner = unwrap(expr);
  return inner.type === "number" && inner.value === 0;
}
