/** An alert with what its tests need of the contract: the recording rules below it, and its expression without them. */
import type { Alert, Model, RecordingRule } from "../model.ts";
import { type Expr, nodesOf, operands } from "../promql/ast.ts";
import { parse } from "../promql/expressions.ts";

export interface Subject {
  readonly model: Model;
  readonly alert: Alert;
  /** The expression with each recording rule replaced by its own: nothing but scraped series at the leaves. */
  readonly inlined: Expr;
  /** The recording rules that it reads, and those that these read, in the order of the contract. */
  readonly records: readonly { readonly rule: RecordingRule; readonly inlined: Expr }[];
}

/** undefined when the expression, or one below it, is no PromQL: promql/syntax says so. */
export function subjectOf(model: Model, alert: Alert): Subject | undefined {
  const { expr } = parse(alert.expr);
  if (!expr) return undefined;
  const byName = new Map(model.recordingRules.map((rule) => [rule.record, rule]));
  const needed = new Map<RecordingRule, Expr>();
  const collect = (node: Expr): boolean =>
    nodesOf(node, "selector").every(({ metric }) => {
      const rule = metric && byName.get(metric.text);
      if (!rule || needed.has(rule)) return true;
      const { expr: inner } = parse(rule.expr);
      if (!inner) return false;
      needed.set(rule, inner);
      return collect(inner);
    });
  if (!collect(expr)) return undefined;
  const trees = new Map([...needed].map(([{ record }, inner]) => [record, inner]));
  const inlinedOf = (tree: Expr) => inline(tree, trees, new Set());
  const records = model.recordingRules.flatMap((rule) => {
    const inner = needed.get(rule);
    return inner ? [{ rule, inlined: inlinedOf(inner) }] : [];
  });
  return { model, alert, inlined: inlinedOf(expr), records };
}

/** A rule that leads back to itself stays a selector there. */
function inline(expr: Expr, records: ReadonlyMap<string, Expr>, above: ReadonlySet<string>): Expr {
  const below = (inner: Expr) => inline(inner, records, above);
  switch (expr.type) {
    case "number":
    case "string":
    case "range":
      return expr;
    case "selector": {
      const name = expr.metric?.text ?? "";
      const record = above.has(name) ? undefined : records.get(name);
      return record ? inline(record, records, new Set([...above, name])) : expr;
    }
    case "call":
      return { ...expr, args: expr.args.map(below) };
    case "aggregation":
      return { ...expr, expr: below(expr.expr) };
    case "binary":
      return { ...expr, left: below(expr.left), right: below(expr.right) };
    case "subquery":
    case "unary":
    case "paren":
      return { ...expr, expr: below(expr.expr) };
  }
}

/** Seconds of every range that the alert looks back over, recording rules included. */
export function windowsOf({ inlined }: Subject): readonly number[] {
  const of = (expr: Expr): number[] => [
    ...(expr.type === "range" || expr.type === "subquery" ? [expr.window.seconds] : []),
    ...operands(expr).flatMap(of),
  ];
  return of(inlined);
}
