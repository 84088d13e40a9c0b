/** Compares what a service shows with its contract: families, labels, values, buckets, series, the contract itself. */
import { coupledLabels, freeLabels, lastingName } from "../deprecated.ts";
import type { Label, Metric, Model } from "../model.ts";
import { contains } from "../promql/interval.ts";
import { catalogOf } from "../promql/series.ts";
import { canonicalContentType } from "./content-type.ts";
import { type Exposition, type Family, histogramSeries, labelsKey, type Sample, seriesText } from "./family.ts";
import { type Finding, type FindingId, gathered, quoted } from "./finding.ts";
import { boundOf } from "./histogram.ts";

/** Everything in which an exposition differs from the contract. */
export function compare(model: Model, { families }: Exposition): Finding[] {
  const shown = [...families.values()];
  const declared = new Set(model.metrics.map(({ name }) => name));
  return [
    ...model.metrics.flatMap((metric) => {
      const family = families.get(metric.name);
      return family ? familyFindings(model, metric, family) : missingFamily(metric);
    }),
    ...shown.filter(({ name }) => !declared.has(name)).map(undeclaredFamily),
  ];
}

/** Whether a Content-Type is one that the contract states for the path; for a path that it does not know, for any. */
export function compareContentType({ endpoints }: Model, contentType: string, path: string): Finding[] {
  const here = endpoints.filter((endpoint) => endpoint.path === path);
  const formats = (here.length > 0 ? here : endpoints).map(({ format }) => format);
  if (formats.some((format) => canonicalContentType(format) === canonicalContentType(contentType))) return [];
  const message = `the Content-Type is ${quoted(contentType)}; the contract says ${formats.map(quoted).join(" or ")}`;
  return [{ id: "content-type-differs", metric: "", message, line: 0 }];
}

/** A gauge that is absent at first may be so without its HELP and TYPE. */
function missingFamily({ name, type, initial }: Metric): Finding[] {
  if (type === "gauge" && initial === "absent") return [];
  return [{ id: "family-missing", metric: name, message: `the ${type} ${name} is not shown`, line: 0 }];
}

function undeclaredFamily({ name, line, type }: Family): Finding {
  const what = type === undefined ? "family" : type.text;
  return { id: "family-undeclared", metric: name, message: `the contract knows no ${what} ${name}`, line };
}

function familyFindings(model: Model, metric: Metric, family: Family): Finding[] {
  const { name, type, help } = metric;
  const differing = (id: FindingId, message: string, line: number): Finding[] => [{ id, metric: name, message, line }];
  const helps =
    family.help && family.help.text.trim() !== help.trim()
      ? differing(
          "help-differs",
          `HELP is ${quoted(family.help.text)}; the contract says ${quoted(help)}`,
          family.help.line,
        )
      : [];
  if (family.type && family.type.text !== type) {
    const message = `${name} is a ${family.type.text}; the contract says ${type}`;
    return [...helps, ...differing("type-differs", message, family.type.line)];
  }
  return [
    ...helps,
    ...seriesFindings(model, metric, family),
    ...rangeFindings(model, metric, family),
    ...budgetOf(metric, family),
  ];
}

function budgetOf({ name, seriesBudget }: Metric, { samples, line }: Family): Finding[] {
  if (samples.length <= seriesBudget) return [];
  const message = `${name} has ${samples.length} series; its budget is ${seriesBudget}`;
  return [{ id: "over-budget", metric: name, message, line }];
}

/** Labels by names, values and combinations, and the buckets. */
function seriesFindings(model: Model, metric: Metric, family: Family): Finding[] {
  const [labelled, mislabelled] = partition(family.samples, (sample) => hasLabelsOf(metric, sample));
  const expected = metric.labels.map((label) => label.name).join(", ") || "none";
  const values = [
    ...metric.labels.flatMap((label) => valueFindings(model, metric, label, labelled)),
    ...coupledLabels(metric.labels).flatMap((label) => coupledFindings(metric, label, labelled)),
  ];
  // A wrong label, and another contract, leave the right series out: that is one fault, not two.
  const explained = family.damaged || mislabelled.length > 0 || values.some(({ id }) => id.startsWith("other-"));
  return [
    ...gathered("labels-differ", metric.name, mislabelled, `the contract says the labels ${expected}`, seriesText),
    ...values,
    ...(metric.type === "histogram" && !family.damaged ? bucketsOf(metric, family) : []),
    ...(explained ? [] : missingSeries(metric, family, labelled)),
  ];
}

/** Whether a sample has exactly the labels of its metric. `le` is a matter of the format. */
function hasLabelsOf({ labels }: Metric, sample: Sample): boolean {
  const names = [...sample.labels].filter(([name, value]) => value !== "" && name !== "le").map(([name]) => name);
  return names.length === labels.length && labels.every(({ name }) => names.includes(name));
}

/** One finding for a label, whatever the number of its wrong values. */
function valueFindings(model: Model, { name }: Metric, label: Label, samples: readonly Sample[]): Finding[] {
  const allowed = new Set(label.values);
  const wrong = new Map<string, { value: string; line: number }>();
  for (const { labels, line } of samples) {
    const value = labels.get(label.name) ?? "";
    if (!allowed.has(value) && !wrong.has(value)) wrong.set(value, { value, line });
  }
  const [id, what] = aboutValue(model, label);
  return gathered(id, name, [...wrong.values()], `${name} has for ${label.name} ${what}`, ({ value }) => quoted(value));
}

/** A deprecated name of a label has the value of its successor. */
function coupledFindings({ name }: Metric, label: Label, samples: readonly Sample[]): Finding[] {
  const successor = lastingName(label);
  const wrong = samples.filter(({ labels }) => labels.get(label.name) !== labels.get(successor));
  return gathered(
    "label-value",
    name,
    wrong,
    `${name} has for ${label.name} another value than for ${successor}`,
    seriesText,
  );
}

/** A label of the contract's own version or digest tells another contract; every other one breaks its domain. */
export function aboutValue({ version, digest }: Model, { values }: Label): readonly [FindingId, string] {
  const [only = "", ...others] = values;
  if (others.length === 0 && only === version.version) return ["other-version", `another version than ${only}`];
  if (others.length === 0 && only === digest) return ["other-digest", `another digest than ${only}`];
  return ["label-value", "a value outside its domain"];
}

/** Bounds other than the contract's. `+Inf`, and bounds that are no numbers, are matters of the format. */
function bucketsOf({ name, buckets }: Metric, family: Family): Finding[] {
  const wrong = histogramSeries(family).filter((series) => {
    const bounds = series.buckets.map(boundOf);
    const finite = new Set(bounds.filter(Number.isFinite));
    const readable = bounds.every((bound) => !Number.isNaN(bound));
    return readable && !(finite.size === buckets.length && buckets.every((bound) => finite.has(bound)));
  });
  const show = (series: (typeof wrong)[number]) => {
    const bounds = series.buckets.map(boundOf).filter(Number.isFinite);
    return `${seriesText(series)} ${bounds.join(" ")}`;
  };
  return gathered("buckets-differ", name, wrong, `the contract says the bounds ${buckets.join(" ")}`, show);
}

/** Combinations of the domains' values that are not there. */
function missingSeries(metric: Metric, { line }: Family, samples: readonly Sample[]): Finding[] {
  const { name, type, initial, labels } = metric;
  if (type === "gauge" && initial === "absent") return [];
  const free = freeLabels(labels);
  const expected = free.reduce((product, { values }) => product * values.length, 1);
  const known = new Set(
    samples.filter((sample) => isWithin(metric, sample)).map((sample) => labelsKey(sample.labels, "le")),
  );
  const missing = expected - known.size;
  if (missing <= 0) return [];
  const examples: string[] = [];
  for (const independent of combinations(free)) {
    const combination = withCoupled(labels, independent);
    if (!known.has(labelsKey(combination))) examples.push(seriesText({ name, labels: combination }));
    if (examples.length === Math.min(missing, 3)) break;
  }
  const more = missing > examples.length ? ` and ${missing - examples.length} more` : "";
  const message = `${missing} of ${expected} series missing: ${examples.join(", ")}${more}`;
  return [{ id: "series-missing", metric: name, message, line }];
}

/** All labels of a series, a label and its deprecated names with one value. */
function withCoupled(labels: readonly Label[], values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const lasting = new Map(
    labels.filter(({ name }) => values.has(name)).map((label) => [lastingName(label), values.get(label.name)]),
  );
  return new Map(labels.map((label) => [label.name, lasting.get(lastingName(label)) ?? ""]));
}

function isWithin({ labels }: Metric, sample: Sample): boolean {
  return labels.every(({ name, values }) => values.includes(sample.labels.get(name) ?? ""));
}

/** Every combination of the labels' values, made as they are asked for: there may be very many. */
function* combinations([label, ...others]: readonly Label[]): Iterable<ReadonlyMap<string, string>> {
  if (label === undefined) yield new Map();
  else
    for (const value of label.values)
      for (const rest of combinations(others)) yield new Map([[label.name, value], ...rest]);
}

/** Values that the rules were not checked for. */
function rangeFindings(model: Model, { name, type }: Metric, { samples }: Family): Finding[] {
  const catalog = catalogOf(model);
  const wrong = samples.flatMap((sample) => {
    const shape = catalog.get(sample.name)?.shape;
    if (!shape) return [];
    const fits = Number.isNaN(sample.value) ? shape.mayBeNaN : contains(shape.values, sample.value);
    return fits ? [] : [{ ...sample, shape }];
  });
  const show = (sample: Sample) => `${seriesText(sample)} ${sample.value}`;
  if (type === "gauge") {
    const { low = 0, high = 0 } = wrong[0]?.shape.values ?? {};
    const nan = wrong[0]?.shape.mayBeNaN ? " or NaN" : "";
    return gathered("value-range", name, wrong, `the contract says values from ${low} to ${high}${nan}`, show);
  }
  const [finite, infinite] = partition(wrong, ({ value }) => Number.isFinite(value));
  return [
    ...gathered("counter-negative", name, finite, "negative", show),
    ...gathered("counter-not-finite", name, infinite, "not finite", show),
  ];
}

/** Counters of the contract that are lower in the second scrape than in the first, the parts of histograms among them. */
export function fallen(model: Model, first: Exposition, second: Exposition): Finding[] {
  const catalog = catalogOf(model);
  return model.metrics.flatMap(({ name, type }) => {
    const [before, after] = [first, second].map(({ families }) => families.get(name));
    if (before?.type?.text !== type || after?.type?.text !== type) return [];
    const values = new Map(before.samples.map((sample) => [sample.key, sample.value]));
    const lower = after.samples.flatMap((sample) => {
      const value = values.get(sample.key);
      if (catalog.get(sample.name)?.shape.nature !== "counter" || value === undefined) return [];
      return sample.value < value ? [{ ...sample, from: value }] : [];
    });
    return gathered("counter-fell", name, lower, "fell between two scrapes", (sample) => {
      return `${seriesText(sample)} from ${sample.from} to ${sample.value}`;
    });
  });
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
