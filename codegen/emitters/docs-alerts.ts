/** generated/docs/alerts.md: the objectives, the alerts that guard them, and what to do when one fires. */
import { formatDuration } from "../duration.ts";
import { inhibitionsOf } from "../inhibitions.ts";
import type { Alert, AlertSeverity, Model, Sla, Slo } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { deprecationNote, withNote } from "./deprecation.ts";
import { withoutDigest } from "./docs-metrics.ts";
import { code, codeBlock, link, markdownDocument, prose, table } from "./markdown.ts";
import { playbookPath } from "./rules.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";
const REPOSITORY_ROOT = "../../";

const severityMeaning: Record<AlertSeverity, string> = {
  page: "wakes the person on call",
  ticket: "is worked on in the next working hours",
};

export function emit(model: Model): OutputFile[] {
  if (model.alerts.length === 0) return [];
  const severities = Object.entries(severityMeaning).map(([name, meaning]) => `${code(name)} ${meaning}`);
  const isAnyKept = model.alerts.some(({ keepFiringSeconds }) => keepFiringSeconds > 0);
  const kept = isAnyKept ? ", and with a second time there, it fires for that much longer when there is none" : "";
  const blocks = [
    `An alert fires when its expression gives a result without a break for the time under *for*${kept}. ${severities.join("; ")}.`,
    ...(model.slas.length === 0 ? [] : ["## KPIs", slasTable(model, "")]),
    ...(model.slos.length === 0 ? [] : ["## Objectives", slosTable(model.slos)]),
    "## Alerts",
    alertsTable(model, "", (reference) => playbookLink(reference, (path) => `${REPOSITORY_ROOT}${path}`)),
    ...model.alerts.map((alert) => alertSection(model, alert)),
  ];
  const text = markdownDocument(header("<!--", SOURCE, "docs-alerts"), "Alerts", blocks);
  return [{ path: "generated/docs/alerts.md", text }];
}

/** One row an SLA, tied to its alert; `alertsPage` is where the sections of the alerts are, "" for the same page. */
export function slasTable(model: Model, alertsPage: string): string {
  const row = ({ name, help, expr, op, threshold, windowSeconds, alert }: Sla) => [
    code(name),
    prose(help),
    code(`${expr.text.trim()} ${op} ${threshold}`),
    windowSeconds === undefined ? "" : formatDuration(windowSeconds),
    alertLink(alert, alertsPage),
  ];
  return table(["KPI", "meaning", "holds while", "window", "alert"], model.slas.map(row));
}

function slosTable(slos: readonly Slo[]): string {
  const row = ({ name, help, kind, objective, periodSeconds, minEvents, bad, le, total }: Slo) => [
    code(name),
    prose(help),
    kind,
    String(objective),
    formatDuration(periodSeconds),
    String(minEvents),
    bad ? code(bad.text.replace(/\s+/g, " ").trim()) : `above ${code(String(le))}`,
    code(total.text.replace(/\s+/g, " ").trim()),
  ];
  return table(["objective", "meaning", "kind", "share", "period", "least events", "bad", "all"], slos.map(row));
}

/** One row an alert; `playbook` makes the last cell from the contract's reference. */
export function alertsTable(model: Model, alertsPage: string, playbook: (reference: string) => string): string {
  const row = (alert: Alert) => [
    alertLink(alert.name, alertsPage),
    alert.severity,
    patience(alert),
    withNote(prose(alert.summary), alert, (name) => alertLink(name, alertsPage)),
    prose(alert.action),
    playbook(alert.playbook),
  ];
  return table(["alert", "severity", "for", "what it says", "what to do", "playbook"], model.alerts.map(row));
}

/** As it is written: `5m`, or `5m + 8m` with the time that it is kept. */
function patience({ forSeconds, keepFiringSeconds }: Alert): string {
  const kept = keepFiringSeconds === 0 ? "" : ` + ${formatDuration(keepFiringSeconds)}`;
  return `${formatDuration(forSeconds)}${kept}`;
}

/** The playbook cell: the step's anchor (or the whole reference) as text, its place by `locate` from the root. */
export function playbookLink(reference: string, locate: (path: string) => string): string {
  if (reference === "") return "";
  const path = playbookPath(reference);
  const step = reference.slice(reference.indexOf("#") + 1);
  return link(step, path === reference ? reference : locate(path));
}

function alertLink(name: string, page: string): string {
  return link(name, `${page}#${name.toLowerCase()}`);
}

function alertSection(model: Model, alert: Alert): string {
  const { name, expr, forSeconds, keepFiringSeconds, severity, deprecated } = alert;
  const waits = forSeconds === 0 ? "at once when there is a result of" : `after ${formatDuration(forSeconds)} of`;
  const condition = `${code(severity)}, ${waits}:`;
  const kept =
    keepFiringSeconds === 0 ? [] : [`It goes on firing for ${formatDuration(keepFiringSeconds)} after it held last.`];
  const leaving = deprecated === undefined ? [] : [deprecationNote(alert, (successor) => alertLink(successor, ""))];
  const expression = codeBlock("promql", withoutDigest(model, expr.text));
  return [`### ${name}`, ...leaving, condition, expression, ...kept, ...mutedBy(model, alert)].join("\n\n");
}

/** Of what nobody is told while an alert fires. */
function mutedBy(model: Model, { name }: Alert): string[] {
  const found = inhibitionsOf(model).find(({ source }) => source.name === name);
  if (found === undefined) return [];
  const targets = found.targets.map((target) => alertLink(target.name, "")).join(", ");
  const where = found.equal.length === 0 ? "" : ` of the same ${found.equal.map(code).join(" and ")}`;
  return [`While it fires, nobody is told of these${where}: ${targets}.`];
}
