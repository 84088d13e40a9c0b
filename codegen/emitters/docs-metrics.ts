/** generated/docs/metrics.md: every metric, label and recording rule for a reader who has never seen the service. */
import { formatDuration } from "../duration.ts";
import type { Endpoint, Initial, Label, Metric, MetricType, Model, Param, RecordingRule } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { withNote } from "./deprecation.ts";
import { code, codeList, markdownDocument, prose, table } from "./markdown.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const blocks = [
    model.endpoints.map(endpoint).join(" "),
    "Every series below exists from the first scrape, unless its start says absent. A reading that is not known yet is NaN.",
    metricsTable(model),
    "## Labels",
    "The domains are closed: no other value ever appears.",
    table(
      ["label", "values", "meaning"],
      model.labels.map((label) => labelRow(model, label)),
    ),
    ...section("Parameters", model.params, (params) => paramsTable(params)),
    ...section("Recording rules", model.recordingRules, (rules) => rulesTable(model, rules)),
  ];
  const text = markdownDocument(header("<!--", SOURCE, "docs-metrics"), "Metrics", blocks);
  return [{ path: "generated/docs/metrics.md", text }];
}

/** One row a metric; the blueprint shows the same. */
export function metricsTable(model: Model): string {
  const head = ["metric", "type", "unit", "labels", "start", "meaning"];
  return table(head, model.metrics.map(metricRow));
}

function metricRow(metric: Metric): string[] {
  const buckets = metric.buckets.length === 0 ? "" : ` Bounds: ${metric.buckets.map(String).join(", ")}.`;
  const experimental = metric.stability === "experimental" ? " Experimental: may change in any release." : "";
  return [
    code(metric.name),
    metric.type,
    prose(metric.unit),
    codeList(metric.labels.map(({ name }) => name)),
    start[metric.type](metric.initial),
    withNote(`${prose(metric.help)}${buckets}${experimental}`, metric, code),
  ];
}

const start: Record<MetricType, (initial: Initial) => string> = {
  counter: () => "0",
  histogram: () => "0",
  gauge: (initial) => (initial === "nan" ? "NaN" : String(initial)),
};

function endpoint({ job, path, format, scrapeIntervalSeconds }: Endpoint): string {
  const interval = formatDuration(scrapeIntervalSeconds);
  return `The job ${code(job)} serves ${code(path)} as ${code(format)}, scraped every ${interval}.`;
}

function labelRow(model: Model, label: Label): string[] {
  const values = label.values.map((value) => labelValue(model, value)).join(", ");
  return [code(label.name), values, withNote(prose(label.help), label, code)];
}

/** The digest changes with every edit of the contract; a reader is better served by what it is. */
function labelValue(model: Model, value: string): string {
  return value === model.digest ? "the digest of this contract" : code(value);
}

/** Text of the contract with the digest as the contract wrote it. */
export function withoutDigest(model: Model, text: string): string {
  return text.replaceAll(model.digest, `\${contract.digest}`);
}

function paramsTable(params: readonly Param[]): string {
  const head = ["parameter", "unit", "default", "bounds", "value in force", "meaning"];
  const row = ({ name, unit, default: value, min, max, metric, help }: Param) => [
    code(name),
    unit,
    String(value),
    `${min} to ${max}`,
    code(metric ?? ""),
    prose(help),
  ];
  return table(head, params.map(row));
}

function rulesTable(model: Model, rules: readonly RecordingRule[]): string {
  const row = ({ record, help, expr }: RecordingRule) => [
    code(record),
    prose(help),
    code(withoutDigest(model, expr.text).replace(/\s+/g, " ").trim()),
  ];
  return table(["series", "meaning", "expression"], rules.map(row));
}

function section<T>(title: string, items: readonly T[], render: (items: readonly T[]) => string): string[] {
  return items.length === 0 ? [] : [`## ${title}`, render(items)];
}
