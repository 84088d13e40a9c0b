/** Tests of an alert that compares the same share over two windows: each at its limit while the other is above. */
import type { Binary } from "../promql/ast.ts";
import type { Labels } from "../promql/evaluate/index.ts";
import { reads } from "./cells.ts";
import { isWholeRate } from "./exact.ts";
import { lookedAt, type Plan, waitSteps } from "./plan.ts";
import type { RuleTest } from "./rule-test.ts";
import { attempt, divisionIn, type State, selectorsOf } from "./solve.ts";
import { play } from "./stage.ts";
import { termsOf } from "./terms.ts";
import { type Cell, type Phase, samplesOf, type World } from "./world.ts";

interface Windows {
  /** Indexes of the shares, and the division of one of them. */
  readonly shares: readonly number[];
  readonly division: Binary;
  readonly shortSeconds: number;
  readonly longSeconds: number;
}

/** Units above the limit in the time before the short window, and in it. */
type Levels = readonly [before: number, within: number];

/** Empty where the alert waits: what lasts for one evaluation would be seen by nobody. */
export function windowTests(plan: Plan): RuleTest[] {
  const windows = windowsOf(plan);
  const world = windows && atLimits(plan, windows);
  if (!windows || !world || waitSteps(plan) > 0) return [];
  const times = windows.longSeconds / windows.shortSeconds;
  const { shortSeconds, longSeconds } = windows;
  const limits: readonly (readonly [string, Levels, number | undefined])[] = [
    ["the short window just above its limit, the long one above", [1, 1], undefined],
    ["the short window exactly at its limit, the long one above", [1, 0], shortSeconds],
    ["the long window just above its limit, the short one above", [-1, 2 * times - 1], undefined],
    ["the long window exactly at its limit, the short one above", [-1, times - 1], longSeconds],
  ];
  return limits.flatMap(([name, levels, exactSeconds]) => {
    const phases = phasesFor(plan, windows, world, levels);
    if (exactSeconds !== undefined && !isExact(plan, exactSeconds, phases)) return [];
    const steps = phases.reduce((sum, phase) => sum + phase.steps, 0);
    return [lookedAt(plan, name, phases, [(steps - 1) * plan.setting.stepSeconds])];
  });
}

function windowsOf({ setting: { atoms }, truth }: Plan): Windows | undefined {
  const found = [...truth].flatMap(([index, state]) => {
    const atom = atoms[index];
    const division = state && atom?.type === "comparison" ? divisionIn(atom.kept) : undefined;
    const [term] = division ? (termsOf(division.left) ?? []) : [];
    return division && term ? [{ index, division, seconds: term.windowSeconds }] : [];
  });
  const [short, long] = found.sort((a, b) => a.seconds - b.seconds);
  if (!short || !long || found.length > 2 || long.seconds % short.seconds !== 0 || long.seconds === short.seconds)
    return undefined;
  const { division } = short;
  return { shares: [short.index, long.index], division, shortSeconds: short.seconds, longSeconds: long.seconds };
}

function phasesFor(plan: Plan, windows: Windows, world: World, [before, within]: Levels): Phase[] {
  const { stepSeconds } = plan.setting;
  return [
    { world: moved(world, windows.division, before * stepSeconds), steps: windows.longSeconds / stepSeconds + 2 },
    { world: moved(world, windows.division, within * stepSeconds), steps: windows.shortSeconds / stepSeconds },
  ];
}

function atLimits({ stage, truth }: Plan, { shares }: Windows): World | undefined {
  return attempt(() => play(stage, new Map<number, State>([...truth, ...shares.map((index) => [index, 0] as const)])));
}

/** So many events a step more in the first series of the numerator, and fewer in the first one of the rest. */
function moved(world: World, { left, right }: Binary, perStep: number): World {
  const isUpper = (labels: Labels) => selectorsOf(left).some((selector) => reads(selector, labels));
  const isLower = (labels: Labels) => selectorsOf(right).some((selector) => reads(selector, labels));
  const upper = [...world].find(([, { labels }]) => isUpper(labels));
  const rest = [...world].find(([, { labels }]) => isLower(labels) && !isUpper(labels));
  const changed = [upper && added(upper, perStep), rest && added(rest, -perStep)].flatMap((entry) =>
    entry ? [entry] : [],
  );
  return new Map([...world, ...changed]);
}

function added([key, cell]: [string, Cell], perStep: number): [string, Cell] {
  const { behaviour } = cell;
  const more = behaviour.type === "events" ? { ...behaviour, perStep: behaviour.perStep + perStep } : behaviour;
  return [key, { ...cell, behaviour: more }];
}

/** Every rate over the window is a whole number at the end. */
function isExact({ setting }: Plan, windowSeconds: number, phases: readonly Phase[]): boolean {
  const { stepSeconds, subject } = setting;
  const selectors = selectorsOf(subject.inlined);
  const counted = samplesOf(phases, stepSeconds).filter(({ labels }) => selectors.some((one) => reads(one, labels)));
  return counted.every(({ values }) => {
    const [last, first] = [values.at(-1), values.at(-1 - windowSeconds / stepSeconds)];
    const growth = typeof last === "number" && typeof first === "number" ? last - first : 0;
    return isWholeRate(growth / windowSeconds, windowSeconds);
  });
}
