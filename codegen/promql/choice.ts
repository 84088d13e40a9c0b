/** Where the labels of a result depend on the values: which series topk chooses, the label that count_values makes. */
import { type Aggregation, type Binary, type Expr, isSetOperator, type Name, operands, unwrap } from "./ast.ts";
import { parse } from "./expressions.ts";
import type { Catalog } from "./series.ts";

/** A place of the expression where series are chosen, or labels made, by value. */
export interface Choice {
  readonly function: string;
  /** What is chosen from. */
  readonly from: Expr;
  /** Of the expression asked about: in it, a recording rule stands for what its expression chooses. */
  readonly at: { readonly from: number; readonly to: number };
  /** The recording rule that chooses; undefined: the expression itself. */
  readonly rule: string | undefined;
  /** Labels that the result has whatever the values are; all those that an operator keeps must be among them. */
  readonly steady: Labels;
}

/** A set of label names, or all names but those. */
interface Labels {
  readonly kind: "by" | "without";
  readonly names: readonly string[];
}

const CHOOSING = ["topk", "bottomk", "limitk", "limit_ratio"];
/** Whatever comes in, what comes out has no labels of it. */
const UNLABELLED = ["scalar", "absent", "absent_over_time"];

/** The choices that show in the labels of the result. */
export function choicesIn(expr: Expr, catalog: Catalog): Choice[] {
  return visit(expr, catalog, new Map());
}

/** `rules`: what rules choose, as far as it is known; nothing while a rule is being looked at. */
function visit(expr: Expr, catalog: Catalog, rules: Map<string, readonly Choice[]>): Choice[] {
  const node = unwrap(expr);
  const below = (inner: Expr) => visit(inner, catalog, rules);
  switch (node.type) {
    case "selector":
      return node.metric ? ofRule(node.metric.text, catalog, rules).map((choice) => ({ ...choice, at: node })) : [];
    case "call":
      return UNLABELLED.includes(node.name.text) ? [] : node.args.flatMap(below);
    case "aggregation":
      return ofAggregation(node, below(node.expr));
    case "binary":
      return ofBinary(node, below(node.left), below(node.right));
    default:
      return operands(node).flatMap(below);
  }
}

function ofRule(name: string, catalog: Catalog, rules: Map<string, readonly Choice[]>): readonly Choice[] {
  const known = rules.get(name);
  if (known) return known;
  rules.set(name, []);
  const rule = catalog.get(name)?.recordingRule;
  const inner = rule && parse(rule.expr).expr;
  const all = inner ? visit(inner, catalog, rules) : [];
  // One of a kind will do.
  const kinds = new Map(
    all.map((choice) => [JSON.stringify([choice.function, choice.steady]), { ...choice, rule: name }]),
  );
  const choices = [...kinds.values()];
  rules.set(name, choices);
  return choices;
}

function ofAggregation(node: Aggregation, inner: readonly Choice[]): Choice[] {
  const grouping: Labels = { kind: node.grouping ?? "by", names: textsOf(node.labels) };
  const choice = { function: node.op.text, from: node.expr, at: node.op, rule: undefined };
  // It hands on series with all their labels.
  if (CHOOSING.includes(node.op.text)) return [...inner, { ...choice, steady: grouping }];
  const kept = visible(inner, grouping);
  if (node.op.text !== "count_values") return kept;
  const made = node.param && unwrap(node.param);
  return [...kept, { ...choice, steady: { kind: "without", names: made?.type === "string" ? [made.value] : [] } }];
}

function ofBinary({ op, matching }: Binary, left: readonly Choice[], right: readonly Choice[]): Choice[] {
  if (op === "or") return [...left, ...right];
  const by: Labels | undefined = matching && {
    kind: matching.kind === "on" ? "by" : "without",
    names: textsOf(matching.labels),
  };
  const matched = (side: readonly Choice[]) => (by ? visible(side, by) : [...side]);
  if (isSetOperator(op)) return [...left, ...matched(right)];
  const many = matching?.group?.side;
  return [...(many === "left" ? left : matched(left)), ...(many === "right" ? right : matched(right))];
}

/** Those that still show when nothing but these labels is kept. */
function visible(choices: readonly Choice[], kept: Labels): Choice[] {
  return choices.filter(({ steady }) => !isWithin(kept, steady));
}

function isWithin(inner: Labels, outer: Labels): boolean {
  if (inner.kind === "without")
    return outer.kind === "without" && outer.names.every((name) => inner.names.includes(name));
  return inner.names.every((name) => outer.names.includes(name) === (outer.kind === "by"));
}

function textsOf(labels: readonly Name[]): string[] {
  return labels.map(({ text }) => text);
}
