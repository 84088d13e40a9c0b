/** What is being built for a test, and the numbers that it is built towards. */
import type { Model } from "../model.ts";
import { type Expr, type Selector, unwrap } from "../promql/ast.ts";
import type { Given, Scope } from "./cells.ts";
import type { Mass } from "./mass.ts";
import { Unsolvable } from "./unsolvable.ts";
import { clean, type World } from "./world.ts";

/** A number that may change with time: `value` at time 0. */
export interface Target {
  readonly value: number;
  readonly perSecond: number;
}

/** What is being built, and how. */
export interface Draft {
  readonly model: Model;
  readonly scope: Scope;
  readonly given: Given;
  readonly world: World;
  readonly stepSeconds: number;
  /** Events a second that a whole is divided into. */
  readonly total: number;
  /** Where a quantile lies: at a limit, or just to one side of it. */
  readonly mass: Mass | undefined;
  /** Where there is a choice, series that these read are counted, and one event of some of the others: that share of all. */
  readonly preferred: { readonly selectors: readonly Selector[]; readonly spare: number };
  /** Selectors whose sums are final: what is added for others must not be read by them. */
  readonly closed: Set<Selector>;
  /** The present value of a node of the draft; undefined while there is none. */
  readonly valueNow: (node: Expr) => number | undefined;
}

export function constant(value: number): Target {
  return { value, perSecond: 0 };
}

export function plus(a: Target, b: Target): Target {
  return { value: clean(a.value + b.value), perSecond: a.perSecond + b.perSecond };
}

export function scaled({ value, perSecond }: Target, factor: number): Target {
  return { value: clean(value * factor), perSecond: perSecond * factor };
}

/** A number of an expression, time() included. */
export function affineOf(expr: Expr): Target {
  const node = unwrap(expr);
  if (node.type === "number") return constant(node.value);
  if (node.type === "call" && node.name.text === "time") return { value: 0, perSecond: 1 };
  if (node.type === "call" && node.name.text === "pi") return constant(Math.PI);
  if (node.type === "unary") return scaled(affineOf(node.expr), node.op === "-" ? -1 : 1);
  if (node.type !== "binary") throw new Unsolvable(node, "this number is not constructed");
  const [a, b] = [affineOf(node.left), affineOf(node.right)];
  if (node.op === "+") return plus(a, b);
  if (node.op === "-") return plus(a, scaled(b, -1));
  if (node.op === "*" && (a.perSecond === 0 || b.perSecond === 0))
    return a.perSecond === 0 ? scaled(b, a.value) : scaled(a, b.value);
  if (node.op === "/" && b.perSecond === 0) return scaled(a, 1 / b.value);
  throw new Unsolvable(node, `\`${node.op}\` is not constructed`);
}
