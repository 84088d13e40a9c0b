/** Every small mistake that an expression could hold, each as a text of its own: what the tests of a rule must notice. */
import type { Edit } from "../expression.ts";
import { type Expr, nodesOf } from "./ast.ts";
import type { Records } from "./fixed.ts";
import { changesAt } from "./mutations.ts";
import { droppedEverywhere } from "./mutations-labels.ts";
import { parseExpr } from "./parse.ts";
import { placesOf, type Use } from "./use.ts";

/** An expression with one mistake in it. */
export interface Mutant {
  /** Stable as long as what it changes stands in the expression: gt-to-ge, or gt-to-ge-2 for the second such place. */
  readonly id: string;
  /** For people, with the offset in the original: `>` → `>=` at 31. */
  readonly description: string;
  readonly text: string;
}

/**
 * All mutants of an expression; each differs from it, from the others, and is PromQL. A change that cannot change the
 * result, whatever the series are, is left out: the operands of an average under absent(), a rate's unit in a quantile.
 *
 * @param use "presence" when only the result's labels matter, such as those of an alert that does not print its value.
 * @param records expressions of the recording rules that it may read
 * @throws Error when the text is no PromQL.
 */
export function mutantsOf(text: string, use: Use = "value", records: Records = new Map()): Mutant[] {
  const { expr, faults } = parseExpr(text);
  if (!expr) throw new Error(`${text}: ${faults[0]?.message ?? "This is no PromQL."}`);
  const seen = new Set([text]);
  const counts = new Map<string, number>();
  return changes(text, expr, use, records).flatMap(({ slug, what, at, edits }) => {
    const mutated = apply(text, edits);
    if (seen.has(mutated) || !parseExpr(mutated).expr) return [];
    seen.add(mutated);
    const id = slug.replace(/[^\w.+-]+/g, "_");
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return [{ id: count === 1 ? id : `${id}-${count}`, description: `${what} at ${at}`, text: mutated }];
  });
}

function changes(text: string, expr: Expr, use: Use, records: Records) {
  const single = placesOf(expr, use, records).flatMap((place) => changesAt(text, place, records));
  return [...single, ...droppedEverywhere(text, nodesOf(expr, "selector"))];
}

function apply(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.from - a.from);
  return fromTheEnd.reduce((result, edit) => result.slice(0, edit.from) + edit.text + result.slice(edit.to), text);
}
