/** Compares the evaluator of the service with real promtool: random expressions, of those that it knows. */
import type { Model } from "../../../codegen/model.ts";
import type { InputSeries } from "../../../codegen/promql/evaluate/index.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { catalogOf } from "../../../codegen/promql/series.ts";
import { NoTree, type Tree, treeOf } from "../../../codegen/promql/tree.ts";
import { prepare } from "../../../src/core/promql/evaluate.ts";
import { createSamples, type Samples } from "../../../src/core/promql/samples.ts";
import { EvaluationError, Unsupported } from "../../../src/core/promql/value.ts";
import { sameSamples, samplesText } from "./compare.ts";
import { randomExpression } from "./expressions.ts";
import { type Answer, askPromtool, seriesText, valuesText } from "./promtool.ts";
import { createRandom, type Random } from "./random.ts";
import { randomSeries, STEP_SECONDS, STEPS } from "./series.ts";
import { isScraped } from "./trial.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface Comparison {
  /** Expressions that were asked, each at several times. */
  readonly cases: number;
  /** Those with a sample at some time. */
  readonly evaluated: number;
  /** Those that Prometheus refused at some time. */
  readonly refused: number;
  /** One text for each disagreement, with all that is needed to see it again. */
  readonly disagreements: readonly string[];
}

/** An expression and its tree. */
interface Case {
  readonly text: string;
  readonly tree: Tree;
}

const CASES_PER_WORLD = 250;
const TIMES = 3;
const DEEPEST = 3;
/** So long after the last scrape there is still something to see. */
const AFTER_SECONDS = 400;
const ORDERS = 10;

/** Asks `cases` expressions that the service's evaluator knows. Throws where promtool cannot be asked at all. */
export function compareInProcess(promtool: string, model: Model, seed: string, cases: number): Comparison {
  const worlds = Array.from({ length: Math.ceil(cases / CASES_PER_WORLD) }, (_, index) => {
    const random = createRandom(`${seed}/in-process/${index}`);
    const length = Math.min(CASES_PER_WORLD, cases - index * CASES_PER_WORLD);
    return compareWorld(promtool, model, random, length);
  });
  return {
    cases: worlds.reduce((sum, world) => sum + world.cases, 0),
    evaluated: worlds.reduce((sum, world) => sum + world.evaluated, 0),
    refused: worlds.reduce((sum, world) => sum + world.refused, 0),
    disagreements: worlds.flatMap(({ disagreements }) => disagreements),
  };
}

function compareWorld(promtool: string, model: Model, random: Random, count: number): Comparison {
  const series = randomSeries(model, random);
  const asked = Array.from({ length: count }, () => ({ ...knownCase(model, series, random), times: times(random) }));
  const questions = asked.flatMap(({ text, times }) => times.map((timeSeconds) => ({ expr: text, timeSeconds })));
  const answers = askPromtool(promtool, { series, intervalSeconds: STEP_SECONDS, questions });
  const samples = samplesOf(series);
  const verdicts = asked.map(({ text, tree, times }, index) => {
    const theirs = answers.slice(index * TIMES, (index + 1) * TIMES);
    const faults = times.flatMap((seconds, i) => {
      const [own, other] = [ask(tree, samples, seconds), theirs[i] ?? { error: "no answer" }];
      if (isSame(own, other) || dependsOnOrder(tree, series, seconds, random)) return [];
      return [explain(text, seconds, own, other, series, tree)];
    });
    return { theirs, faults };
  });
  return {
    cases: count,
    evaluated: verdicts.filter(({ theirs }) => theirs.some((one) => "samples" in one && one.samples.length > 0)).length,
    refused: verdicts.filter(({ theirs }) => theirs.some((one) => "error" in one)).length,
    disagreements: verdicts.flatMap(({ faults }) => faults),
  };
}

/** Random expressions until one holds nothing that the evaluator does not know, and no record of a rule. */
function knownCase(model: Model, series: readonly InputSeries[], random: Random): Case {
  const catalog = catalogOf(model);
  const vocabulary = vocabularyOf(random, catalog, series);
  for (;;) {
    const { text } = randomExpression(vocabulary, 1 + random.below(DEEPEST));
    const { expr } = parseExpr(text);
    if (expr === undefined || expr.type === "number" || !isScraped(expr, catalog)) continue;
    const tree = knownTree(() => treeOf(expr));
    if (tree !== undefined) return { text, tree };
  }
}

function knownTree(make: () => Tree): Tree | undefined {
  try {
    const tree = make();
    prepare(tree, createSamples(1));
    return tree;
  } catch (error) {
    if (error instanceof NoTree || error instanceof Unsupported) return undefined;
    throw error;
  }
}

function times(random: Random): number[] {
  return Array.from({ length: TIMES }, () => random.below(STEPS * STEP_SECONDS + AFTER_SECONDS));
}

function samplesOf(series: readonly InputSeries[]): Samples {
  const samples = createSamples(STEPS);
  const targets = series.map(({ labels, values }) => ({ values, series: samples.series(labels) }));
  for (let step = 0; step < STEPS; step++)
    for (const { values, series } of targets) {
      const value = values[step];
      if (value === undefined) continue;
      samples.add(series, step * STEP_SECONDS * 1000, value === "stale" ? undefined : value);
    }
  return samples;
}

function ask(tree: Tree, samples: Samples, seconds: number): Answer {
  try {
    const result = prepare(tree, samples)(seconds * 1000);
    return { samples: result.map(({ set, value }) => ({ labels: set.labels, value })) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}

function isSame(own: Answer, other: Answer): boolean {
  if ("error" in own || "error" in other) return "error" in own && "error" in other;
  return sameSamples(own.samples, other.samples);
}

/** promtool takes the series in an order that changes from run to run; sums that cancel out show it. */
function dependsOnOrder(tree: Tree, series: readonly InputSeries[], seconds: number, random: Random): boolean {
  const answers = Array.from({ length: ORDERS }, () => ask(tree, samplesOf(random.shuffled(series)), seconds));
  return answers.some((answer) => JSON.stringify(sortedAnswer(answer)) !== JSON.stringify(sortedAnswer(answers[0])));
}

function sortedAnswer(answer: Answer | undefined): string[] {
  if (answer === undefined || "error" in answer) return ["error"];
  return answer.samples.map(({ labels, value }) => `${JSON.stringify(labels)} ${value}`).sort();
}

function explain(
  text: string,
  seconds: number,
  own: Answer,
  other: Answer,
  series: readonly InputSeries[],
  tree: Tree,
): string {
  const shown = (answer: Answer) => ("error" in answer ? `error: ${answer.error}` : samplesText(answer.samples));
  const names = JSON.stringify(tree);
  const read = series.filter(({ labels }) => names.includes(JSON.stringify(labels["__name__"])));
  return [
    `${text} @ ${seconds}`,
    `  promtool: ${shown(other)}`,
    `  in process: ${shown(own)}`,
    ...read.map(({ labels, values }) => `  ${seriesText(labels)} ${valuesText(values)}`),
  ].join("\n");
}
