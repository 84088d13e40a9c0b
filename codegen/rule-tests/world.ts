/** What every series does in a phase of a test, and the samples that come of phases in a row. */
import type { Selector } from "../promql/ast.ts";
import type { InputSeries, InputValue, Labels } from "../promql/evaluate/index.ts";
import { reads } from "./cells.ts";

/**
 * level: a gauge, `value` at time 0 and from there `perSecond` more each second. events: a counter that grows by so many each
 * step; `whole` ones come one at a time, so that every window of the right length holds the same number. missing: no sample.
 */
export type Behaviour =
  | { readonly type: "level"; readonly value: number; readonly perSecond: number }
  | { readonly type: "events"; readonly perStep: number; readonly whole: boolean }
  | { readonly type: "missing" };

export interface Cell {
  readonly labels: Labels;
  readonly behaviour: Behaviour;
}

/** Series by their labels. */
export type World = Map<string, Cell>;

export const MISSING: Behaviour = { type: "missing" };

export function level(value: number, perSecond = 0): Behaviour {
  return { type: "level", value, perSecond };
}

export function events(perStep: number, whole = false): Behaviour {
  return { type: "events", perStep, whole };
}

const keys = new WeakMap<Labels, string>();

export function keyOf(labels: Labels): string {
  const key = keys.get(labels) ?? JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  keys.set(labels, key);
  return key;
}

export function put(world: World, labels: Labels, behaviour: Behaviour): void {
  world.set(keyOf(labels), { labels, behaviour });
}

export function cellsRead(world: World, selector: Selector): Cell[] {
  return [...world.values()].filter(({ labels }) => reads(selector, labels));
}

/** A world that lasts for some steps. */
export interface Phase {
  readonly world: World;
  readonly steps: number;
  /** The counters of this instance begin anew at 0, as after a restart. */
  readonly restarts?: string;
}

/** The samples of phases in a row, a step apart; the first sample is at 0. */
export function samplesOf(phases: readonly Phase[], stepSeconds: number): InputSeries[] {
  const cells = new Map(phases.flatMap(({ world }) => [...world].map(([key, { labels }]) => [key, labels] as const)));
  return [...cells].map(([key, labels]) => ({ labels, values: valuesOf(key, labels, phases, stepSeconds) }));
}

/** Samples of a world that has always been so, only every so many steps and at the end: what ranges need at their edges. */
export function steadySamples(world: World, stepSeconds: number, every: number, count: number): InputSeries[] {
  return [...world.values()].map(({ labels, behaviour }) => ({
    labels,
    values: Array.from({ length: count }, (_, i) => steadyValue(behaviour, i * every, stepSeconds)),
  }));
}

function steadyValue(behaviour: Behaviour, step: number, stepSeconds: number): InputValue {
  if (behaviour.type === "missing") return undefined;
  if (behaviour.type === "level") return clean(behaviour.value + behaviour.perSecond * step * stepSeconds);
  // As far into the rhythm of single events as a test that is looked at two steps after its windows are full.
  const count = (step + 2) * behaviour.perStep;
  return behaviour.whole ? Math.floor(count + 1e-9) : count;
}

function valuesOf(key: string, labels: Labels, phases: readonly Phase[], stepSeconds: number): InputValue[] {
  const values: InputValue[] = [];
  let count = 0;
  for (const { world, steps, restarts } of phases) {
    const behaviour = world.get(key)?.behaviour ?? MISSING;
    if (restarts !== undefined && restarts === labels["instance"]) count = 0;
    const start = count;
    const first = values.length === 0 ? 0 : 1;
    for (let step = first; step < first + steps; step++) {
      if (behaviour.type === "events" && step > 0) count = grown(behaviour, start, step, count);
      values.push(sample(behaviour, count, values, stepSeconds));
    }
  }
  return values;
}

/** Added one after the other, as promtool expands a run, so that long ones can be written short. */
function grown({ perStep, whole }: Extract<Behaviour, { type: "events" }>, start: number, step: number, count: number) {
  return whole ? start + Math.floor(step * perStep + 1e-9) : count + perStep;
}

function sample(behaviour: Behaviour, count: number, before: readonly InputValue[], stepSeconds: number): InputValue {
  if (behaviour.type === "events") return count;
  if (behaviour.type === "level") return clean(behaviour.value + behaviour.perSecond * before.length * stepSeconds);
  return typeof before.at(-1) === "number" ? "stale" : undefined;
}

/** Without the dust of binary fractions. */
export function clean(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}
