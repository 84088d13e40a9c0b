/** Runs of random cases: an expression and times over random series, by a seed that repeats them. */
import { emit } from "../../../codegen/emitters/rules.ts";
import type { Model } from "../../../codegen/model.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { catalogOf } from "../../../codegen/promql/series.ts";
import { randomExpression } from "./expressions.ts";
import { EVALUATION_SECONDS } from "./promtool.ts";
import { createRandom, type Random } from "./random.ts";
import { randomSeries, STEP_SECONDS, STEPS } from "./series.ts";
import { explain, isScraped, judge, type Trial, trialOf, type Verdict, type World } from "./trial.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface Run {
  readonly promtool: string;
  readonly model: Model;
  readonly seed: string;
  readonly cases: number;
}

export interface Outcome {
  readonly cases: number;
  /** Cases with a sample at some time. */
  readonly evaluated: number;
  /** Cases in which there was nothing at any time, but not always an error. */
  readonly empty: number;
  /** Cases that Prometheus refused at every time, because series collided. */
  readonly refused: number;
  /** Cases that inference called always empty. */
  readonly calledEmpty: number;
  /** Cases that the interpreter was compared on. */
  readonly interpreted: number;
  /** One text for each disagreement, with all that is needed to see it again. */
  readonly disagreements: readonly string[];
}

const CASES_PER_WORLD = 100;
const TIMES_PER_CASE = 3;
const DEEPEST = 4;
/** So long after the last scrape there is still something to see. */
const AFTER_SECONDS = 240;
/** Disagreements of one world that are explained; each costs one more run of promtool. */
const MOST_EXPLAINED = 5;

/** Throws where promtool cannot be asked at all. */
export function runCases(run: Run): Outcome {
  const worlds = Math.ceil(run.cases / CASES_PER_WORLD);
  return total(Array.from({ length: worlds }, (_, index) => runWorld(run, index)));
}

/** Asks all expressions of a list, over series of its own. */
export function runList(run: Omit<Run, "cases">, listed: (random: Random) => string[]): Outcome {
  const random = createRandom(`${run.seed}/list`);
  const world = randomWorld(run, random);
  const trials = listed(random).map((text) => trialOf(text, randomTimes(random, true), world.catalog));
  return outcomeOf(world, trials, (i) => `seed ${run.seed}, ${i + 1} of the list`);
}

function total(parts: readonly Outcome[]): Outcome {
  const sum = (count: (part: Outcome) => number) => parts.reduce((total, part) => total + count(part), 0);
  return {
    cases: sum(({ cases }) => cases),
    evaluated: sum(({ evaluated }) => evaluated),
    empty: sum(({ empty }) => empty),
    refused: sum(({ refused }) => refused),
    calledEmpty: sum(({ calledEmpty }) => calledEmpty),
    interpreted: sum(({ interpreted }) => interpreted),
    disagreements: parts.flatMap(({ disagreements }) => disagreements),
  };
}

function runWorld(run: Run, index: number): Outcome {
  const random = createRandom(`${run.seed}/${index}`);
  const world = randomWorld(run, random);
  const first = index * CASES_PER_WORLD;
  const length = Math.min(CASES_PER_WORLD, run.cases - first);
  const trials = Array.from({ length }, () => randomTrial(world, random));
  return outcomeOf(world, trials, (i) => `seed ${run.seed}, case ${first + i}`);
}

function randomWorld({ promtool, model }: Omit<Run, "cases">, random: Random): World {
  const series = randomSeries(model, random);
  const rules = emit(model)[0]?.text;
  return { promtool, catalog: catalogOf(model), series, rules, intervalSeconds: STEP_SECONDS };
}

function outcomeOf(world: World, trials: readonly Trial[], nameOf: (index: number) => string): Outcome {
  const verdicts = judge(world, trials);
  const disagreements = verdicts.flatMap((verdict, i) =>
    verdict.faults.length > 0 ? [{ name: nameOf(i), verdict }] : [],
  );
  return {
    ...tally(verdicts),
    disagreements: disagreements.map(({ name, verdict }, i) =>
      i < MOST_EXPLAINED ? explain(world, name, verdict) : `${name}: ${verdict.trial.text}`,
    ),
  };
}

function tally(verdicts: readonly Verdict[]): Omit<Outcome, "disagreements"> {
  const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
  const evaluated = count(({ answers }) => answers.some((answer) => "samples" in answer && answer.samples.length > 0));
  const refused = count(({ answers }) => answers.every((answer) => "error" in answer));
  return {
    cases: verdicts.length,
    evaluated,
    refused,
    empty: verdicts.length - evaluated - refused,
    calledEmpty: count(({ trial }) => trial.shape.empty),
    interpreted: count(({ trial }) => trial.scraped),
  };
}

/** Throws when the compiler does not know an expression of what kind it was made. */
function randomTrial({ catalog, series }: World, random: Random): Trial {
  const { text, kind } = randomExpression(vocabularyOf(random, catalog, series), random.below(DEEPEST + 1));
  const { expr } = parseExpr(text);
  const trial = trialOf(text, randomTimes(random, expr !== undefined && isScraped(expr, catalog)), catalog);
  if (trial.shape.kind !== kind) throw new Error(`${text} is a ${kind}, inferred to be a ${trial.shape.kind}`);
  return trial;
}

/** Rules hold what they evaluated last, so that those who read them are asked when rules are evaluated, as alerts are. */
function randomTimes(random: Random, scraped: boolean): number[] {
  const step = scraped ? 1 : EVALUATION_SECONDS;
  const last = STEPS * STEP_SECONDS + AFTER_SECONDS;
  return Array.from({ length: TIMES_PER_CASE }, () => random.below(last / step) * step);
}
