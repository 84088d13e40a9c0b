/** Whether one expression counts a part of what another counts, so that their quotient is a share between 0 and 1. */
import { type Aggregation, type Call, type Expr, type Matcher, nodesOf, type Selector, unwrap } from "./ast.ts";
import { parse } from "./expressions.ts";
import type { Lookup } from "./infer.ts";
import { testOf } from "./infer-selector.ts";

/**
 * Proven: whatever the series, the first is at most the second, where both match. Neither is ever negative. `byAll`: they
 * are matched by all labels that the second has.
 */
export function isPart(part: Expr, whole: Expr, lookup: Lookup, byAll = false): boolean {
  const [a, b] = [expand(part, lookup), expand(whole, lookup)];
  if (b.type === "binary" && b.op === "+" && !b.matching) {
    // A term of a sum is part of it, when nothing that is added can be negative; but series that one term lacks are lost.
    const terms = [b.left, b.right];
    return byAll && terms.some((term) => isPart(a, term, lookup, true)) && terms.every((term) => counts(term, lookup));
  }
  if (a.type === "aggregation" && b.type === "aggregation") return sumsWithin(a, b) && isPart(a.expr, b.expr, lookup);
  if (b.type === "aggregation" && b.op.text === "sum") return counts(b.expr, lookup) && isPart(a, b.expr, lookup);
  if (a.type === "call" && b.type === "call") return callsAlike(a, b) && rangePart(a, b, lookup);
  if (a.type === "selector" && b.type === "selector") return selects(a, b, lookup) && isCounter(b, lookup);
  return false;
}

/** Between two evaluations rules still show the last one: what is recorded is then older than what is not. */
export function isOfOneTime(a: Expr, b: Expr, lookup: Lookup): boolean {
  const selectors = [a, b].flatMap((side) => nodesOf(side, "selector"));
  const isRecorded = ({ metric }: Selector) =>
    metric !== undefined && lookup.get(metric.text)?.recordingRule !== undefined;
  return !lookup.between || selectors.every(isRecorded) || !selectors.some(isRecorded);
}

/**
 * The quotient is the mean of a histogram's observations, none of them negative: where nothing is counted, nothing is
 * summed. (Where a restart can be seen in the sum, it is taken to be seen in the count.)
 */
export function isMean(sum: Expr, count: Expr, lookup: Lookup): boolean {
  const [a, b] = [expand(sum, lookup), expand(count, lookup)];
  if (a.type === "aggregation" && b.type === "aggregation")
    return sumsWithin(a, b) && sumsWithin(b, a) && isMean(a.expr, b.expr, lookup);
  if (a.type === "call" && b.type === "call") {
    const [x, y] = [a.args[0], b.args[0]];
    if (!callsAlike(a, b) || x?.type !== "range" || y?.type !== "range") return false;
    return x.window.seconds === y.window.seconds && isMean(x.selector, y.selector, lookup);
  }
  if (a.type !== "selector" || b.type !== "selector" || !a.metric || !b.metric) return false;
  const histogram = lookup.get(a.metric.text)?.metric;
  if (lookup.get(a.metric.text)?.shape.nature !== "counter") return false;
  const parts = a.metric.text === `${histogram?.name}_sum` && b.metric.text === `${histogram?.name}_count`;
  return parts && selects({ ...b, metric: a.metric }, a, lookup) && selects({ ...a, metric: b.metric }, b, lookup);
}

const COUNTING = ["rate", "increase", "irate"];

/** A sum of rates of counters, or one: never negative. */
function counts(expr: Expr, lookup: Lookup): boolean {
  const node = expand(expr, lookup);
  if (node.type === "aggregation") return node.op.text === "sum" && counts(node.expr, lookup);
  if (node.type === "binary") return node.op === "+" && counts(node.left, lookup) && counts(node.right, lookup);
  return node.type === "call" && COUNTING.includes(node.name.text);
}

/** A selector of a recording rule as the rule's expression, parentheses off. */
export function expand(expr: Expr, lookup: Lookup): Expr {
  const node = unwrap(expr);
  if (node.type !== "selector" || node.matchers.length > 0 || node.offset || node.at !== undefined) return node;
  const rule = node.metric && lookup.get(node.metric.text)?.recordingRule;
  const inner = rule && parse(rule.expr).expr;
  return inner ? expand(inner, lookup) : node;
}

/** Both sum, and every group of the first lies within one of the second. */
function sumsWithin(a: Aggregation, b: Aggregation): boolean {
  if (a.op.text !== "sum" || b.op.text !== "sum") return false;
  const [inner, outer] = [a, b].map(({ labels }) => labels.map(({ text }) => text));
  const within = (some: readonly string[] = [], all: readonly string[] = []) =>
    some.every((name) => all.includes(name));
  if (b.grouping === undefined) return true;
  return a.grouping === b.grouping && (b.grouping === "by" ? within(outer, inner) : within(inner, outer));
}

function callsAlike(a: Call, b: Call): boolean {
  return a.name.text === b.name.text && COUNTING.includes(a.name.text);
}

function rangePart({ args: [a] }: Call, { args: [b] }: Call, lookup: Lookup): boolean {
  if (a?.type !== "range" || b?.type !== "range") return false;
  return a.window.seconds === b.window.seconds && selects(a.selector, b.selector, lookup);
}

/** Every series that the first selects, the second selects at the same time. */
function selects(a: Selector, b: Selector, lookup: Lookup): boolean {
  if (!a.metric || a.metric.text !== b.metric?.text) return false;
  if (a.offset?.seconds !== b.offset?.seconds || a.at !== b.at) return false;
  const domains = lookup.get(a.metric.text)?.shape.labels;
  return b.matchers.every((matcher) => implied(matcher, a.matchers, domains?.get(matcher.label.text)?.values));
}

/** The matchers on the same label let nothing through that this one does not. */
function implied(wanted: Matcher, given: readonly Matcher[], domain: readonly string[] | undefined): boolean {
  const own = given.filter(({ label }) => label.text === wanted.label.text);
  if (own.some(({ op, value }) => op === wanted.op && value.text === wanted.value.text)) return true;
  const test = testOf(wanted);
  const pinned = own.find(({ op }) => op === "=")?.value.text;
  if (test && pinned !== undefined) return test(pinned);
  if (!test || !domain) return false;
  const tests = own.map(testOf).filter((own) => own !== undefined);
  return tests.length === own.length && domain.filter((value) => tests.every((own) => own(value))).every(test);
}

function isCounter({ metric }: Selector, lookup: Lookup): boolean {
  return metric !== undefined && lookup.get(metric.text)?.shape.nature === "counter";
}
