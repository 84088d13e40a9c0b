/** The shape of every node of an expression, from the leaves up. Total: of what is wrong it just knows less. */
import type { Expr, ExprOf } from "./ast.ts";
import { functions } from "./functions.ts";
import { inferAggregation } from "./infer-aggregation.ts";
import { inferBinary } from "./infer-binary.ts";
import { inferSelector } from "./infer-selector.ts";
import { negate } from "./interval.ts";
import type { Series } from "./series.ts";
import { literal, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/** Where names are looked up; a Catalog is one. */
export interface Lookup {
  readonly get: (name: string) => Series | undefined;
  /** What is looked up is read between two evaluations of the rules, as in the steps of a subquery. */
  readonly between?: boolean;
}

export type Shapes = ReadonlyMap<Expr, Shape>;

/** The shape of the expression and of everything below it. */
export function infer(expr: Expr, lookup: Lookup): Shapes {
  const shapes = new Map<Expr, Shape>();
  const visit = (node: Expr, within: Lookup): Shape => {
    const shape = shapeOf(node, visit, within);
    shapes.set(node, shape);
    return shape;
  };
  visit(expr, lookup);
  return shapes;
}

function shapeOf(node: Expr, visit: (node: Expr, lookup: Lookup) => Shape, lookup: Lookup): Shape {
  const inner = (operand: Expr) => visit(operand, lookup);
  switch (node.type) {
    case "number":
      return literal(node.value);
    case "string":
      return TEXT;
    case "selector":
      return inferSelector(node, node.metric && lookup.get(node.metric.text));
    case "range":
      return { ...inner(node.selector), kind: "range" };
    case "subquery":
      return { ...visit(node.expr, { get: (name) => lookup.get(name), between: true }), kind: "range" };
    case "paren":
      return inner(node.expr);
    case "unary":
      return inferUnary(node, inner(node.expr));
    case "call":
      return inferCall(node, node.args.map(inner));
    case "aggregation":
      return inferAggregation(node, node.param && inner(node.param), inner(node.expr));
    case "binary":
      return inferBinary(node, inner(node.left), inner(node.right), lookup);
  }
}

function inferUnary({ op }: ExprOf<"unary">, inner: Shape): Shape {
  if (op === "+") return inner;
  return { ...inner, nature: inner.nature === "counter" ? "other" : inner.nature, values: negate(inner.values) };
}

function inferCall(node: ExprOf<"call">, args: readonly Shape[]): Shape {
  const rule = functions.get(node.name.text);
  if (!rule || args.length < rule.required) return UNKNOWN;
  return rule.shape(args, node);
}
