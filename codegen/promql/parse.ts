/** PromQL text → tree. What is no PromQL, or what Prometheus refuses to parse, comes back as faults with their ranges. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { parseDuration } from "../duration.ts";
import {
  type Binary,
  type BinaryOperator,
  type Duration,
  type Expr,
  isComparison,
  isSetOperator,
  type Matcher,
  type Matching,
  type MatchOperator,
  type Name,
  type NumberLiteral,
  type Selector,
  type Shift,
} from "./ast.ts";
import { isRegex, regexOf } from "./regex.ts";

/** A place where the text is wrong, and why. */
export interface Fault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** True where the grammar stops; the message then says no more than that. */
  readonly unreadable?: boolean;
}

export interface ParsedText {
  /** undefined when there are faults. */
  readonly expr: Expr | undefined;
  readonly faults: readonly Fault[];
}

/** Reads an expression. Never throws. */
export function parseExpr(text: string): ParsedText {
  const tree = parser.parse(text);
  const broken = nodesNamed(tree.topNode, "⚠")[0];
  if (broken)
    return {
      expr: undefined,
      faults: [{ from: broken.from, to: broken.to, message: "This is no PromQL.", unreadable: true }],
    };
  const faults: Fault[] = [];
  const top = children(tree.topNode)[0];
  const expr = top ? build(text, top, faults) : undefined;
  if (!expr && faults.length === 0) faults.push({ from: 0, to: text.length, message: "There is no expression here." });
  return { expr: faults.length > 0 ? undefined : expr, faults };
}

const NO_SHIFT: Shift = { offset: undefined, at: undefined };

type Build = (text: string, node: SyntaxNode, faults: Fault[]) => Expr | undefined;

const builders: Readonly<Record<string, Build>> = {
  NumberDurationLiteral: numberLiteral,
  StringLiteral: (text, { from, to }) => ({ type: "string", value: unquote(text.slice(from, to)), from, to }),
  VectorSelector: selector,
  MatrixSelector: range,
  SubqueryExpr: subquery,
  OffsetExpr: shifted,
  StepInvariantExpr: shifted,
  FunctionCall: call,
  AggregateExpr: aggregation,
  BinaryExpr: binary,
  UnaryExpr: unary,
  ParenExpr: (text, node, faults) => wrap(node, inner(text, node, faults), (expr) => ({ type: "paren", expr })),
};

function build(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const builder = builders[node.name];
  if (builder) return builder(text, node, faults);
  return fail(node, faults, `\`${node.name}\` is newer than what Prometheus 2.42 reads.`);
}

function fail(node: { from: number; to: number }, faults: Fault[], message: string): undefined {
  faults.push({ from: node.from, to: node.to, message });
  return undefined;
}

/** The parts of a node that are built from its one operand, with the node's range. */
function wrap<T extends object>(
  { from, to }: SyntaxNode,
  operand: Expr | undefined,
  make: (operand: Expr) => T,
): (T & { from: number; to: number }) | undefined {
  return operand && { ...make(operand), from, to };
}

function isExpression(node: SyntaxNode): boolean {
  return node.type.is("Expr");
}

function inner(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const operand = children(node).find(isExpression);
  return operand ? build(text, operand, faults) : fail(node, faults, "There is no expression here.");
}

function numberLiteral(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const { from, to } = node;
  const value = numberOf(text.slice(from, to));
  if (value === undefined) return fail(node, faults, "Prometheus 2.42 reads no number here: write seconds, in digits.");
  return { type: "number", value, from, to };
}

function selector(text: string, node: SyntaxNode, faults: Fault[]): Selector | undefined {
  const identifier = node.getChild("Identifier");
  const list = node.getChild("LabelMatchers");
  const quoted = nodesNamed(node, "QuotedLabelName")[0];
  if (quoted) return fail(quoted, faults, "Prometheus 2.42 does not read names in quotes.");
  const all = list
    ? children(list).flatMap((child) => (child.name.endsWith("LabelMatcher") ? matcherOf(text, child) : []))
    : [];
  const second = identifier && all.find(({ label }) => label.text === "__name__");
  if (second) return fail(second, faults, "The name of the series stands before the brace already.");
  const named = identifier ? undefined : all.find(({ label, op }) => label.text === "__name__" && op === "=");
  const metric = identifier ? nameOf(text, identifier) : named?.value;
  const matchers = all.filter((matcher) => matcher !== named);
  const bad = matchers.find(({ op, value }) => op.endsWith("~") && !isRegex(value.text));
  if (bad) return fail(bad.value, faults, "This is no regular expression of RE2.");
  if (!metric && !matchers.some(excludesNothing))
    return fail(node, faults, "A selector needs a name or a matcher that an empty label does not meet.");
  return { type: "selector", metric, matchers, ...NO_SHIFT, from: node.from, to: node.to };
}

function excludesNothing({ op, value }: Matcher): boolean {
  if (op === "=") return value.text !== "";
  if (op === "!=") return value.text === "";
  return regexOf(value.text)?.test("") === (op === "!~");
}

function matcherOf(text: string, node: SyntaxNode): Matcher[] {
  const label = node.getChild("LabelName");
  const [op, value] = [node.getChild("MatchOp"), node.getChild("StringLiteral")];
  if (!label || !op || !value) return [];
  const raw = nameOf(text, value);
  return [
    {
      label: nameOf(text, label),
      op: text.slice(op.from, op.to) as MatchOperator,
      value: { ...raw, text: unquote(raw.text) },
      from: node.from,
      to: node.to,
    },
  ];
}

function range(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const of = inner(text, node, faults);
  const window = durationOf(text, node.getChild("DurationExpr"), faults);
  if (!of || !window) return undefined;
  return atLast(of, node.to, (last) => {
    if (last.type === "selector") return { type: "range", selector: last, window, from: last.from, to: node.to };
    return fail(node, faults, "A range needs a selector; of an expression, write a subquery such as [5m:].");
  });
}

function subquery(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const [first, second] = node.getChildren("DurationExpr");
  const of = inner(text, node, faults);
  const window = durationOf(text, first ?? null, faults);
  const step = second && durationOf(text, second, faults);
  if (!of || !window) return undefined;
  return atLast(of, node.to, (expr) => ({
    type: "subquery",
    expr,
    window,
    step,
    ...NO_SHIFT,
    from: expr.from,
    to: node.to,
  }));
}

/** `offset` and `@` belong to a selector, a range or a subquery, which then spans them. */
function shifted(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const of = inner(text, node, faults);
  if (!of) return undefined;
  const offset = node.getChild("OffsetDurationExpr");
  const name = offset ? "offset" : "@";
  const shift = offset ? { offset: durationOf(text, offset, faults) } : { at: instantOf(text, node, faults) };
  const { to } = node;
  return atLast(of, to, (last) => {
    const target = last.type === "range" ? last.selector : last;
    if (target.type !== "selector" && target.type !== "subquery")
      return fail(node, faults, `${name} follows a selector or a subquery only.`);
    if ((offset ? target.offset : target.at) !== undefined) return fail(node, faults, `${name} stands here twice.`);
    if (last.type === "range") return { ...last, selector: { ...last.selector, ...shift }, to };
    return { ...target, ...shift, to };
  });
}

/**
 * What is written behind an expression belongs to its last operand: `a / b offset 5m` shifts b. The grammar, made for an
 * editor, hands over the whole quotient.
 */
function atLast(expr: Expr, to: number, make: (last: Expr) => Expr | undefined): Expr | undefined {
  if (expr.type === "binary") {
    const right = atLast(expr.right, to, make);
    return right && { ...expr, right, to };
  }
  if (expr.type === "unary") {
    const operand = atLast(expr.expr, to, make);
    return operand && { ...expr, expr: operand, to };
  }
  return make(expr);
}

function instantOf(text: string, node: SyntaxNode, faults: Fault[]): Shift["at"] {
  const end = node.getChild("AtModifierPreprocessors");
  if (end) return text.slice(end.from, end.to).startsWith("start") ? "start" : "end";
  const literal = node.getChildren("NumberDurationLiteral").at(-1);
  const time = literal && numberOf(text.slice(literal.from, literal.to));
  if (time !== undefined && Number.isFinite(time)) return time;
  return fail(literal ?? node, faults, "@ takes a Unix time in seconds, start() or end().");
}

const DURATION = /^(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/;

/** A duration as 2.42 reads it: one literal, with a sign where it is an offset. */
function durationOf(text: string, node: SyntaxNode | null, faults: Fault[]): Duration | undefined {
  if (!node) return undefined;
  const literal = text.slice(node.from, node.to);
  const [, sign, body = ""] = /^\s*(-?)\s*(.*)$/s.exec(literal) ?? [];
  if (body === "" || !DURATION.test(body)) return fail(node, faults, "A duration is written as 90s, 5m or 1h30m.");
  const seconds = parseDuration(body);
  if (seconds === 0 && node.name === "DurationExpr") return fail(node, faults, "A duration is more than 0.");
  return { seconds: sign === "-" ? -seconds : seconds, from: node.from, to: node.to };
}

function call(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const [name, body] = [node.getChild("FunctionIdentifier"), node.getChild("FunctionCallBody")];
  if (!name || !body) return fail(node, faults, "This is no call.");
  const args = children(body)
    .filter(isExpression)
    .map((arg) => build(text, arg, faults));
  if (args.includes(undefined)) return undefined;
  const { from, to } = node;
  return { type: "call", name: nameOf(text, name), args: args.filter((arg) => arg !== undefined), from, to };
}

const WITH_PARAM = ["topk", "bottomk", "quantile", "count_values"];
const NEWER_AGGREGATIONS = ["limitk", "limit_ratio"];

function aggregation(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const [op, body] = [node.getChild("AggregateOp"), node.getChild("FunctionCallBody")];
  if (!op || !body) return fail(node, faults, "This is no aggregation.");
  const name = nameOf(text, op);
  if (NEWER_AGGREGATIONS.includes(name.text.toLowerCase()))
    return fail(op, faults, `Prometheus 2.42 has no aggregation \`${name.text}\`.`);
  const args = children(body).filter(isExpression);
  const wanted = WITH_PARAM.includes(name.text.toLowerCase()) ? 2 : 1;
  if (args.length !== wanted)
    return fail(body, faults, `${name.text} takes ${wanted} argument${wanted > 1 ? "s" : ""}.`);
  const built = args.map((arg) => build(text, arg, faults));
  const [param, expr] = wanted === 2 ? built : [undefined, built[0]];
  if (!expr || (wanted === 2 && !param)) return undefined;
  const modifier = node.getChild("AggregateModifier");
  return {
    type: "aggregation",
    op: { ...name, text: name.text.toLowerCase() },
    grouping: modifier ? (modifier.getChild("By") ? "by" : "without") : undefined,
    labels: modifier ? groupingLabels(text, modifier.getChild("GroupingLabels")) : [],
    param,
    expr,
    from: node.from,
    to: node.to,
  };
}

const NEWER_OPERATORS = ["TrimUpper", "TrimLower"];

function binary(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const [leftNode, sign] = children(node);
  const rightNode = children(node).at(-1);
  if (!leftNode || !sign || !rightNode) return fail(node, faults, "This is no operation.");
  const newer = NEWER_OPERATORS.includes(sign.name) ? sign : children(node).find(({ name }) => name === "FillModifier");
  if (newer) return fail(newer, faults, "Prometheus 2.42 does not read this.");
  const [left, right] = [leftNode, rightNode].map((side) => build(text, side, faults));
  if (!left || !right) return undefined;
  const name = nameOf(text, sign);
  const op = name.text.toLowerCase() as BinaryOperator;
  const bool = node.getChild("BoolModifier");
  if (bool && !isComparison(op)) return fail(bool, faults, "bool belongs to a comparison.");
  const matching = matchingOf(text, node.getChild("MatchingModifierClause"));
  if (matching?.group && isSetOperator(op)) return fail(node, faults, `${op} takes no group_left and no group_right.`);
  const twice = matching?.kind === "on" && matching.group?.include.find((label) => hasName(matching.labels, label));
  if (twice) return fail(twice, faults, `\`${twice.text}\` is matched by already, and cannot be taken over as well.`);
  const { from, to } = node;
  const whole: Binary = { type: "binary", op, sign: name, bool: bool !== null, matching, left, right, from, to };
  return op === "^" && left.type === "number" ? signedPower(text, whole, left) : whole;
}

function hasName(list: readonly Name[], { text }: Name): boolean {
  return list.some((name) => name.text === text);
}

/** `-1 ^ 2` is -(1 ^ 2), though the grammar takes the sign for a part of the number. */
function signedPower(text: string, power: Binary, left: NumberLiteral): Expr {
  const [sign, op] = /^([-+])\s*/.exec(text.slice(left.from, left.to)) ?? [];
  if (sign === undefined) return power;
  const from = left.from + sign.length;
  const number: NumberLiteral = { ...left, value: op === "-" ? -left.value : left.value, from };
  const expr: Binary = { ...power, left: number, from };
  return { type: "unary", op: op === "-" ? "-" : "+", expr, from: power.from, to: power.to };
}

function matchingOf(text: string, node: SyntaxNode | null): Matching | undefined {
  if (!node) return undefined;
  const [labels, include] = node.getChildren("GroupingLabels").map((list) => groupingLabels(text, list));
  const side = node.getChild("GroupLeft") ? "left" : node.getChild("GroupRight") ? "right" : undefined;
  return {
    kind: node.getChild("On") ? "on" : "ignoring",
    labels: labels ?? [],
    group: side && { side, include: include ?? [] },
  };
}

function unary(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  const op = text[node.from] === "-" ? "-" : "+";
  return wrap(node, inner(text, node, faults), (expr) => ({ type: "unary", op, expr }));
}

function groupingLabels(text: string, list: SyntaxNode | null): Name[] {
  if (!list) return [];
  return children(list).flatMap((label) => (label.name === "LabelName" ? [nameOf(text, label)] : []));
}

function nodesNamed(root: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (node.name === name) found.push(node.node);
  });
  return found;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "LineComment") list.push(child);
  }
  return list;
}

function nameOf(text: string, { from, to }: SyntaxNode): Name {
  return { text: text.slice(from, to), from, to };
}

/** A number literal of PromQL as 2.42 reads it: decimal, hexadecimal, Inf, NaN; undefined for what is newer. */
function numberOf(literal: string): number | undefined {
  const [, sign, body = ""] = /^([-+]?)\s*(.*)$/s.exec(literal.toLowerCase()) ?? [];
  const size = body === "inf" ? Number.POSITIVE_INFINITY : Number(body);
  if (Number.isNaN(size) && body !== "nan") return undefined;
  return sign === "-" ? -size : size;
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The string that a PromQL literal stands for; back-ticked ones have no escapes. */
function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith("`")) return body;
  const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs;
  return body.replace(escaped, (whole, x?: string, u?: string, long?: string, octal?: string, unit = "") => {
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal === undefined && octal === undefined) return ESCAPES[unit] ?? unit;
    const code = hexadecimal === undefined ? Number.parseInt(octal ?? "", 8) : Number.parseInt(hexadecimal, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
