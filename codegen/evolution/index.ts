/** The diff of two contracts: what changed, of what class each change is, and the bump that they need together. */
import type { Model } from "../model.ts";
import { type Change, isAtLeast, required, type Use, type Verdict } from "./change.ts";
import { configRules } from "./classify-config.ts";
import { httpRules, where } from "./classify-http.ts";
import { metricsRules } from "./classify-metrics.ts";
import { alertsRead, rulesRead, rulesRules } from "./classify-rules.ts";
import { API_ROOT, treeOf } from "./contract-tree.ts";
import { type Context, matches, tell } from "./rule.ts";
import { type Difference, differences, pointer } from "./tree.ts";
import { usesOf, withUsers } from "./uses.ts";

export type { Change, Use, Verdict };

export interface Diff {
  /** The smallest bump that is right; none when nobody can tell the two apart. */
  readonly required: Verdict;
  /** The heaviest first. */
  readonly changes: readonly Change[];
}

const table = [...metricsRules, ...rulesRules, ...configRules, ...httpRules];

/** Compares two contracts. What no rule of the table knows is a major change: nothing passes for lack of a rule. */
export function diff(base: Model, target: Model): Diff {
  const context: Context = { base, target };
  const told = differences(treeOf(base), treeOf(target)).flatMap((difference) =>
    atOrigin(difference, classify(difference, context)),
  );
  const changes = merged([...told, ...alertsRead(context), ...rulesRead(context)]);
  const contracts = withUsers(base, target);
  const used = changes.map((item) => ({ ...item, impact: usesOf(item, contracts) }));
  return { required: required(used), changes: used.sort(byWeight) };
}

function classify(difference: Difference, context: Context): readonly Change[] {
  const rule = table.find(([pattern]) => matches(pattern, difference.path));
  const known = rule?.[1](difference, context);
  return (
    known ?? tell(difference, "X00", `\`${pointer(difference.path)}\` is changed, and no rule knows what that means.`)
  );
}

/** A part of the HTTP contract that several operations refer to changes once, where it is written, and they are its users. */
function atOrigin({ path, before, after }: Difference, changes: readonly Change[]): Change[] {
  const [root, kind] = path;
  const origin = after?.origin ?? before?.origin;
  if (root !== API_ROOT || kind !== "paths" || !origin) return [...changes];
  const user: Use = { user: where({ path: path.slice(0, 4) }), at: undefined };
  // A place in a list says nothing to people; what stands there does.
  const name = path.at(-1) ?? "";
  const steps = origin.map((step, i) => (i === origin.length - 1 && /^\d+$/.test(step) ? name : step));
  return changes.map((item) => ({ ...item, path: pointer([API_ROOT, ...steps]), impact: [user] }));
}

/** One change a place and kind, with the users of all; the heavier class of two. */
function merged(changes: readonly Change[]): Change[] {
  const places = new Map<string, Change>();
  for (const item of changes) {
    const place = `${item.id} ${item.path}`;
    const known = places.get(place);
    if (!known) places.set(place, item);
    else {
      const heavier = isAtLeast(known.class, item.class) ? known : item;
      const users = new Map([...known.impact, ...item.impact].map((use) => [use.user, use]));
      places.set(place, { ...heavier, impact: [...users.values()] });
    }
  }
  return [...places.values()];
}

function byWeight(a: Change, b: Change): number {
  if (a.class !== b.class) return isAtLeast(a.class, b.class) ? -1 : 1;
  return a.path === b.path ? 0 : a.path < b.path ? -1 : 1;
}
