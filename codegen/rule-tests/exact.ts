/** Numbers of events for which rates are exact: sums of them are the same in whatever order promtool adds them up. */
import { attempt, divisionIn, type Setting, type State, selectorsOf, solve } from "./solve.ts";
import { windowsOf } from "./subject.ts";
import { type Term, termsOf } from "./terms.ts";
import { cellsRead, type World } from "./world.ts";

/** With many series few numbers of events are right for all. */
const SCALES = Array.from({ length: 200 }, (_, i) => i + 1);

/**
 * The scale of shares at which every rate is a whole number, so that sums are exact in whatever order they are made. Shares
 * of the same events over several windows can only move together.
 */
export function scalesFor(setting: Setting, truth: ReadonlyMap<number, boolean>): ReadonlyMap<number, number> {
  const shares = [...truth.keys()].flatMap((index) => {
    const atom = setting.atoms[index];
    const division = atom?.type === "comparison" ? divisionIn(atom.kept) : undefined;
    return division ? [{ index, terms: [division.left, division.right].flatMap((side) => termsOf(side) ?? []) }] : [];
  });
  const indexes = shares.map(({ index }) => index);
  const terms = shares.flatMap((share) => share.terms);
  const apart = indexes.map((index) => [index]);
  const movable = apart.every((moved) => attempt(() => scaledWorld(setting, truth, moved, 0, 1))) ? apart : [indexes];
  const fits = SCALES.find((scale) =>
    movable.every((moved) =>
      ([0, 1, -1] as const).every((state) => {
        const world = attempt(() => scaledWorld(setting, truth, moved, state, scale));
        return world !== undefined && terms.every((term) => isExact(setting, world, term));
      }),
    ),
  );
  return new Map(fits === undefined ? [] : indexes.map((index) => [index, fits]));
}

function scaledWorld(
  setting: Setting,
  truth: ReadonlyMap<number, boolean>,
  moved: readonly number[],
  state: number,
  scale: number,
): World {
  const scaled = { ...setting, scales: new Map(moved.map((index) => [index, scale])) };
  return solve(scaled, new Map<number, State>([...truth, ...moved.map((index) => [index, state] as const)]), {});
}

/** Every rate over every window that is read is a whole number. */
export function isExactWorld({ subject, stepSeconds }: Setting, world: World): boolean {
  const windows = windowsOf(subject);
  const counted = new Set(selectorsOf(subject.inlined).flatMap((selector) => cellsRead(world, selector)));
  return [...counted].every(({ behaviour }) => {
    const perSecond = behaviour.type === "events" ? behaviour.perStep / stepSeconds : 0;
    return windows.every((window) => isWholeRate(perSecond, window));
  });
}

/** A rate is the events of its window times the reciprocal of it, which is rounded (functions.go, extrapolatedRate). */
function isExact({ stepSeconds }: Setting, world: World, { selector, windowSeconds }: Term): boolean {
  return cellsRead(world, selector).every(({ behaviour }) => {
    const perSecond = behaviour.type === "events" ? behaviour.perStep / stepSeconds : 0;
    return isWholeRate(perSecond, windowSeconds);
  });
}

/** Events a second over a window come out as the same whole number. */
export function isWholeRate(perSecond: number, windowSeconds: number): boolean {
  return Number.isInteger(perSecond * windowSeconds * (1 / windowSeconds));
}
