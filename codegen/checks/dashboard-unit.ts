/** A panel shows values of one unit, which its expressions tell; it says one only where they cannot. */
import { panelsOf, type TypedQuery, typedExpression, typedQueries } from "../dashboards/panels.ts";
import { isLike, PANEL_UNITS, panelUnit, showsValues, unitNamed, unitOf } from "../dashboards/units.ts";
import type { Model, Panel } from "../model.ts";
import { error, type Problem, type Span, warning } from "../problem.ts";
import { formatUnit, type Unit } from "../promql/unit.ts";
import type { Check } from "./check.ts";

const id = "dashboard/unit";

export const dashboardUnit: Check = {
  id,
  explain: {
    what: "A panel says another unit than its expression has, or none where nobody can tell it, or puts different units on one axis.",
    why: "A wrong unit is worse than none: 48 seconds that are shown as 48 ms are believed. Units come from the contract by the types of the expressions, so they follow when a metric changes.",
    wrong: "kind: stat\nunit: bytes\nqueries: [{expr: max(worker_lease_seconds)}]",
    right: "kind: stat\nqueries: [{expr: max(worker_lease_seconds)}]",
    severities: ["error", "warning"],
  },
  check: (model) => panelsOf(model).flatMap((panel) => panelProblems(model, panel)),
};

interface Known {
  readonly unit: Unit;
  readonly at: Span;
}

function panelProblems(model: Model, panel: Panel): Problem[] {
  const queries = typedQueries(model, panel);
  if (!showsValues(panel, queries)) return needless(panel, "The panel shows no values.");
  const units = queries.map(unitIn);
  const known = units.flatMap(({ unit, at }) => (unit === undefined || unit === "any" ? [] : [{ unit, at }]));
  const [first] = known;
  const mixed = [...mixedUnits(known), ...otherPromise(model, panel, first)];
  if (mixed.length > 0) return mixed;
  if (panel.unit !== undefined) return stated(panel, panel.unit, first, known.length === units.length);
  const unknown = units.find(({ unit }) => unit === undefined) ?? (first ? undefined : units[0]);
  if (unknown) {
    const message = "The unit of this cannot be told from the contract.";
    return [error(id, unknown.at, message, `Give the panel one: \`unit: ${NAMES}\`.`)];
  }
  if (!first || panelUnit(first.unit)) return [];
  const message = `This is in ${formatUnit(first.unit)}, which no panel shows.`;
  return [error(id, first.at, message, `Leave factors out: panels choose them by themselves. They show ${NAMES}.`)];
}

const NAMES = PANEL_UNITS.map(({ name }) => name).join(" | ");

function unitIn({ query: { at }, typed: { shapeOf, top } }: TypedQuery) {
  return { unit: unitOf(shapeOf(top)), at: at("expr") };
}

function mixedUnits([first, ...others]: readonly Known[]): Problem[] {
  const other = first && others.find(({ unit }) => !isLike(first.unit, unit));
  if (!other) return [];
  const message = `This is in ${formatUnit(other.unit)}, and what stands above it in the same panel in ${formatUnit(first.unit)}.`;
  return [error(id, other.at, message, "Give each its own panel.")];
}

/** The threshold of an SLA is drawn on the axis of what the panel shows. */
function otherPromise(model: Model, { sla, at }: Panel, first: Known | undefined): Problem[] {
  const promised = sla && typedExpression(model, sla.expr);
  const unit = promised && unitOf(promised.shapeOf(promised.top));
  if (!first || !unit || unit === "any" || isLike(first.unit, unit)) return [];
  const message = `The SLA is in ${formatUnit(unit)}, and the panel draws its threshold among values in ${formatUnit(first.unit)}.`;
  return [error(id, at("sla"), message, "Name another SLA, or leave it out and name its alert under `alerts`.")];
}

function stated(panel: Panel, name: string, first: Known | undefined, all: boolean): Problem[] {
  const said = unitNamed(name);
  if (!first || !said) return [];
  if (!isLike(first.unit, said.unit)) {
    const message = `The panel says ${name}, but its expression is in ${formatUnit(first.unit)}.`;
    return [error(id, panel.at("unit"), message, "Leave `unit` out, or mend the expression.")];
  }
  return all && panelUnit(first.unit) === said ? needless(panel, `That this is in ${name} is known.`) : [];
}

function needless({ unit, at }: Panel, message: string): Problem[] {
  return unit === undefined ? [] : [warning(id, at("unit"), message, "Leave `unit` out.")];
}
