/** What the command says in the end, in lines for people. */
import type { Config } from "../../../generated/config.ts";
import { localFolder } from "../../../src/storage/media/index.ts";
import { shellWord } from "../../command.ts";
import { table as tableLines } from "../desk.ts";
import { stayingTables } from "./tables.ts";

/** Of the two databases. */
export interface Compared {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly seconds: number }[];
  /** How many differences. */
  readonly found: number;
  /** The first of them, without values: some are secrets. */
  readonly differences: readonly string[];
  /** The first texts that have U+FFFD for U+0000. */
  readonly replaced: readonly string[];
}

/** What would be moved. */
interface DryRun {
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Why it cannot be now, with what to do. */
  readonly obstacles: readonly string[];
  readonly replaced: readonly string[];
  /** When an earlier run began that did not end. */
  readonly begun: string | null;
}

/** More of a kind say nothing new. */
export const MOST_TOLD = 20;

const EQUAL = "Each row was compared with its copy, value by value: the two databases are equal.";

/** The seconds of comparing and those of copying, by table. */
export function timed(compared: Compared, copying: ReadonlyMap<string, number>): Compared {
  const tables = compared.tables.map(({ table, rows, seconds }) => ({
    ...{ table, rows },
    seconds: seconds + (copying.get(table) ?? 0),
  }));
  return { ...compared, tables };
}

export function dryRunLines({ tables, obstacles, replaced, begun }: DryRun): string[] {
  return [
    ...tableLines([["table", "rows"], ...tables.map(({ table, rows }) => [table, String(rows)])]),
    stayingLine(),
    ...(begun === null ? [] : [`The target holds part of a move that began at ${begun}.`]),
    ...replacedLines(replaced),
    ...obstacles.map((obstacle) => `NOT NOW: ${obstacle}`),
    "This was a dry run: nothing was changed.",
  ];
}

export function differenceLines({ differences, found }: Compared, advice: string): string[] {
  const more = found - differences.length;
  return [
    ...differences.map((difference) => `DIFFERENT ${difference}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    `The two databases are not equal: ${found} ${found === 1 ? "difference" : "differences"}. ${advice}`,
  ];
}

export function comparedLines(compared: Compared): string[] {
  const { tables, replaced } = compared;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return [
    ...tableLines([
      ["table", "rows", "seconds"],
      ...tables.map(({ table, rows, seconds }) => [table, String(rows), seconds.toFixed(1)]),
      ["all", String(sum(tables.map(({ rows }) => rows))), sum(tables.map(({ seconds }) => seconds)).toFixed(1)],
    ]),
    stayingLine(),
    ...replacedLines(replaced),
    EQUAL,
  ];
}

/** With what an operator does next. */
export function movedLines(compared: Compared, pending: number, config: Config): string[] {
  const results = shellWord(`${mediaFolder(config)}/results`);
  return [
    ...comparedLines(compared),
    ...(pending > 0 ? [`Jobs that have not ended: ${pending}. The service ends them when it starts.`] : []),
    "",
    "What is left to do:",
    "  1. Set DATABASE_URL_FILE (or DATABASE_URL) of the service to the target. Keep the SQLite file as a backup, and",
    "     start no service on it again: what it took would be in one of the two only.",
    "  2. Pictures were not moved: they are where MEDIA_URL says, and each instance has to reach them there. To move",
    "     them to S3, before the service starts and with the same names below results/, run one of",
    `       aws s3 sync ${results} s3://BUCKET/PREFIX/results`,
    `       rclone copy ${results} REMOTE:BUCKET/PREFIX/results`,
    "     and set MEDIA_URL=s3://BUCKET/PREFIX.",
    "  3. Start the service.",
  ];
}

/** Where pictures are on a disk; what the default would be when they are on S3 already. */
function mediaFolder(config: Config): string {
  return localFolder(config);
}

function stayingLine(): string {
  return `Not moved: ${stayingTables.map(({ table, why }) => `${table} (${why})`).join(", ")}.`;
}

function replacedLines(replaced: readonly string[]): string[] {
  const [first] = replaced;
  if (first === undefined) return [];
  const count = replaced.length < MOST_TOLD ? String(replaced.length) : `${MOST_TOLD} or more`;
  return [`Texts with U+0000, which PostgreSQL cannot hold and for which U+FFFD stands there: ${count}, as ${first}.`];
}
