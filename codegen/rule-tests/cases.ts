/** The tests of an alert, constructed from its expression: where it fires, where it just does not, and when. */
import type { Alert, Model } from "../model.ts";
import { type Expr, nodesOf } from "../promql/ast.ts";
import { EvaluationError } from "../promql/evaluate/index.ts";
import { infer } from "../promql/infer.ts";
import { catalogOf } from "../promql/series.ts";
import type { Scope } from "./cells.ts";
import { type Condition, conditionsOf, TooManyWays, type Truth, waysTo } from "./condition.ts";
import { scalesFor } from "./exact.ts";
import { levelTests } from "./levels.ts";
import { lossTests } from "./losses.ts";
import type { Plan } from "./plan.ts";
import type { RuleTest } from "./rule-test.ts";
import { greatestCommonDivisor, type Setting, selectorsOf } from "./solve.ts";
import { stageFor } from "./stage.ts";
import { type Subject, subjectOf, windowsOf } from "./subject.ts";
import { timeTests } from "./times.ts";
import { Unsolvable } from "./unsolvable.ts";
import { windowTests } from "./windows.ts";

/** The tests, or the part of the expression that they cannot be constructed for and why. */
export type Constructed =
  | { readonly tests: readonly RuleTest[]; readonly reason?: undefined }
  | { readonly tests?: undefined; readonly reason: string };

/** Constructs the tests of an alert; undefined when its expression is no PromQL. */
export function construct(model: Model, alert: Alert): Constructed | undefined {
  const subject = subjectOf(model, alert);
  if (!subject) return undefined;
  try {
    return { tests: testsOf(subject) };
  } catch (cause) {
    const known = [Unsolvable, TooManyWays, EvaluationError].some((kind) => cause instanceof kind);
    if (known && cause instanceof Error) return { reason: cause.message };
    throw cause;
  }
}

function testsOf(subject: Subject): readonly RuleTest[] {
  const catalog = catalogOf(subject.model);
  const recorded = selectorsOf(subject.inlined).find(({ metric }) => metric && catalog.get(metric.text)?.recordingRule);
  if (recorded) throw new Unsolvable(recorded, `\`${recorded.metric?.text}\` over time is not constructed`);
  const { condition, atoms } = conditionsOf(subject.inlined, catalog);
  const shape = infer(subject.inlined, catalog).get(subject.inlined);
  const scope: Scope = { catalog, shared: new Set(shape?.labels.keys()) };
  const setting: Setting = { subject, atoms, scope, stepSeconds: stepFor(subject), scales: new Map() };
  const ways = waysTo(condition, true);
  const tests = ways.flatMap((truth, i) => {
    const plan = planFor(setting, condition, truth, ways.length === 1 ? "" : `${i + 1}`);
    return [...levelTests(plan), ...timeTests(plan), ...windowTests(plan), ...(i === 0 ? lossTests(plan) : [])];
  });
  return distinct(tests);
}

function planFor(setting: Setting, condition: Condition, truth: Truth, way: string): Plan {
  const exact: Setting = { ...setting, scales: scalesFor(setting, truth) };
  const windowSeconds = Math.max(0, ...windowsOf(setting.subject));
  return { setting: exact, stage: stageFor(exact, condition, truth), condition, truth, windowSeconds, way };
}

/** Steps of a test beyond which a coarser one is taken. */
const MANY_STEPS = 2000;
/** A window holds at least so many samples. */
const FEWEST_SAMPLES = 5;
/** Prometheus forgets a sample after 5 minutes, but for ranges. */
const LOOKBACK_SECONDS = 300;

/**
 * Seconds between samples and evaluations: the evaluation interval, so that `for` is tested to the evaluation; or a multiple
 * of it where there is no `for`, or windows of days would take thousands of evaluations.
 */
function stepFor(subject: Subject): number {
  const windows = windowsOf(subject);
  const { forSeconds } = subject.alert;
  const interval = subject.model.prometheus.evaluationIntervalSeconds;
  const coarsest = looksOnlyBack(subject.inlined) ? Number.POSITIVE_INFINITY : LOOKBACK_SECONDS;
  const steps = [1, 2, 4, 20, 80, 240].map((factor) => factor * interval).filter((step) => step <= coarsest);
  const fine = steps.filter((step) =>
    windows.every((window) => window / step >= FEWEST_SAMPLES && window % step === 0),
  );
  // Where the evaluations do not fit into the windows, the tests take others.
  if (fine.length === 0 && windows.length > 0) return windows.reduce(greatestCommonDivisor) / FEWEST_SAMPLES;
  if (forSeconds === 0 && windows.length > 0) return fine.at(-1) ?? interval;
  const span = 3 * Math.max(0, ...windows) + 2 * forSeconds;
  return fine.find((step) => span / step <= MANY_STEPS) ?? fine.at(-1) ?? interval;
}

/** Every series is read over a range. */
function looksOnlyBack(expr: Expr): boolean {
  const ranged = new Set(nodesOf(expr, "range").map(({ selector }) => selector));
  return selectorsOf(expr).every((selector) => ranged.has(selector));
}

/** Of tests with the same series one is enough; series are compared where the outcome is the same. */
function distinct(tests: readonly RuleTest[]): readonly RuleTest[] {
  const alike = Map.groupBy(tests, ({ expectations }) => JSON.stringify(expectations));
  const repeated = [...alike.values()].flatMap((group) => {
    if (group.length === 1) return [];
    const firsts = new Map<string, RuleTest>();
    return group.filter((test) => {
      const key = JSON.stringify(test.series);
      const isRepeated = firsts.has(key);
      if (!isRepeated) firsts.set(key, test);
      return isRepeated;
    });
  });
  return tests.filter((test) => !repeated.includes(test));
}
