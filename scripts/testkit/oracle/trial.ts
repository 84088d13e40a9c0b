/** One expression over series at some times: asked of promtool, and held against inference and the interpreter. */
import { type Expr, nodesOf, operands } from "../../../codegen/promql/ast.ts";
import {
  EvaluationError,
  type InputSeries,
  prepare,
  type Sample,
  storageOf,
} from "../../../codegen/promql/evaluate/index.ts";
import { infer } from "../../../codegen/promql/infer.ts";
import { formatInterval } from "../../../codegen/promql/interval.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import type { Catalog } from "../../../codegen/promql/series.ts";
import { type Shape, UNKNOWN } from "../../../codegen/promql/shape.ts";
import { sameSamples, samplesText } from "./compare.ts";
import { contradictions } from "./judge.ts";
import { type Answer, askPromtool, EVALUATION_SECONDS, seriesText, valuesText } from "./promtool.ts";
import { createRandom } from "./random.ts";

/** What expressions are asked over. */
export interface World {
  readonly promtool: string;
  readonly catalog: Catalog;
  readonly series: readonly InputSeries[];
  /** Seconds between two samples of the series. */
  readonly intervalSeconds: number;
  /** The file of rules that are evaluated over the series. */
  readonly rules: string | undefined;
}

export interface Trial {
  readonly text: string;
  readonly expr: Expr;
  readonly shape: Shape;
  /** Seconds after the first sample. */
  readonly times: readonly number[];
  /** It reads only what is scraped, so that the interpreter knows all of it. */
  readonly scraped: boolean;
}

export interface Verdict {
  readonly trial: Trial;
  /** One for each time. */
  readonly answers: readonly Answer[];
  /** Where promtool contradicts what was inferred, or the interpreter gives something else. */
  readonly faults: readonly string[];
}

/** Throws for what is no PromQL. */
export function trialOf(text: string, times: readonly number[], catalog: Catalog): Trial {
  const { expr, faults } = parseExpr(text);
  if (!expr) throw new Error(`${text} is refused: ${faults[0]?.message}`);
  return { text, expr, shape: infer(expr, catalog).get(expr) ?? UNKNOWN, times, scraped: isScraped(expr, catalog) };
}

/** It names the series that it reads, and no rule made them. */
export function isScraped(expr: Expr, catalog: Catalog): boolean {
  return nodesOf(expr, "selector").every(
    ({ metric }) => metric && !catalog.get(metric.text)?.recordingRule && !metric.text.startsWith("ALERTS"),
  );
}

/** Asks promtool once for all. */
export function judge(world: World, trials: readonly Trial[]): Verdict[] {
  const { promtool, series, rules, intervalSeconds } = world;
  const questions = trials.flatMap(({ text, times }) => times.map((timeSeconds) => ({ expr: text, timeSeconds })));
  const answers = askPromtool(promtool, { series, rules, intervalSeconds, questions });
  const evaluate = interpreterOf(world, series);
  let asked = 0;
  return trials.map((trial) => {
    const own = answers.slice(asked, asked + trial.times.length);
    asked += trial.times.length;
    const differing = trial.scraped ? differences(world, trial, own, evaluate) : [];
    return { trial, answers: own, faults: [...contradictionsOf(trial, own), ...differing] };
  });
}

function contradictionsOf({ shape, times }: Trial, answers: readonly Answer[]): string[] {
  return answers.flatMap((answer, i) => {
    const all = "error" in answer ? refusals(answer.error) : contradictions(shape, answer.samples);
    return [...new Set(all)].map((fault) => `${fault}\n    @ ${times[i]}: ${answerText(answer)}`);
  });
}

/** What inference took for PromQL, Prometheus reads. */
function refusals(message: string): string[] {
  return isRefused(message) ? ["promtool refuses it"] : [];
}

/** An error that is no matter of the data: series may collide, be too many for an operator, or k too large. */
export function isRefused(message: string): boolean {
  return !/many-to-many|multiple matches|duplicate series|same labelset|overflows int64/.test(message);
}

type Interpreter = (expr: Expr, timeSeconds: number) => Answer;

function interpreterOf({ intervalSeconds }: World, series: readonly InputSeries[]): Interpreter {
  const storage = storageOf(series, intervalSeconds);
  return (expr, timeSeconds) => {
    try {
      return { samples: prepare(expr, { defaultStepSeconds: EVALUATION_SECONDS })(timeSeconds * 1000, storage) };
    } catch (error) {
      if (error instanceof EvaluationError) return { error: error.message };
      throw error;
    }
  };
}

function differences(world: World, trial: Trial, answers: readonly Answer[], interpret: Interpreter): string[] {
  return trial.times.flatMap((timeSeconds, i) => {
    const theirs = answers[i] ?? { error: "no answer" };
    const ours = interpret(trial.expr, timeSeconds);
    if (sameAnswer(ours, theirs) || dependsOnOrder(world, trial.expr, timeSeconds, ours)) return [];
    return [
      `the interpreter differs\n    @ ${timeSeconds}: ${answerText(theirs)}\n    interpreter: ${answerText(ours)}`,
    ];
  });
}

function sameAnswer(ours: Answer, theirs: Answer): boolean {
  if ("error" in ours || "error" in theirs) return "error" in ours && "error" in theirs;
  return sameSamples(ours.samples, theirs.samples);
}

const ORDERS = 20;

/** promtool takes the series in an order that changes from run to run: topk() of equals and sums of floats show it. */
function dependsOnOrder(world: World, expr: Expr, timeSeconds: number, ours: Answer): boolean {
  const random = createRandom("orders");
  return Array.from({ length: ORDERS }).some(() => {
    const other = interpreterOf(world, random.shuffled(world.series))(expr, timeSeconds);
    return !isIdentical(other, ours);
  });
}

function isIdentical(a: Answer, b: Answer): boolean {
  if ("error" in a || "error" in b) return "error" in a && "error" in b;
  const keys = [a, b].map(({ samples }) => samples.map(sampleKey).sort().join());
  return keys[0] === keys[1];
}

function sampleKey({ labels, value }: Sample): string {
  return JSON.stringify([Object.entries(labels).sort(), String(value)]);
}

/** All that is needed to see a contradiction again, by the smallest part of the expression that shows it. */
export function explain(world: World, name: string, verdict: Verdict): string {
  const shown = smallestFault(world, verdict) ?? verdict;
  const { trial, faults } = shown;
  const names = nodesOf(trial.expr, "selector").map(({ metric }) => metric?.text);
  const read = world.series.filter(({ labels }) => names.includes(undefined) || names.includes(labels["__name__"]));
  return [
    `${name}: ${verdict.trial.text}`,
    ...(shown === verdict ? [] : [`  in ${trial.text}`]),
    `  ${shapeText(trial.shape)}`,
    ...faults.slice(0, 3).map((fault) => `  ${fault}`),
    ...read.map(({ labels, values }) => `  ${seriesText(labels)} ${valuesText(values)}`),
  ].join("\n");
}

function smallestFault(world: World, { trial }: Verdict): Verdict | undefined {
  const parts = partsOf(trial.expr).map((part) =>
    trialOf(trial.text.slice(part.from, part.to), trial.times, world.catalog),
  );
  return judge(world, parts)
    .filter(({ faults }) => faults.length > 0)
    .sort((a, b) => a.trial.text.length - b.trial.text.length)[0];
}

/** Parts that can be asked for by themselves. */
function partsOf(expr: Expr): Expr[] {
  return operands(expr).flatMap((part) => [
    ...(part.type === "range" || part.type === "subquery" || part.type === "string" ? [] : [part]),
    ...partsOf(part),
  ]);
}

function answerText(answer: Answer): string {
  return "error" in answer ? `error: ${answer.error}` : samplesText(answer.samples);
}

function shapeText({ kind, labels, open, values, mayBeNaN, empty, nature }: Shape): string {
  const names = [...labels].map(([name, info]) => {
    const known = info.values ? `=${info.values.join("|")}` : "";
    return `${name}${info.certain ? "" : "?"}${known}`;
  });
  const facts = [formatInterval(values), mayBeNaN ? "or NaN" : "never NaN", nature, ...(empty ? ["always empty"] : [])];
  return `inferred: ${kind} of ${facts.join(", ")} {${[...names, ...(open ? ["…"] : [])].join(", ")}}`;
}
