/** Every expression of a contract with the shapes of its nodes: what the checks of PromQL look at. */
import type { Model } from "../model.ts";
import type { Expr } from "./ast.ts";
import { type ParsedExpression, parsedExpressionsOf } from "./expressions.ts";
import { infer, type Shapes } from "./infer.ts";
import { catalogOf } from "./series.ts";
import { type Shape, UNKNOWN } from "./shape.ts";

export interface TypedExpression extends ParsedExpression {
  readonly shapes: Shapes;
  readonly shapeOf: (node: Expr) => Shape;
}

const lists = new WeakMap<Model, readonly TypedExpression[]>();

/** Made once a Model. */
export function typedExpressionsOf(model: Model): readonly TypedExpression[] {
  const known = lists.get(model);
  if (known) return known;
  const catalog = catalogOf(model);
  const list = parsedExpressionsOf(model).map((parsed) => {
    const shapes = infer(parsed.top, catalog);
    return { ...parsed, shapes, shapeOf: (node: Expr) => shapes.get(node) ?? UNKNOWN };
  });
  lists.set(model, list);
  return list;
}
