/** Emits generated/metrics.ts: one typed family a metric, on prom-client. */
import type { Metric, MetricType, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { labelAliases } from "./contract.ts";
import { braced, docComment, key, literal } from "./typescript.ts";

const SOURCES = "spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const { metrics } = model;
  const aliases = labelAliases(model.labels);
  const used = model.labels.filter((label) =>
    metrics.some((metric) => metric.labels.some(({ name }) => name === label.name)),
  );
  const types = ["LabelName", "LabelValue", ...used.map(({ name }) => aliases.get(name) ?? name)].sort();
  const names = [...types.map((type) => `type ${type}`), "labelValues"];
  const text = `${header("//", SOURCES, "metrics")}
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import { Counter as PromCounter, Gauge as PromGauge, Histogram as PromHistogram, type Registry } from "prom-client";
import ${braced(names)} from "./contract.ts";

${INTERFACES}
export interface Metrics {
${metrics.map((metric) => declaration(metric, aliases)).join("\n")}
}

export const metricNames = ${literal(metrics.map(({ name }) => name))} as const;

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  return {
${metrics.map(construction).join("\n")}
  };
}

${RUNTIME}`;
  return [{ path: "generated/metrics.ts", text }];
}

const handleType: Record<MetricType, string> = { counter: "Counter", gauge: "Gauge", histogram: "Histogram" };

function declaration(metric: Metric, aliases: ReadonlyMap<string, string>): string {
  const labels = metric.labels.map(({ name }) => `${key(name)}: ${aliases.get(name)}`);
  const type = labels.length === 0 ? "NoLabels" : `{ ${labels.join("; ")} }`;
  const doc = docComment(`${metric.help} (unit: ${metric.unit})`, "  ");
  return `${doc}  readonly ${key(metric.name)}: Family<${type}, ${handleType[metric.type]}>;`;
}

function construction(metric: Metric): string {
  const { name, help, type } = metric;
  const spec = { name, help, labelNames: metric.labels.map((label) => label.name) };
  const head = `    ${key(name)}: ${type}(registry, `;
  return `${head}${literal(spec, "    ", head.length)}${extraArgument[type](metric)}),`;
}

const extraArgument: Record<MetricType, (metric: Metric) => string> = {
  counter: () => "",
  gauge: ({ initial }) => `, ${initial === "nan" ? "NaN" : literal(initial)}`,
  histogram: ({ buckets }) => `, ${literal(buckets)}`,
};

const INTERFACES = `export interface Counter {
  /** Adds n, 1 unless given. Throws when n is negative or not finite. */
  inc(n?: number): void;
}

export interface Gauge {
  set(value: number): void;
  inc(n?: number): void;
  dec(n?: number): void;
  /** Takes the series out of the exposition until it is set again. */
  remove(): void;
}

export interface Histogram {
  /** Throws when the value is not finite. */
  observe(value: number): void;
}

export interface Family<Labels, Handle> {
  /** The handle of one series. Look it up once and keep it. Throws on a value outside the label's domain. */
  with(labels: Labels): Handle;
}

export type NoLabels = Readonly<Record<string, never>>;
`;

const RUNTIME = `/** The scrape text, in parts. */
export async function* exposition(registry: Registry): AsyncIterable<string> {
  yield await registry.metrics();
}

type Labels<N extends LabelName> = { readonly [K in N]: LabelValue<K> };

interface Spec<N extends LabelName> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly N[];
}

function counter<N extends LabelName>(registry: Registry, spec: Spec<N>): Family<Labels<N>, Counter> {
  const metric = new PromCounter<string>({ ...spec, registers: [registry] });
  return family(spec, (labels) => {
    metric.inc(labels, 0);
    return { inc: (n = 1) => metric.inc(labels, n) };
  });
}

function gauge<N extends LabelName>(
  registry: Registry,
  spec: Spec<N>,
  initial: number | "absent",
): Family<Labels<N>, Gauge> {
  const metric = new PromGauge<string>({ ...spec, registers: [registry] });
  return family(spec, (labels) => {
    // prom-client starts a gauge without labels at 0 by itself.
    if (initial === "absent") metric.remove(labels);
    else metric.set(labels, initial);
    return {
      set: (value) => metric.set(labels, value),
      inc: (n = 1) => metric.inc(labels, n),
      dec: (n = 1) => metric.dec(labels, n),
      remove: () => metric.remove(labels),
    };
  });
}

function histogram<N extends LabelName>(
  registry: Registry,
  spec: Spec<N>,
  buckets: number[],
): Family<Labels<N>, Histogram> {
  const metric = new PromHistogram<string>({ ...spec, buckets, registers: [registry] });
  return family(spec, (labels) => {
    metric.zero(labels);
    return { observe: (value) => metric.observe(labels, value) };
  });
}

/** Makes the handle of every series now, so that \`with\` is a lookup. */
function family<N extends LabelName, Handle>(
  { name, labelNames }: Spec<N>,
  makeHandle: (labels: Record<string, string>) => Handle,
): Family<Labels<N>, Handle> {
  const keyOf = (labels: Readonly<Record<string, string>>) => labelNames.map((label) => labels[label]).join("\\0");
  const handles = new Map(allSeries(labelNames).map((labels) => [keyOf(labels), makeHandle(labels)]));
  return {
    with(labels) {
      const handle = handles.get(keyOf(labels));
      if (handle === undefined) throw new Error(\`\${name}\${JSON.stringify(labels)}: no such series in the contract\`);
      return handle;
    },
  };
}

const domains: Readonly<Record<string, readonly string[]>> = labelValues;

/** Every combination of the labels' values. */
function allSeries(labelNames: readonly string[]): Record<string, string>[] {
  return labelNames.reduce<Record<string, string>[]>(
    (series, name) => series.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
}
`;
