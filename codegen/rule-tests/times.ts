/** Tests of when: the wait of `for`, a break that starts it anew, and the end. */
import type { Binary } from "../promql/ast.ts";
import type { Labels } from "../promql/evaluate/index.ts";
import { reads } from "./cells.ts";
import { isNumber, waysTo } from "./condition.ts";
import { affineOf } from "./draft.ts";
import { compiled, firstWhen } from "./observe.ts";
import { closeWorld, endOf, keptSteps, lookedAt, type Plan, stepsOf, waitSteps, watched } from "./plan.ts";
import type { RuleTest } from "./rule-test.ts";
import { attempt, divisionIn, selectorsOf } from "./solve.ts";
import { play } from "./stage.ts";
import { events, type Phase, type World } from "./world.ts";

export function timeTests(plan: Plan): RuleTest[] {
  const { stage, condition } = plan;
  const calm = waysTo(condition, false)
    .flatMap((states) => attempt(() => play(stage, states)) ?? [])
    .at(0);
  if (!calm) return [];
  const bad = closeWorld(plan);
  const [before, during] = [withThose(calm, bad), withThose(bad, calm)];
  return [
    ...onset(plan, "waits, fires and ends", before, during),
    ...onset(plan, "waits while the rest of the denominator falls", busier(plan, bad), bad),
    ...interrupted(plan, before, during),
    ...(keptSteps(plan) > 0 ? vanishing(plan, before, during) : []),
    ...ends(plan, calm),
  ];
}

/** Parts of the numerator that the rest of the denominator is at first. */
const RESTS = [1 / 31, 1 / 17, 1 / 13, 1 / 7];

/** From far above, where the end depends on how long a window is: the numerator falls, or the rest of the denominator grows. */
function ends(plan: Plan, calm: World): RuleTest[] {
  const [share] = sharesOf(plan);
  if (!share) return [];
  const all = play(plan.stage, plan.truth);
  const starts = RESTS.map((rest) => grownRest(share, all, rest) ?? all);
  // Of these the first from which no evaluation finds the share at its very limit.
  const firstOf = (name: string, next: (far: World) => World | undefined): RuleTest[] => {
    for (const far of starts) {
      const world = next(far);
      const tests = world ? ending(plan, share, name, withThose(far, world), withThose(world, far)) : [];
      if (tests.length > 0) return tests;
    }
    return [];
  };
  return [
    ...firstOf("ends when its events end", () => calm),
    ...firstOf("ends when the others grow", (far) => grownRest(share, far, 2 / share.limit)),
  ];
}

/** With so many times the events of the numerator in the first series of the rest of the denominator. */
function grownRest({ division }: Share, world: World, times: number): World | undefined {
  const isUpper = (labels: Labels) => selectorsOf(division.left).some((selector) => reads(selector, labels));
  const isLower = (labels: Labels) => selectorsOf(division.right).some((selector) => reads(selector, labels));
  const counted = [...world.values()].filter(({ labels }) => isUpper(labels));
  const sum = counted.reduce((all, { behaviour }) => all + (behaviour.type === "events" ? behaviour.perStep : 0), 0);
  const rest = [...world].find(([, { labels }]) => isLower(labels) && !isUpper(labels));
  if (!rest) return undefined;
  const [key, cell] = rest;
  return new Map([...world, [key, { ...cell, behaviour: events(Math.ceil(times * sum)) }]]);
}

function ending(plan: Plan, share: Share, name: string, bad: World, calm: World): RuleTest[] {
  const { stepSeconds } = plan.setting;
  const full = stepsOf(plan.windowSeconds, plan) + 2;
  const start = full + waitSteps(plan) + 2;
  const phases: Phase[] = [
    { world: bad, steps: start },
    { world: calm, steps: full + keptSteps(plan) },
  ];
  const { storage, at } = watched(plan, phases);
  const [from, until] = [start * stepSeconds, (start + full - 1) * stepSeconds];
  const over = firstWhen(from, until, stepSeconds, (second) => at(second).length === 0);
  if (over === undefined) return [];
  const times = [over - stepSeconds, over];
  const values = times.flatMap((time) => compiled(share.division, stepSeconds)(time * 1000, storage));
  const isClose = values.some(({ value }) => Math.abs(value - share.limit) < 1e-9);
  return isClose ? [] : [lookedAt(plan, name, phases, endOf(plan, over))];
}

interface Share {
  readonly division: Binary;
  readonly limit: number;
}

function sharesOf({ setting: { atoms }, truth }: Plan): Share[] {
  return [...truth].flatMap(([index, state]) => {
    const atom = atoms[index];
    if (!state || atom?.type !== "comparison" || !isNumber(atom.limit)) return [];
    const division = divisionIn(atom.kept);
    return division ? [{ division, limit: affineOf(atom.limit).value }] : [];
  });
}

/** With twice as many events of the rest of each denominator, so that a share is lower though its numerator is the same. */
function busier(plan: Plan, world: World): World {
  const isRest = (labels: Labels) =>
    sharesOf(plan).some(({ division: { left, right } }) => {
      const [above, below] = [left, right].map((side) => selectorsOf(side).some((selector) => reads(selector, labels)));
      return below && !above;
    });
  return new Map(
    [...world].map(([key, cell]) => {
      const { labels, behaviour } = cell;
      const isMore = behaviour.type === "events" && isRest(labels);
      return [key, isMore ? { labels, behaviour: { ...behaviour, perStep: behaviour.perStep * 2 } } : cell];
    }),
  );
}

/** Counters and gauges that only the other world has are there in this one, too; counters rest. */
function withThose(world: World, other: World): World {
  const added = [...other].filter(([key, { behaviour }]) => !world.has(key) && behaviour.type !== "missing");
  const resting = added.map(
    ([key, cell]) => [key, cell.behaviour.type === "events" ? { ...cell, behaviour: events(0) } : cell] as const,
  );
  return new Map([...world, ...resting]);
}

function onset(plan: Plan, name: string, calm: World, bad: World): RuleTest[] {
  const { stepSeconds } = plan.setting;
  const full = stepsOf(plan.windowSeconds, plan) + 2;
  const wait = waitSteps(plan);
  const phases: Phase[] = [
    { world: calm, steps: full },
    { world: bad, steps: full + wait + 3 },
    { world: calm, steps: full + 2 + keptSteps(plan) },
  ];
  const { at } = watched(plan, phases);
  const [start, end, last] = [full, 2 * full + wait + 3, 3 * full + wait + 4].map((step) => step * stepSeconds);
  const isActive = (second: number) => at(second).length > 0;
  const active = firstWhen(start ?? 0, end ?? 0, stepSeconds, isActive);
  if (active === undefined || isActive((start ?? 0) - stepSeconds)) return [];
  const fires = active + wait * stepSeconds;
  const over = firstWhen(end ?? 0, last ?? 0, stepSeconds, (second) => !isActive(second));
  const times = [fires - stepSeconds, fires, ...(over === undefined ? [] : endOf(plan, over))];
  return [lookedAt(plan, name, phases, times)];
}

/** Where the end of a result is no cure: all series are gone from one scrape to the next, or only for as long as it is kept. */
function vanishing(plan: Plan, calm: World, bad: World): RuleTest[] {
  const { stepSeconds } = plan.setting;
  const kept = keptSteps(plan);
  const fired = stepsOf(plan.windowSeconds, plan) + waitSteps(plan) + 3;
  const nothing: World = new Map();
  const gone: Phase[] = [
    { world: bad, steps: fired },
    { world: nothing, steps: kept + 2 },
  ];
  const short = kept - 1;
  const back: Phase[] = [
    { world: bad, steps: fired },
    { world: nothing, steps: short },
    { world: bad, steps: 2 },
    { world: calm, steps: kept + 2 },
  ];
  const { at } = watched(plan, gone);
  const over = fired * stepSeconds;
  if (at(over - stepSeconds).length === 0 || at(over).length > 0) return [];
  const [again, cured] = [over + short * stepSeconds, over + (short + 2) * stepSeconds];
  const returned = watched(plan, back).at(cured).length > 0 ? [] : [cured, ...endOf(plan, cured)];
  return [
    lookedAt(plan, "fires on when its series vanish", gone, endOf(plan, over)),
    lookedAt(plan, "never ceased when they are back in time", back, [over, again - stepSeconds, again, ...returned]),
  ];
}

/** One calm step while it waits. */
function interrupted(plan: Plan, calm: World, bad: World): RuleTest[] {
  const { stepSeconds } = plan.setting;
  const full = stepsOf(plan.windowSeconds, plan) + 2;
  const wait = waitSteps(plan);
  if (wait < 2) return [];
  const half = full + Math.floor(wait / 2);
  const phases: Phase[] = [
    { world: calm, steps: full },
    { world: bad, steps: half },
    { world: calm, steps: 1 },
    { world: bad, steps: full + wait + 3 },
  ];
  const { at } = watched(plan, phases);
  const [start = 0, dip = 0, end = 0] = [full, full + half, 2 * full + half + wait + 4].map(
    (step) => step * stepSeconds,
  );
  const isActive = (second: number) => at(second).length > 0;
  const active = firstWhen(start, dip, stepSeconds, isActive);
  const broken = firstWhen(dip, end, stepSeconds, (second) => !isActive(second));
  const again = broken === undefined ? undefined : firstWhen(broken, end, stepSeconds, isActive);
  if (active === undefined || again === undefined) return [];
  const times = [active + wait * stepSeconds, again + (wait - 1) * stepSeconds, again + wait * stepSeconds];
  const within = times.filter((time) => time < end);
  return [lookedAt(plan, "a break starts the wait anew", phases, within)];
}
