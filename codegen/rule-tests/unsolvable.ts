/** What the construction of tests gives up on. */
import type { Expr } from "../promql/ast.ts";

/** A part of an expression that no series could be constructed for, and why. */
export class Unsolvable extends Error {
  readonly node: Expr;

  constructor(node: Expr, why: string) {
    super(why);
    this.node = node;
  }
}
