/** generated/grafana/: a dashboard a file, and how Grafana finds them and their Prometheus by itself when it starts. */
import { stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import type { Dashboard, DashboardRow, Model, PanelKind } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { DATASOURCE } from "./grafana-datasource.ts";
import { PLAYBOOK, panelOf } from "./grafana-panel.ts";
import type { GrafanaDashboard, GrafanaLink, GrafanaPanel, GrafanaRow, GrafanaVariable } from "./grafana-schema.ts";

const FOLDER = "generated/grafana";
const SOURCE = "spec/dashboards/";
const METRICS = "spec/contracts/schemas/metrics.yaml";
/** Of Grafana 12: a newer one raises it by itself. */
const SCHEMA_VERSION = 41;
const COLUMNS = 24;
/** Where the folder with the dashboards is in Grafana's container. */
const DASHBOARDS_PATH = "/etc/grafana/dashboards";

export function emit(model: Model): OutputFile[] {
  const { dashboards } = model;
  if (dashboards.length === 0) return [];
  return [
    ...dashboards.map((dashboard) => ({
      path: `${FOLDER}/${dashboard.name}.json`,
      text: `${JSON.stringify(dashboardOf(model, dashboard), null, 2)}\n`,
    })),
    { path: `${FOLDER}/provisioning/dashboards.yml`, text: dashboardProvider(model) },
    { path: `${FOLDER}/provisioning/datasources.yml`, text: datasources(model) },
  ];
}

function dashboardOf(model: Model, dashboard: Dashboard): GrafanaDashboard {
  const { name, title, help, playbook } = dashboard;
  return {
    uid: `${service(model)}-${name}`,
    title,
    description: `${help.trim()}\n\nGenerated from ${SOURCE}${name}.yaml: what is changed here is lost.`,
    tags: [service(model)],
    timezone: "browser",
    editable: false,
    graphTooltip: 1,
    schemaVersion: SCHEMA_VERSION,
    time: { from: "now-3h", to: "now" },
    refresh: "30s",
    links: model.dashboards.length > 1 ? [toOthers(model)] : [],
    annotations: { list: [] },
    templating: { list: playbook === "" ? [] : [playbookVariable(playbook)] },
    panels: rowsOf(model, dashboard),
  };
}

/** The job of the contract, which no other service has: uids and tags begin with it. */
function service({ endpoints: [first] }: Model): string {
  return first?.job ?? "contract";
}

function toOthers(model: Model): GrafanaLink {
  const kept = { asDropdown: false, targetBlank: false, includeVars: true, keepTime: true };
  return { title: "Dashboards", type: "dashboards", icon: "", tooltip: "", tags: [service(model)], ...kept };
}

/** Where the console or the document is differs from place to place: it can be changed at the top of the page. */
function playbookVariable(address: string): GrafanaVariable {
  const current = { selected: true, text: address, value: address };
  return { type: "textbox", name: PLAYBOOK, label: "Playbook at", query: address, current, options: [current] };
}

/** Heights in rows of Grafana's grid, about 30 pixels each. */
const HEIGHTS: Readonly<Record<PanelKind, number>> = { stat: 5, bars: 9, lines: 8, stacked: 8, table: 9, timeline: 11 };

function rowsOf(model: Model, dashboard: Dashboard): (GrafanaPanel | GrafanaRow)[] {
  let [id, y] = [0, 0];
  return dashboard.rows.flatMap((row) => {
    const titled: GrafanaRow = {
      type: "row",
      id: ++id,
      title: row.title,
      collapsed: false,
      gridPos: { h: 1, w: COLUMNS, x: 0, y: y++ },
      panels: [],
    };
    const height = Math.max(...row.panels.map(({ kind }) => HEIGHTS[kind]));
    const panels = row.panels.map((panel, i) => {
      return panelOf(model, dashboard, panel, { id: ++id, gridPos: { h: height, ...columnsOf(row, i), y } });
    });
    y += height;
    return [titled, ...panels];
  });
}

/** Panels share the width evenly; the last one takes what is left over. */
function columnsOf({ panels }: DashboardRow, i: number): { readonly w: number; readonly x: number } {
  const width = Math.floor(COLUMNS / panels.length);
  return { w: i === panels.length - 1 ? COLUMNS - i * width : width, x: i * width };
}

function dashboardProvider(model: Model): string {
  const note = `# Copy or mount it into /etc/grafana/provisioning/dashboards, and the folder with the .json files to ${DASHBOARDS_PATH}.`;
  const provider = {
    name: service(model),
    folder: service(model),
    type: "file",
    disableDeletion: true,
    allowUiUpdates: false,
    options: { path: DASHBOARDS_PATH },
  };
  const text = stringify({ apiVersion: 1, providers: [provider] }, { lineWidth: 0 });
  return `${header("#", SOURCE, "grafana")}\n${note}\n${text}`;
}

function datasources(model: Model): string {
  const note =
    "# Copy or mount it into /etc/grafana/provisioning/datasources. PROMETHEUS_URL, in Grafana's environment, says where it is.";
  const interval = model.endpoints[0]?.scrapeIntervalSeconds ?? 15;
  const prometheus = {
    name: "Prometheus",
    uid: DATASOURCE.uid,
    type: DATASOURCE.type,
    access: "proxy",
    url: "$PROMETHEUS_URL",
    isDefault: true,
    jsonData: { httpMethod: "POST", timeInterval: formatDuration(interval) },
  };
  const text = stringify({ apiVersion: 1, datasources: [prometheus] }, { lineWidth: 0 });
  return `${header("#", METRICS, "grafana")}\n${note}\n${text}`;
}
