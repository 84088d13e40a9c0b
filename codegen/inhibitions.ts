/** Who is told of which alerts while others fire: what the check of `inhibits` and Alertmanager's rules share. */
import type { Alert, Model } from "./model.ts";
import { parse } from "./promql/expressions.ts";
import { infer } from "./promql/infer.ts";
import { catalogOf } from "./promql/series.ts";
import { labelNames, type Shape, UNKNOWN } from "./promql/shape.ts";

/** An alert that mutes others: those whose result has the same values of these labels. */
export interface Inhibition {
  readonly source: Alert;
  /** Names of labels, sorted; empty when the result of the source has none. */
  readonly equal: readonly string[];
  readonly targets: readonly Alert[];
}

/** Every inhibition of the contract, in the order of its alerts; names of no alert are left out, a check reports them. */
export function inhibitionsOf(model: Model): Inhibition[] {
  const byName = new Map(model.alerts.map((alert) => [alert.name, alert]));
  return model.alerts
    .filter(({ inhibits }) => inhibits.length > 0)
    .map((source) => ({
      source,
      equal: labelNames(resultOf(source, model)),
      targets: source.inhibits.flatMap((name) => byName.get(name) ?? []),
    }))
    .filter(({ targets }) => targets.length > 0);
}

/** What an alert's expression gives: the labels of its rule are not among them. */
export function resultOf({ expr }: Alert, model: Model): Shape {
  const { expr: top } = parse(expr);
  return (top && infer(top, catalogOf(model)).get(top)) ?? UNKNOWN;
}
