/** Random expressions as people write them, of which inference knows most: quantiles, shares of a whole, means. */
import { labelNames } from "../../../codegen/promql/shape.ts";
import type { Random } from "./random.ts";
import { matcher, matchers, WINDOWS } from "./selectors.ts";
import { shapeOfText, type Vocabulary } from "./vocabulary.ts";

/** histogram_quantile over the rate of buckets; now and then without `le`, or of a quantile that is none. */
export function histogramQuantile(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const buckets = [...catalog.keys()].filter((name) => name.endsWith("_bucket"));
  const name = buckets.length > 0 ? random.pick(buckets) : "nothing_known_bucket";
  const labels = labelNames(shapeOfText(name, catalog));
  const rate = `${random.pick(["rate", "increase"])}(${name}${matchers(vocabulary, labels)}[${random.pick(WINDOWS)}])`;
  const q = random.weighted([
    [8, () => random.pick(["0.5", "0.9", "0.99"])],
    [2, () => random.pick(["0", "1"])],
    [1, () => random.pick(["-0.5", "95", "NaN", "scalar(lease_seconds)"])],
  ])();
  const kept = [...random.some(labels, 0.4), ...(random.chance(0.9) ? ["le"] : [])];
  const over = random.weighted([
    [6, () => `sum by (${[...new Set(kept)].join(", ")}) (${rate})`],
    [3, () => rate],
    [1, () => name],
    [1, () => `-${rate}`],
    [1, () => `max without (instance) (${rate})`],
    [1, () => `label_replace(${rate}, "le", "7", "le", "${random.pick(["5", "[+]Inf", "0.5"])}")`],
  ])();
  return `histogram_quantile(${q}, ${over})`;
}

/** What is counted of a counter over a window, some of it over more of it; now and then it is no part. */
export function share(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const counters = [...catalog.values()].filter(({ metric, shape }) => metric && shape.nature === "counter");
  const { name, shape } = random.pick(counters);
  const labels = labelNames(shape);
  const one = () => matcher(vocabulary, random.pick(labels));
  const some = () => matchers(vocabulary, labels);
  const [rate, otherRate] = ofTwo(random, ["rate", "increase", "irate"]);
  const [window, otherWindow] = ofTwo(random, WINDOWS);
  const [back, otherBack] = random.weighted([
    [8, ["", ""]],
    [1, [" offset 1m", " offset 1m"]],
    [1, [" offset 1m", ""]],
  ]);
  const wide = random.chance(0.5) ? [] : [one(), one()];
  const narrow = [...random.some(wide, 0.8), ...random.some([one(), one()], 0.5)];
  const by = random.some(labels, 0.4);
  const finer = random.weighted([
    [6, () => by],
    [3, () => [...by, ...random.some(labels, 0.3)]],
    [1, () => random.some(labels, 0.3)],
    [2, () => random.some(by, 0.5)],
  ])();
  const summed = (names: readonly string[], text: string) =>
    random.chance(0.15) ? text : `sum by (${[...new Set(names)].join(", ")}) (${text})`;
  const part = summed(finer, `${rate}(${name}${braced(narrow)}[${window}]${back})`);
  const whole = summed(by, `${otherRate}(${name}${braced(wide)}[${otherWindow}]${otherBack})`);
  const total = random.weighted([
    [6, () => whole],
    [2, () => `(${part} + ${summed(by, `${rate}(${name}${some()}[${window}])`)})`],
    [1, () => `(${part} + ${summed(by, `delta(${name}${some()}[${window}])`)})`],
    [1, () => `(${whole} > 0)`],
  ])();
  const clause = random.weighted([
    [3, ""],
    [2, `on (${by.join(", ")}) group_left () `],
    [1, `on (${by.join(", ")}) `],
    [1, "on () group_left () "],
    [1, `on (${by.filter((label) => finer.includes(label)).join(", ")}) group_right () `],
  ]);
  return `${random.chance(0.2) ? "1 - " : ""}${part} / ${clause}${total}`;
}

/** One of them twice, or now and then two. */
function ofTwo(random: Random, list: readonly string[]): [string, string] {
  const one = random.pick(list);
  return [one, random.chance(0.85) ? one : random.pick(list)];
}

function braced(list: readonly string[]): string {
  return list.length === 0 ? "" : `{${list.join(",")}}`;
}

/** The sum of a histogram's observations over their number. */
export function mean(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const histograms = [...catalog.values()].flatMap(({ metric }) => (metric?.type === "histogram" ? [metric.name] : []));
  const name = histograms.length > 0 ? random.pick(histograms) : "nothing_known";
  const labels = labelNames(shapeOfText(`${name}_count`, catalog));
  const some = matchers(vocabulary, labels);
  const [rate, window] = [random.pick(["rate", "increase", "irate"]), random.pick(WINDOWS)];
  const by = random.some(labels, 0.5).join(", ");
  const [sum, count] = ["sum", "count"].map((part) => `${rate}(${name}_${part}${some}[${window}])`);
  return random.chance(0.3) ? `${sum} / ${count}` : `sum by (${by}) (${sum}) / sum by (${by}) (${count})`;
}

/** Series of one value of a label beside those of another, or of all, matched without that label. */
export function besides(vocabulary: Vocabulary): string {
  const { random, catalog, values } = vocabulary;
  const labelled = [...catalog.values()].flatMap(({ name, shape, metric }) =>
    metric ? metric.labels.map((label) => ({ name, label: label.name, isCounter: shape.nature === "counter" })) : [],
  );
  const { name, label, isCounter } = random.pick(labelled);
  const value = () => JSON.stringify(random.pick(values.get(label) ?? ["nowhere"]));
  const read = (matcher: string) => (isCounter ? `rate(${name}${matcher}[2m])` : `${name}${matcher}`);
  const [one, other] = [read(`{${label}=${value()}}`), read(`{${label}=${value()}}`)];
  const op = random.pick(["/", "-", ">", "<=", "== bool"]);
  return random.weighted([
    [2, () => `${one} ${op} ignoring (${label}) ${other}`],
    [1, () => `${one} ${random.pick(["and", "unless", "or"])} ignoring (${label}) ${other}`],
    [1, () => `${read("")} ${op} ignoring (${label}) group_left () ${other}`],
    [1, () => `${read("")} ${op} ignoring (${label}) group_left (${label}) sum without (${label}) (${read("")})`],
    [1, () => `${one} ${op} ignoring (${label}) group_right (${label}) ${read("")}`],
  ])();
}

/** What a rule has recorded over what its expression gives now, or the other way round. */
export function recorded(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const rules = [...catalog.values()].flatMap(({ recordingRule }) => recordingRule ?? []);
  if (rules.length === 0) return mean(vocabulary);
  const { record, expr } = random.pick(rules);
  const [above, below] = random.chance(0.5) ? [record, `(${expr.text.trim()})`] : [`(${expr.text.trim()})`, record];
  const quotient = `${above} / ${below}`;
  return random.chance(0.5) ? quotient : `max_over_time((${quotient})[2m:${random.pick(["17s", "1m"])}])`;
}

/** What chance rarely makes: labels that only may be there, series that nothing is known of, a number that may be NaN. */
export function corners(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const { name, shape } = random.pick([...catalog.values()].filter(({ metric }) => metric?.type === "gauge"));
  const labels = labelNames(shape);
  const label = random.pick(labels);
  const any = `{__name__=~"${name}"}`;
  const op = random.pick(["+", ">=", "<= bool", "and", "or", "unless"]);
  const once = `max by (${labels.join(", ")}) (${name})`;
  return random.pick([
    () => `${name} ${op} on (${labels.join(", ")}) ${any}`,
    () => `${any} ${op} ${once}`,
    () => `${name}${matchers(vocabulary, labels)} or ignoring (${label}) ${any}`,
    () => `sum by (${random.some(labels, 0.6).join(", ")}) (${any})`,
    () => `${once} ${op} on (${labels.join(", ")}, colour) ${once}`,
    () => `label_replace(${name}, "host", "$1", "${label}", "(.*[aeiou]r.*)") ${op} ${name}`,
    () => `vector(scalar(${random.pick(["group", "count", "max"])}(${name}))) ${random.pick(["!=", "==", ">"])} 1`,
    () => `${name} or ${random.pick(["", "on () "])}vector(${random.pick(["NaN", "scalar(up)", "Inf"])})`,
  ])();
}
