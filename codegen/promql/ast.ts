/** An expression as a tree of plain values that know their range of the text, and how to walk it. No meaning here. */

/** A range of the text with what stands there. */
export interface Name {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A length of time as it is written, in seconds. */
export interface Duration {
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  readonly label: Name;
  readonly op: MatchOperator;
  /** The string, unquoted; its range includes the quotes. */
  readonly value: Name;
  readonly from: number;
  readonly to: number;
}

interface Node {
  readonly from: number;
  readonly to: number;
}

/** When a selector or a subquery looks, if not now. */
export interface Shift {
  /** Seconds back in time; negative ones look ahead. */
  readonly offset: Duration | undefined;
  /** `@`: a Unix time in seconds, or an end of the query. */
  readonly at: number | "start" | "end" | undefined;
}

export interface NumberLiteral extends Node {
  readonly type: "number";
  readonly value: number;
}
export interface StringLiteral extends Node {
  readonly type: "string";
  readonly value: string;
}
/** An instant vector selector. */
export interface Selector extends Node, Shift {
  readonly type: "selector";
  /** undefined for a selector without a name, such as {job="x"}. */
  readonly metric: Name | undefined;
  /** Those on `__name__` aside when they give the name. */
  readonly matchers: readonly Matcher[];
}
/** A range vector selector: the selector holds offset and `@`. */
export interface Range extends Node {
  readonly type: "range";
  readonly selector: Selector;
  readonly window: Duration;
}
export interface Subquery extends Node, Shift {
  readonly type: "subquery";
  readonly expr: Expr;
  readonly window: Duration;
  readonly step: Duration | undefined;
}
export interface Call extends Node {
  readonly type: "call";
  readonly name: Name;
  readonly args: readonly Expr[];
}
export interface Aggregation extends Node {
  readonly type: "aggregation";
  readonly op: Name;
  /** undefined: over everything. */
  readonly grouping: "by" | "without" | undefined;
  readonly labels: readonly Name[];
  /** k of topk, q of quantile, label of count_values. */
  readonly param: Expr | undefined;
  readonly expr: Expr;
}
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^" | "atan2";
export type ComparisonOperator = "==" | "!=" | ">" | "<" | ">=" | "<=";
export type SetOperator = "and" | "or" | "unless";
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

/** Which labels the two sides of an operator are matched by. */
export interface Matching {
  readonly kind: "on" | "ignoring";
  readonly labels: readonly Name[];
  /** The side with many series for one of the other, and the labels it takes over from there. */
  readonly group: { readonly side: "left" | "right"; readonly include: readonly Name[] } | undefined;
}
export interface Binary extends Node {
  readonly type: "binary";
  readonly op: BinaryOperator;
  /** The operator with its range. */
  readonly sign: Name;
  readonly bool: boolean;
  readonly matching: Matching | undefined;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Unary extends Node {
  readonly type: "unary";
  readonly op: "-" | "+";
  readonly expr: Expr;
}
export interface Paren extends Node {
  readonly type: "paren";
  readonly expr: Expr;
}

export type Expr =
  | NumberLiteral
  | StringLiteral
  | Selector
  | Range
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;

export type ExprOf<T extends Expr["type"]> = Extract<Expr, { readonly type: T }>;

/** The expressions directly below one, in the order of the text. */
export function operands(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "range":
      return [expr.selector];
    case "call":
      return expr.args;
    case "aggregation":
      return expr.param ? [expr.param, expr.expr] : [expr.expr];
    case "binary":
      return [expr.left, expr.right];
    case "subquery":
    case "unary":
    case "paren":
      return [expr.expr];
  }
}

/** The expression and everything below it, outer before inner. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  for (const operand of operands(expr)) yield* walk(operand);
}

/** Every node of one kind, in the order of the walk. */
export function nodesOf<T extends Expr["type"]>(expr: Expr, type: T): ExprOf<T>[] {
  return [...walk(expr)].filter((node): node is ExprOf<T> => node.type === type);
}

/** The expression inside any parentheses around it. */
export function unwrap(expr: Expr): Exclude<Expr, Paren> {
  return expr.type === "paren" ? unwrap(expr.expr) : expr;
}

export function isComparison(op: BinaryOperator): op is ComparisonOperator {
  return ["==", "!=", ">", "<", ">=", "<="].includes(op);
}

/** The operator with which a comparison reads the same from its other side: 5 < x is x > 5. */
export const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
};

export function isSetOperator(op: BinaryOperator): op is SetOperator {
  return op === "and" || op === "or" || op === "unless";
}
