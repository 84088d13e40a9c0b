/** Only like is added to and compared with like: seconds with seconds, a ratio with a ratio and not with a percentage. */
import type { Model, Sla } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { type Binary, type Expr, isComparison, nodesOf } from "../promql/ast.ts";
import { isPoint } from "../promql/interval.ts";
import type { Shape } from "../promql/shape.ts";
import { formatUnit, sameDimension, sameScale, type Unit } from "../promql/unit.ts";
import type { Check } from "./check.ts";
import { type Filter, filtersOf, overExpressions, type Subject, spanOf, subjectName, textOf } from "./promql.ts";

const id = "promql/unit";

export const promqlUnit: Check = {
  id,
  code: "P19",
  explain: {
    what: "Values of different units are added or compared, or a ratio is compared with a percentage.",
    why: "Prometheus knows no units: bytes above seconds is a comparison like any other, and a share of 0.8 is never above 80.",
    wrong: "disk_used_bytes / disk_size_bytes > 80",
    right: "disk_used_bytes / disk_size_bytes > 0.8",
  },
  check: (model) => [
    ...overExpressions(model, (subject) => [
      ...nodesOf(subject.top, "binary").flatMap((node) => mixed(subject, node)),
      ...filtersOf(subject).flatMap((filter) => percentages(subject, filter)),
    ]),
    ...slaPercentages(model),
  ],
};

function mixed(subject: Subject, node: Binary): Problem[] {
  const { op, left, right } = node;
  if (!isComparison(op) && op !== "+" && op !== "-") return [];
  const [a, b] = [subject.shapeOf(left).unit, subject.shapeOf(right).unit];
  if (!a || !b || (sameDimension(a, b) && sameScale(a, b))) return [];
  const what = isComparison(op) ? "compared" : op === "+" ? "added" : "subtracted";
  const message = `${described(subject, left, a)} and ${described(subject, right, b)} are ${what} with \`${op}\`.`;
  const help = sameDimension(a, b)
    ? "Bring both to one unit: drop the factor, or apply it to both sides."
    : "Compare quantities of one unit; check that this is the metric you mean.";
  return [error(id, spanOf(subject, node), message, help, "P19")];
}

function described(subject: Subject, node: Expr, unit: Unit): string {
  return `\`${textOf(subject, node)}\` (${formatUnit(unit)})`;
}

/** Limits that people write for percent. */
const PERCENT = { low: 10, high: 100 } as const;

/** A quotient or ratio held against a number that is meant as percent. */
export function isPercentOfRatio(subject: Subject, { kept, limit }: Filter): boolean {
  const { unit } = subject.shapeOf(kept);
  const value = literalOf(subject.shapeOf(limit));
  if (!unit?.quotient || value === undefined || unit.scale !== 1) return false;
  return value >= PERCENT.low && value <= PERCENT.high;
}

function percentages(subject: Subject, filter: Filter): Problem[] {
  const { unit } = subject.shapeOf(filter.kept);
  const value = literalOf(subject.shapeOf(filter.limit));
  const name = subjectName(filter.kept);
  const report = (message: string, help: string) => [error(id, spanOf(subject, filter.limit), message, help, "P19")];
  if (value === undefined) return [];
  if (isPercentOfRatio(subject, filter)) {
    const message = `This is a ratio of \`${name}\`, 1 for all of it, but ${value} reads like percent.`;
    return report(message, `Compare with ${Number((value / 100).toPrecision(6))}.`);
  }
  if (unit?.quotient && unit.scale === 100 && value > 0 && value < 1) {
    const message = `This is a percentage of \`${name}\`, but ${value} reads like a ratio: it means ${value} %.`;
    return report(message, `Compare with ${Number((value * 100).toPrecision(6))}, or drop the factor 100.`);
  }
  return [];
}

function literalOf({ values, unit }: Shape): number | undefined {
  return isPoint(values) && unit === undefined ? values.low : undefined;
}

function slaPercentages({ slas }: Model): Problem[] {
  return slas.filter(readsAsPercent).map(({ name, threshold, at }) => {
    const message = `The SLA \`${name}\` is named for percent, but its threshold ${threshold} is a ratio.`;
    return error(id, at("name"), message, "Call it …_ratio, or …_used.", "P19");
  });
}

function readsAsPercent({ name, threshold }: Sla): boolean {
  return /(^|_)(pct|percent|percentage)$/.test(name) && Math.abs(threshold) <= 1;
}
