/** All that differs between databases. Nothing else in src names SQLite's functions or error codes. */
import { type ColumnDefinitionBuilder, type RawBuilder, sql } from "kysely";

/** The database's clock in epoch milliseconds; the same value everywhere within one statement. */
export function now(): RawBuilder<number> {
  return sql<number>`cast(round(unixepoch('subsec') * 1000) as integer)`;
}

/** A primary key that the database gives, higher with each row and never twice, rows that are deleted included. */
export function risingKey(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.primaryKey().autoIncrement();
}

/** The query, passing over rows that other transactions hold. SQLite locks the whole database: there are no such rows. */
export function skipLocked<Query>(query: Query): Query {
  return query;
}

/** Whether a row with this key exists already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error);
  return code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY";
}

/** SQLite's primary result codes of a database that cannot be used now, whatever the query was. */
const unavailable = [
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

/** Whether the database is at fault and not the query: answered with 503, tried again later. */
export function isUnavailable(error: unknown): boolean {
  const primary = codeOf(error)?.split("_")[1];
  if (primary !== undefined) return unavailable.includes(primary);
  return error instanceof TypeError && error.message === "The database connection is not open";
}

/** Whether another process is writing, so that the same query may pass in a moment. A stale snapshot stays stale. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code === "SQLITE_BUSY" || code === "SQLITE_BUSY_RECOVERY";
}

/** Whether the disk of the database is full. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === "SQLITE_FULL";
}

/** `SQLITE_IOERR_FSYNC` and the like; undefined for an error that is not SQLite's. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return error.code.startsWith("SQLITE_") ? error.code : undefined;
}
