/** What the values of a panel are measured in: by the types of its expressions, or as the panel says where those do not tell. */
import type { Model, Panel } from "../model.ts";
import { type Expr, isComparison, isSetOperator } from "../promql/ast.ts";
import { isPoint } from "../promql/interval.ts";
import { walkOpened } from "../promql/opened.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import type { Shape } from "../promql/shape.ts";
import { NUMBER, RATIO, SECONDS, sameDimension, sameScale, type Unit } from "../promql/unit.ts";
import { type TypedQuery, typedQueries } from "./panels.ts";

/** A unit that panels can have. */
export interface PanelUnit {
  readonly name: string;
  readonly unit: Unit;
  /** What Grafana calls it. */
  readonly grafana: string;
}

const BYTES: Unit = { ...NUMBER, powers: new Map([["bytes", 1]]) };
const PER_SECOND: Unit = { ...NUMBER, powers: new Map([["seconds", -1]]) };
const PER_SECOND_NAME = "per_second";

export const PANEL_UNITS: readonly PanelUnit[] = [
  { name: "number", unit: NUMBER, grafana: "short" },
  { name: "ratio", unit: RATIO, grafana: "percentunit" },
  { name: "percent", unit: { ...RATIO, scale: 100 }, grafana: "percent" },
  { name: "seconds", unit: SECONDS, grafana: "s" },
  { name: "milliseconds", unit: { ...SECONDS, scale: 1000 }, grafana: "ms" },
  { name: "minutes", unit: { ...SECONDS, scale: 1 / 60 }, grafana: "m" },
  { name: "hours", unit: { ...SECONDS, scale: 1 / 3600 }, grafana: "h" },
  { name: "days", unit: { ...SECONDS, scale: 1 / 86_400 }, grafana: "d" },
  { name: "bytes", unit: BYTES, grafana: "bytes" },
  { name: PER_SECOND_NAME, unit: PER_SECOND, grafana: "cps" },
  {
    name: "bytes_per_second",
    unit: { ...BYTES, powers: new Map([...BYTES.powers, ...PER_SECOND.powers]) },
    grafana: "binBps",
  },
];

/** Of a result: undefined where nobody can tell, `any` for a bare number, which fits everything. */
export function unitOf({ unit, values }: Shape): Unit | "any" | undefined {
  if (unit === undefined && isPoint(values)) return "any";
  return unit === undefined || Number.isNaN(unit.scale) ? undefined : unit;
}

export function unitNamed(name: string): PanelUnit | undefined {
  return PANEL_UNITS.find((known) => known.name === name);
}

/** The unit of a panel that a result is shown in as it is. */
export function panelUnit(unit: Unit): PanelUnit | undefined {
  return PANEL_UNITS.find((known) => isLike(known.unit, unit) && known.unit.quotient === unit.quotient);
}

/** Whether numbers of the two can stand on one axis. A plain number may be a ratio that nobody can prove. */
export function isLike(a: Unit, b: Unit): boolean {
  return sameDimension(a, b) && sameScale(a, b);
}

/** Whether a panel shows values at all: a timeline shows states, and a table hides a column of nothing but ones. */
export function showsValues({ kind }: Panel, queries: readonly TypedQuery[]): boolean {
  if (kind === "timeline") return false;
  return kind !== "table" || !queries.every(({ typed: { shapeOf, top } }) => isPoint(shapeOf(top).values));
}

/** What Grafana calls the unit of a panel in which the check of units finds nothing. */
export function grafanaUnit(model: Model, panel: Panel): string {
  const queries = typedQueries(model, panel);
  if (!showsValues(panel, queries)) return "short";
  const [known] = queries
    .flatMap(({ typed }) => unitOf(typed.shapeOf(typed.top)) ?? [])
    .filter((unit) => unit !== "any");
  const found = panel.unit === undefined ? known && panelUnit(known) : unitNamed(panel.unit);
  const { name, grafana } = found ?? { name: "number", grafana: "short" };
  const counted = commonName(queries.map(({ typed }) => countedName(typed.top, catalogOf(model))));
  if (counted === undefined || panel.unit !== undefined) return grafana;
  // Grafana shortens the number and puts the rest behind it: 1.2 K tasks.
  if (name === PER_SECOND_NAME) return `count:${counted}/s`;
  return name === "number" ? `count:${counted}` : grafana;
}

function commonName(names: readonly (string | undefined)[]): string | undefined {
  const [first] = names;
  return names.every((name) => name === first) ? first : undefined;
}

/** Units of metrics that are no name of what is counted. */
const NO_COUNTS = ["boolean", "info", "ratio"];
/** Aggregations and functions whose result keeps the kind of what they are given. */
const KEEPING = [
  ...["sum", "avg", "min", "max", "topk", "bottomk", "quantile", "rate", "irate", "increase", "delta"],
  ...["sum_over_time", "avg_over_time", "min_over_time", "max_over_time", "last_over_time"],
];

/** What is counted, as its metric calls it: `tasks` of sum(rate(tasks_total[5m])). undefined where that cannot be said. */
function countedName(top: Expr, catalog: Catalog): string | undefined {
  const nodes = [...walkOpened(top, catalog)];
  if (!nodes.every(keepsKind)) return undefined;
  const units = nodes.flatMap((node) => {
    const series = node.type === "selector" ? node.metric && catalog.get(node.metric.text) : undefined;
    if (node.type !== "selector" || series?.recordingRule) return [];
    const { metric } = series ?? {};
    return [metric === undefined || metric.type === "histogram" ? "" : metric.unit];
  });
  const [unit = ""] = units;
  return unit !== "" && !NO_COUNTS.includes(unit) && units.every((other) => other === unit) ? unit : undefined;
}

function keepsKind(node: Expr): boolean {
  if (node.type === "aggregation") return KEEPING.includes(node.op.text);
  if (node.type === "call") return KEEPING.includes(node.name.text);
  if (node.type !== "binary") return true;
  return node.op === "+" || node.op === "-" || isSetOperator(node.op) || (isComparison(node.op) && !node.bool);
}
