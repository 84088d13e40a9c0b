/** What stands between operators, put together by the precedence of Prometheus; reading it is parse.ts' work. */
import type { BinaryOperator, Expr } from "./ast.ts";

/** A piece of an expression, in the order of the text. What cannot be put together is undefined, its fault told already. */
export type Piece =
  | { readonly type: "operand"; readonly expr: Expr | undefined }
  | { readonly type: "sign"; readonly op: "-" | "+"; readonly from: number; readonly ofLiteral: boolean }
  /** What follows an operand: [5m], [5m:], offset, `@`. */
  | { readonly type: "suffix"; readonly apply: (operand: Expr) => Expr | undefined }
  | {
      readonly type: "operator";
      readonly op: BinaryOperator;
      readonly join: (left: Expr, right: Expr) => Expr;
    };

/** From loose to tight, as generated_parser.y lists them; suffixes bind tighter than all. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["or"],
  ["and", "unless"],
  ["==", "!=", ">", "<", ">=", "<="],
  ["+", "-"],
  ["*", "/", "%", "atan2"],
  ["^"],
];
const POWER = LEVELS.length - 1;

/** The pieces as one expression. */
export function assemble(pieces: readonly Piece[]): Expr | undefined {
  let next = 0;

  const operation = (loosest: number): Expr | undefined => {
    let left = signed();
    for (;;) {
      const piece = pieces[next];
      if (piece?.type !== "operator") return left;
      const level = LEVELS.findIndex((operators) => operators.includes(piece.op));
      if (level < loosest) return left;
      next++;
      // Only a power has its right side first.
      const right = operation(level === POWER ? level : level + 1);
      left = left && right && piece.join(left, right);
    }
  };

  /** A sign takes a power with it, and nothing looser. */
  const signed = (): Expr | undefined => {
    const piece = pieces[next];
    if (piece?.type !== "sign") return suffixed();
    next++;
    const expr = operation(POWER);
    if (!expr) return undefined;
    const { op, from } = piece;
    if (piece.ofLiteral && expr.type === "number")
      return { ...expr, value: op === "-" ? -expr.value : expr.value, from };
    return { type: "unary", op, expr, from, to: expr.to };
  };

  const suffixed = (): Expr | undefined => {
    const piece = pieces[next++];
    let expr = piece?.type === "operand" ? piece.expr : undefined;
    for (let suffix = pieces[next]; suffix?.type === "suffix"; suffix = pieces[next]) {
      next++;
      expr = expr && suffix.apply(expr);
    }
    return expr;
  };

  return operation(0);
}
