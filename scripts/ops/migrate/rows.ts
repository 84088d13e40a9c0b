/** Rows of any table in the order of its key: read page by page, and what of SQLite's values PostgreSQL can hold. */
import { sql } from "kysely";
import type { Database, Db } from "../../../src/storage/schema.ts";
import { CannotRun } from "../../command.ts";
import type { MovedTable } from "./tables.ts";

export type Value = string | number | null;
/** By column. */
export type Row = Readonly<Record<string, Value>>;

/** Rows in a page, which is also what one transaction copies: some hundred kilobytes. */
export const PAGE_ROWS = 1_000;

/** All rows after the one with this key, or from the first. The memory that is held is that of one page. */
export async function* pagesOf(db: Db, { table, key }: MovedTable, after?: readonly Value[]): AsyncGenerator<Row[]> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  for (let last = after; ; ) {
    const rest = last === undefined ? sql`` : sql`where (${columns}) > (${sql.join(last)})`;
    const page = sql<Row>`select * from ${sql.table(table)} ${rest} order by ${columns} limit ${sql.lit(PAGE_ROWS)}`;
    const { rows } = await page.execute(db);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = keyOf(end, key);
  }
}

/** The key of the last row of a table; undefined where it has none. */
export async function lastKey(db: Db, { table, key }: MovedTable): Promise<Value[] | undefined> {
  const backwards = sql.join(key.map((name) => sql`${sql.ref(name)} desc`));
  const { rows } = await sql<Row>`select * from ${sql.table(table)} order by ${backwards} limit 1`.execute(db);
  return rows[0] && keyOf(rows[0], key);
}

export async function countRows(db: Db, table: keyof Database): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.rows ?? 0);
}

export function keyOf(row: Row, key: readonly string[]): Value[] {
  return key.map((name) => row[name] ?? null);
}

/** A row by the name of its key: `jobs id=4f2a`. */
export function nameOfRow({ table, key }: Pick<MovedTable, "table" | "key">, row: Row): string {
  return [table, ...key.map((name) => `${name}=${JSON.stringify(row[name])}`)].join(" ");
}

/** The order of both databases: numbers by value, texts by the bytes of UTF-8. Below 0 when `a` comes first. */
export function compareKeys(a: Row, b: Row, key: readonly string[]): number {
  for (const name of key) {
    const [left = null, right = null] = [a[name], b[name]];
    if (left === right) continue;
    if (typeof left === "number" && typeof right === "number") return left - right;
    return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  }
  return 0;
}

/** The declared types of a table's columns, as the migrations wrote them. */
export type ColumnTypes = ReadonlyMap<string, string>;

export async function columnTypesOf(db: Db, table: keyof Database): Promise<ColumnTypes> {
  const found = (await db.introspection.getTables()).find(({ name }) => name === table);
  return new Map(found?.columns.map(({ name, dataType }) => [name, dataType.toLowerCase()]));
}

/** A value that SQLite took, but no column of PostgreSQL takes; `problem` says which and why. */
export interface Unfit {
  readonly problem: string;
}

/** What a row becomes in PostgreSQL. */
export interface Fitted {
  readonly row: Row;
  /** The columns in which U+FFFD stands for a U+0000, which no text of PostgreSQL holds. */
  readonly replaced: readonly string[];
}

/** The same for a row of a source that was looked through before: it fits. Throws CannotRun for one that does not. */
export function fittedRow(table: Pick<MovedTable, "table" | "key">, row: Row, types: ColumnTypes): Fitted {
  const fitted = fitRow(table, row, types);
  if ("problem" in fitted) throw new CannotRun(`${fitted.problem}; correct it in the source.`);
  return fitted;
}

/** Copying and comparing both read the source through this, so that what was replaced is equal. */
export function fitRow(table: Pick<MovedTable, "table" | "key">, row: Row, types: ColumnTypes): Fitted | Unfit {
  const replaced = Object.keys(row).filter((name) => String(row[name] ?? "").includes("\0"));
  for (const [name, value] of Object.entries(row)) {
    const inKey = table.key.includes(name) && replaced.includes(name);
    const why = inKey ? "a key with U+0000, which PostgreSQL cannot hold" : misfit(value, types.get(name) ?? "text");
    if (why !== undefined) return { problem: `${nameOfRow(table, row)}: ${name} holds ${why}` };
  }
  if (replaced.length === 0) return { row, replaced };
  const changed = replaced.map((name) => [name, String(row[name]).replaceAll("\0", "\uFFFD")]);
  return { row: { ...row, ...Object.fromEntries(changed) }, replaced };
}

const MOST_INTEGER = 2 ** 31 - 1;

/** Columns of SQLite take anything; this is what is wrong with a value, without the value: it may be a secret. */
function misfit(value: unknown, type: string): string | undefined {
  if (value === null) return undefined;
  if (type === "text") return typeof value === "string" ? undefined : `no text, but ${kindOf(value)}`;
  if (typeof value !== "number") return `no number, but ${kindOf(value)}`;
  if (type === "double precision") return undefined;
  if (!Number.isSafeInteger(value)) return "no whole number below 2^53";
  return type === "integer" && Math.abs(value) > MOST_INTEGER ? "a number of more than 31 bits" : undefined;
}

function kindOf(value: unknown): string {
  return typeof value === "object" ? "bytes" : `a ${typeof value}`;
}
