/** The labels of what absent() reports: those that the selector's equalities name. */
import type { Expr } from "../ast.ts";
import { type LabelSet, labelSet, METRIC_NAME, NO_LABELS } from "./label-set.ts";

/** A label with a second matcher is left out, as Prometheus does for the sake of old rules. */
export function absentLabels(of: Expr | undefined): LabelSet {
  if (of?.type !== "selector") return NO_LABELS;
  const labels: Record<string, string> = {};
  const seen = new Set<string>();
  for (const { label, op, value } of of.matchers) {
    if (label.text === METRIC_NAME) continue;
    if (op === "=" && !seen.has(label.text)) {
      labels[label.text] = value.text;
      seen.add(label.text);
    } else delete labels[label.text];
  }
  return labelSet(labels);
}
