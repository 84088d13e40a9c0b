/** Random expressions over a contract: of the right kinds, so that Prometheus evaluates them, and else as they come. */
import { functions } from "../../../codegen/promql/functions.ts";
import { isEmpty } from "../../../codegen/promql/interval.ts";
import { labelNames, type Shape } from "../../../codegen/promql/shape.ts";
import { besides, corners, histogramQuantile, mean, recorded, share } from "./idioms.ts";
import { matchingClause } from "./matching.ts";
import { rangeSelector, selector, shift, WINDOWS } from "./selectors.ts";
import { operand, shapeOfText, type Vocabulary } from "./vocabulary.ts";

export interface Expression {
  readonly text: string;
  readonly kind: "scalar" | "vector";
}

/** One that nests at most so deep. */
export function randomExpression(vocabulary: Vocabulary, depth: number): Expression {
  if (vocabulary.random.chance(0.06)) return { text: scalar(vocabulary, depth), kind: "scalar" };
  return { text: vector(vocabulary, depth), kind: "vector" };
}

const RATES = ["rate", "increase", "irate"];
const STRINGS = ["label_replace", "label_join"];
const SCALARS = ["time", "pi", "scalar"];

function vector(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  if (depth <= 0) return leaf(vocabulary);
  return random.weighted([
    [4, () => leaf(vocabulary)],
    [7, () => aggregation(vocabulary, depth)],
    [6, () => call(vocabulary, depth)],
    [6, () => joined(vocabulary, depth)],
    [8, () => withScalar(vocabulary, depth)],
    [3, () => histogramQuantile(vocabulary)],
    [3, () => share(vocabulary)],
    [2, () => mean(vocabulary)],
    [2, () => besides(vocabulary)],
    [1, () => recorded(vocabulary)],
    [2, () => corners(vocabulary)],
    [2, () => relabelled(vocabulary, depth)],
    [2, () => `${random.pick(["-", "-", "+"])}${operand(vector(vocabulary, depth - 1))}`],
    [1, () => `(${vector(vocabulary, depth - 1)})`],
    [2, () => chain(vocabulary)],
  ])();
}

function leaf(vocabulary: Vocabulary): string {
  const { random } = vocabulary;
  return random.weighted([
    [7, () => selector(vocabulary)],
    [5, () => `${random.pick(RATES)}(${rangeSelector(vocabulary, ({ shape }) => shape.nature === "counter")})`],
    [1, () => `vector(${scalar(vocabulary, random.below(2))})`],
    [1, () => `absent(${selector(vocabulary)})`],
  ])();
}

function literal({ random }: Vocabulary): string {
  return random.weighted([
    [10, () => random.pick(["0", "1", "2", "0.5", "10", "100", "-1", "-0.25", "1e3", "300"])],
    [1, () => random.pick(["Inf", "-Inf", "NaN"])],
  ])();
}

function scalar(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  if (depth <= 0) return literal(vocabulary);
  const inner = () => operand(scalar(vocabulary, depth - 1));
  return random.weighted([
    [8, () => literal(vocabulary)],
    [1, () => random.pick(["time()", "pi()"])],
    [4, () => `scalar(${single(vocabulary, depth)})`],
    [1, () => `scalar(${random.pick(["group", "max", "count"])}(${leaf(vocabulary)}))`],
    [2, () => `${inner()} ${random.pick(ARITHMETIC)} ${inner()}`],
    [1, () => `${inner()} ${random.pick(COMPARISONS)} bool ${inner()}`],
    [1, () => `-${inner()}`],
    [2, () => numberChain(vocabulary)],
  ])();
}

/** Often of one series, without which scalar() is NaN. */
function single(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  const inner = vector(vocabulary, depth - 1);
  return random.chance(0.6) ? `${random.pick(["sum", "max", "min", "avg", "count"])}(${inner})` : inner;
}

function range(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  if (depth <= 0 || random.chance(0.6)) return rangeSelector(vocabulary);
  const step = random.pick(["", "", "15s", "30s", "1m", "17s"]);
  const inner = vector(vocabulary, depth - 1);
  // From the second step on, count_values by (…) of 2.42 loses labels: it sorts its own into the list of the expression.
  if (inner.includes("count_values")) return rangeSelector(vocabulary);
  return `${operand(inner)}[${random.pick(WINDOWS)}:${step}]${shift(vocabulary)}`;
}

const AGGREGATIONS = ["sum", "sum", "sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];
const WITH_PARAM = ["quantile", "topk", "bottomk", "count_values"];

function aggregation(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  const inner = vector(vocabulary, depth - 1);
  const shape = shapeOfText(inner, vocabulary.catalog);
  const labels = labelNames(shape);
  const others = shape.open ? random.some([...vocabulary.values.keys()], 0.2) : random.some(["colour"], 0.04);
  const names = [...new Set([...random.some(labels, 0.5), ...others])].filter((name) => name !== "__name__").join(", ");
  const grouping = random.weighted([
    [3, ""],
    [6, ` by (${names})`],
    [3, ` without (${names})`],
  ]);
  const op = random.chance(0.75) ? random.pick(AGGREGATIONS) : random.pick(WITH_PARAM);
  const params: Readonly<Record<string, () => string>> = {
    quantile: () => random.pick(["0.5", "0.9", "0", "1", "1.5", "-0.5", scalar(vocabulary, depth - 1)]),
    topk: () => random.pick(["1", "2", "1.5"]),
    bottomk: () => random.pick(["1", "2"]),
    count_values: () => JSON.stringify(random.pick(["value", "value", ...labels])),
  };
  const param = params[op];
  return `${op}${grouping} (${param ? `${param()}, ` : ""}${inner})`;
}

function call(vocabulary: Vocabulary, depth: number): string {
  const { random } = vocabulary;
  const names = [...functions.keys()].filter((name) => !STRINGS.includes(name) && !SCALARS.includes(name));
  const ranges = names.filter((name) => functions.get(name)?.args.includes("range"));
  const name = random.weighted([
    [3, () => random.pick(RATES)],
    [5, () => random.pick(ranges)],
    [6, () => random.pick(names)],
    [2, () => random.pick(["clamp", "clamp_min", "clamp_max", "absent"])],
  ])();
  const { args = [], required = 0 } = functions.get(name) ?? {};
  const given = random.chance(0.7) ? args : args.slice(0, required);
  const texts = given.map((kind) => {
    if (kind === "range") return range(vocabulary, depth - 1);
    return kind === "scalar" ? scalar(vocabulary, depth - 1) : vector(vocabulary, depth - 1);
  });
  return `${name}(${texts.join(", ")})`;
}

function relabelled(vocabulary: Vocabulary, depth: number): string {
  const { random, catalog } = vocabulary;
  const inner = vector(vocabulary, depth - 1);
  const labels = labelNames(shapeOfText(inner, catalog));
  const [target, source] = [0, 0].map(() => random.pick(["host", "queue", ...labels]));
  const texts = [
    () =>
      `label_replace(${inner}, "${target}", "${random.pick(["$1", "$1-x", "fixed", ""])}", "${source}", "${random.pick(["(.*)", "(.+)", "(.*)-.*", "x"])}")`,
    () =>
      `label_join(${inner}, "${target}", "${random.pick(["-", ""])}"${random
        .some([...labels, "host"], 0.5)
        .map((name) => `, "${name}"`)
        .join("")})`,
  ];
  return random.pick(texts)();
}

const ARITHMETIC = ["+", "-", "*", "/", "%", "^", "atan2"];
const COMPARISONS = ["==", "!=", ">", "<", ">=", "<="];
const SETS = ["and", "or", "unless"];

/** A comparison or arithmetic of a vector with a number. */
function withScalar(vocabulary: Vocabulary, depth: number): string {
  const { random, catalog } = vocabulary;
  const text = vector(vocabulary, depth - 1);
  const inner = operand(text);
  const shape = shapeOfText(text, catalog);
  const number = random.chance(0.7)
    ? literalNear(vocabulary, shape)
    : operand(scalar(vocabulary, random.chance(0.5) ? 0 : depth - 1));
  const op = random.weighted([
    [6, () => `${random.pick(COMPARISONS)}${random.chance(0.2) ? " bool" : ""}`],
    [4, () => random.pick(["+", "-", "*", "/", "/", "%", "^", "atan2"])],
  ])();
  return random.chance(0.25) ? `${number} ${op} ${inner}` : `${inner} ${op} ${number}`;
}

/** A number at or beside the ends of what the values can reach. */
function literalNear(vocabulary: Vocabulary, { values }: Shape): string {
  const { random } = vocabulary;
  const ends = [values.low, values.high].filter(Number.isFinite);
  if (ends.length === 0 || isEmpty(values)) return literal(vocabulary);
  const end = random.pick(ends);
  return String(
    random.pick([end, end, end + 1, end - 1, end / 2, (values.low + values.high) / 2].filter(Number.isFinite)),
  );
}

/** Operators in a row, without parentheses to say which binds first. */
function chain(vocabulary: Vocabulary): string {
  const { random } = vocabulary;
  const operators = [...ARITHMETIC, ...ARITHMETIC, ...COMPARISONS, ...SETS];
  const term = () => `${random.chance(0.2) ? "-" : ""}${leaf(vocabulary)}`;
  const rest = Array.from({ length: 1 + random.below(3) }, () => ` ${random.pick(operators)} ${term()}`);
  return `${term()}${rest.join("")}`;
}

/** The same of numbers. */
function numberChain({ random }: Vocabulary): string {
  const operators = [...ARITHMETIC, ...ARITHMETIC, ...COMPARISONS.map((op) => `${op} bool`)];
  const term = () => `${random.pick(["", "", "-", "+"])}${random.pick(["0", "1", "2", "3", "0.5", "time()"])}`;
  const rest = Array.from({ length: 1 + random.below(4) }, () => ` ${random.pick(operators)} ${term()}`);
  return `${term()}${rest.join("")}`;
}

function joined(vocabulary: Vocabulary, depth: number): string {
  const { random, catalog } = vocabulary;
  const left = vector(vocabulary, depth - 1);
  const own = shapeOfText(left, catalog);
  const right = random.weighted([
    [3, () => vector(vocabulary, depth - 1)],
    [4, () => partner(vocabulary, depth, own)],
    [2, () => `${random.pick(["abs", "ceil", "-", ""])}(${left})`],
  ])();
  const [op, grouping] = random.weighted<() => readonly [string, boolean]>([
    [5, () => [random.pick(ARITHMETIC), true]],
    [5, () => [`${random.pick(COMPARISONS)}${random.chance(0.2) ? " bool" : ""}`, true]],
    [4, () => [random.pick(SETS), false]],
  ])();
  const clause = matchingClause(random, own, shapeOfText(right, catalog), grouping);
  return `${operand(left)} ${op} ${clause === "" ? "" : `${clause} `}${operand(right)}`;
}

/** A vector with some of the labels of another, one series for each of their values. */
function partner(vocabulary: Vocabulary, depth: number, own: Shape): string {
  const { random } = vocabulary;
  const inner = vector(vocabulary, depth - 1);
  const has = labelNames(shapeOfText(inner, vocabulary.catalog));
  const labels = labelNames(own).filter((name) => has.includes(name));
  const kept = random.chance(0.4) ? labels : random.some(labels, 0.6);
  return `${random.pick(["sum", "max", "count", "avg"])} by (${kept.join(", ")}) (${inner})`;
}
