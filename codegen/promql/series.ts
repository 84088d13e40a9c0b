/** What series there are by the contract: its metrics as Prometheus stores them, its recording rules, Prometheus' own. */
import type { Expression, Metric, Model, RecordingRule } from "../model.ts";
import { outputLabels } from "./labels.ts";
import { parseExpression, topExpression } from "./parse.ts";

/** A name that a selector may use. */
export interface Series {
  readonly name: string;
  /** The labels a series of it carries, those that the scrape adds included. */
  readonly labels: readonly string[];
  /** Closed domains of those labels that have one. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  readonly metric: Metric | undefined;
  readonly recordingRule: RecordingRule | undefined;
}

export type Catalog = ReadonlyMap<string, Series>;

/** Labels that Prometheus adds to everything it scrapes. */
export const SCRAPE_LABELS = ["job", "instance"] as const;

/** Series that Prometheus makes itself. */
const SCRAPE_SERIES = [
  "up",
  "scrape_duration_seconds",
  "scrape_samples_scraped",
  "scrape_samples_post_metric_relabeling",
  "scrape_series_added",
];
const ALERT_SERIES = ["ALERTS", "ALERTS_FOR_STATE"];
export const PROMETHEUS_SERIES: readonly string[] = [...SCRAPE_SERIES, ...ALERT_SERIES];

const catalogs = new WeakMap<Model, Catalog>();

/** Every series name of a contract; made once a Model. */
export function catalogOf(model: Model): Catalog {
  const known = catalogs.get(model);
  if (known) return known;
  const catalog = buildCatalog(model);
  catalogs.set(model, catalog);
  return catalog;
}

function buildCatalog(model: Model): Catalog {
  const jobs = model.endpoints.map((endpoint) => endpoint.job);
  const catalog = new Map<string, Series>();
  const add = (
    name: string,
    labels: readonly string[],
    domains: Series["domains"],
    metric?: Metric,
    recordingRule?: RecordingRule,
  ) => catalog.set(name, { name, labels, domains: new Map([...domains, ["job", jobs]]), metric, recordingRule });
  for (const name of SCRAPE_SERIES) add(name, SCRAPE_LABELS, new Map());
  for (const name of ALERT_SERIES) add(name, allLabels(model), alertDomains(model));
  for (const metric of model.metrics) addMetric(metric, add);
  for (const rule of model.recordingRules) {
    const labels = labelsOfExpression(rule.expr, catalog) ?? [...SCRAPE_LABELS];
    add(rule.record, labels, domainsOf(model, labels), undefined, rule);
  }
  return catalog;
}

type Add = (name: string, labels: readonly string[], domains: Series["domains"], metric?: Metric) => void;

function addMetric(metric: Metric, add: Add): void {
  const labels = [...SCRAPE_LABELS, ...metric.labels.map((label) => label.name)];
  const domains = new Map(metric.labels.map((label) => [label.name, label.values]));
  if (metric.type !== "histogram") return void add(metric.name, labels, domains, metric);
  add(`${metric.name}_bucket`, [...labels, "le"], domains, metric);
  add(`${metric.name}_sum`, labels, domains, metric);
  add(`${metric.name}_count`, labels, domains, metric);
}

function alertDomains({ alerts }: Model): Series["domains"] {
  return new Map([
    ["alertname", alerts.map((alert) => alert.name)],
    ["alertstate", ["pending", "firing"]],
    ["severity", [...new Set(alerts.map((alert) => alert.severity))]],
  ]);
}

function allLabels(model: Model): string[] {
  return ["alertname", "alertstate", "severity", ...SCRAPE_LABELS, ...model.labels.map((label) => label.name)];
}

function domainsOf(model: Model, labels: readonly string[]): Series["domains"] {
  return new Map(
    model.labels.filter((label) => labels.includes(label.name)).map((label) => [label.name, label.values]),
  );
}

function labelsOfExpression(expr: Expression, catalog: Catalog): readonly string[] | undefined {
  const top = topExpression(parseExpression(expr.text));
  return top ? [...outputLabels(expr.text, top, catalog)] : undefined;
}
