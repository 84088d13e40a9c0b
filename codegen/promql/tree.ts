/** An expression as a plain tree without places, for programs that evaluate it at run time and have no parser. */
import type { BinaryOperator, Expr, ExprOf, Matcher, Matching, MatchOperator, Selector } from "./ast.ts";
import { matchRegex } from "./evaluate/regex.ts";

export interface TreeMatcher {
  readonly label: string;
  readonly op: MatchOperator;
  /** A text; of =~ and !~ the source of a JavaScript regular expression with these flags, anchored at both ends. */
  readonly value: string;
  readonly flags?: string;
}

export interface SelectorTree {
  readonly type: "selector";
  readonly metric: string;
  readonly matchers: readonly TreeMatcher[];
  /** Length of the window in milliseconds; an instant vector without one. */
  readonly rangeMs?: number;
}

export interface BinaryTree {
  readonly type: "binary";
  readonly op: BinaryOperator;
  /** A comparison that gives 0 or 1 instead of filtering. */
  readonly bool?: true;
  readonly on?: readonly string[];
  readonly ignoring?: readonly string[];
  /** The side with many series for one of the other, and the labels it takes over from there. */
  readonly group?: { readonly side: "left" | "right"; readonly include: readonly string[] };
  readonly left: Tree;
  readonly right: Tree;
}

export type Tree =
  | { readonly type: "number"; readonly value: number }
  | SelectorTree
  | { readonly type: "call"; readonly fn: string; readonly args: readonly Tree[] }
  | {
      readonly type: "aggregation";
      readonly op: string;
      readonly by?: readonly string[];
      readonly without?: readonly string[];
      readonly param?: Tree;
      readonly expr: Tree;
    }
  | BinaryTree
  | { readonly type: "unary"; readonly op: "-"; readonly expr: Tree };

/** An expression that the tree has no node for; the message says which part. */
export class NoTree extends Error {
  override readonly name = "NoTree";
}

/** The tree of an expression. Throws NoTree. */
export function treeOf(expr: Expr): Tree {
  switch (expr.type) {
    case "number":
      return { type: "number", value: expr.value };
    case "selector":
      return selectorTree(expr);
    case "range":
      return { ...selectorTree(expr.selector), rangeMs: Math.round(expr.window.seconds * 1000) };
    case "call":
      return { type: "call", fn: expr.name.text, args: expr.args.map(treeOf) };
    case "aggregation":
      return aggregationTree(expr);
    case "binary":
      return binaryTree(expr);
    case "unary":
      return expr.op === "+" ? treeOf(expr.expr) : { type: "unary", op: expr.op, expr: treeOf(expr.expr) };
    case "paren":
      return treeOf(expr.expr);
    case "subquery":
      throw new NoTree("it holds a subquery");
    case "string":
      throw new NoTree("it holds a text");
  }
}

function selectorTree({ metric, matchers, offset, at }: Selector): SelectorTree {
  if (offset !== undefined || at !== undefined) throw new NoTree("it looks at another time, with offset or @");
  if (metric === undefined) throw new NoTree("it holds a selector without the name of a series");
  return { type: "selector", metric: metric.text, matchers: matchers.map(matcherTree) };
}

function matcherTree({ label, op, value }: Matcher): TreeMatcher {
  if (op === "=" || op === "!=") return { label: label.text, op, value: value.text };
  const regex = matchRegex(value.text);
  if (regex === undefined) throw new NoTree(`only RE2 reads its regular expression ${JSON.stringify(value.text)}`);
  return { label: label.text, op, value: regex.source, flags: regex.flags };
}

function aggregationTree({ op, grouping, labels, param, expr }: ExprOf<"aggregation">): Tree {
  return {
    type: "aggregation",
    op: op.text,
    ...(grouping === undefined ? {} : { [grouping]: labels.map(({ text }) => text) }),
    ...(param === undefined ? {} : { param: treeOf(param) }),
    expr: treeOf(expr),
  };
}

function binaryTree({ op, bool, matching, left, right }: ExprOf<"binary">): BinaryTree {
  return {
    type: "binary",
    op,
    ...(bool ? { bool } : {}),
    ...(matching === undefined ? {} : matchingTree(matching)),
    left: treeOf(left),
    right: treeOf(right),
  };
}

function matchingTree({ kind, labels, group }: Matching): Pick<BinaryTree, "on" | "ignoring" | "group"> {
  return {
    [kind]: labels.map(({ text }) => text),
    ...(group === undefined ? {} : { group: { side: group.side, include: group.include.map(({ text }) => text) } }),
  };
}
