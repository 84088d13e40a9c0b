/** What series there are by the contract: its metrics as Prometheus stores them, its recording rules, Prometheus' own. */
import { lastingName } from "../deprecated.ts";
import type { Label, Metric, Model, RecordingRule } from "../model.ts";
import { parse } from "./expressions.ts";
import { infer } from "./infer.ts";
import { between, from, type Interval, NOT_NEGATIVE, point, REAL } from "./interval.ts";
import { type LabelInfo, type Shape, UNKNOWN, unlabelled } from "./shape.ts";
import { NUMBER, SECONDS, unitOf } from "./unit.ts";

/** A name that a selector may use. */
export interface Series {
  readonly name: string;
  /** What a selector of the name alone results in. */
  readonly shape: Shape;
  readonly metric: Metric | undefined;
  readonly recordingRule: RecordingRule | undefined;
}

export type Catalog = ReadonlyMap<string, Series>;

/** Labels that Prometheus adds to everything it scrapes. */
export const SCRAPE_LABELS = ["job", "instance"] as const;

const SAMPLES: Partial<Shape> = { unit: NUMBER, values: NOT_NEGATIVE };

/** Series that Prometheus makes itself of every scrape. */
const SCRAPE_SERIES: Readonly<Record<string, Partial<Shape>>> = {
  up: { unit: NUMBER, values: between(0, 1) },
  scrape_duration_seconds: { unit: SECONDS, values: NOT_NEGATIVE },
  scrape_samples_scraped: SAMPLES,
  scrape_samples_post_metric_relabeling: SAMPLES,
  scrape_series_added: SAMPLES,
};
/** Series that Prometheus makes itself of every alert. */
const ALERT_SERIES: Readonly<Record<string, Partial<Shape>>> = {
  ALERTS: { unit: NUMBER, values: point(1) },
  ALERTS_FOR_STATE: { unit: SECONDS, values: NOT_NEGATIVE },
};
export const PROMETHEUS_SERIES: readonly string[] = [...Object.keys(SCRAPE_SERIES), ...Object.keys(ALERT_SERIES)];

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
  const scraped = scrapeLabels(model);
  const catalog = new Map<string, Series>();
  const add = (name: string, shape: Partial<Shape>, metric?: Metric) =>
    catalog.set(name, { name, shape: { ...BASE, ...shape }, metric, recordingRule: undefined });
  for (const [name, shape] of Object.entries(SCRAPE_SERIES)) add(name, { ...shape, labels: scraped });
  for (const [name, shape] of Object.entries(ALERT_SERIES))
    add(name, { ...shape, labels: alertLabels(model, scraped), open: true });
  for (const metric of model.metrics)
    for (const [suffix, shape] of partsOf(model, metric))
      add(`${metric.name}${suffix}`, { ...shape, labels: labelsOf(model, metric, scraped, suffix) }, metric);
  addRecords(model, catalog);
  return catalog;
}

const BASE: Shape = { ...UNKNOWN, nature: "gauge", open: false, mayBeNaN: false, values: REAL };

function scrapeLabels({ endpoints }: Model): ReadonlyMap<string, LabelInfo> {
  const jobs = endpoints.map(({ job }) => job);
  return new Map([
    // An address belongs to one job.
    ["job", { values: jobs, certain: true, ofTarget: true }],
    ["instance", { values: undefined, certain: true }],
  ]);
}

/** The series names of a metric, as endings, and what each holds. */
function partsOf(model: Model, metric: Metric): readonly (readonly [string, Partial<Shape>])[] {
  const unit = unitOf(metric.unit);
  const { additive } = metric;
  if (metric.type === "counter") return [["", { nature: "counter", unit, values: NOT_NEGATIVE, additive }]];
  if (metric.type === "gauge")
    return [
      [
        "",
        {
          nature: "gauge",
          unit,
          values: valuesOf(model, metric),
          mayBeNaN: metric.initial === "nan",
          additive: additive && !isLevel(model, metric),
        },
      ],
    ];
  const counter: Partial<Shape> = { nature: "counter", unit: NUMBER, values: NOT_NEGATIVE, additive };
  // Observations below 0 let the sum fall.
  const falling: Partial<Shape> = hasNegative(metric) ? { nature: "gauge", values: REAL } : {};
  return [
    ["_bucket", { ...counter, histogram: metric }],
    ["_sum", { ...counter, unit, ...falling }],
    ["_count", counter],
  ];
}

/** A histogram with a bound below 0 is one of values that can be negative. */
function hasNegative({ buckets: [lowest = 0] }: Metric): boolean {
  return lowest < 0;
}

function valuesOf({ params }: Model, { name, unit, initial }: Metric): Interval {
  const param = params.find(({ metric }) => metric === name);
  if (param) return between(param.min, param.max);
  if (unit === "boolean") return between(0, 1);
  if (unit === "info" && initial === 1) return point(1);
  return name.endsWith("_timestamp_seconds") ? from(0) : REAL;
}

const LEVELS = ["ratio", "celsius", "kelvin", "info"];

/** Gauges whose values mean nothing added up: temperatures, shares, points in time, settings. */
function isLevel({ params }: Model, { name, unit }: Metric): boolean {
  return LEVELS.includes(unit) || name.endsWith("_timestamp_seconds") || params.some(({ metric }) => metric === name);
}

function labelsOf(
  { digest, version }: Model,
  { labels }: Metric,
  scraped: ReadonlyMap<string, LabelInfo>,
  suffix: string,
): ReadonlyMap<string, LabelInfo> {
  // Other processes of the fleet may be built from another contract.
  const ofContract = (values: readonly string[]) => values.includes(digest) || values.includes(version.version);
  const infoOf = ({ values }: Label): LabelInfo =>
    ofContract(values) ? { values: undefined, certain: true, ofTarget: true } : { values, certain: true };
  return new Map<string, LabelInfo>([
    ...scraped,
    ...labels.map((label): [string, LabelInfo] => {
      const hasOthers = labels.some((other) => other !== label && lastingName(other) === lastingName(label));
      return [label.name, { ...infoOf(label), ...(hasOthers ? { oneWith: lastingName(label) } : {}) }];
    }),
    ...(suffix === "_bucket" ? [["le", { values: undefined, certain: true }] as const] : []),
  ]);
}

function alertLabels(model: Model, scraped: ReadonlyMap<string, LabelInfo>): ReadonlyMap<string, LabelInfo> {
  const names = [...scraped.keys(), ...model.labels.map(({ name }) => name)];
  return new Map<string, LabelInfo>([
    ...names.map((name): [string, LabelInfo] => [name, { values: undefined, certain: false }]),
    ["alertname", { values: model.alerts.map(({ name }) => name), certain: true }],
    ["alertstate", { values: ["pending", "firing"], certain: false }],
    ["severity", { values: [...new Set(model.alerts.map(({ severity }) => severity))], certain: true }],
  ]);
}

/** Rules may use each other in any order here; one that leads back to itself is unknown where it does. */
function addRecords({ recordingRules }: Model, catalog: Map<string, Series>): void {
  const rules = new Map(recordingRules.map((rule) => [rule.record, rule]));
  const underway = new Set<string>();
  const lookup = (name: string): Series | undefined => {
    const known = catalog.get(name);
    const rule = rules.get(name);
    if (known || !rule || underway.has(name)) return known;
    underway.add(name);
    const { expr } = parse(rule.expr);
    const shape = expr ? (infer(expr, { get: lookup }).get(expr) ?? UNKNOWN) : UNKNOWN;
    const vector = shape.kind === "scalar" ? unlabelled(shape) : { ...shape, kind: "vector" as const };
    const series: Series = { name, shape: vector, metric: undefined, recordingRule: rule };
    catalog.set(name, series);
    return series;
  };
  for (const name of rules.keys()) lookup(name);
}
