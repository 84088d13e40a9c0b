/** The changes that matchers and lists of labels can suffer. */
import type { Edit } from "../expression.ts";
import {
  type Aggregation,
  type Binary,
  isSetOperator,
  type Matcher,
  type MatchOperator,
  type Selector,
} from "./ast.ts";
import { type Fixed, fixedBy, type Records } from "./fixed.ts";

/** Edits of a text that make one mistake. */
export interface Change {
  readonly slug: string;
  readonly what: string;
  /** Offset in the text. */
  readonly at: number;
  readonly edits: readonly Edit[];
}

const NEGATED: Readonly<Record<MatchOperator, MatchOperator>> = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" };

/** A matcher forgotten, unless what it is joined with says the same, negated, or with an alternative too few. */
export function matcherChanges(text: string, { matchers }: Selector, implied: Fixed): Change[] {
  return matchers.flatMap((matcher) => [
    ...(isImplied(matcher, implied) ? [] : [dropped(text, matcher.label.text, "matcher", matcher)]),
    negated(text, matcher),
    ...narrowed(text, matcher),
  ]);
}

function isImplied({ label, op, value }: Matcher, implied: Fixed): boolean {
  return op === "=" && implied.get(label.text) === value.text;
}

/** Matchers that several selectors share, such as a job that both sides of a join name, forgotten in all of them. */
export function droppedEverywhere(text: string, selectors: readonly Selector[]): Change[] {
  const matchers = selectors.flatMap((selector) => selector.matchers);
  const groups = Map.groupBy(matchers, ({ from, to }) => text.slice(from, to));
  return [...groups].flatMap(([written, [first, ...others]]) => {
    if (!first || others.length === 0) return [];
    const edits = [first, ...others].flatMap((one) => dropped(text, one.label.text, "matcher", one).edits);
    return [{ slug: `drop-every-${first.label.text}`, what: `without any \`${written}\``, at: first.from, edits }];
  });
}

/** A label that a grouping, a matching or a group_left is short of, and by for without. */
export function labelChanges(text: string, node: Aggregation | Binary, records: Records): Change[] {
  if (node.type === "aggregation") {
    const lists = node.labels.map((label) => dropped(text, label.text, node.grouping ?? "by", label));
    return [...lists, ...otherGrouping(text, node)];
  }
  const { matching } = node;
  if (!matching) return [];
  return [
    ...matching.labels
      .filter((label) => !isFixed(node, label.text, records))
      .map((label) => dropped(text, label.text, matching.kind, label)),
    ...(matching.group?.include ?? []).map((label) => dropped(text, label.text, "group", label)),
  ];
}

/** Both sides have one value of the label, and the result takes its labels from the left: matched by it or not. */
function isFixed({ op, left, right }: Binary, label: string, records: Records): boolean {
  const value = fixedBy(left, records).get(label);
  return isSetOperator(op) && op !== "or" && value !== undefined && value === fixedBy(right, records).get(label);
}

/** Takes a member out of a list, with the comma after it or else the one before. */
function dropped(text: string, name: string, list: string, { from, to }: { from: number; to: number }): Change {
  const after = /^\s*,\s*/.exec(text.slice(to))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0);
  const edits = [{ from: from - before, to: to + after, text: "" }];
  return { slug: `drop-${list}-${name}`, what: `${list} without \`${text.slice(from, to)}\``, at: from, edits };
}

function negated(text: string, { label, op, value, from, to }: Matcher): Change {
  const between = text.slice(label.to, value.from);
  const other = between.replace(op, NEGATED[op]);
  const what = `\`${text.slice(from, to)}\` negated`;
  return { slug: `negate-${label.text}`, what, at: from, edits: [{ from: label.to, to: value.from, text: other }] };
}

function narrowed(text: string, { label, op, value }: Matcher): Change[] {
  if (op !== "=~" && op !== "!~") return [];
  const [quote, pattern] = [text.slice(value.from, value.from + 1), text.slice(value.from + 1, value.to - 1)];
  const change = (slug: string, what: string, changed: string): Change => ({
    slug,
    what,
    at: value.from,
    edits: [{ from: value.from, to: value.to, text: `${quote}${changed}${quote}` }],
  });
  return [
    ...alternatives(pattern).map(({ one, rest }) =>
      change(`drop-alternative-${one}`, `${label.text} without \`${one}\``, rest),
    ),
    ...optionalParts(pattern).flatMap(({ part, without, required }) => [
      change(`drop-optional-${part}`, `${label.text} never with \`${part}\``, without),
      change(`require-${part}`, `${label.text} only with \`${part}\``, required),
    ]),
  ];
}

/** The alternatives of a pattern that has no groups, each with the pattern that is left without it. */
function alternatives(pattern: string): { one: string; rest: string }[] {
  if (/[()[\]{}\\]/.test(pattern) || !pattern.includes("|")) return [];
  const all = pattern.split("|");
  return all.map((one, i) => ({ one, rest: all.filter((_, j) => j !== i).join("|") }));
}

/** The groups of a pattern that may be missing, such as the end of 48(\.0)?, with the pattern without and with it. */
function optionalParts(pattern: string): { part: string; without: string; required: string }[] {
  return [...pattern.matchAll(/\(([^()|?]*)\)\?/g)].map(({ 0: whole, 1: part = "", index }) => {
    const [before, after] = [pattern.slice(0, index), pattern.slice(index + whole.length)];
    return { part, without: before + after, required: before + part + after };
  });
}

/** The keyword stands before or behind the parentheses; the tree does not know where. */
function otherGrouping(text: string, { op, grouping, expr, to }: Aggregation): Change[] {
  if (!grouping) return [];
  const ahead = /^(\s*)(by|without)\b/i.exec(text.slice(op.to));
  const behind = /\)\s*(by|without)\b[^()]*\([^()]*\)$/i.exec(text.slice(expr.to, to));
  const from = ahead
    ? op.to + (ahead[1]?.length ?? 0)
    : behind
      ? expr.to + text.slice(expr.to, to).search(/\b(by|without)\b/i)
      : undefined;
  if (from === undefined) return [];
  const other = grouping === "by" ? "without" : "by";
  const edits = [{ from, to: from + grouping.length, text: other }];
  return [{ slug: `${grouping}-to-${other}`, what: `\`${grouping}\` → \`${other}\``, at: from, edits }];
}
