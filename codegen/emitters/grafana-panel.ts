/** A panel of a dashboard as Grafana draws it: queries, unit, thresholds, colours, description and links. */
import { labelsIn, legendOf, varyingLabels } from "../dashboards/legend.ts";
import { type Limit, limitsOf } from "../dashboards/limits.ts";
import { type TypedQuery, typedQueries } from "../dashboards/panels.ts";
import { grafanaUnit } from "../dashboards/units.ts";
import { formatDuration } from "../duration.ts";
import type { Alert, Dashboard, Model, Panel, PanelKind } from "../model.ts";
import { isPoint } from "../promql/interval.ts";
import { DATASOURCE } from "./grafana-datasource.ts";
import type {
  GrafanaDrawing,
  GrafanaLink,
  GrafanaMapping,
  GrafanaPanel,
  GrafanaTarget,
  GrafanaThresholds,
  Override,
} from "./grafana-schema.ts";
import { code } from "./markdown.ts";
import { playbookPath } from "./rules.ts";

/** The variable of a dashboard that holds the address of the playbook. */
export const PLAYBOOK = "playbook";

/** Number and place on the page, in columns and rows of Grafana's grid. */
export interface Place {
  readonly id: number;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
}

export function panelOf(model: Model, dashboard: Dashboard, panel: Panel, place: Place): GrafanaPanel {
  const queries = typedQueries(model, panel);
  const context: Context = { model, dashboard, panel, queries };
  return {
    ...place,
    title: panel.title,
    description: description(panel),
    datasource: DATASOURCE,
    links: playbookLinks(dashboard, panel),
    targets: queries.map((query, i) => target(context, query, i)),
    ...transformed(context),
    ...drawings[panel.kind](context),
  };
}

interface Context {
  readonly model: Model;
  readonly dashboard: Dashboard;
  readonly panel: Panel;
  readonly queries: readonly TypedQuery[];
}

/** Panels of the present ask for the last value, the others for all of them. */
const INSTANT: Readonly<Record<PanelKind, boolean>> = {
  stat: true,
  bars: true,
  table: true,
  lines: false,
  stacked: false,
  timeline: false,
};

function target({ model, panel }: Context, { query, typed }: TypedQuery, i: number): GrafanaTarget {
  const instant = INSTANT[panel.kind];
  const text = query.expr.text.trim();
  return {
    refId: String.fromCharCode("A".charCodeAt(0) + i),
    datasource: DATASOURCE,
    expr: panel.states === undefined ? text : stateNumber(text, panel.states, valuesOf(model, panel.states)),
    legendFormat: legend(panel, { query, typed }),
    instant,
    range: !instant,
    format: panel.kind === "table" ? "table" : "time_series",
    editorMode: "code",
  };
}

/** A state is no part of the name of what is in it. */
function legend({ states, title, sla }: Panel, { query, typed }: TypedQuery): string {
  const shape = typed.shapeOf(typed.top);
  const named = { ...shape, labels: new Map([...shape.labels].filter(([label]) => label !== states)) };
  return legendOf(query, named, query.expr === sla?.expr ? sla.name : title);
}

function valuesOf({ labels }: Model, label: string): readonly string[] {
  return labels.find(({ name }) => name === label)?.values ?? [];
}

/** The place of the value, from 1, for which the series is 1; 0 while there is none. */
function stateNumber(expr: string, label: string, values: readonly string[]): string {
  const places = values.map(
    (value, i) => `label_replace(vector(${i + 1}), "${label}", ${JSON.stringify(value)}, "", "")`,
  );
  return `max without (${label}) (\n(${expr})\n* on (${label}) group_left () (${places.join(" or ")})\n)`;
}

function description({ help, sla, alerts }: Panel): string {
  const promise = sla ? [`${sla.help.trim()} Kept while ${code(sla.name)} ${sla.op} ${sla.threshold}.`] : [];
  return [help.trim(), ...promise, ...alerts.map(alertText)].filter((text) => text !== "").join("\n\n");
}

function alertText({ name, severity, forSeconds, action, playbook }: Alert): string {
  const patience = forSeconds === 0 ? "at once" : `after ${formatDuration(forSeconds)}`;
  const step = playbook === "" ? "" : ` ${code(playbookPath(playbook))}`;
  return `**${name}**, a ${severity} ${patience}: ${action.trim()}${step}`;
}

/** One a step; a step of the blueprint is found where the dashboard says that the playbook is. */
function playbookLinks({ playbook: base }: Dashboard, { alerts }: Panel): GrafanaLink[] {
  const steps = [...new Set(alerts.map(({ playbook }) => playbook).filter((step) => step !== ""))];
  return steps.flatMap((step) => {
    const isAddress = /^https?:\/\//.test(step);
    if (base === "" && !isAddress) return [];
    const anchor = step.slice(step.indexOf("#") + 1);
    const url = isAddress ? step : `\${${PLAYBOOK}:raw}${anchor}`;
    const kept = { tags: [], asDropdown: false, targetBlank: true, includeVars: false, keepTime: false };
    return [{ title: `Playbook: ${anchor}`, type: "link", icon: "doc", tooltip: "", url, ...kept }];
  });
}

function transformed(context: Context): Pick<GrafanaPanel, "transformations"> {
  const { kind, columns } = context.panel;
  if (kind !== "table") return {};
  const [query] = context.queries;
  const shape = query?.typed.shapeOf(query.typed.top);
  const rows = (shape && varyingLabels(shape)) ?? [];
  if (columns !== undefined) {
    const rowField = rows.find((label) => label !== columns) ?? "";
    const options = { columnField: columns, rowField, valueField: "Value", emptyValue: "zero" };
    return { transformations: [{ id: "groupingToMatrix", options }] };
  }
  const single = [...(shape?.labels ?? [])].flatMap(([label, { values }]) => (values?.length === 1 ? [label] : []));
  const hidden = ["Time", "__name__", ...single, ...(shape && isPoint(shape.values) ? ["Value"] : [])];
  const excludeByName = Object.fromEntries(hidden.map((name) => [name, true]));
  return { transformations: [{ id: "organize", options: { excludeByName, indexByName: {}, renameByName: {} } }] };
}

const LEGEND = { displayMode: "list", placement: "bottom", showLegend: true, calcs: [] } as const;
const LAST = { calcs: ["lastNotNull"], fields: "", values: false } as const;

const drawings: Readonly<Record<PanelKind, (context: Context) => GrafanaDrawing>> = {
  stat: (context) => ({
    type: "stat",
    options: {
      graphMode: "none",
      colorMode: "value",
      justifyMode: "auto",
      textMode: "auto",
      wideLayout: true,
      showPercentChange: false,
      percentChangeColorMode: "standard",
      orientation: "auto",
      reduceOptions: LAST,
    },
    fieldConfig: { defaults: held(context), overrides: [] },
  }),
  bars: (context) => ({
    type: "bargauge",
    options: {
      displayMode: "basic",
      valueMode: "color",
      namePlacement: "left",
      showUnfilled: true,
      sizing: "auto",
      minVizWidth: 8,
      minVizHeight: 8,
      maxVizHeight: 24,
      orientation: "horizontal",
      legend: { ...LEGEND, showLegend: false },
      reduceOptions: LAST,
    },
    fieldConfig: { defaults: { ...held(context), min: 0 }, overrides: colored(context) },
  }),
  lines: (context) => overTime(context, false),
  stacked: (context) => overTime(context, true),
  table: (context) => ({
    type: "table",
    options: { frameIndex: 0, showHeader: true, cellHeight: "sm" },
    fieldConfig: { defaults: held(context), overrides: [] },
  }),
  timeline: (context) => ({
    type: "state-timeline",
    options: {
      showValue: "auto",
      rowHeight: 0.85,
      mergeValues: true,
      alignValue: "left",
      legend: { ...LEGEND, showLegend: false },
      tooltip: { mode: "single", sort: "none" },
    },
    fieldConfig: {
      defaults: { mappings: [stateNames(context)], custom: { lineWidth: 0, fillOpacity: 80 } },
      overrides: [],
    },
  }),
};

function overTime(context: Context, stacked: boolean): GrafanaDrawing {
  const drawsLimits = limitsOf(context.model, context.panel).length > 0;
  return {
    type: "timeseries",
    options: { legend: LEGEND, tooltip: { mode: "multi", sort: "desc" } },
    fieldConfig: {
      defaults: {
        ...held(context),
        color: { mode: "palette-classic" },
        custom: {
          drawStyle: "line",
          lineWidth: 1,
          fillOpacity: stacked ? 40 : 0,
          showPoints: "never",
          axisSoftMin: 0,
          stacking: { mode: stacked ? "normal" : "none", group: "A" },
          thresholdsStyle: { mode: drawsLimits ? "dashed" : "off" },
        },
      },
      overrides: colored(context),
    },
  };
}

const NOTHING = "–";
/** A share of nothing is NaN: without traffic there is nothing to say, and nothing to colour. */
const NOT_A_NUMBER: GrafanaMapping = {
  type: "special",
  options: { match: "nan", result: { text: NOTHING, color: "text" } },
};

/** Unit, and the thresholds by which values are coloured. */
function held({ model, panel }: Context) {
  const thresholds = thresholdsOf(limitsOf(model, panel));
  const shown = { mappings: [NOT_A_NUMBER], noValue: NOTHING };
  return { unit: grafanaUnit(model, panel), color: { mode: "thresholds" }, thresholds, ...shown } as const;
}

/** Green on the good side of a limit, red on the bad one; without limits nothing is judged. */
function thresholdsOf(limits: readonly Limit[]): GrafanaThresholds {
  const [first] = limits;
  const base = { value: null, color: first === undefined ? "text" : first.bad === "above" ? "green" : "red" };
  const steps = limits.map(({ value, bad }) => ({ value, color: bad === "above" ? "red" : "green" }));
  return { mode: "absolute", steps: [base, ...steps] };
}

/** Series that are named by a label alone have the colour of its value. */
function colored({ dashboard, panel, queries }: Context): Override[] {
  const labels = queries.flatMap((query) => {
    const name = legend(panel, query);
    const [only] = labelsIn(name);
    return only?.written === name.trim() ? [only.label] : [];
  });
  return [...new Set(labels)].flatMap((label) =>
    Object.entries(dashboard.colors[label] ?? {}).map(([value, color]) => ({
      matcher: { id: "byName" as const, options: value },
      properties: [{ id: "color" as const, value: { mode: "fixed" as const, fixedColor: color } }],
    })),
  );
}

function stateNames({ model, dashboard, panel: { states } }: Context): GrafanaMapping {
  if (states === undefined)
    return { type: "value", options: { 0: { text: "no", color: "red" }, 1: { text: "yes", color: "green" } } };
  const named = valuesOf(model, states).map((value, i) => {
    const color = dashboard.colors[states]?.[value];
    return [i + 1, { text: value, ...(color === undefined ? {} : { color }) }] as const;
  });
  return { type: "value", options: { 0: { text: NOTHING }, ...Object.fromEntries(named) } };
}
