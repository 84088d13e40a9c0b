/** PromQL text → tree. What is no PromQL, or what Prometheus refuses to parse, comes back as faults with their ranges. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { parseDuration } from "../duration.ts";
import {
  type BinaryOperator,
  type Duration,
  type Expr,
  isComparison,
  isSetOperator,
  type Matcher,
  type Matching,
  type MatchOperator,
  type Name,
  type Selector,
  type Shift,
} from "./ast.ts";
import { isDuration, readNumber, splitSign, unquote } from "./literals.ts";
import { assemble, type Piece } from "./operators.ts";
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

/** What is nested deeper is no expression that somebody wrote, and would exhaust the stack. */
const DEEPEST = 100;

/** Offset of the bracket that is too much. Brackets in texts count, which nobody will notice. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth > DEEPEST) return i;
  }
  return undefined;
}

/** Reads an expression. Never throws. */
export function parseExpr(text: string): ParsedText {
  const deep = tooDeep(text);
  if (deep !== undefined) {
    const message = `Brackets are nested more than ${DEEPEST} deep here.`;
    return { expr: undefined, faults: [{ from: deep, to: deep + 1, message }] };
  }
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
  NumberDurationLiteral: operation,
  StringLiteral: (text, { from, to }) => ({ type: "string", value: unquote(text.slice(from, to)), from, to }),
  VectorSelector: selector,
  MatrixSelector: operation,
  SubqueryExpr: operation,
  OffsetExpr: operation,
  StepInvariantExpr: operation,
  FunctionCall: call,
  AggregateExpr: aggregation,
  BinaryExpr: operation,
  UnaryExpr: operation,
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

function selector(text: string, node: SyntaxNode, faults: Fault[]): Selector | undefined {
  const identifier = node.getChild("Identifier");
  const list = node.getChild("LabelMatchers");
  const quoted = nodesNamed(node, "QuotedLabelName")[0];
  if (quoted) return fail(quoted, faults, "Prometheus 2.42 does not read names in quotes.");
  const all = list
    ? children(list).flatMap((child) => (child.name.endsWith("LabelMatcher") ? matcherOf(text, child) : []))
    : [];
  const second = identifier && all.find(({ label }) => label.text === "__name__");
  if (identifier && isWord(nameOf(text, identifier), ["atan2"]))
    return fail(identifier, faults, "An operator stands here.");
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

/** Operators, their operands and what follows these; of what the grammar makes of it only the order is kept. */
function operation(text: string, node: SyntaxNode, faults: Fault[]): Expr | undefined {
  return assemble(piecesOf(text, node, faults));
}

/**
 * The grammar is made for an editor: it lets `a / b offset 5m` shift the quotient, and takes the sign of `-1 ^ 2` for a
 * part of the number.
 */
function piecesOf(text: string, node: SyntaxNode, faults: Fault[]): Piece[] {
  const below = (child: SyntaxNode | undefined) => (child ? piecesOf(text, child, faults) : []);
  const [first, second] = children(node);
  switch (node.name) {
    case "BinaryExpr":
      return [...below(first), operator(text, node, faults), ...below(children(node).at(-1))];
    case "UnaryExpr":
      return [{ type: "sign", op: signAt(text, node), from: node.from, ofLiteral: false }, ...below(second)];
    case "NumberDurationLiteral":
      return number(text, node, faults);
    case "MatrixSelector":
      return [...below(first), { type: "suffix", apply: range(text, node, faults) }];
    case "SubqueryExpr":
      return [...below(first), { type: "suffix", apply: subquery(text, node, faults) }];
    case "OffsetExpr":
    case "StepInvariantExpr":
      return [...below(first), { type: "suffix", apply: shift(text, node, faults) }];
    default:
      return [{ type: "operand", expr: build(text, node, faults) }];
  }
}

function number(text: string, node: SyntaxNode, faults: Fault[]): Piece[] {
  const { sign, body } = splitSign(text.slice(node.from, node.to));
  const value = isApart(text, node) ? readNumber(body) : undefined;
  if (value === undefined) fail(node, faults, "Prometheus 2.42 reads no number here: write seconds, in digits.");
  const from = node.from + sign.length;
  const expr: Expr | undefined = value === undefined ? undefined : { type: "number", value, from, to: node.to };
  const operand: Piece = { type: "operand", expr };
  return sign === ""
    ? [operand]
    : [{ type: "sign", op: signAt(text, node), from: node.from, ofLiteral: true }, operand];
}

function signAt(text: string, { from }: SyntaxNode): "-" | "+" {
  return text[from] === "-" ? "-" : "+";
}

type Suffix = (operand: Expr) => Expr | undefined;

function range(text: string, node: SyntaxNode, faults: Fault[]): Suffix {
  const window = durationOf(text, node.getChild("DurationExpr"), faults);
  return (of) => {
    if (of.type !== "selector")
      return fail(node, faults, "A range needs a selector; of an expression, write a subquery such as [5m:].");
    return window && { type: "range", selector: of, window, from: of.from, to: node.to };
  };
}

function subquery(text: string, node: SyntaxNode, faults: Fault[]): Suffix {
  const [first, second] = node.getChildren("DurationExpr");
  const window = durationOf(text, first ?? null, faults);
  const step = second && durationOf(text, second, faults);
  return (expr) => window && { type: "subquery", expr, window, step, ...NO_SHIFT, from: expr.from, to: node.to };
}

/** `offset` and `@` belong to a selector, a range or a subquery, which then spans them. */
function shift(text: string, node: SyntaxNode, faults: Fault[]): Suffix {
  const offset = node.getChild("OffsetDurationExpr");
  const name = offset ? "offset" : "@";
  const change = offset ? { offset: durationOf(text, offset, faults) } : { at: instantOf(text, node, faults) };
  const { to } = node;
  return (of) => {
    const target = of.type === "range" ? of.selector : of;
    if (target.type !== "selector" && target.type !== "subquery")
      return fail(node, faults, `${name} follows a selector or a subquery only.`);
    if ((offset ? target.offset : target.at) !== undefined) return fail(node, faults, `${name} stands here twice.`);
    if (of.type === "range") return { ...of, selector: { ...of.selector, ...change }, to };
    return { ...target, ...change, to };
  };
}

const NEWER_OPERATORS = ["TrimUpper", "TrimLower"];

function operator(text: string, node: SyntaxNode, faults: Fault[]): Piece {
  const signNode = children(node)[1] ?? node;
  const sign = nameOf(text, signNode);
  const op = sign.text.toLowerCase() as BinaryOperator;
  const newer = children(node).find(({ name }) => NEWER_OPERATORS.includes(name) || name === "FillModifier");
  if (newer) fail(newer, faults, "Prometheus 2.42 does not read this.");
  const boolNode = node.getChild("BoolModifier");
  if (boolNode && !isComparison(op)) fail(boolNode, faults, "bool belongs to a comparison.");
  const matching = matchingOf(text, node.getChild("MatchingModifierClause"), faults);
  if (matching?.group && isSetOperator(op)) fail(sign, faults, `${op} takes no group_left and no group_right.`);
  const twice = matching?.kind === "on" && matching.group?.include.find((label) => hasName(matching.labels, label));
  if (twice) fail(twice, faults, `\`${twice.text}\` is matched by already, and cannot be taken over as well.`);
  const bool = boolNode !== null;
  const join = (left: Expr, right: Expr): Expr => {
    return { type: "binary", op, sign, bool, matching, left, right, from: left.from, to: right.to };
  };
  return { type: "operator", op, join };
}

function instantOf(text: string, node: SyntaxNode, faults: Fault[]): Shift["at"] {
  const end = node.getChild("AtModifierPreprocessors");
  if (end) return text.slice(end.from, end.to).startsWith("start") ? "start" : "end";
  const literal = node.getChildren("NumberDurationLiteral").at(-1);
  const { sign, body } = splitSign(literal ? text.slice(literal.from, literal.to) : "");
  const time = literal && isApart(text, literal) ? readNumber(body) : undefined;
  if (body !== "" && time !== undefined && Number.isFinite(time)) return sign.startsWith("-") ? -time : time;
  return fail(literal ?? node, faults, "@ takes a Unix time in seconds, start() or end().");
}

/** A duration as 2.42 reads it: one literal, with a sign where it is an offset. */
function durationOf(text: string, node: SyntaxNode | null, faults: Fault[]): Duration | undefined {
  if (!node) return undefined;
  const literal = text.slice(node.from, node.to);
  const [, sign, body = ""] = /^\s*(-?)\s*(.*)$/s.exec(literal) ?? [];
  const signed = sign === "-" && node.name === "DurationExpr";
  if (!isDuration(body) || signed || !isApart(text, node))
    return fail(node, faults, "A duration is written as 90s, 5m or 1h30m.");
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
    labels: modifier ? groupingLabels(text, modifier.getChild("GroupingLabels"), faults) : [],
    param,
    expr,
    from: node.from,
    to: node.to,
  };
}

function hasName(list: readonly Name[], { text }: Name): boolean {
  return list.some((name) => name.text === text);
}

function matchingOf(text: string, node: SyntaxNode | null, faults: Fault[]): Matching | undefined {
  if (!node) return undefined;
  const [labels, include] = node.getChildren("GroupingLabels").map((list) => groupingLabels(text, list, faults));
  const side = node.getChild("GroupLeft") ? "left" : node.getChild("GroupRight") ? "right" : undefined;
  return {
    kind: node.getChild("On") ? "on" : "ignoring",
    labels: labels ?? [],
    group: side && { side, include: include ?? [] },
  };
}

function groupingLabels(text: string, list: SyntaxNode | null, faults: Fault[]): Name[] {
  if (!list) return [];
  return children(list).flatMap((node) => {
    if (node.name !== "LabelName" && node.name !== "QuotedLabelName") return [];
    const label = nameOf(text, node);
    if (node.name === "QuotedLabelName" || isWord(label, ["without", "nan", "inf"]))
      fail(node, faults, `Prometheus 2.42 takes ${label.text} for no label here.`);
    return [label];
  });
}

/** One of the words, in whatever case: Prometheus reads these as operators and numbers. */
function isWord({ text }: Name, words: readonly string[]): boolean {
  return words.includes(text.toLowerCase());
}

/** No letter or digit follows at once. */
function isApart(text: string, { to }: SyntaxNode): boolean {
  return !/\w/.test(text[to] ?? "");
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
