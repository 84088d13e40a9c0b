/** What every command of ops works with, and how it shows what it found. */
import { userInfo } from "node:os";
import type { ParseArgsConfig } from "node:util";
import type { Config } from "../../generated/config.ts";
import type { Actor, Mandate } from "../../src/core/audit.ts";
import type { Db } from "../../src/storage/schema.ts";
import { parseOptions, shellWord, UsageError } from "../command.ts";

export interface Desk {
  readonly db: Db;
  readonly config: Config;
  /** Prints the value with --json, and the lines without. */
  readonly print: (value: unknown, lines: readonly string[]) => void;
}

/** A command with its arguments checked; gives the exit code. */
export type Prepared = (desk: Desk) => Promise<number>;

export interface OpsCommand {
  readonly verb: string;
  /** Its lines in the usage: what is typed, and what it does. */
  readonly usage: readonly (readonly [string, string])[];
  /** Throws UsageError before anything is opened. */
  readonly prepare: (args: readonly string[]) => Prepared;
}

/** The words of a command, however many, and these options. */
export function readWords<const O extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: O,
) {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options });
  return { options: values, words: positionals };
}

/** The arguments of a command: exactly `count` words and these options. */
export function readArguments<const O extends NonNullable<ParseArgsConfig["options"]>>(
  verb: string,
  args: readonly string[],
  count: number,
  options: O,
) {
  const { options: values, words } = readWords(args, options);
  if (words.length !== count) {
    const found = words.map(shellWord).join(" ");
    const wanted = `${count} ${count === 1 ? "argument" : "arguments"}`;
    throw new UsageError(`${verb} takes ${wanted}, not ${words.length}${found && `: ${found}`}.`);
  }
  return { options: values, words };
}

/** Options of every command that changes something. */
export const reasonOption = { reason: { type: "string" } } as const;

/** Who types here and why, as the audit keeps it. */
export function mandateOf(reason: string | undefined): Mandate {
  if (reason === undefined || reason.trim() === "")
    throw new UsageError('--reason "WHY" is missing: the audit keeps it.');
  if (reason.length > 500) throw new UsageError("--reason: at most 500 characters.");
  return { actor: terminalUser(), reason };
}

function terminalUser(): Actor {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:uid ${process.getuid?.() ?? "unknown"}`;
  }
}

export function parseJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${option}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A whole number from 1 to `most`. */
export function parseCount(option: string, text: string, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${option} ${text}: a whole number from 1 to ${most}.`);
}

/** A moment in the future, as 2026-11-26T18:00Z, in epoch milliseconds. */
export function parseTime(option: string, text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new UsageError(`${option} ${text}: write a time with its zone, as 2026-11-26T18:00Z.`);
  if (at <= Date.now()) throw new UsageError(`${option} ${text}: this is in the past.`);
  return at;
}

export function timeOf(ms: number | null): string {
  return ms === null ? "" : new Date(ms).toISOString();
}

/** Columns as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
