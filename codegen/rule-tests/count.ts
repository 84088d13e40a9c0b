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
  const cells = terms.flatMap(({ selector, grouped }) => {
    const all = cellsOf(selector, draft.given, draft.scope);
    return grouped ? all : all.slice(0, 1);
  });
  const open = unique(cells).filter(
    (labels) => !world.has(keyOf(labels)) && ![...closed].some((selector) => reads(selector, labels)),
  );
  const preferred =
    draft.preferred.length === 0
      ? []
      : open.filter((labels) => draft.preferred.some((selector) => reads(selector, labels)));
  const free = preferred.length > 0 ? preferred : open;
  if (free.length === 0 && left > 0) throw new Unsolvable(first.selector, "no series is left to count with");
  share(draft, free, left, first.windowSeconds);
  for (const { selector } of terms) closed.add(selector);
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

/** Divides events among series, unevenly: whole ones a second, else whole ones a window, else what is left over. */
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
    put(world, labels, events((part * stepSeconds) / unitSeconds, unitSeconds !== 1 && Number.isInteger(part)));
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
