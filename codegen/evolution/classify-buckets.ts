/** What a difference between the buckets of a histogram is, bound by bound. */
import { nodesOf } from "../promql/ast.ts";
import { spellings } from "../promql/bounds.ts";
import { contractExpressionsOf, type ParsedExpression } from "../promql/expressions.ts";
import { regexOf } from "../promql/regex.ts";
import type { Change } from "./change.ts";
import { type Classify, type Context, tell } from "./rule.ts";
import type { Difference, Tree } from "./tree.ts";

/** Bounds that came and went. A change of type is told as that, and brings or takes all of them. */
export const classifyBuckets: Classify = (d, context) => {
  const name = d.path[1] ?? "";
  const [before, after] = [boundsOf(d.before), boundsOf(d.after)];
  if (before.length === 0 || after.length === 0) return [];
  const place: Place = { d, context, name, top: Math.max(...before), after: Math.max(...after) };
  const added = after.filter((bound) => !before.includes(bound));
  const removed = before.filter((bound) => !after.includes(bound));
  const told = [
    ...added.flatMap((bound) => bucketAdded(place, bound)),
    ...removed.flatMap((bound) => bucketRemoved(place, bound)),
  ];
  // The same bounds in another order are the same buckets.
  return told;
};

interface Place {
  readonly d: Difference;
  readonly context: Context;
  readonly name: string;
  /** The highest finite bound of the base. */
  readonly top: number;
  /** The highest of the target. */
  readonly after: number;
}

function boundsOf(tree: Tree | undefined): readonly number[] {
  return Array.isArray(tree?.value) ? tree.value.map(Number) : [];
}

function bucketAdded({ d, name, top }: Place, bound: number): Change[] {
  const place = { ...d, path: [...d.path, String(bound)] };
  if (bound > top)
    return tell(
      place,
      "B04",
      `\`${name}\` has a bucket ${bound} above ${top}: quantiles can rise higher, so alerts on them may start to fire.`,
    );
  return tell(
    place,
    "B01",
    `\`${name}\` has a new bucket ${bound}: quantiles are estimated anew, and differ between old and new processes.`,
  );
}

function bucketRemoved({ d, context, name, top, after }: Place, bound: number): Change[] {
  const place = { ...d, path: [...d.path, String(bound)] };
  const metric = context.base.metrics.find((candidate) => candidate.name === name);
  if (bound === top && after < top)
    return tell(
      place,
      "B03",
      `\`${name}\` has no bucket ${bound} any more, its highest: no quantile rises above the next lower one.`,
    );
  if (metric?.stability === "experimental" && !isUsed(context.base, name, bound))
    return tell(
      place,
      "B05",
      `\`${name}\`, which is experimental, has no bucket ${bound} any more; nothing in the contract uses it.`,
    );
  return tell(place, "B02", `\`${name}\` has no bucket ${bound} any more, so selectors of it are empty.`);
}

/** Whether an objective counts up to this bound, or a selector picks it. */
export function isUsed(model: Context["base"], name: string, bound: number): boolean {
  return contractExpressionsOf(model).some((owned) => picksBound(owned, name, bound));
}

/** Whether an expression picks a bucket. */
export function picksBound({ top }: ParsedExpression, name: string, bound: number): boolean {
  return nodesOf(top, "selector").some(
    ({ metric, matchers }) =>
      metric?.text === `${name}_bucket` &&
      matchers.some(({ label, op, value }) => {
        if (label.text !== "le") return false;
        if (op === "=" || op === "!=") return Number(value.text) === bound;
        return spellings(bound).some((text) => regexOf(value.text)?.test(text) ?? true);
      }),
  );
}
