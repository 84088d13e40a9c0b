/** The changes that one node of an expression can suffer. What stands below a node is the matter of the nodes there. */
import { formatDuration } from "../duration.ts";
import {
  type Aggregation,
  type Binary,
  type BinaryOperator,
  type Call,
  type Duration,
  type Expr,
  isComparison,
  isSetOperator,
  type NumberLiteral,
  unwrap,
} from "./ast.ts";
import type { Records } from "./fixed.ts";
import { type Change, labelChanges, matcherChanges } from "./mutations-labels.ts";
import type { Place, Use } from "./use.ts";

/** What can be wrong at a node itself; results may be no PromQL, or the text itself. */
export function changesAt(text: string, place: Place, records: Records): Change[] {
  const { node, use, parent } = place;
  switch (node.type) {
    case "string":
    case "unary":
    case "paren":
      return [];
    case "number":
      return parent && isOperandOf(parent) ? numberChanges(text, node, deltasOf(node.value, use)) : [];
    case "selector":
      return [...durationChanges(text, "offset", node.offset), ...matcherChanges(text, node, place.implied)];
    case "range":
      return durationChanges(text, "window", node.window);
    case "subquery":
      return [...durationChanges(text, "window", node.window), ...durationChanges(text, "offset", node.offset)];
    case "call":
      return callChanges(text, node, place);
    case "aggregation":
      return [...aggregationChanges(text, node, use), ...labelChanges(text, node, records)];
    case "binary":
      return [...binaryChanges(text, node, place), ...labelChanges(text, node, records)];
  }
}

/** A literal is judged where an operator uses it, also through parentheses and a sign; not as a function's argument. */
function isOperandOf(parent: Expr): boolean {
  return parent.type === "binary" || parent.type === "paren" || parent.type === "unary";
}

/** One part in a hundred up and down, and 1 for small whole numbers; none where neither sign nor scale is seen. */
function deltasOf(value: number, use: Use): number[] {
  if (use !== "value" || !Number.isFinite(value)) return [];
  const part = value / 100;
  return Number.isInteger(value) && Math.abs(value) <= 20 ? [part, -part, 1, -1] : [part, -part];
}

function numberChanges(text: string, { value, from, to }: NumberLiteral, deltas: readonly number[]): Change[] {
  return deltas
    .map((delta) => Number((value + delta).toPrecision(12)))
    .filter((changed) => changed !== value)
    .map((changed) => replacement(text, from, to, String(changed), "number"));
}

/** Twice and half of a duration; an offset can also be forgotten. */
function durationChanges(text: string, kind: "window" | "offset", duration: Duration | undefined): Change[] {
  if (!duration) return [];
  const { seconds, from, to } = duration;
  const scaled = [2, 0.5].map((factor) => `${seconds < 0 ? "-" : ""}${formatDuration(Math.abs(seconds * factor))}`);
  // Without its offset a selector ends where the word began.
  const word = /\boffset\s*$/i.exec(text.slice(0, from));
  const dropped = { slug: "drop-offset", what: "without its offset", at: from };
  return [
    ...scaled.map((changed) => replacement(text, from, to, changed, kind)),
    ...(kind === "offset" && word ? [{ ...dropped, edits: [{ from: word.index, to, text: "" }] }] : []),
  ];
}

/** The functions that are taken for each other. Those of one list give a result from the same series. */
const FUNCTIONS: readonly Readonly<Record<string, readonly string[]>>[] = [
  { rate: ["increase", "irate"], increase: ["rate"], irate: ["rate"] },
  {
    avg_over_time: ["max_over_time", "min_over_time"],
    max_over_time: ["avg_over_time", "min_over_time"],
    min_over_time: ["avg_over_time", "max_over_time"],
    sum_over_time: ["avg_over_time", "max_over_time"],
    count_over_time: ["sum_over_time"],
    last_over_time: ["avg_over_time", "max_over_time"],
    changes: ["resets"],
    resets: ["changes"],
  },
  { delta: ["increase"], idelta: ["delta"], deriv: ["delta"] },
];
/** What differs by a factor only. */
const SCALES = ["rate-increase", "increase-rate", "sum_over_time-avg_over_time"];

function callChanges(text: string, node: Call, { use, parent }: Place): Change[] {
  const { name, args } = node;
  if (name.text === "absent" || name.text === "absent_over_time") return absentChanges(text, node, parent);
  if (name.text === "histogram_quantile") return quantileChanges(text, args[0]);
  if (use === "presence") return [];
  return FUNCTIONS.flatMap((functions) => functions[name.text] ?? [])
    .filter((other) => use === "value" || !SCALES.includes(`${name.text}-${other}`))
    .map((other) => replacement(text, name.from, name.to, other));
}

function absentChanges(text: string, node: Call, parent: Expr | undefined): Change[] {
  const [arg] = node.args;
  if (!arg || arg.type === "range" || arg.type === "subquery") return [];
  const change = { slug: `drop-${node.name.text}`, what: `without ${node.name.text}`, at: node.from };
  return [{ ...change, edits: [{ from: node.from, to: node.to, text: inPlace(text, arg, parent) }] }];
}

/** A hundredth up and down, and half the way to 1 where that would be past it. */
function quantileChanges(text: string, literal: Expr | undefined): Change[] {
  if (literal?.type !== "number") return [];
  const up = literal.value + 0.01 < 1 ? 0.01 : (1 - literal.value) / 2;
  return numberChanges(text, literal, [up, -0.01]);
}

const AGGREGATIONS: Readonly<Record<string, readonly string[]>> = {
  sum: ["max", "avg", "min", "count"],
  avg: ["max", "min", "sum"],
  max: ["min"],
  min: ["max"],
  count: ["sum"],
  topk: ["bottomk"],
  bottomk: ["topk"],
};

function aggregationChanges(text: string, { op, param, expr }: Aggregation, use: Use): Change[] {
  const ordered = op.text === "topk" || op.text === "bottomk";
  const others = use === "presence" && !ordered ? [] : (AGGREGATIONS[op.text] ?? []);
  // Of what is never below 0, the sum, the average and the greatest are above it together.
  const same = use !== "sign" ? [] : isNotNegative(expr) ? ["sum", "avg", "max"] : ["sum", "avg"];
  const renamed = others.filter((other) => !(same.includes(op.text) && same.includes(other)));
  return [
    ...renamed.map((other) => replacement(text, op.from, op.to, other)),
    ...(op.text === "quantile" ? quantileChanges(text, param) : []),
  ];
}

function isNotNegative(expr: Expr): boolean {
  const inner = unwrap(expr);
  return inner.type === "call" && ["rate", "increase", "irate", "changes", "resets"].includes(inner.name.text);
}

const OPERATORS: Partial<Record<BinaryOperator, readonly BinaryOperator[]>> = {
  ">": [">=", "<"],
  ">=": [">", "<="],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
  "==": ["!=", ">=", "<="],
  "!=": ["==", ">", "<"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  and: ["or", "unless"],
  or: ["and"],
  unless: ["and"],
};

const WORDS: Readonly<Record<string, string>> = {
  ">": "gt",
  ">=": "ge",
  "<": "lt",
  "<=": "le",
  "==": "eq",
  "!=": "ne",
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divide",
};

function binaryChanges(text: string, node: Binary, { use, parent }: Place): Change[] {
  const others = OPERATORS[node.op] ?? [];
  if (isSetOperator(node.op)) {
    const regrouped = others.map((other) => regroup(operatorChange(text, node, other), node, parent));
    return [...regrouped, sideAlone(text, node, "left"), sideAlone(text, node, "right")];
  }
  const changed = others.map((other) => operatorChange(text, node, other));
  if (isComparison(node.op)) {
    const unseen = node.bool && use === "presence";
    return unseen ? boolChange(text, node) : [...changed, ...boolChange(text, node)];
  }
  if (use === "presence" || isNeutral(node)) return [];
  return [...changed, ...(node.op === "-" || node.op === "/" ? swapped(text, node) : [])];
}

function operatorChange(text: string, { sign }: Binary, other: BinaryOperator): Change {
  return replacement(text, sign.from, sign.to, other);
}

/** and, or and unless bind differently, so that an operand, or the whole inside another operation, needs parentheses. */
function regroup(change: Change, node: Binary, parent: Expr | undefined): Change {
  const around = [node.left, node.right].filter(({ type }) => type === "binary");
  const grouped: readonly Expr[] = parent?.type === "binary" ? [node, ...around] : around;
  const brackets = grouped.flatMap(({ from, to }) => [
    { from, to: from, text: "(" },
    { from: to, to, text: ")" },
  ]);
  return { ...change, edits: [...change.edits, ...brackets] };
}

function sideAlone(text: string, node: Binary, side: "left" | "right"): Change {
  const { from, to } = node[side];
  const edits = [{ from: node.from, to: node.to, text: text.slice(from, to) }];
  return { slug: `only-${side}-of-${node.op}`, what: `only the ${side} of \`${node.op}\``, at: node.sign.from, edits };
}

/** A filter that became a 0 or a 1, or the other way round. */
function boolChange(text: string, { sign, bool, left, right }: Binary): Change[] {
  const written = /^\s*bool\b/i.exec(text.slice(sign.to));
  if (!bool)
    return isScalar(left) && isScalar(right) ? [] : [insertion("add-bool", "with bool", sign.from, sign.to, " bool")];
  if (!written || (isScalar(left) && isScalar(right))) return [];
  const edits = [{ from: sign.to, to: sign.to + written[0].length, text: "" }];
  return [{ slug: "drop-bool", what: "without bool", at: sign.from, edits }];
}

function insertion(slug: string, what: string, at: number, offset: number, text: string): Change {
  return { slug, what, at, edits: [{ from: offset, to: offset, text }] };
}

function isScalar(expr: Expr): boolean {
  const inner = unwrap(expr);
  if (inner.type === "binary") return isScalar(inner.left) && isScalar(inner.right);
  if (inner.type === "unary") return isScalar(inner.expr);
  return inner.type === "number" || (inner.type === "call" && ["time", "pi", "scalar"].includes(inner.name.text));
}

/** x - 0 is x + 0, and x / 1 is x * 1. */
function isNeutral({ op, right }: Binary): boolean {
  const inner = unwrap(right);
  return inner.type === "number" && inner.value === (op === "+" || op === "-" ? 0 : 1);
}

function swapped(text: string, { op, sign, left, right }: Binary): Change[] {
  const [first, second] = [left, right].map(({ from, to }) => text.slice(from, to));
  if (first === undefined || second === undefined || first === second) return [];
  const edits = [
    { from: left.from, to: left.to, text: second },
    // Operators of one rank group from the left.
    { from: right.from, to: right.to, text: left.type === "binary" ? `(${first})` : first },
  ];
  return [{ slug: `swap-${WORDS[op]}`, what: `operands of \`${op}\` swapped`, at: sign.from, edits }];
}

/** An operand of a node that stands where the node stood. */
function inPlace(text: string, { from, to, type }: Expr, parent: Expr | undefined): string {
  const alone = type !== "binary" || (parent?.type !== "binary" && parent?.type !== "unary");
  return alone ? text.slice(from, to) : `(${text.slice(from, to)})`;
}

function replacement(text: string, from: number, to: number, changed: string, kind?: string): Change {
  const before = text.slice(from, to);
  const [a, b] = [WORDS[before] ?? before, WORDS[changed] ?? changed];
  const slug = `${kind === undefined ? "" : `${kind}-`}${a}-to-${b}`;
  return { slug, what: `\`${before}\` → \`${changed}\``, at: from, edits: [{ from, to, text: changed }] };
}
