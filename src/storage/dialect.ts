/** What repositories say to every database alike; sqlite.ts and postgres.ts put it into the words of theirs. */
import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  ExpressionWrapper,
  FunctionNode,
  PostgresAdapter,
  type SelectQueryBuilder,
  sql,
} from "kysely";
import { DatabaseError } from "pg";
import type { Db } from "./schema.ts";

/** The function that both dialects know as the database's clock. */
export const clockFunction = "now_ms";

/** The database's clock in epoch milliseconds; the same value everywhere within one statement. */
export function now<DB, TB extends keyof DB>(): ExpressionWrapper<DB, TB, number> {
  return new ExpressionWrapper(FunctionNode.create(clockFunction, []));
}

/** A primary key that the database gives, higher with each row and never twice, rows that are deleted included. */
export function risingKey(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.primaryKey().autoIncrement();
}

/** The query, passing over rows that other transactions hold. SQLite locks the whole database: there are no such rows. */
export function skipLocked<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return query.forUpdate().skipLocked();
}

/** Whether several instances of the service may work on this database at once. */
export function isShared(db: Pick<Db, "getExecutor">): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * A table whose few rows are updated all the time. PostgreSQL writes each update beside the old row: with room on the
 * same page it does so without touching an index.
 */
export function roomForUpdates<T extends string>(
  db: Pick<Db, "getExecutor">,
  table: CreateTableBuilder<T>,
): CreateTableBuilder<T> {
  return isShared(db) ? table.modifyEnd(sql`with (fillfactor = 50)`) : table;
}

/** Whether a row with this key exists already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error);
  return code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "23505";
}

/** SQLite's primary result codes of a database that cannot be used now, whatever the query was. */
const unavailableSqlite = [
  "BUSY",
  "LOCKED",
  "IOERR",
  "FULL",
  "CANTOPEN",
  "READONLY",
  "NOTADB",
  "CORRUPT",
  "PROTOCOL",
  "NOLFS",
  "NOMEM",
  "PERM",
  "AUTH",
];

/**
 * The same of PostgreSQL, by the beginnings of SQLSTATE: connection, login, resources, a statement that was cancelled or
 * a server that goes down, system errors, a corrupt index, a standby that only reads, and a transaction that lost to
 * others each time.
 */
const unavailablePostgres = ["08", "28", "3D000", "53", "57", "58", "XX", "25006", "40", "55P03"];

/** Whether the database is at fault and not the query: answered with 503, tried again later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  const code = codeOf(error);
  if (code?.startsWith("SQLITE_")) return unavailableSqlite.includes(code.split("_")[1] ?? "");
  if (code !== undefined) return unavailablePostgres.some((start) => code.startsWith(start));
  return error instanceof TypeError && error.message === "The database connection is not open";
}

/**
 * Whether the same query may pass in a moment: another process is writing, or the way to the database is cut. A stale
 * snapshot stays stale. What was asked of a database that was lost may have been done all the same.
 */
export function isBusy(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  const code = codeOf(error);
  if (code === "SQLITE_BUSY" || code === "SQLITE_BUSY_RECOVERY") return true;
  return code !== undefined && !code.startsWith("SQLITE_") && isUnavailable(error);
}

/** Whether the disk of the database is full. */
export function isFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === "SQLITE_FULL" || code === "53100";
}

/** Whether a transaction lost to another one, and has to begin again. SQLite lets one at a time write: there is no such. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

/** The way to the database is cut, or it did not answer in time; `cause` says how. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** `SQLITE_IOERR_FSYNC` and the like, or PostgreSQL's SQLSTATE of five signs; undefined for an error of neither. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if (error.code.startsWith("SQLITE_")) return error.code;
  return error instanceof DatabaseError ? error.code : undefined;
}
