/** One number for expressions that mean the same however they are written, and the limits in which they may differ. */
import {
  type Binary,
  type BinaryOperator,
  type Expr,
  isComparison,
  isSetOperator,
  type Name,
  type Selector,
  unwrap,
} from "./ast.ts";
import { parse } from "./expressions.ts";
import type { Catalog } from "./series.ts";

/** A number that a comparison keeps values above or below of. */
export interface Limit {
  readonly op: BinaryOperator;
  readonly value: number;
}

export interface Canonical {
  /** Equal for expressions that differ in nothing but `limits`. */
  readonly key: number;
  /** Of comparisons whose result grows with what they let through, in an order that is the same for equal keys. */
  readonly limits: readonly Limit[];
}

const MIRRORED: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
};
/** The order of the sides tells nothing of whether there is a result. */
const COMMUTATIVE: readonly BinaryOperator[] = ["+", "*", "and", "or", "==", "!="];

/** Keys of forms by their text. Canonicalizers that share one make comparable forms, also of different contracts. */
export type Keys = Map<string, number>;

/** Names that other names are to be taken for. */
export interface Naming {
  readonly series: (name: string) => string;
  readonly label: (name: string) => string;
}

const AS_WRITTEN: Naming = { series: (name) => name, label: (name) => name };

export interface CanonicalOptions {
  readonly keys?: Keys;
  readonly naming?: Naming;
  /** Take no account of numbers and windows, so that forms are equal that differ in nothing else. */
  readonly withoutNumbers?: boolean;
}

/** What is known so far: keys of forms by their text, and forms of rules. */
interface Known {
  readonly catalog: Catalog;
  readonly keys: Keys;
  readonly naming: Naming;
  readonly withoutNumbers: boolean;
  readonly rules: Map<string, Canonical | undefined>;
}

/**
 * Makes canonical forms, comparable with each other: without parentheses, in one order of labels, matchers and sides, and
 * with recording rules opened up. Every node of every expression and rule is looked at once or twice.
 */
export function canonicalizer(
  catalog: Catalog,
  { keys = new Map(), naming = AS_WRITTEN, withoutNumbers = false }: CanonicalOptions = {},
): (expr: Expr) => Canonical {
  const known: Known = { catalog, keys, naming, withoutNumbers, rules: new Map() };
  return (expr) => visit(known, expr, true);
}

/** Whether two forms of one canonicalizer mean the same, limits included. */
export function isSameForm(a: Canonical, b: Canonical): boolean {
  return a.key === b.key && isFormWithin(a, b) && isFormWithin(b, a);
}

/** What the first lets through, the second does, too; both have the same key. */
export function isFormWithin({ limits: inner }: Canonical, { limits: outer }: Canonical): boolean {
  return inner.every((limit, i) => isStricter(limit, outer[i]?.value ?? Number.NaN));
}

function isStricter({ op, value }: Limit, limit: number): boolean {
  if (op === ">" || op === ">=") return value >= limit;
  return op === "<" || op === "<=" ? value <= limit : value === limit;
}

/** `grows`: the more this lets through, the more does the whole. */
function visit(known: Known, expr: Expr, grows: boolean): Canonical {
  const node = unwrap(expr);
  const below = (inner: Expr) => visit(known, inner, false).key;
  const leaf = (...parts: readonly (string | number)[]) => ({ key: keyOf(known, ...parts), limits: [] });
  const number = (value: number | "") => (known.withoutNumbers ? "" : value);
  switch (node.type) {
    case "number":
      return leaf("number", String(number(node.value)));
    case "string":
      return leaf("string", node.value);
    case "selector":
      return ofRule(known, node, grows) ?? leaf("selector", selectorText(known, node));
    case "range":
      // The samples of a rule lie elsewhere than those that it was made of.
      return leaf("range", selectorText(known, node.selector), number(node.window.seconds));
    case "subquery":
      return leaf(
        "subquery",
        below(node.expr),
        number(node.window.seconds),
        number(node.step?.seconds ?? ""),
        shiftText(node),
      );
    case "call":
      return leaf("call", node.name.text, ...node.args.map(below));
    case "unary":
      return node.op === "+" ? visit(known, node.expr, grows) : leaf("minus", below(node.expr));
    case "aggregation": {
      const param = node.param ? below(node.param) : "";
      return leaf(node.op.text, node.grouping ?? "by", sorted(known, node.labels), param, below(node.expr));
    }
    case "binary":
      return ofBinary(known, node, grows);
  }
}

function keyOf({ keys }: Known, ...parts: readonly (string | number)[]): number {
  const text = JSON.stringify(parts);
  const key = keys.get(text) ?? keys.size;
  keys.set(text, key);
  return key;
}

/** The form of a rule's expression; undefined when the selector reads no rule, or only a part of its series. */
function ofRule(known: Known, { metric, matchers, offset, at }: Selector, grows: boolean): Canonical | undefined {
  if (!metric || matchers.length > 0 || offset || at !== undefined) return undefined;
  const { catalog, rules } = known;
  const place = `${grows}:${metric.text}`;
  if (rules.has(place)) return rules.get(place);
  rules.set(place, undefined);
  const rule = catalog.get(metric.text)?.recordingRule;
  const inner = rule && parse(rule.expr).expr;
  const canonical = inner && visit(known, inner, grows);
  rules.set(place, canonical);
  return canonical;
}

function ofBinary(known: Known, node: Binary, grows: boolean): Canonical {
  const mirrored = numberOf(node.left) === undefined ? undefined : MIRRORED[node.op];
  const op = mirrored ?? node.op;
  const [left, right] = mirrored ? [node.right, node.left] : [node.left, node.right];
  const value = numberOf(right);
  if (grows && isComparison(op) && !node.bool && value !== undefined)
    return {
      // That the limit itself is let through is as much a matter of numbers as where it lies.
      key: keyOf(known, "limit", known.withoutNumbers ? op.slice(0, 1) : op, visit(known, left, false).key),
      limits: [{ op, value }],
    };
  const a = visit(known, left, grows && isSetOperator(op));
  const b = visit(known, right, grows && (op === "and" || op === "or"));
  const swapped = COMMUTATIVE.includes(op) && !node.matching?.group && b.key < a.key;
  const [first, second] = swapped ? [b, a] : [a, b];
  return {
    key: keyOf(known, "binary", op, String(node.bool), matchingText(known, node), first.key, second.key),
    limits: [...first.limits, ...second.limits],
  };
}

/** The value of a number, or of a calculation with numbers. */
function numberOf(expr: Expr): number | undefined {
  const node = unwrap(expr);
  if (node.type === "number") return node.value;
  if (node.type === "unary") return calculated(node.op, 0, numberOf(node.expr));
  return node.type === "binary" ? calculated(node.op, numberOf(node.left), numberOf(node.right)) : undefined;
}

function calculated(op: BinaryOperator, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (op === "+") return a + b;
  if (op === "-") return a - b;
  if (op === "*") return a * b;
  return op === "/" ? a / b : undefined;
}

function sorted({ naming }: Known, labels: readonly Name[]): string {
  return JSON.stringify([...new Set(labels.map(({ text }) => naming.label(text)))].sort());
}

function selectorText({ naming }: Known, node: Selector): string {
  const matchers = node.matchers.map(({ label, op, value }) =>
    JSON.stringify([naming.label(label.text), op, value.text]),
  );
  const name = node.metric ? naming.series(node.metric.text) : "";
  return JSON.stringify([name, [...new Set(matchers)].sort(), shiftText(node)]);
}

function shiftText({ offset, at }: Pick<Selector, "offset" | "at">): string {
  return `${offset?.seconds ?? 0}@${at ?? ""}`;
}

function matchingText(known: Known, { matching }: Binary): string {
  if (!matching) return "";
  const { kind, labels, group } = matching;
  return `${kind}${sorted(known, labels)}${group ? `${group.side}${sorted(known, group.include)}` : ""}`;
}
