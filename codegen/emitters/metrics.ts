/** Emits generated/metrics.ts: one typed family a metric, and beside it what the families are made of. */
import { readFileSync } from "node:fs";
import { formersOf, isRenamed, lastingName } from "../deprecated.ts";
import type { Label, Metric, MetricType, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { labelAliases } from "./contract.ts";
import { deprecatedTag } from "./deprecation.ts";
import { braced, docComment, isIdentifier, key, literal, quote } from "./typescript.ts";

const SOURCES = "spec/contracts/schemas/metrics.yaml";

/** What the emitted code is made of. */
const RUNTIME = "codegen/runtime/metric-families.ts";
const runtimeText = readFileSync(new URL("../runtime/metric-families.ts", import.meta.url), "utf8");

export function emit(model: Model): OutputFile[] {
  const { metrics } = model;
  const lasting = metrics.filter((metric) => !isRenamed(metric));
  const exposed = lasting.flatMap((metric) => [metric, ...formersOf(metric, metrics)]);
  const aliases = labelAliases(model.labels);
  const used = model.labels.filter(({ name }) => metrics.some((metric) => handleLabels(metric).includes(name)));
  const types = used.map(({ name }) => aliases.get(name) ?? name).sort();
  const names = [...types.map((type) => `type ${type}`), "labelValues"];
  const kinds = [...new Set(exposed.map(({ type }) => type))].sort();
  const handles = ["Family", ...new Set(lasting.map(({ type }) => handleType[type]))].sort();
  const isPlain = lasting.some(({ labels }) => labels.length === 0);
  const runtime = [...handles, ...(isPlain ? ["NoLabels"] : [])].map((type) => `type ${type}`);
  const calls = [
    "familiesIn",
    ...(kinds.includes("histogram") ? ["HistogramCells"] : []),
    "noSeries",
    ...(kinds.includes("histogram") ? ["notObserved"] : []),
    "placesOf",
  ];
  const text = `${header("//", SOURCES, "metrics")}
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import type { Registry } from "prom-client";
import ${braced(names)} from "./contract.ts";
import ${braced([...runtime, ...calls])} from "./metric-families.ts";

export ${braced([...handles.map((type) => `type ${type}`), "exposition"])} from "./metric-families.ts";

export interface Metrics {
${lasting.map((metric) => declaration(metric, model.labels, aliases)).join("\n")}
}

export const metricNames = ${literal(exposed.map(({ name }) => name))} as const;

${bounds(exposed)}const placeOf = placesOf(labelValues);

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  const { ${kinds.join(", ")} } = familiesIn(registry, labelValues);
  return {
${lasting.map((metric) => construction(metric, formersOf(metric, metrics), model.labels)).join("\n")}
  };
}
${together(metrics)}`;
  const families = `${header("//", RUNTIME, "metrics")}\n${runtimeText}`;
  return [
    { path: "generated/metrics.ts", text },
    { path: "generated/metric-families.ts", text: families },
  ];
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

function construction(metric: Metric, formers: readonly Metric[], labels: readonly Label[]): string {
  const head = `    ${key(metric.name)}: `;
  if (formers.length === 0) return `${family(metric, labels, head)},`;
  const families = [metric, ...formers].map((one) => `${family(one, labels, "      ")},\n`);
  return `${head}together(all${handleType[metric.type]}s, [\n${families.join("")}    ]),`;
}

/** The call that makes the family of a metric, asked for by the labels of its handles. */
function family(metric: Metric, labels: readonly Label[], before: string): string {
  const { name, help, type } = metric;
  const indent = /^ */.exec(before)?.[0] ?? "";
  const shown = metric.labels.map((label) => [label.name, lastingName(label)]);
  const spec = { name, help, labelNames: handleLabels(metric), ...(metric.labels.some(isRenamed) ? { shown } : {}) };
  const head = `${before}${type}(`;
  const args = `${literal(spec, indent, head.length)}${extraArgument[type](metric, indent)}`;
  return `${head}${args}, (handles) => ({\n${indent}  ${finder(metric, labels)},\n${indent}}))`;
}

/** The method that finds a handle: the places of the labels' values, each multiplied by how many series one of them has. */
function finder(metric: Metric, labels: readonly Label[]): string {
  const names = handleLabels(metric);
  const missing = `noSeries(${quote(metric.name)}, labels)`;
  if (names.length === 0) return `with: (labels) => handles[0] ?? ${missing}`;
  const terms = names.map((name, i) => {
    const stride = names
      .slice(i + 1)
      .reduce((product, other) => product * (labels.find((label) => label.name === other)?.values.length ?? 0), 1);
    const place = `placeOf${member(name)}(labels${member(name)})`;
    return stride === 1 ? place : `${place} * ${stride}`;
  });
  return `with: (labels) => handles[${terms.join(" + ")}] ?? ${missing}`;
}

/** The bounds in one table, so that whoever counts the same thing elsewhere counts it in the same buckets. */
function bounds(metrics: readonly Metric[]): string {
  const histograms = metrics.filter(({ type }) => type === "histogram");
  if (histograms.length === 0) return "";
  const rows = histograms.map(({ name, buckets }) => `  ${key(name)}: ${literal(buckets, "  ")},\n`).join("");
  return `/** The upper bounds of each histogram's buckets, +Inf aside. */\nexport const bucketBounds = {\n${rows}} as const;\n\n`;
}

const extraArgument: Record<MetricType, (metric: Metric, indent: string) => string> = {
  counter: () => "",
  gauge: ({ initial }) => `, ${initial === "nan" ? "NaN" : literal(initial)}`,
  histogram: ({ name, buckets }, indent) =>
    `, bucketBounds${member(name)}, class extends HistogramCells {
${indent}  observe(value: number) {
${indent}    if (!Number.isFinite(value)) notObserved(${quote(name)}, value);
${indent}    const { cells, first } = this;
${indent}    const bucket = first + (${search(buckets, 0, buckets.length)});
${indent}    cells[bucket] = (cells[bucket] ?? 0) + 1;
${indent}    cells[first + ${buckets.length + 1}] = (cells[first + ${buckets.length + 1}] ?? 0) + value;
${indent}  }
${indent}}`,
};

/** The index of the first bound from `low` on, below `high`, that a value does not exceed: as comparisons with constants. */
function search(bounds: readonly number[], low: number, high: number): string {
  const middle = (low + high) >> 1;
  const bound = bounds[middle];
  if (low === high || bound === undefined) return String(low);
  const sides = [search(bounds, low, middle), search(bounds, middle + 1, high)];
  return `value <= ${bound} ? ${sides.map((side) => (side.includes("?") ? `(${side})` : side)).join(" : ")}`;
}

/** Reads a property. */
function member(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${quote(name)}]`;
}

/** What the construction calls for metrics that go by two names, when there are some. */
function together(metrics: readonly Metric[]): string {
  const types = new Set(metrics.filter(isRenamed).map(({ type }) => handleType[type]));
  return types.size === 0 ? "" : `\n${[TOGETHER, ...[...types].sort().map((type) => ALL[type])].join("\n")}`;
}

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
