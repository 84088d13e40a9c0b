/** The outcome of the mutants as a table and a list of survivors, or as JSON. */
import type { RuleMutant } from "./mutants.ts";
import type { Rule } from "./rules.ts";

export interface Outcome {
  readonly rule: Rule;
  readonly mutants: readonly RuleMutant[];
  /** Noticed by no test, and not on the list of equivalents. */
  readonly survived: readonly RuleMutant[];
  readonly equivalent: readonly RuleMutant[];
}

export function toLines(outcomes: readonly Outcome[], stale: readonly string[], file: string): string[] {
  const counts = outcomes.map((outcome) => ({ name: outcome.rule.id, ...countsOf([outcome]) }));
  const rows = [...counts, { name: "all", ...countsOf(outcomes) }].map((row) => [
    row.name,
    ...[row.mutants, row.killed, row.equivalent, row.survived].map(String),
    percent(row),
  ]);
  return [
    ...table([["rule", "mutants", "killed", "equivalent", "survived", "score"], ...rows]),
    ...outcomes.flatMap(({ survived }) => survived.flatMap((mutant) => ["", ...survivorLines(mutant, file)])),
    ...(stale.length > 0 ? ["", ...stale] : []),
  ];
}

export function toJson(outcomes: readonly Outcome[], stale: readonly string[]): unknown {
  const rules = outcomes.map((outcome) => ({
    rule: outcome.rule.id,
    ...countsOf([outcome]),
    survivors: outcome.survived.map(({ rule, id, description, raw }) => ({
      mutant: id,
      description,
      line: rule.line,
      before: rule.expr,
      after: raw?.["expr"] ?? null,
    })),
  }));
  return { rules, total: countsOf(outcomes), stale };
}

type Counts = ReturnType<typeof countsOf>;

function countsOf(outcomes: readonly Outcome[]) {
  const sum = (size: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + size(outcome), 0);
  const [mutants, equivalent, survived] = [
    sum((outcome) => outcome.mutants.length),
    sum((outcome) => outcome.equivalent.length),
    sum((outcome) => outcome.survived.length),
  ];
  return { mutants, killed: mutants - equivalent - survived, equivalent, survived };
}

/** Killed of those that can be killed, rounded down: 100 % means all. */
function percent({ killed, survived }: Counts): string {
  return `${killed + survived === 0 ? 100 : Math.floor((100 * killed) / (killed + survived))} %`;
}

function survivorLines({ rule, id, description, raw }: RuleMutant, file: string): string[] {
  const after = raw === undefined ? rule.expr : String(raw["expr"]);
  return [`${file}:${rule.line} ${rule.id} survived ${id}: ${description}`, ...diff(rule.expr, after)];
}

/** The lines that differ; empty when the expression is the same. */
function diff(before: string, after: string): string[] {
  const [old, changed] = [before.split("\n"), after.split("\n")];
  const same = (a: number, b: number) => old[a] === changed[b] && a >= 0 && b >= 0;
  let start = 0;
  while (start < old.length && same(start, start)) start++;
  let end = 0;
  while (Math.min(old.length, changed.length) - end > start && same(old.length - 1 - end, changed.length - 1 - end))
    end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `  - ${line}`),
    ...changed.slice(start, changed.length - end).map((line) => `  + ${line}`),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join("  "));
}
