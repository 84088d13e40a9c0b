/** Tests of how much: every condition at its limit and just beside it, while the others are as when the alert fires. */
import { type Expr, isComparison, nodesOf } from "../promql/ast.ts";
import { cellsOf, reads } from "./cells.ts";
import { type Atom, isNumber } from "./condition.ts";
import { affineOf } from "./draft.ts";
import { type Plan, steady } from "./plan.ts";
import type { RuleTest } from "./rule-test.ts";
import { attempt, divisionIn, holdsAt, type State, selectorsOf, solve } from "./solve.ts";
import { play } from "./stage.ts";
import { Unsolvable } from "./unsolvable.ts";
import { level, put } from "./world.ts";

export function levelTests(plan: Plan): RuleTest[] {
  const { truth, stage, setting } = plan;
  const indexes = [...truth.keys()];
  const levels = indexes.flatMap((index) => {
    const which = indexes.length > 1 ? ` (condition ${index + 1})` : "";
    return statesOf(setting.atoms[index], truth.get(index) === true).flatMap(([name, state]) => {
      const world =
        attempt(() => play(stage, new Map([...truth, [index, state]]))) ??
        attempt(() => play(stage, new Map([...truth, ...alike(plan, index).map((one) => [one, state] as const)])));
      const test = world && steady(plan, `${name}${which}`, world);
      return test && isAsNamed(setting.atoms[index], state, truth.get(index) === true, test) ? [test] : [];
    });
  });
  const fires = steady(plan, "fires", play(stage, truth));
  if (!isFiring(fires))
    throw new Unsolvable(setting.subject.inlined, "over the series that were constructed it does not fire");
  return [fires, ...levels, ...presenceTests(plan), ...filterTests(plan)];
}

function isFiring({ expectations }: RuleTest): boolean {
  return expectations.some(({ firing }) => firing.length > 0);
}

/** Where the other conditions are as when the alert fires, it fires by this one alone. */
function isAsNamed(atom: Atom | undefined, state: State, truth: boolean, test: RuleTest): boolean {
  if (atom?.type !== "comparison" || typeof state !== "number") return true;
  return isFiring(test) === (holdsAt(atom.op, state) === truth);
}

/** Shares over other windows of the same events, which lie where this one does as long as nothing changes. */
function alike({ setting: { atoms }, truth }: Plan, index: number): number[] {
  const isShare = (one: number) => {
    const atom = atoms[one];
    return truth.get(one) === true && atom?.type === "comparison" && divisionIn(atom.kept) !== undefined;
  };
  return isShare(index) ? [...truth.keys()].filter(isShare) : [];
}

/** What must not be there: each of the series by itself holds the alert back. */
function presenceTests(plan: Plan): RuleTest[] {
  const { setting, stage, truth } = plan;
  return [...truth].flatMap(([index, state]) => {
    const atom = setting.atoms[index];
    if (!atom || atom.type === "comparison" || (atom.type === "presence") === state) return [];
    const cells = selectorsOf(atom.of).flatMap((selector) => cellsOf(selector, {}, setting.scope));
    return cells.map((labels, i) => {
      const world = new Map(play(stage, truth));
      put(world, labels, level(1));
      return steady(plan, `held back by ${i + 1} of ${cells.length}`, world);
    });
  });
}

/** A comparison within a calculation, which leaves out what does not meet it. */
interface Filter {
  readonly kept: Expr;
  readonly limit: number;
  readonly passing: 1 | 0 | -1;
}

/** The limits of filters within: just let through, at the limit and on the other side of it. */
function filterTests(plan: Plan): RuleTest[] {
  const { stage, truth, setting } = plan;
  return filtersIn(plan).flatMap(({ kept, limit, passing }, i) => {
    const unit = limit === 0 ? 0.001 : Math.abs(limit) / 1000;
    const main = attempt(() => solve(setting, truth, {}, { node: kept, value: limit + passing * unit }));
    if (!main) return [];
    const filtered = [...main].filter(([, { labels }]) =>
      selectorsOf(kept).some((selector) => reads(selector, labels)),
    );
    return ([-1, 0, 1] as const).map((place) => {
      const moved = filtered.map(([key, cell]) => [key, { ...cell, behaviour: level(limit + place * unit) }] as const);
      const where = { "-1": "just below", "0": "exactly at", "1": "just above" }[`${place}`];
      const world = new Map([...stage.others, ...main, ...moved]);
      return steady(plan, `${where} the limit of filter ${i + 1}`, world);
    });
  });
}

function filtersIn({ setting: { subject, atoms } }: Plan): Filter[] {
  const conditions = new Set<Expr>(atoms.map(({ node }) => node));
  return nodesOf(subject.inlined, "binary").flatMap((node): Filter[] => {
    const { op, left, right, bool } = node;
    if (!isComparison(op) || bool || conditions.has(node) || !isNumber(right)) return [];
    const passing = op === ">" ? 1 : op === "<" ? -1 : 0;
    return [{ kept: left, limit: affineOf(right).value, passing }];
  });
}

function statesOf(atom: Atom | undefined, truth: boolean): readonly (readonly [string, State])[] {
  if (atom?.type !== "comparison") return [[truth ? "the other way round" : "held back", !truth]];
  return [
    ["just above the limit", 1],
    ["exactly at the limit", 0],
    ["just below the limit", -1],
  ];
}
