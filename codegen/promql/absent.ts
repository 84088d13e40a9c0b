/** The labels of what absent() reports: those that the selector's equalities name. */
import type { Expr } from "./ast.ts";

/** Label → value, of a selector or a range; a label with a matcher after its first is dropped, for the sake of old rules. */
export function absentLabels(of: Expr | undefined): ReadonlyMap<string, string> {
  if (of?.type === "paren") return absentLabels(of.expr);
  const selector = of?.type === "range" ? of.selector : of;
  const labels = new Map<string, string>();
  if (selector?.type !== "selector") return labels;
  const seen = new Set<string>();
  for (const { label, op, value } of selector.matchers) {
    if (label.text === "__name__") continue;
    if (op === "=" && !seen.has(label.text)) {
      labels.set(label.text, value.text);
      seen.add(label.text);
    } else labels.delete(label.text);
  }
  return new Map([...labels].filter(([, value]) => value !== ""));
}
