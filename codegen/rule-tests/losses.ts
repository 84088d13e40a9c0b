/** Tests of what is lost: series that are not there, no traffic, a restart; and bounds as Prometheus 3 spells them. */
import type { Labels } from "../promql/evaluate/index.ts";
import { reads } from "./cells.ts";
import { closeWorld, lookedAt, type Plan, steady, stepsOf, waitSteps } from "./plan.ts";
import type { RuleTest } from "./rule-test.ts";
import { attempt, divisionIn, type State, type States, selectorsOf } from "./solve.ts";
import { play } from "./stage.ts";
import { events, type Phase, type World } from "./world.ts";

export function lossTests(plan: Plan): RuleTest[] {
  const world = closeWorld(plan);
  const lost = partsOf(plan).map(([what, isPart]) =>
    steady(plan, `without ${what}`, new Map([...world].filter(([, { labels }]) => !isPart(labels)))),
  );
  const counts = [...world.values()].some(({ behaviour }) => behaviour.type === "events");
  return [
    ...lost,
    ...(counts ? [steady(plan, "without any traffic", resting(world)), ...restarts(plan, world)] : []),
    ...respelled(plan, world),
  ];
}

function resting(world: World): World {
  return new Map(
    [...world].map(([key, cell]) => [key, cell.behaviour.type === "events" ? { ...cell, behaviour: events(0) } : cell]),
  );
}

/** A restart in the middle of the last window, where the alert fires and where it just does not. */
function restarts(plan: Plan, firing: World): RuleTest[] {
  const { stage, truth, setting } = plan;
  const full = stepsOf(plan.windowSeconds, plan) + waitSteps(plan);
  const half = Math.ceil(stepsOf(plan.windowSeconds, plan) / 2);
  const phases = (world: World): Phase[] => [
    { world, steps: full - half + 1 },
    { world, steps: half + 2, restarts: "a" },
  ];
  const times = [(full + 2) * setting.stepSeconds];
  const quiet = [...truth.keys()].flatMap((index) => {
    const states = ([-1, 0, 1] as const).map((state): States => new Map<number, State>([...truth, [index, state]]));
    return states
      .flatMap((state) => attempt(() => play(stage, state)) ?? [])
      .map((world) => lookedAt(plan, "a restart does not make it fire", phases(world), times))
      .filter(({ expectations }) => expectations.every(({ firing }) => firing.length === 0))
      .slice(0, 1);
  });
  return [lookedAt(plan, "a restart does not end it", phases(firing), times), ...quiet.slice(0, 1)];
}

type IsPart = (labels: Labels) => boolean;

/** Upper and lower half of a quotient, and each metric by itself. */
function partsOf({ setting: { subject, atoms }, truth }: Plan): [string, IsPart][] {
  const halves = [...truth.keys()].flatMap((index): [string, IsPart][] => {
    const atom = atoms[index];
    const division = atom?.type === "comparison" ? divisionIn(atom.kept) : undefined;
    if (!division) return [];
    const upper: IsPart = (labels) => selectorsOf(division.left).some((selector) => reads(selector, labels));
    const lower: IsPart = (labels) => selectorsOf(division.right).some((selector) => reads(selector, labels));
    return [
      ["the numerator", upper],
      ["the rest of the denominator", (labels) => lower(labels) && !upper(labels)],
      ["numerator and denominator", (labels) => upper(labels) || lower(labels)],
    ];
  });
  const names = [...new Set(selectorsOf(subject.inlined).flatMap(({ metric }) => metric?.text ?? []))];
  const metrics = names.map((name): [string, IsPart] => [`any ${name}`, ({ __name__ }) => __name__ === name]);
  return [...halves.slice(0, 3), ...metrics];
}

/** Prometheus 3 stores a whole bound as 48.0. */
function respelled(plan: Plan, world: World): RuleTest[] {
  if (![...world.values()].some(({ labels }) => labels["le"] !== undefined)) return [];
  const spelled = [...world.values()].map((cell) => {
    const { le } = cell.labels;
    const labels = le !== undefined && /^-?\d+$/.test(le) ? { ...cell.labels, le: `${le}.0` } : cell.labels;
    return [JSON.stringify(labels), { ...cell, labels }] as const;
  });
  return [steady(plan, "bounds as Prometheus 3 writes them", new Map(spelled))];
}
