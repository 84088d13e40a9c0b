/** What all tests of one way to fire are made from, and how a test is looked at. */

import type { InputSeries, Sample } from "../promql/evaluate/index.ts";
import type { Atom, Condition, Truth } from "./condition.ts";
import { isExactWorld } from "./exact.ts";
import { type Observer, observer } from "./observe.ts";
import type { Expectation, Result, RuleTest } from "./rule-test.ts";
import { attempt, divisionIn, type Setting, type State, type States } from "./solve.ts";
import { play, type Stage } from "./stage.ts";
import { type Phase, samplesOf, type World } from "./world.ts";

export interface Plan {
  readonly setting: Setting;
  readonly stage: Stage;
  readonly condition: Condition;
  /** Which conditions hold when the alert fires in this way. */
  readonly truth: Truth;
  readonly windowSeconds: number;
  /** Tells the ways apart, for names; empty when there is one. */
  readonly way: string;
}

export function stepsOf(seconds: number, { setting: { stepSeconds } }: Plan): number {
  return Math.ceil(seconds / stepSeconds);
}

export function waitSteps(plan: Plan): number {
  return stepsOf(plan.setting.subject.alert.forSeconds, plan);
}

/** How many evaluations an alert fires on when it holds no more. */
export function keptSteps(plan: Plan): number {
  return stepsOf(plan.setting.subject.alert.keepFiringSeconds, plan);
}

/** The evaluations around an end: the last at which the alert holds, the first at which it does not, and where it ceases to fire. */
export function endOf(plan: Plan, over: number): number[] {
  const { stepSeconds } = plan.setting;
  const end = over + keptSteps(plan) * stepSeconds;
  return [over - stepSeconds, over, end - stepSeconds, end].filter((time, i, all) => all.indexOf(time) === i);
}

/** One state of things from the start, looked at when windows are full and `for` is over. */
export function steady(plan: Plan, name: string, world: World): RuleTest {
  const length = stepsOf(plan.windowSeconds, plan) + waitSteps(plan) + 3;
  return lookedAt(plan, name, [{ world, steps: length }], [(length - 1) * plan.setting.stepSeconds]);
}

export interface Watched extends Observer {
  readonly series: readonly InputSeries[];
}

const known = new WeakMap<readonly Phase[], Watched>();

/** The samples of phases and what the alert does over them; made once. */
export function watched({ setting: { subject, stepSeconds } }: Plan, phases: readonly Phase[]): Watched {
  const before = known.get(phases);
  if (before) return before;
  const series = samplesOf(phases, stepSeconds);
  const made = { series, ...observer(subject, series, stepSeconds) };
  known.set(phases, made);
  return made;
}

/** A test over phases, with what the alert does at the given times. */
export function lookedAt(plan: Plan, name: string, phases: readonly Phase[], times: readonly number[]): RuleTest {
  const { subject, stepSeconds } = plan.setting;
  const { series, at, firingAt, recordsAt } = watched(plan, phases);
  const exact = phases.length === 1 && phases.every(({ world }) => isExactWorld(plan.setting, world));
  const expectations = [...new Set(times)].map((atSeconds): Expectation => {
    const firing = firingAt(atSeconds);
    return {
      atSeconds,
      firing: firing.map(resultOf),
      pending: firing.length > 0 ? undefined : at(atSeconds).length,
      records: exact ? recorded(recordsAt(atSeconds)) : {},
    };
  });
  const way = plan.way === "" ? "" : ` (way ${plan.way})`;
  return { name: `${subject.alert.name}: ${name}${way}`, stepSeconds, series, expectations };
}

function resultOf({ labels: { __name__: _, ...labels }, value }: Sample): Result {
  return { labels, value };
}

/** NaN equals nothing, so no test can ask for it. */
function recorded(records: ReadonlyMap<string, readonly Sample[]>): Expectation["records"] {
  const known = [...records].filter(([, samples]) => !samples.some(({ value }) => Number.isNaN(value)));
  return Object.fromEntries(known.map(([name, samples]) => [name, samples.map(resultOf)]));
}

/**
 * The alert fires, its value as close to the limit as can be: of several comparisons the shares, or else the first, so that
 * each other mistake in the expression has the greatest effect.
 */
export function closeWorld(plan: Plan): World {
  const { stage, truth, setting } = plan;
  const comparisons = [...truth].filter(([index, state]) => state && setting.atoms[index]?.type === "comparison");
  const shares = comparisons.filter(([index]) => isShare(setting.atoms[index]));
  const close = shares.length > 0 ? shares : comparisons.slice(0, 1);
  const states: States = new Map([
    ...truth,
    ...close.map(([index]): [number, State] => [index, closeTo(setting.atoms[index])]),
  ]);
  return attempt(() => play(stage, states)) ?? play(stage, truth);
}

function isShare(atom: Atom | undefined): boolean {
  return atom?.type === "comparison" && divisionIn(atom.kept) !== undefined;
}

/** Just on the side where a comparison holds. */
function closeTo(atom: Atom | undefined): State {
  if (atom?.type !== "comparison") return true;
  if (atom.op === ">" || atom.op === ">=") return 1;
  return atom.op === "<" || atom.op === "<=" ? -1 : true;
}
