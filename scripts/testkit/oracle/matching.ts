/** Random ways to match the two sides of an operator, most of which can work. */
import { labelNames, type Shape } from "../../../codegen/promql/shape.ts";
import type { Random } from "./random.ts";

/** What stands behind an operator between two vectors of these shapes. */
export function matchingClause(random: Random, left: Shape, right: Shape, grouping: boolean): string {
  const [own, other] = [labelNames(left), labelNames(right)];
  const shared = own.filter((name) => other.includes(name));
  const apart = [...own, ...other].filter((name) => !shared.includes(name));
  const all = [...new Set([...own, ...other])];
  const clause = random.weighted([
    [apart.length === 0 ? 8 : 1, () => ""],
    [5, () => `on (${shared.join(", ")})`],
    [apart.length > 0 ? 4 : 1, () => `ignoring (${apart.join(", ")})`],
    [2, () => `on (${random.some(shared, 0.6).join(", ")})`],
    [left.open || right.open ? 8 : 0, () => `on (${random.some(all, 0.6).join(", ")})`],
    [1, () => `ignoring (${random.some(all, 0.4).join(", ")})`],
    [0.3, () => `on (${[...random.some(all, 0.5), "colour"].join(", ")})`],
    [0.3, () => "on ()"],
  ])();
  if (!grouping || clause === "" || random.chance(0.35)) return clause;
  const isLeft = own.length === other.length ? random.chance(0.5) : own.length > other.length !== random.chance(0.1);
  // Prometheus refuses a label both in on() and in group_left().
  const wanted = random.chance(0.7) ? (isLeft ? other : own) : all;
  const free = [...wanted, "colour"].filter((name) => !clause.startsWith("on") || !named(clause).includes(name));
  const include = random.chance(0.5) ? [] : random.some(free, 0.4);
  return `${clause} group_${isLeft ? "left" : "right"} (${include.join(", ")})`;
}

function named(clause: string): string[] {
  return clause.match(/\w+/g) ?? [];
}
