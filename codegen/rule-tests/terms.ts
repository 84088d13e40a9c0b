/** Sums of counted events: which counters they read, and what one event is worth. */
import { type Expr, type Selector, unwrap } from "../promql/ast.ts";

/** A counter within a sum. */
export interface Term {
  readonly selector: Selector;
  /** What one event a second adds to the value. */
  readonly perEvent: number;
  readonly windowSeconds: number;
  /** Several series are added up. */
  readonly grouped: boolean;
}

/** The terms of a sum of rates or increases; undefined for anything else. */
export function termsOf(expr: Expr, grouped = false): readonly Term[] | undefined {
  const node = unwrap(expr);
  if (node.type === "aggregation") return node.op.text === "sum" ? termsOf(node.expr, true) : undefined;
  if (node.type === "binary") return ofBinary(node.op, termsOf(node.left, grouped), termsOf(node.right, grouped), node);
  if (node.type !== "call" || node.args.length !== 1) return undefined;
  const [range] = node.args;
  if (range?.type !== "range" || !["rate", "irate", "increase"].includes(node.name.text)) return undefined;
  const { selector, window } = range;
  const perEvent = node.name.text === "increase" ? window.seconds : 1;
  return [{ selector, perEvent, windowSeconds: window.seconds, grouped }];
}

function ofBinary(
  op: string,
  left: readonly Term[] | undefined,
  right: readonly Term[] | undefined,
  node: { readonly left: Expr; readonly right: Expr },
): readonly Term[] | undefined {
  if (op === "+" && left && right) return [...left, ...right];
  const [terms, factor] = left ? [left, unwrap(node.right)] : [right, unwrap(node.left)];
  if (!terms || factor.type !== "number" || (op !== "*" && !(op === "/" && left))) return undefined;
  const scale = op === "*" ? factor.value : 1 / factor.value;
  return terms.map((term) => ({ ...term, perEvent: term.perEvent * scale }));
}
