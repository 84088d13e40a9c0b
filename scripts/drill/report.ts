/** What drills came to, as tables: for a terminal, and as Markdown to be kept. */
import { contract } from "../../generated/contract.ts";
import type { StepResult } from "../steps.ts";
import type { DrillResult, Say } from "./run.ts";

/** A line of what was seen, as `--record` keeps it and a terminal shows it. */
export function line(...[seconds, what, text]: Parameters<Say>): string {
  return `${seconds.toFixed(1).padStart(6)} s  ${what.padEnd(9)} ${text}`;
}

const columns = ["alert", "severity", "shown by", "times", "pending", "firing", "notice", "over", "muted beside it"];

export function rowOf({ drill, severity, pending, firing, noticed, cured, resolved, muted }: DrillResult): string[] {
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return [
    drill.alert,
    severity,
    drill.standInFor === undefined ? "the service" : "a stand-in",
    `÷ ${drill.timeScale}`,
    ...[pending, firing, noticed].map(seconds),
    `${seconds(resolved - cured)} after the cure`,
    muted.join(", "),
  ];
}

/** The results as a table for a terminal. */
export function tableOf(results: readonly DrillResult[]): string {
  const rows = [columns, ...results.map(rowOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A drill as one step of `--json`. */
export function stepOf(id: string, ms: number, result: DrillResult | Error): StepResult {
  if (result instanceof Error) return { id, ok: false, message: result.message, ms };
  const { severity, noticed, resolved, summary, playbook } = result;
  const told = `${severity} was told after ${noticed.toFixed(1)} s: ${summary} → ${playbook}`;
  return { id, ok: true, message: `${told}; and that it is over after ${resolved.toFixed(1)} s`, ms };
}

export interface Recorded {
  readonly result: DrillResult;
  readonly lines: readonly string[];
}

/** The record of drills as Markdown. */
export function markdownOf(recorded: readonly Recorded[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const standIns = recorded.filter(({ result }) => result.drill.standInFor !== undefined);
  const why = standIns.map(({ result: { drill } }) => `- ${drill.alert}: ${drill.standInFor}`);
  return [
    "# Alerts that reached somebody",
    `Contract ${contract.version}. The rules and routes are those that are shipped, their times divided, their thresholds not. Written by \`npm run drill -- … --record\`.`,
    [row(columns), row(columns.map(() => "---")), ...recorded.map(({ result }) => row(rowOf(result)))].join("\n"),
    ...(why.length === 0 ? [] : [["A stand-in shows what no drill can have the service do:", "", ...why].join("\n")]),
    ...recorded.flatMap(({ result, lines }) => [`## ${result.drill.alert}`, ["```text", ...lines, "```"].join("\n")]),
  ]
    .join("\n\n")
    .concat("\n");
}
