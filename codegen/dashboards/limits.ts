/** The numbers that a panel's values are held against: the thresholds of its SLA and of its alerts. */
import { type Filter, filtersOf, overExpressions, type Subject } from "../checks/promql.ts";
import type { Comparison, Model, Panel } from "../model.ts";
import { canonicalizer } from "../promql/canonical.ts";
import { isPoint } from "../promql/interval.ts";
import { catalogOf } from "../promql/series.ts";
import { typedQueries } from "./panels.ts";

export interface Limit {
  readonly value: number;
  /** On which side of it something is wrong. */
  readonly bad: "above" | "below";
}

/** Each once, in rising order. */
export function limitsOf(model: Model, panel: Panel): Limit[] {
  const { sla } = panel;
  const promised = sla ? sideOf(KEPT_BELOW, sla.op, sla.threshold) : [];
  const values = new Map([...promised, ...limitsOfAlerts(model, panel)].map((limit) => [limit.value, limit]));
  return [...values.values()].sort((a, b) => a.value - b.value);
}

/** A promise that is kept below its threshold is broken above. */
const KEPT_BELOW: Readonly<Partial<Record<Comparison, Limit["bad"]>>> = {
  "<": "above",
  "<=": "above",
  ">": "below",
  ">=": "below",
};
const FIRES: Readonly<Partial<Record<Filter["op"], Limit["bad"]>>> = {
  ">": "above",
  ">=": "above",
  "<": "below",
  "<=": "below",
};

function sideOf<Op extends string>(sides: Readonly<Partial<Record<Op, Limit["bad"]>>>, op: Op, value: number): Limit[] {
  const bad = sides[op];
  return bad === undefined ? [] : [{ value, bad }];
}

/** Of alerts that compare with a number just what the panel draws, however either is written. */
function limitsOfAlerts(model: Model, panel: Panel): Limit[] {
  if (panel.alerts.length === 0) return [];
  const formOf = canonicalizer(catalogOf(model));
  const drawn = new Set(typedQueries(model, panel).map(({ typed }) => formOf(typed.top).key));
  const isShown = ({ purpose, expr }: Subject) =>
    purpose === "alert" && panel.alerts.some((alert) => alert.expr === expr);
  return overExpressions(model, (subject) => (isShown(subject) ? [subject] : [])).flatMap((subject) =>
    filtersOf(subject).flatMap(({ op, kept, limit }) => {
      const { values } = subject.shapeOf(limit);
      return isPoint(values) && drawn.has(formOf(kept).key) ? sideOf(FIRES, op, values.low) : [];
    }),
  );
}
