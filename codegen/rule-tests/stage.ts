/** The whole cast of a test: the series that the alert is about, others of the same kind that are well, and look-alikes. */
import { cellsOf, type Given, reads, sameFor, violationsOf } from "./cells.ts";
import { type Condition, waysTo } from "./condition.ts";
import { attempt, type Setting, type States, selectorsOf, solve } from "./solve.ts";
import { keyOf, put, type World } from "./world.ts";

/** What stands beside the series in question and must change nothing. */
export interface Stage {
  readonly setting: Setting;
  /** Series with another value of one of the alert's labels, which are well; series that matchers keep out. */
  readonly others: World;
}

export function stageFor(setting: Setting, condition: Condition, firing: States): Stage {
  const calm = waysTo(condition, false)[0] ?? new Map();
  const [ill, well] = [solve(setting, firing, {}), attempt(() => solve(setting, calm, {}))];
  const others: World = new Map();
  for (const [key, cell] of neighbour(setting, calm) ?? []) others.set(key, cell);
  for (const world of [ill, well]) if (world) lookAlikes(setting, world, others);
  return { setting, others };
}

/** A world in which the conditions are as asked, with everything beside it. @throws Unsolvable */
export function play({ setting, others }: Stage, states: States): World {
  return new Map([...others, ...solve(setting, states, {})]);
}

/** One more of what the alert tells apart, such as a second instance, in good order. */
function neighbour(setting: Setting, calm: States): World | undefined {
  const { scope, subject } = setting;
  const selectors = selectorsOf(subject.inlined);
  for (const label of scope.shared) {
    if (label === "job") continue;
    const free = { ...scope, shared: new Set([...scope.shared].filter((name) => name !== label)) };
    const values = selectors.map((selector) => {
      const cells = attempt(() => cellsOf(selector, {}, free)) ?? [];
      return new Set(cells.flatMap((cell) => cell[label] ?? []));
    });
    const [first, ...rest] = values.filter((known) => known.size > 0);
    const second = [...(first ?? [])].slice(1).find((value) => rest.every((known) => known.has(value)));
    const world = second === undefined ? undefined : attempt(() => solve(setting, calm, { [label]: second }));
    if (world) return world;
  }
  return undefined;
}

/** Series like the first ones of each selector, with one label changed so that a matcher keeps them out. */
function lookAlikes({ subject, scope }: Setting, world: World, into: World): void {
  const selectors = selectorsOf(subject.inlined);
  for (const selector of selectors) {
    for (const { metric, names, value } of violationsOf(selector, scope)) {
      for (const { labels, behaviour } of firstCells(world, selectors, scope)) {
        const changed = { ...labels, ...sameFor(names, value) };
        const has = names.every((name) => Object.hasOwn(labels, name));
        const alike = labels["__name__"] === metric && has && behaviour.type !== "missing";
        if (!alike || into.has(keyOf(changed)) || selectors.some((other) => reads(other, changed))) continue;
        put(into, changed, behaviour);
      }
    }
  }
}

/** Of each selector the first series, of a histogram with all its buckets. */
function firstCells(world: World, selectors: readonly Parameters<typeof cellsOf>[0][], scope: Setting["scope"]) {
  const firsts = new Set(
    selectors.map((selector) => withoutBound(cellsOf(selector, {} satisfies Given, scope)[0] ?? {})),
  );
  return [...world.values()].filter(({ labels }) => firsts.has(withoutBound(labels)));
}

function withoutBound({ le: _, ...labels }: Readonly<Record<string, string>>): string {
  return keyOf(labels);
}
