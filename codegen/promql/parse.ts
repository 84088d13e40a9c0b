/** PromQL text → lezer syntax tree, and small readers of its nodes. No meaning here: that is what series and labels do. */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

export type { SyntaxNode } from "@lezer/common";

/** A range of the text with what stands there. */
export interface Name {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  readonly label: Name;
  readonly op: MatchOperator;
  /** The string, unquoted; its range includes the quotes. */
  readonly value: Name;
}

export interface Selector {
  readonly node: SyntaxNode;
  /** undefined for a selector without a name, such as {job="x"}. */
  readonly metric: Name | undefined;
  readonly matchers: readonly Matcher[];
}

/** The syntax tree of an expression. Never throws: what is wrong is an error node. */
export function parseExpression(text: string): Tree {
  return parser.parse(text);
}

/** The whole expression below the tree's top. */
export function topExpression(tree: Tree): SyntaxNode | null {
  return tree.topNode.firstChild;
}

/** Every node of a kind, in the order of the text. */
export function nodesOf(root: SyntaxNode, ...kinds: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (kinds.includes(node.name)) found.push(node.node);
  });
  return found;
}

/** Direct children, in order. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) list.push(child);
  return list;
}

/** The first place where the text is no PromQL, as a range of at least one character where there is one. */
export function syntaxError(text: string, tree: Tree): Name | undefined {
  const node = nodesOf(tree.topNode, "⚠")[0];
  if (!node) return undefined;
  return { text: text.slice(node.from, node.to), from: node.from, to: node.to };
}

export function nameOf(text: string, node: SyntaxNode): Name {
  return { text: text.slice(node.from, node.to), from: node.from, to: node.to };
}

/** Every vector selector of the expression. */
export function selectorsOf(text: string, root: SyntaxNode): Selector[] {
  return nodesOf(root, "VectorSelector").map((node) => selectorOf(text, node));
}

/** Reads one VectorSelector; a matcher on __name__ or a quoted name counts as its name. */
export function selectorOf(text: string, node: SyntaxNode): Selector {
  const identifier = node.getChild("Identifier");
  const list = node.getChild("LabelMatchers");
  const matchers = list ? list.getChildren("UnquotedLabelMatcher").flatMap((matcher) => matcherOf(text, matcher)) : [];
  const named = matchers.find(({ label, op }) => label.text === "__name__" && op === "=");
  const metric = identifier ? nameOf(text, identifier) : (quotedName(text, list) ?? named?.value);
  return { node, metric, matchers: matchers.filter((matcher) => matcher.label.text !== "__name__") };
}

function quotedName(text: string, list: SyntaxNode | null): Name | undefined {
  const node = list?.getChild("QuotedLabelName");
  return node ? { ...nameOf(text, node), text: unquote(text.slice(node.from, node.to)) } : undefined;
}

function matcherOf(text: string, node: SyntaxNode): Matcher[] {
  const [label, op, value] = [node.getChild("LabelName"), node.getChild("MatchOp"), node.getChild("StringLiteral")];
  if (!label || !op || !value) return [];
  const raw = nameOf(text, value);
  return [
    {
      label: nameOf(text, label),
      op: operator(text.slice(op.from, op.to)),
      value: { ...raw, text: unquote(raw.text) },
    },
  ];
}

function operator(text: string): MatchOperator {
  return text === "!=" || text === "=~" || text === "!~" ? text : "=";
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The string that a PromQL literal stands for; back-ticked ones have no escapes. */
export function unquote(literal: string): string {
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

/** Names in a GroupingLabels list. */
export function groupingLabels(text: string, node: SyntaxNode): Name[] {
  const list = node.name === "GroupingLabels" ? node : node.getChild("GroupingLabels");
  return list ? list.getChildren("LabelName").map((label) => nameOf(text, label)) : [];
}
