/** Solves an expression backwards: what must its series do so that it has a given value? */
import type { Metric, Model } from "../model.ts";
import { type Binary, type Call, type Expr, type ExprOf, isComparison, type Selector, unwrap } from "../promql/ast.ts";
import { cellsOf } from "./cells.ts";
import { isNumber } from "./condition.ts";
import { count, divide } from "./count.ts";
import { affineOf, constant, type Draft, plus, scaled, type Target } from "./draft.ts";
import { massOf } from "./mass.ts";
import { termsOf } from "./terms.ts";
import { Unsolvable } from "./unsolvable.ts";
import { cellsRead, clean, events, keyOf, level, put } from "./world.ts";

/** How several series of one group make up a value. */
type Spread = "one" | "sum" | "avg" | "max" | "min";

/** Adds series so that the node has the value. @throws Unsolvable for a shape that is beyond this file. */
export function drive(draft: Draft, expr: Expr, target: Target, spread: Spread = "one"): void {
  const node = unwrap(expr);
  const terms = termsOf(node);
  if (terms && spread !== "max" && spread !== "min") count(draft, terms, target.value / (terms[0]?.perEvent ?? 1));
  else if (node.type === "selector") setLevels(draft, node, target, spread);
  else if (node.type === "unary") drive(draft, node.expr, node.op === "-" ? scaled(target, -1) : target, spread);
  else if (node.type === "aggregation") driveAggregation(draft, node, target);
  else if (node.type === "call") driveCall(draft, node, target, spread);
  else if (node.type === "binary") driveBinary(draft, node, target, spread);
  else throw new Unsolvable(node, "a range or a text has no value");
}

function driveAggregation(draft: Draft, node: ExprOf<"aggregation">, target: Target): void {
  const { text } = node.op;
  if (text !== "sum" && text !== "avg" && text !== "max" && text !== "min")
    throw new Unsolvable(node, `\`${text}\` is not constructed`);
  drive(draft, node.expr, target, text);
}

/** Functions over a range that give back a value that does not change. */
const STEADY = ["avg_over_time", "min_over_time", "max_over_time", "last_over_time"];
/** Functions that such values can be put through as they are. */
const TRANSPARENT = [
  "abs",
  "ceil",
  "floor",
  "round",
  "clamp",
  "clamp_min",
  "clamp_max",
  "scalar",
  "vector",
  "sort",
  "sort_desc",
];

function driveCall(draft: Draft, node: Call, target: Target, spread: Spread): void {
  const { name, args } = node;
  const [first] = args;
  if (name.text === "histogram_quantile" && args[1]) driveQuantile(draft, node, args[1]);
  else if (STEADY.includes(name.text) && first?.type === "range") setLevels(draft, first.selector, target, spread);
  else if (TRANSPARENT.includes(name.text) && first) drive(draft, first, target, spread);
  else throw new Unsolvable(node, `\`${name.text}\` is not constructed`);
}

function driveBinary(draft: Draft, node: Binary, target: Target, spread: Spread): void {
  const { op, left, right } = node;
  if (op === "/" && termsOf(left) && termsOf(right)) divide(draft, node, target.value);
  else if (isNumber(left)) drive(draft, right, solveRight(node, affineOf(left), target), spread);
  else {
    const other = isNumber(right) ? affineOf(right) : constant(settle(draft, right));
    // A filter within a calculation lets the value through; whether it does is seen in the end.
    drive(draft, left, isComparison(op) ? target : solveLeft(node, target, other), spread);
  }
}

/** x of `x op other = target`. */
function solveLeft(node: Binary, target: Target, other: Target): Target {
  if (node.op === "+") return plus(target, scaled(other, -1));
  if (node.op === "-") return plus(target, other);
  if (node.op === "*" && other.perSecond === 0) return scaled(target, 1 / other.value);
  if (node.op === "/" && other.perSecond === 0) return scaled(target, other.value);
  throw new Unsolvable(node, `\`${node.op}\` is not constructed`);
}

/** x of `other op x = target`. */
function solveRight(node: Binary, other: Target, target: Target): Target {
  if (node.op === "+") return plus(target, scaled(other, -1));
  if (node.op === "-") return plus(other, scaled(target, -1));
  if (node.op === "*" && other.perSecond === 0) return scaled(target, 1 / other.value);
  if (node.op === "/" && other.perSecond === 0 && target.perSecond === 0) return constant(other.value / target.value);
  throw new Unsolvable(node, `\`${node.op}\` is not constructed`);
}

/** The value that a node has, once its series do something plain. */
export function settle(draft: Draft, node: Expr): number {
  if (isNumber(node)) return affineOf(node).value;
  const known = draft.valueNow(node);
  if (known !== undefined && !Number.isNaN(known)) return known;
  for (const selector of selectorsIn(node))
    if (cellsRead(draft.world, selector).length === 0) quiet(draft, selector, true);
  const value = draft.valueNow(node);
  if (value === undefined) throw new Unsolvable(node, "plain series give it no value");
  return value;
}

function selectorsIn(expr: Expr): Selector[] {
  const node = unwrap(expr);
  if (node.type === "selector") return [node];
  if (node.type === "range") return [node.selector];
  if (node.type === "call") return node.args.flatMap(selectorsIn);
  if (node.type === "binary") return [node.left, node.right].flatMap(selectorsIn);
  return node.type === "aggregation" || node.type === "unary" || node.type === "subquery" ? selectorsIn(node.expr) : [];
}

const PLAIN_LEVEL = 1000;

/** The first series of a selector with a value that it may well have; counters rest, or with `busy` count. */
export function quiet(draft: Draft, selector: Selector, busy = false): void {
  const [first] = cellsOf(selector, draft.given, draft.scope);
  if (!first || draft.world.has(keyOf(first))) return;
  const series = selector.metric && draft.scope.catalog.get(selector.metric.text);
  const isCounter = series?.shape.nature === "counter";
  const behaviour = isCounter
    ? events(busy ? draft.total * draft.stepSeconds : 0)
    : level(plainValue(draft.model, series?.metric, series?.shape.values));
  put(draft.world, first, behaviour);
}

function plainValue(
  { params }: Model,
  metric: Metric | undefined,
  values: { readonly low: number; readonly high: number } = { low: 0, high: PLAIN_LEVEL },
): number {
  const param = params.find((one) => one.metric === metric?.name);
  return param?.default ?? Math.min(values.high, Math.max(values.low, PLAIN_LEVEL));
}

/** Gauges of a group so that their aggregate has the value: of max the others lie lower, of min higher, of avg around it. */
function setLevels(draft: Draft, selector: Selector, target: Target, spread: Spread): void {
  const all = cellsOf(selector, draft.given, draft.scope);
  const cells = spread === "one" ? all.slice(0, 1) : all;
  const taken = cells.find((labels) => draft.world.has(keyOf(labels)));
  if (taken) throw new Unsolvable(selector, "its series are needed for two different things");
  const { low, high } = boundsOf(draft, selector);
  const away = powerBelow(Math.max(Math.abs(target.value) / 2, 1));
  for (const [i, labels] of cells.entries()) {
    const share = levelOf(spread, i, cells.length, target.value, away);
    const isWithin = low <= target.value && target.value <= high;
    const value = target.perSecond === 0 && isWithin ? Math.min(high, Math.max(low, share)) : share;
    put(draft.world, labels, level(value, target.perSecond / (spread === "sum" ? cells.length : 1)));
  }
}

function levelOf(spread: Spread, i: number, count: number, value: number, away: number): number {
  // Powers of two, so that the sum is exact in whatever order it is made.
  const part = value === 0 ? 1 : Math.sign(value) * powerBelow(Math.abs(value) / (2 * count));
  if (spread === "sum") return i === 0 ? clean(value - (count - 1) * part) : part;
  if (spread === "avg" && count > 1) {
    // Pairs around the value, and one on it when they are not even.
    if (count % 2 === 1 && i === count - 1) return value;
    return clean(value + (i % 2 === 0 ? away : -away));
  }
  if (i === 0) return value;
  return spread === "max" ? clean(value - away) : clean(value + away);
}

function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}

function boundsOf({ scope }: Draft, { metric }: Selector): { low: number; high: number } {
  const shape = metric && scope.catalog.get(metric.text)?.shape;
  return shape ? shape.values : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
}

/** Buckets in which a quantile lies where the draft says; what is high and what is low comes from different series. */
function driveQuantile(draft: Draft, node: Call, buckets: Expr): void {
  const [term, ...others] = termsOf(buckets) ?? [];
  const series = term?.selector.metric && draft.scope.catalog.get(term.selector.metric.text);
  const histogram = series?.shape.histogram;
  const q = unwrap(node.args[0] ?? buckets);
  if (!term || others.length > 0 || !histogram || q.type !== "number" || !draft.mass)
    throw new Unsolvable(node, "this quantile is not constructed");
  const masses = massOf(draft.mass, q.value, histogram.buckets);
  const exact = typeof draft.mass.place === "number";
  const all = cellsOf(term.selector, { ...draft.given, le: "+Inf" }, draft.scope);
  const cells = all.slice(0, term.grouped && exact ? 2 : 1);
  const bounds = [...histogram.buckets.map(String), "+Inf"];
  for (const [i, labels] of cells.entries()) {
    let cumulative = 0;
    for (const [j, le] of bounds.entries()) {
      const own = cells.length === 1 || j > masses.split === (i === 1);
      cumulative += own ? (masses.perBucket[j] ?? 0) : 0;
      put(draft.world, { ...labels, le }, events(cumulative));
    }
  }
}
