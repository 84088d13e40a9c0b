/** Two expressions of two contracts held against each other: what is proven of them, and what changed at most. */
import { promqlUnknownMetric } from "../checks/promql-unknown-metric.ts";
import { promqlUnreachable } from "../checks/promql-unreachable.ts";
import type { Expression, Model } from "../model.ts";
import type { Problem } from "../problem.ts";
import { type Binary, type Expr, unwrap } from "../promql/ast.ts";
import { type Canonical, canonicalizer, isFormWithin, isSameForm, type Keys } from "../promql/canonical.ts";
import { parse } from "../promql/expressions.ts";
import { infer } from "../promql/infer.ts";
import { catalogOf } from "../promql/series.ts";
import { UNKNOWN } from "../promql/shape.ts";

/** An expression with the contract that it is read by. */
export interface Side {
  readonly expr: Expression;
  readonly model: Model;
}

/**
 * same: proven to give the same. stricter, looser: proven to give less, or more. numbers: only numbers and windows differ.
 * other: anything else.
 */
export type Relation = "same" | "stricter" | "looser" | "numbers" | "other";

/** How the second expression stands to the first. */
export function relation(before: Side, after: Side): Relation {
  const [a, b] = [parse(before.expr).expr, parse(after.expr).expr];
  if (!a || !b) return before.expr.text.trim() === after.expr.text.trim() ? "same" : "other";
  const exact = formsOf(before, after, false);
  const [formA, formB] = [exact.ofBefore(a), exact.ofAfter(b)];
  if (isSameForm(formA, formB)) return "same";
  if (isWithin(b, exact.ofAfter, formA)) return "stricter";
  if (isWithin(a, exact.ofBefore, formB)) return "looser";
  const rough = formsOf(before, after, true);
  return rough.ofBefore(a).key === rough.ofAfter(b).key ? "numbers" : "other";
}

type Form = (expr: Expr) => Canonical;

function formsOf(before: Side, after: Side, withoutNumbers: boolean): { ofBefore: Form; ofAfter: Form } {
  const keys: Keys = new Map();
  const of = ({ model }: Side) => canonicalizer(catalogOf(model), { keys, withoutNumbers });
  return { ofBefore: of(before), ofAfter: of(after) };
}

/** Gives at most what the form gives: by its limits, by a further condition, or as one of its alternatives. */
function isWithin(expr: Expr, formOf: Form, whole: Canonical): boolean {
  const own = formOf(expr);
  if (own.key === whole.key && isFormWithin(own, whole)) return true;
  const node = unwrap(expr);
  return isNarrowing(node) && isWithin(node.left, formOf, whole);
}

function isNarrowing(node: Expr): node is Binary {
  return node.type === "binary" && (node.op === "and" || node.op === "unless");
}

/** Names of the labels that the result has or may have; a star when others are possible. */
export function labelsOf({ expr, model }: Side): readonly string[] {
  const { expr: top } = parse(expr);
  const { labels, open } = (top && infer(top, catalogOf(model)).get(top)) ?? UNKNOWN;
  return [...[...labels.keys()].sort(), ...(open ? ["*"] : [])];
}

const dead = new WeakMap<Model, readonly Problem[]>();

/** Proven: whatever the service does, the expression gives nothing. */
export function isDead({ expr, model }: Side): boolean {
  const problems = dead.get(model) ?? [...promqlUnreachable.check(model), ...promqlUnknownMetric.check(model)];
  dead.set(model, problems);
  const { source, start, end } = expr.scalar;
  return problems.some(({ at }) => at.source === source && start <= at.start && at.end <= end);
}
