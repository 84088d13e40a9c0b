/** An alert's expression as a condition: and, or, unless over comparisons and over the presence of series. */
import {
  type Binary,
  type ComparisonOperator,
  type Expr,
  isComparison,
  isSetOperator,
  MIRRORED,
  unwrap,
} from "../promql/ast.ts";
import { canonicalizer } from "../promql/canonical.ts";
import type { Catalog } from "../promql/series.ts";

/** `kept op limit` as read from the side whose values are handed on. */
export interface Comparison {
  readonly type: "comparison";
  readonly node: Expr;
  readonly op: ComparisonOperator;
  readonly kept: Expr;
  readonly limit: Expr;
}

/** Holds while there is a series, or with `absent` while there is none. */
export interface Presence {
  readonly type: "presence" | "absence";
  readonly node: Expr;
  readonly of: Expr;
}

export type Atom = Comparison | Presence;

export type Condition =
  | { readonly type: "and" | "or" | "unless"; readonly left: Condition; readonly right: Condition }
  | { readonly type: "atom"; readonly index: number };

export interface Conditions {
  readonly condition: Condition;
  /** Each once, however often it stands in the expression. */
  readonly atoms: readonly Atom[];
}

/** Takes an expression apart; recording rules must be opened up before. */
export function conditionsOf(top: Expr, catalog: Catalog): Conditions {
  const formOf = canonicalizer(catalog);
  const atoms: Atom[] = [];
  const indexes = new Map<string, number>();
  const visit = (expr: Expr): Condition => {
    const node = unwrap(expr);
    if (node.type === "binary" && isSetOperator(node.op))
      return { type: node.op, left: visit(node.left), right: visit(node.right) };
    const { key, limits } = formOf(node);
    const form = JSON.stringify([key, limits]);
    const index = indexes.get(form) ?? atoms.push(atomOf(node)) - 1;
    indexes.set(form, index);
    return { type: "atom", index };
  };
  return { condition: visit(top), atoms };
}

function atomOf(node: Expr): Atom {
  if (node.type === "binary" && isComparison(node.op) && !node.bool) return comparisonOf(node, node.op);
  if (node.type === "call" && ["absent", "absent_over_time"].includes(node.name.text) && node.args[0])
    return { type: "absence", node, of: node.args[0] };
  return { type: "presence", node, of: node };
}

function comparisonOf(node: Binary, op: ComparisonOperator): Comparison {
  const turned = isNumber(node.left);
  const [kept, limit] = turned ? [node.right, node.left] : [node.left, node.right];
  return { type: "comparison", node, op: turned ? MIRRORED[op] : op, kept, limit };
}

/** A number whatever the series are. */
export function isNumber(expr: Expr): boolean {
  const node = unwrap(expr);
  if (node.type === "number") return true;
  if (node.type === "unary") return isNumber(node.expr);
  if (node.type === "call") return ["time", "pi", "scalar"].includes(node.name.text);
  return node.type === "binary" && isNumber(node.left) && isNumber(node.right);
}

/** Which atoms hold: index → true or false; the others do not matter. */
export type Truth = ReadonlyMap<number, boolean>;

/** The ways in which a condition can come true, each with as few atoms as it needs. */
export function waysTo(condition: Condition, wanted: boolean): readonly Truth[] {
  if (condition.type === "atom") return [new Map([[condition.index, wanted]])];
  const [left, right] = [
    (truth: boolean) => waysTo(condition.left, truth),
    (truth: boolean) => waysTo(condition.right, truth),
  ];
  if (condition.type === "and") return wanted ? both(left(true), right(true)) : [...left(false), ...right(false)];
  if (condition.type === "unless") return wanted ? both(left(true), right(false)) : [...left(false), ...right(true)];
  if (!wanted) return both(left(false), right(false));
  return [...both(left(true), right(false)), ...both(left(false), right(true))];
}

/** Each way has tests of its own; nobody writes an alert with more of them. */
const MOST_WAYS = 32;

/** Combinations that do not contradict themselves. */
function both(some: readonly Truth[], others: readonly Truth[]): readonly Truth[] {
  const combined = some.flatMap((one) =>
    others.flatMap((other) => {
      const fits = [...one].every(([index, truth]) => (other.get(index) ?? truth) === truth);
      return fits ? [new Map([...one, ...other])] : [];
    }),
  );
  if (combined.length > MOST_WAYS) throw new TooManyWays(`it can fire in more than ${MOST_WAYS} ways`);
  return combined;
}

/** A condition with more alternatives than tests are made for. */
export class TooManyWays extends Error {}
