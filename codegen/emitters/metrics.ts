/** Emits generated/metrics.ts: one typed family a metric, on prom-client. */
import { formersOf, isRenamed, lastingName } from "../deprecated.ts";
import type { Label, Metric, MetricType, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { labelAliases } from "./contract.ts";
import { deprecatedTag } from "./deprecation.ts";
import { braced, docComment, isIdentifier, key, literal, quote } from "./typescript.ts";

const SOURCES = "spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const { metrics } = model;
  const lasting = metrics.filter((metric) => !isRenamed(metric));
  const exposed = lasting.flatMap((metric) => [metric, ...formersOf(metric, metrics)]);
  const aliases = labelAliases(model.labels);
  const used = model.labels.filter(({ name }) => metrics.some((metric) => handleLabels(metric).includes(name)));
  const types = ["LabelName", "LabelValue", ...used.map(({ name }) => aliases.get(name) ?? name)].sort();
  const names = [...types.map((type) => `type ${type}`), "labelValues"];
  const text = `${header("//", SOURCES, "metrics")}
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import { Counter as PromCounter, Gauge as PromGauge, Histogram as PromHistogram, type Registry } from "prom-client";
import ${braced(names)} from "./contract.ts";

${INTERFACES}
export interface Metrics {
${lasting.map((metric) => declaration(metric, model.labels, aliases)).join("\n")}
}

export const metricNames = ${literal(exposed.map(({ name }) => name))} as const;

${bounds(exposed)}/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  return {
${lasting.map((metric) => construction(metric, formersOf(metric, metrics), aliases)).join("\n")}
  };
}

${runtime(model)}`;
  return [{ path: "generated/metrics.ts", text }];
}

const handleType: Record<MetricType, string> = { counter: "Counter", gauge: "Gauge", histogram: "Histogram" };

/** The labels that a handle asks for: of one with two names the name that stays. */
function handleLabels({ labels }: Metric): string[] {
  return [...new Set(labels.map(lastingName))];
}

type Aliases = ReadonlyMap<string, string>;

/** The type of those labels; `tagOf` gives a doc tag for some. */
function labelsType(metric: Metric, aliases: Aliases, tagOf: (label: string) => string = () => ""): string {
  const properties = handleLabels(metric).map((name) => {
    const tag = tagOf(name);
    return `${tag === "" ? "" : `/** ${tag} */ `}${key(name)}: ${aliases.get(name)}`;
  });
  return properties.length === 0 ? "NoLabels" : `{ ${properties.join("; ")} }`;
}

function declaration(metric: Metric, labels: readonly Label[], aliases: Aliases): string {
  const doc = docComment(`${metric.help} (unit: ${metric.unit})`, "  ", deprecatedTag(metric));
  const type = labelsType(metric, aliases, (name) => deprecatedTag(labels.find((label) => label.name === name)));
  return `${doc}  readonly ${key(metric.name)}: Family<${type}, ${handleType[metric.type]}>;`;
}

function construction(metric: Metric, formers: readonly Metric[], aliases: Aliases): string {
  const head = `    ${key(metric.name)}: `;
  if (formers.length === 0) return `${family(metric, head, aliases)},`;
  const families = [metric, ...formers].map((one) => `${family(one, "      ", aliases)},\n`);
  return `${head}together(all${handleType[metric.type]}s, [\n${families.join("")}    ]),`;
}

/** The call that makes the family of a metric, asked for by the labels of its handles. */
function family(metric: Metric, before: string, aliases: Aliases): string {
  const { name, help, type, labels } = metric;
  const isCoupled = labels.some(isRenamed);
  const spec = { name, help, labelNames: labels.map((label) => label.name) };
  const head = `${before}${isCoupled ? "coupled(" : ""}${type}(registry, `;
  const made = `${head}${literal(spec, /^ */.exec(before)?.[0], head.length)}${extraArgument[type](metric)})`;
  if (!isCoupled) return made;
  const shown = labels.map((label) => `${key(label.name)}: labels.${lastingName(label)}`);
  return `${made}, (labels: ${labelsType(metric, aliases)}) => ({ ${shown.join(", ")} }))`;
}

/** The bounds in one table, so that whoever counts the same thing elsewhere counts it in the same buckets. */
function bounds(metrics: readonly Metric[]): string {
  const histograms = metrics.filter(({ type }) => type === "histogram");
  if (histograms.length === 0) return "";
  const rows = histograms.map(({ name, buckets }) => `  ${key(name)}: ${literal(buckets, "  ")},\n`).join("");
  return `/** The upper bounds of each histogram's buckets, +Inf aside. */\nexport const bucketBounds = {\n${rows}} as const;\n\n`;
}

const extraArgument: Record<MetricType, (metric: Metric) => string> = {
  counter: () => "",
  gauge: ({ initial }) => `, ${initial === "nan" ? "NaN" : literal(initial)}`,
  histogram: ({ name }) => `, bucketBounds${isIdentifier(name) ? `.${name}` : `[${quote(name)}]`}`,
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

/** What the construction calls; what only deprecated names need is there when there are some. */
function runtime({ metrics, labels }: Model): string {
  const renamed = labels.filter(isRenamed);
  const types = new Set(metrics.filter(isRenamed).map(({ type }) => handleType[type]));
  return [
    FAMILIES,
    renamed.length === 0 ? ALL_SERIES : coupling(renamed),
    ...(types.size === 0 ? [] : [TOGETHER, ...[...types].sort().map((type) => ALL[type])]),
  ].join("\n");
}

const FAMILIES = `/** The scrape text, in parts. */
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
  buckets: readonly number[],
): Family<Labels<N>, Histogram> {
  const metric = new PromHistogram<string>({ ...spec, buckets: [...buckets], registers: [registry] });
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
`;

const ALL_SERIES = `/** Every combination of the labels' values. */
function allSeries(labelNames: readonly string[]): Record<string, string>[] {
  return labelNames.reduce<Record<string, string>[]>(
    (series, name) => series.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
}
`;

const coupling = (
  renamed: readonly Label[],
) => `/** By the deprecated name of a label the name that stays: the two have one value. */
const lastingNames: Readonly<Record<string, string>> = ${literal(Object.fromEntries(renamed.map((label) => [label.name, lastingName(label)])))};

/** Every combination of the labels' values. */
function allSeries(labelNames: readonly string[]): Record<string, string>[] {
  const lastingName = (name: string) => lastingNames[name] ?? name;
  const series = [...new Set(labelNames.map(lastingName))].reduce<Record<string, string>[]>(
    (series, name) => series.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
  return series.map((labels) =>
    Object.fromEntries(labelNames.map((name) => [name, labels[lastingName(name)] ?? ""])),
  );
}

/** A family that is asked for by the names that stay. */
function coupled<Shown, Asked, Handle>(
  family: Family<Shown, Handle>,
  shown: (labels: Asked) => Shown,
): Family<Asked, Handle> {
  return { with: (labels) => family.with(shown(labels)) };
}
`;

const TOGETHER = `/** One family for a metric and its deprecated names: what is recorded is recorded on each of them. */
function together<Labels, Handle>(
  all: (handles: readonly Handle[]) => Handle,
  families: readonly Family<Labels, Handle>[],
): Family<Labels, Handle> {
  return { with: (labels) => all(families.map((family) => family.with(labels))) };
}
`;

const ALL: Readonly<Record<string, string>> = {
  Counter: `const allCounters = (handles: readonly Counter[]): Counter => ({
  inc: (n) => handles.forEach((handle) => handle.inc(n)),
});
`,
  Gauge: `const allGauges = (handles: readonly Gauge[]): Gauge => ({
  set: (value) => handles.forEach((handle) => handle.set(value)),
  inc: (n) => handles.forEach((handle) => handle.inc(n)),
  dec: (n) => handles.forEach((handle) => handle.dec(n)),
  remove: () => handles.forEach((handle) => handle.remove()),
});
`,
  Histogram: `const allHistograms = (handles: readonly Histogram[]): Histogram => ({
  observe: (value) => handles.forEach((handle) => handle.observe(value)),
});
`,
};
