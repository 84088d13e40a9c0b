/** Dashboards: their documents with names looked up and placeholders filled, over the rules that they show. */
import { edit, expressionAt } from "./expression.ts";
import type { Document } from "./load.ts";
import type { Alert, Dashboard, Expression, Label, Locate, Model, Panel, PanelQuery, PathStep } from "./model.ts";
import { error, type Problem } from "./problem.ts";
import { scaleDurations } from "./promql/edit.ts";
import type { RawDashboard, RawMetrics, RawPanel } from "./raw.ts";
import { below, fillExpression, type Resolution, resolveText } from "./resolve-rules.ts";
import { suggest } from "./schema.ts";
import { burnFactor } from "./slo-tiers.ts";

/** The rules of the model are complete: panels show those that are made of objectives, too. */
export function resolveDashboards(
  documents: ReadonlyMap<string, Document>,
  model: Model,
  metrics: RawMetrics,
  resolution: Resolution,
): Dashboard[] {
  const values = new Map([...resolution.values, ...limitValues(model)]);
  return [...documents].map(([name, document]) =>
    resolveDashboard(name, { document, model, metrics, ...resolution, values }),
  );
}

interface Place extends Resolution {
  readonly document: Document;
  readonly model: Model;
  readonly metrics: RawMetrics;
}

/** Numbers of the promises, which a panel may calculate with; an alert has its own. */
function limitValues({ slas, slos }: Model): [string, string][] {
  return [
    ...slas.map(({ name, threshold }): [string, string] => [`slas.${name}.threshold`, String(threshold)]),
    ...slos.flatMap((slo): [string, string][] => [
      [`slos.${slo.name}.objective`, String(slo.objective)],
      ...slo.tiers.map((tier): [string, string] => [
        `slos.${slo.name}.burn_${tier.name}`,
        String(burnFactor(tier, slo)),
      ]),
    ]),
  ];
}

function resolveDashboard(name: string, place: Place): Dashboard {
  const { document } = place;
  const raw = document.value as RawDashboard;
  place.problems.push(...unknownColors(raw, place));
  return {
    name,
    title: text(place, raw.title, "title"),
    help: text(place, raw.help, "help"),
    playbook: raw.playbook ?? "",
    colors: raw.colors ?? {},
    rows: raw.rows.map((row, i) => ({
      title: text(place, row.title, "rows", i, "title"),
      panels: row.panels.map((panel, j) => resolvePanel(place, panel, "rows", i, "panels", j)),
      at: below(document, "rows", i),
    })),
    at: below(document),
  };
}

function resolvePanel(place: Place, raw: RawPanel, ...path: readonly PathStep[]): Panel {
  const { document, model } = place;
  const at = below(document, ...path);
  const find = <T extends { name: string }>(list: readonly T[], what: string, name: string, ...key: PathStep[]) =>
    found(place, list, what, name, at(...key));
  const [sla] = raw.sla === undefined ? [] : find(model.slas, "sla", raw.sla, "sla");
  const guards = sla ? model.alerts.filter(({ name }) => name === sla.alert) : [];
  const named = (raw.alerts ?? []).flatMap((name, i) => find(model.alerts, "alert", name, "alerts", i));
  const own = (raw.queries ?? []).map((query, i) => resolveQuery(place, query, ...path, "queries", i));
  for (const key of ["states", "columns"] as const)
    if (raw[key] !== undefined) find(model.labels, "label", raw[key], key);
  return {
    title: text(place, raw.title, ...path, "title"),
    help: raw.help === undefined ? "" : text(place, raw.help, ...path, "help"),
    kind: raw.kind,
    queries: own.length === 0 && sla ? [{ expr: sla.expr, legend: undefined, at: () => at("sla") }] : own,
    sla,
    alerts: [...new Set<Alert>([...guards, ...named])],
    unit: raw.unit,
    states: raw.states,
    columns: raw.columns,
    at,
  };
}

type RawQuery = NonNullable<RawPanel["queries"]>[number];

function resolveQuery(place: Place, { expr, legend }: RawQuery, ...path: readonly PathStep[]): PanelQuery {
  return {
    expr: expression(place, expr, ...path, "expr"),
    legend: legend === undefined ? undefined : text(place, legend, ...path, "legend"),
    at: below(place.document, ...path),
  };
}

function text({ document, values, problems }: Place, written: string, ...path: readonly PathStep[]): string {
  return resolveText(document, written, path, values, problems);
}

function expression(place: Place, written: string, ...path: readonly PathStep[]): Expression {
  const { document, metrics, values, timeScale, problems } = place;
  // Says which placeholders stand for nothing.
  text(place, written, ...path);
  const filled = fillExpression(expressionAt(document, written, ...path), metrics, values, problems);
  return timeScale === 1 ? filled : edit(filled, scaleDurations(filled.text, timeScale));
}

function found<T extends { name: string }>(
  { problems }: Pick<Place, "problems">,
  list: readonly T[],
  what: string,
  name: string,
  at: ReturnType<Locate>,
): T[] {
  const named = list.filter((item) => item.name === name);
  const names = list.map((item) => item.name);
  if (named.length === 0)
    problems.push(
      error(`reference/${what}`, at, `There is no ${NOUNS[what] ?? what} \`${name}\`.`, suggest(name, names)),
    );
  return named.slice(0, 1);
}

const NOUNS: Readonly<Record<string, string>> = { sla: "SLA" };

/** Colours of labels and values that the contract does not declare. */
function unknownColors({ colors = {} }: RawDashboard, { document, model }: Place): Problem[] {
  const report = (what: string, name: string, known: readonly string[], ...path: PathStep[]) =>
    error(
      `reference/${what}`,
      document.keyAt("colors", ...path),
      `There is no ${what} \`${name}\`.`,
      suggest(name, known),
    );
  return Object.entries(colors).flatMap(([name, ofValues]): Problem[] => {
    const label: Label | undefined = model.labels.find((item) => item.name === name);
    const names = model.labels.map((item) => item.name);
    if (!label) return [report("label", name, names, name)];
    return Object.keys(ofValues)
      .filter((value) => !label.values.includes(value))
      .map((value) => report("value", value, label.values, name, value));
  });
}
