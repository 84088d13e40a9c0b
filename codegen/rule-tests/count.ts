/** Counters of a draft: how many events each series of a sum, or of a part and its whole, must have. */
import type { Binary, Expr } from "../promql/ast.ts";
import type { Labels } from "../promql/evaluate/index.ts";
import { cellsOf, reads } from "./cells.ts";
import type { Draft } from "./draft.ts";
import { type Term, termsOf } from "./terms.ts";
import { Unsolvable } from "./unsolvable.ts";
import { cellsRead, clean, events, keyOf, put } from "./world.ts";

/** Events a second of a sum of rates or increases, counted as those of the first term, without what its series count already. */
export function count(draft: Draft, terms: readonly Term[], perSecond: number): void {
  const { world, closed } = draft;
  const [first] = terms;
  const already = terms.reduce((sum, term) => sum + counted(draft, term) * (term.perEvent / (first?.perEvent ?? 1)), 0);
  // A third would not survive the dusting.
  const left = already === 0 ? perSecond : clean(perSecond - already);
  if (!first || left < 0) throw new Unsolvable(first?.selector ?? NOTHING, "its series count more than that already");
  const isOpen = (labels: Labels) =>
    !world.has(keyOf(labels)) && ![...closed].some((selector) => reads(selector, labels));
  const own = unique(terms.flatMap((term) => cellsFor(draft, term))).filter(isOpen);
  const { selectors, spare } = draft.preferred;
  const isPreferred = (labels: Labels) => selectors.some((selector) => reads(selector, labels));
  const isRead = (labels: Labels) => terms.some(({ selector }) => reads(selector, labels));
  const preferred = unique(selectors.flatMap((selector) => cellsOf(selector, draft.given, draft.scope)));
  const chosen = preferred.filter((labels) => isRead(labels) && isOpen(labels));
  // Single events come in bursts that a shorter window would see, so where they must be whole there are none of the others.
  const inWindow = clean(left * first.windowSeconds);
  const most = Number.isInteger(inWindow) ? 0 : Math.floor(inWindow * spare);
  const few = chosen.length === 0 ? [] : own.filter((labels) => !isPreferred(labels)).slice(0, most);
  const free = chosen.length === 0 ? own : chosen;
  if (free.length === 0 && left > 0) throw new Unsolvable(first.selector, "no series is left to count with");
  for (const labels of few) put(world, labels, events(draft.stepSeconds / first.windowSeconds));
  share(draft, free, left - few.length / first.windowSeconds, first.windowSeconds);
  for (const { selector } of terms) closed.add(selector);
}

function cellsFor({ given, scope }: Draft, { selector, grouped }: Term): readonly Labels[] {
  const all = cellsOf(selector, given, scope);
  return grouped ? all : all.slice(0, 1);
}

const NOTHING: Expr = { type: "number", value: 0, from: 0, to: 0 };

/** Events a second. */
function counted({ world, stepSeconds }: Draft, { selector }: Term): number {
  const steps = cellsRead(world, selector).map(({ behaviour }) =>
    behaviour.type === "events" ? behaviour.perStep / stepSeconds : 0,
  );
  return steps.reduce((sum, perSecond) => sum + perSecond, 0);
}

function unique(cells: readonly Labels[]): Labels[] {
  return [...new Map(cells.map((labels) => [keyOf(labels), labels])).values()];
}

/** Divides events among series, unevenly: whole ones a second, else whole ones a window, else fractions at an even pace. */
function share(
  { world, stepSeconds }: Draft,
  cells: readonly Labels[],
  perSecond: number,
  windowSeconds: number,
): void {
  const unitSeconds = Number.isInteger(perSecond) ? 1 : windowSeconds;
  const amount = clean(perSecond * unitSeconds);
  const whole = Math.floor(amount);
  const parts = wholeParts(whole, cells.length);
  for (const [i, labels] of cells.entries()) {
    const part = (parts[i] ?? 0) + (i === 0 ? amount - whole : 0);
    put(world, labels, events((part * stepSeconds) / unitSeconds, unitSeconds !== 1 && amount === whole));
  }
}

/** Whole parts of a whole, the first the greatest: 10 of 3 → 6, 3, 1. */
export function wholeParts(whole: number, count: number): number[] {
  if (whole <= count) return Array.from({ length: count }, (_, i) => (i < whole ? 1 : 0));
  const weights = (count * (count + 1)) / 2;
  const parts = Array.from({ length: count }, (_, i) => Math.max(1, Math.floor((whole * (count - i)) / weights)));
  const rest = whole - parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, i) => (i === 0 ? part + rest : part));
}

/** Part and whole, or two things that are counted apart: the upper side first, then what is left of the lower. */
export function divide(draft: Draft, node: Binary, value: number): void {
  const [upper, lower] = [termsOf(node.left) ?? [], termsOf(node.right) ?? []];
  const [above, below] = [upper[0], lower[0]];
  if (!above || !below) throw new Unsolvable(node, "nothing is counted");
  count(draft, upper, Math.round(value * draft.total * (below.perEvent / above.perEvent)));
  count(draft, lower, draft.total);
}
