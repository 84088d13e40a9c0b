/** Offences against what series there are: names, labels, values, and how series match. */
import { promqlJoin } from "../../../codegen/checks/promql-join.ts";
import { promqlLeLiteral } from "../../../codegen/checks/promql-le-literal.ts";
import { promqlUnknownLabel } from "../../../codegen/checks/promql-unknown-label.ts";
import { promqlUnknownMetric } from "../../../codegen/checks/promql-unknown-metric.ts";
import { promqlUnknownValue } from "../../../codegen/checks/promql-unknown-value.ts";
import { promqlUnreachable } from "../../../codegen/checks/promql-unreachable.ts";
import { type Matcher, nodesOf } from "../../../codegen/promql/ast.ts";
import type { Sample } from "../../../codegen/promql/evaluate/index.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { labelNames } from "../../../codegen/promql/shape.ts";
import { oracleModel } from "./contract.ts";
import { randomExpression } from "./expressions.ts";
import { around, type Flagged, textOf } from "./flagged.ts";
import { matchingClause } from "./matching.ts";
import { isEmpty, isSame, type Offence, samplesOf } from "./offence.ts";
import type { Answer } from "./promtool.ts";
import { createRandom } from "./random.ts";
import { matchers } from "./selectors.ts";
import { randomSeries } from "./series.ts";
import { rising, steadySeries } from "./steady.ts";
import { operand, shapeOfText, type Vocabulary } from "./vocabulary.ts";

const model = oracleModel();
const lively = randomSeries(model, createRandom("offences"));
const full = steadySeries(model, rising);
/** With the bounds of buckets as Prometheus 3 stores them. */
const newer = steadySeries(model, { ...rising, le: (bound) => rising.le(bound).replace(/^-?\d+$/, "$&.0") });

const unknownName: Offence = {
  name: "unknown names",
  check: promqlUnknownMetric,
  shows: "The selector finds nothing.",
  make: (vocabulary) => {
    const text = randomExpression(vocabulary, 2).text;
    const { expr } = parseExpr(text);
    const names = expr ? nodesOf(expr, "selector").flatMap(({ metric }) => metric ?? []) : [];
    if (names.length === 0) return "unheard_of";
    const { from, to } = vocabulary.random.pick(names);
    const wrong = vocabulary.random.pick([`${text.slice(from, to)}s`, "LIMIT", "task_duration_seconds"]);
    return text.slice(0, from) + wrong + text.slice(to);
  },
  ask: (part) => selectorText(part),
  worlds: [lively, full],
  judge: (given) => (given.every(([answer]) => isEmpty(answer)) ? "nonsense" : "sense"),
};

const unknownLabel: Offence = {
  name: "unknown labels",
  check: promqlUnknownLabel,
  shows: "The matcher finds nothing or leaves out nothing; in a list the label changes nothing, or nothing matches.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const inner = operand(randomExpression(vocabulary, 1).text);
    const clause = random.pick(["on", "ignoring"]);
    const group = random.chance(0.5) ? "" : ` group_left (colour)`;
    return random.pick([
      () => `tasks_total{colour${random.pick(['="red"', '!="red"', '=~"r.*"', '!~"r.*"', '=""', '!=""'])}}`,
      () => `sum ${random.pick(["by", "without"])} (${random.pick(["colour", "job, colour", "colour, queue"])}) (up)`,
      () =>
        `rate(tasks_total[2m]) * ${clause} (job, instance, colour)${group && " group_left (version)"} contract_info`,
      () =>
        `up * ${clause} (${random.pick(["job, instance", "instance"])})${group} queue_open{queue="mail",state="idle"}`,
      () => `max by (colour) (vector(0) or ${inner})`,
    ])();
  },
  ask: labelQuestions,
  worlds: [full],
  judge: ([given], part) => {
    const [whole, twin] = given ?? [];
    const name = textOf(part.text, part);
    return isEmpty(whole) || isSame(withoutLabel(whole, name), withoutLabel(twin, name)) ? "nonsense" : "sense";
  },
};

/** The construct that names the label, and the same without it. */
function labelQuestions(part: Flagged): string[] | undefined {
  const selector = around(part, "selector");
  const matcher = selector?.matchers.find(({ label }) => label.from === part.from);
  if (selector && matcher) return [textOf(part.text, selector), without(part.text, selector, matcher)];
  const node = around(part, "aggregation") ?? around(part, "binary");
  const holder =
    around(part, "binary") && node?.type === "aggregation" && !namesIt(node.labels, part) ? undefined : node;
  const construct = holder ?? around(part, "binary");
  return construct && [textOf(part.text, construct), without(part.text, construct, part)];
}

function namesIt(list: readonly { readonly from: number }[], { from }: Flagged): boolean {
  return list.some((name) => name.from === from);
}

/** The text of a construct without one entry of a list in it. */
function without(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  entry: { readonly from: number; readonly to: number },
): string {
  const [before, after] = [text.slice(from, entry.from), text.slice(entry.to, to)];
  return /,\s*$/.test(before) ? before.replace(/,\s*$/, "") + after : before + after.replace(/^\s*,\s*/, "");
}

function withoutLabel(answer: Answer | undefined, label: string): Answer | undefined {
  if (!answer || "error" in answer) return answer;
  const samples = answer.samples.map(({ labels, value }): Sample => {
    const { [label]: _, ...others } = labels;
    return { labels: others, value };
  });
  return { samples };
}

const unknownValue: Offence = {
  name: "unknown values",
  check: promqlUnknownValue,
  shows: "The matcher finds nothing, or does the same without the value that there is not.",
  make: ({ random }) => {
    const wrong = () => random.pick(["nowhere", "orders", "mial", "night", ".+x", "done"]);
    const value = random.weighted([
      [3, wrong],
      [3, () => `${wrong()}|${wrong()}`],
      [1, () => ".+"],
    ])();
    return `sum by (job) (rate(tasks_total{queue${random.pick(["=", "!=", "=~", "!~"])}"${value}"}[2m]))`;
  },
  ask: (part) => {
    const selector = around(part, "selector");
    const matcher = selector?.matchers.find(({ value }) => value.from === part.from);
    if (!selector || !matcher) return undefined;
    const of = (value: string) =>
      part.text.slice(selector.from, matcher.value.from) +
      JSON.stringify(value) +
      part.text.slice(matcher.to, selector.to);
    return [textOf(part.text, selector), without(part.text, selector, matcher), of(livingPart(matcher))];
  },
  worlds: [full],
  judge: ([given]) => {
    const [whole, bare, living] = given ?? [];
    return isEmpty(whole) || isSame(whole, bare) || isSame(whole, living) ? "nonsense" : "sense";
  },
};

/** A pattern without the alternatives that no declared value meets. */
function livingPart({ label, value }: Matcher): string {
  const domain = model.labels.find(({ name }) => name === label.text)?.values ?? [];
  const living = value.text.split("|").filter((one) => domain.some((known) => new RegExp(`^(?:${one})$`).test(known)));
  return living.length === value.text.split("|").length ? "a value that is nowhere" : living.join("|");
}

const join: Offence = {
  name: "joins",
  check: promqlJoin,
  shows: "There is no result, or Prometheus refuses to match; `unless` takes nothing away.",
  make: (vocabulary) => {
    const { random, catalog } = vocabulary;
    const [left, right] = [side(vocabulary), side(vocabulary)];
    const [op, grouping] = random.pick([
      ...["+", "/", ">", "== bool", "*"].map((sign) => [sign, true] as const),
      ...["and", "unless"].map((sign) => [sign, false] as const),
    ]);
    const clause = matchingClause(random, shapeOfText(left, catalog), shapeOfText(right, catalog), grouping);
    return `${left} ${op} ${clause} ${right}`;
  },
  ask: (part) => {
    const node = around(part, "binary");
    return node && [textOf(part.text, node), textOf(part.text, node.left)];
  },
  worlds: [full],
  judge: ([given], part) => {
    const [whole, left] = given ?? [];
    const op = around(part, "binary")?.op;
    if (op === "unless") return isSame(whole, left) ? "nonsense" : "sense";
    return isEmpty(whole) ? "nonsense" : "sense";
  },
};

/** Series that are there from the first scrape on, or an aggregation of them. */
function side(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  const names = [...catalog.values()].flatMap(({ name, metric }) => (metric ? [name] : []));
  const name = random.pick(names);
  const labels = labelNames(shapeOfText(name, catalog)).filter((label) => !["version", "digest"].includes(label));
  // Of one address there is one job, too; inference does not follow that through an aggregation.
  const matched = labels.filter((label) => label !== "instance");
  const selector = `${name}${random.chance(0.5) ? "" : matchers(vocabulary, matched)}`;
  if (random.chance(0.5)) return selector;
  return `${random.pick(["sum", "max"])} by (${random.some(labels, 0.6).join(", ")}) (${selector})`;
}

const unreachable: Offence = {
  name: "limits out of reach",
  check: promqlUnreachable,
  shows: "The comparison lets nothing through.",
  make: beyond,
  ask: (part) => [textOf(part.text, part)],
  worlds: [lively, full],
  judge: (given) => (given.every(([answer]) => isEmpty(answer)) ? "nonsense" : "sense"),
};

/** What has a lowest or a highest value, compared with something at it or beyond. */
function beyond(vocabulary: Vocabulary): string {
  const { random, catalog } = vocabulary;
  for (;;) {
    const { text, kind } = randomExpression(vocabulary, 2);
    const { values, empty } = shapeOfText(text, catalog);
    const [low, high] = [values.low, values.high].map(Number.isFinite);
    if (kind === "scalar" || empty || !(low || high)) continue;
    const isLow = low && (!high || random.chance(0.5));
    const limit = isLow ? values.low - random.below(2) : values.high + random.below(2);
    return `${operand(text)} ${random.pick([...(isLow ? ["<", "<="] : [">", ">="]), "=="])} ${limit}`;
  }
}

const bucketBound: Offence = {
  name: "bounds of buckets",
  check: promqlLeLiteral,
  shows: "The matcher finds nothing or leaves out nothing, or it means other buckets in Prometheus 3.",
  make: ({ random }) => {
    const one = () => random.pick(["0.5", "5", "60", "7", "[+]Inf", "5.0", "5([.]0)?", "6.*", "0.50", "1e3"]);
    const op = random.pick(["=", "!=", "=~", "!~"]);
    const value = op.endsWith("~") && random.chance(0.5) ? `${one()}|${one()}` : one();
    return `rate(task_duration_seconds_bucket{le${op}"${value}"}[2m])`;
  },
  ask: (part) => {
    const selector = around(part, "selector");
    const matcher = selector?.matchers.find(({ label }) => label.text === "le");
    if (!selector || !matcher) return undefined;
    const of = (value: string) =>
      part.text.slice(selector.from, matcher.value.from) +
      JSON.stringify(value) +
      part.text.slice(matcher.to, selector.to);
    const alternatives = matcher.value.text.split("|");
    const fewer = alternatives.map((_, i) => of(alternatives.filter((_one, at) => at !== i).join("|")));
    return [textOf(part.text, selector), without(part.text, selector, matcher), ...fewer];
  },
  worlds: [full, newer],
  judge: ([given, givenNewer]) => {
    const [whole, bare, ...fewer] = given ?? [];
    const [wholeNewer] = givenNewer ?? [];
    const differs = !isSame(bare, whole) && boundsOf(whole) !== boundsOf(wholeNewer);
    const idle = isEmpty(whole) || isSame(whole, bare) || fewer.some((less) => isSame(less, whole));
    return differs || idle ? "nonsense" : "sense";
  },
};

/** The bounds that are let through, however they are spelt. */
function boundsOf(answer: Answer | undefined): string {
  const bounds = samplesOf(answer).map(({ labels }) =>
    String(Number((labels["le"] ?? "").replace("+Inf", "Infinity"))),
  );
  return [...new Set(bounds)].sort().join();
}

function selectorText(part: Flagged): string[] | undefined {
  const selector = around(part, "selector");
  return selector && [textOf(part.text, selector)];
}

export const selectionOffences: readonly Offence[] = [
  unknownName,
  unknownLabel,
  unknownValue,
  join,
  unreachable,
  bucketBound,
];
