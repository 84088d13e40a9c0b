/** What inference says of the meaning of numbers: counters only rise, and what is measured in bytes grows with the byte. */
import { type Expr, isComparison, walk } from "../../../codegen/promql/ast.ts";
import type { InputSeries } from "../../../codegen/promql/evaluate/index.ts";
import { infer, type Shapes } from "../../../codegen/promql/infer.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { type Catalog, catalogOf } from "../../../codegen/promql/series.ts";
import { formatUnit } from "../../../codegen/promql/unit.ts";
import { sameNumber } from "./compare.ts";
import { oracleModel } from "./contract.ts";
import { randomExpression } from "./expressions.ts";
import { isSame, pairs, samplesOf } from "./offence.ts";
import { type Answer, askPromtool } from "./promtool.ts";
import { createRandom } from "./random.ts";
import { STEP_SECONDS } from "./series.ts";
import { rising, steadySeries, TIMES } from "./steady.ts";
import { vocabularyOf } from "./vocabulary.ts";

const model = oracleModel();
const steady = steadySeries(model, rising);

export interface Tried {
  /** How many of the expressions say something: are counters, or measured in bytes. */
  readonly cases: number;
  readonly disagreements: readonly string[];
}

interface Inferred {
  readonly text: string;
  readonly top: Expr;
  readonly shapes: Shapes;
}

/** Expressions that are called a counter, over series of processes that never restart. */
export function tryCounters(promtool: string, seed: string, count: number): Tried {
  const cases = randomOnes(`${seed}/counters`, catalogOf(model), count, ({ top, shapes }) => {
    const shape = shapes.get(top);
    // `or` may show one counter after another under the same labels.
    const switches = [...walk(top)].some((node) => node.type === "binary" && node.op === "or");
    return shape?.nature === "counter" && !shape.empty && !switches;
  });
  const answers = ask(promtool, steady, cases);
  const disagreements = cases.flatMap(({ text }, i) => {
    const falls = TIMES.slice(1).some((_, at) =>
      pairs(answers[i]?.[at], answers[i]?.[at + 1]).some(([before, after]) => after < before - 1e-9),
    );
    return falls ? [`seed ${seed}: ${text} is called a counter, and falls`] : [];
  });
  return { cases: cases.length, disagreements };
}

const FACTOR = 1024;

/** Expressions whose unit is known, over series in which every byte is FACTOR. */
export function tryUnits(promtool: string, seed: string, count: number): Tried {
  const all = catalogOf(model);
  const few = new Map([...all].filter(([name]) => ["heap_bytes", "queue_depth", "tasks_total"].includes(name)));
  const cases = randomOnes(`${seed}/units`, few, count, (one) => one.text.includes("heap_bytes") && isMeasured(one));
  const larger = steady.map(({ labels, values }): InputSeries => {
    if (labels["__name__"] !== "heap_bytes") return { labels, values };
    return { labels, values: values.map((value) => (typeof value === "number" ? value * FACTOR : value)) };
  });
  const [before, after] = [ask(promtool, steady, cases), ask(promtool, larger, cases)];
  const disagreements = cases.flatMap(({ text, top, shapes }, i) => {
    const unit = shapes.get(top)?.unit;
    const factor = FACTOR ** powerOf({ top, shapes });
    const same = TIMES.every((_, at) => isScaled(before[i]?.[at], after[i]?.[at], factor));
    return same || !unit ? [] : [`seed ${seed}: ${text} is no number of ${formatUnit(unit)}`];
  });
  return { cases: cases.filter((one) => powerOf(one) !== 0).length, disagreements };
}

/** The power of bytes in the unit. */
function powerOf({ top, shapes }: Pick<Inferred, "top" | "shapes">): number {
  return shapes.get(top)?.unit?.powers.get("bytes") ?? 0;
}

function randomOnes(seed: string, catalog: Catalog, count: number, wanted: (one: Inferred) => boolean): Inferred[] {
  const random = createRandom(seed);
  const vocabulary = vocabularyOf(random, catalog, steady);
  const found = new Map<string, Inferred>();
  for (let tries = 0; found.size < count && tries < 100 * count; tries++) {
    const { text } = randomExpression(vocabulary, random.below(4));
    const { expr: top } = parseExpr(text);
    const one = top && { text, top, shapes: infer(top, catalogOf(model)) };
    if (one && wanted(one)) found.set(text, one);
  }
  return [...found.values()];
}

/** For each case, the answers at all times. */
function ask(promtool: string, series: readonly InputSeries[], cases: readonly Inferred[]): Answer[][] {
  const questions = cases.flatMap(({ text }) => TIMES.map((timeSeconds) => ({ expr: text, timeSeconds })));
  const answers = askPromtool(promtool, { series, intervalSeconds: STEP_SECONDS, questions });
  return cases.map((_, i) => answers.slice(i * TIMES.length, (i + 1) * TIMES.length));
}

/** Parts of it have units, and none of them is mixed with another or with a bare number. */
function isMeasured({ top, shapes }: Inferred): boolean {
  const unit = shapes.get(top)?.unit;
  return unit !== undefined && !Number.isNaN(unit.scale) && [...walk(top)].every((node) => fits(node, shapes));
}

/** Functions that round, take limits, or take the argument for seconds whatever it is. */
const UNEVEN = [
  ...["round", "ceil", "floor", "clamp", "clamp_min", "clamp_max", "timestamp", "predict_linear", "minute", "hour"],
  ...["day_of_week", "day_of_month", "day_of_year", "days_in_month", "month", "year"],
];

/** Aggregations of which the labels depend on values, or on the order of equals. */
const UNSTABLE = ["count_values", "topk", "bottomk"];

function fits(node: Expr, shapes: Shapes): boolean {
  if (node.type === "call" && UNEVEN.includes(node.name.text)) return false;
  if (node.type === "aggregation" && UNSTABLE.includes(node.op.text)) return false;
  if (node.type !== "binary") return true;
  const [left, right] = [node.left, node.right].map((side) => shapes.get(side)?.unit);
  if (["*", "/", "and", "unless"].includes(node.op)) return true;
  const alike = left !== undefined && right !== undefined && formatUnit(left) === formatUnit(right);
  return alike && (isComparison(node.op) || ["+", "-", "or"].includes(node.op));
}

function isScaled(before: Answer | undefined, after: Answer | undefined, factor: number): boolean {
  if (!before || !after || "error" in before || "error" in after) return isSame(before, after);
  if (samplesOf(before).length !== samplesOf(after).length) return false;
  return pairs(before, after).every(([a, b]) => sameNumber(a * factor, b));
}
