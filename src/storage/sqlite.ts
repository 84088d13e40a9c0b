/** SQLite as kysely uses it here: waits for other writers without holding up the process, and survives a full disk. */
import { setTimeout as sleep } from "node:timers/promises";
import type Sqlite from "better-sqlite3";
import {
  type DatabaseConnection,
  type Driver,
  type FunctionNode,
  type QueryCompiler,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import { clockFunction, isBusy, isFull } from "./dialect.ts";
import { spendReserve } from "./reserve.ts";
import type { Database, Db } from "./schema.ts";

/** How long queries wait for another process that writes: the scripts' transactions take a few milliseconds. */
const busyLimitMs = 200;
/** How often they look. SQLite's own wait would block the event loop. */
const busyLookMs = 10;
/** A lock that was seen longer ago than this is another lock. */
const sameLockMs = 100;

/** The dialect for one open database file. */
export class ServiceSqliteDialect extends SqliteDialect {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }

  override createQueryCompiler(): QueryCompiler {
    return new SqliteWords();
  }
}

/** The highest key that the database ever gave in a table with a risingKey; its row may be deleted. 0 before the first. */
export async function lastGivenKey(db: Db, table: keyof Database): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db);
  return rows[0]?.seq ?? 0;
}

/** Puts everything that was committed into the database's file itself, so that its bytes say what it holds. */
export async function foldLog(db: Db): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

class SqliteWords extends SqliteQueryCompiler {
  protected override visitFunction(node: FunctionNode): void {
    if (node.func === clockFunction) this.append("cast(round(unixepoch('subsec') * 1000) as integer)");
    else super.visitFunction(node);
  }

  /** Rows cannot be locked one by one, and need not be: one transaction at a time writes. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== "ForUpdate" && node.modifier !== "SkipLocked") super.visitSelectModifier(node);
  }
}

/** SQLite can undo DDL, which kysely does not rely on; a migration that is cut off must leave nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class PatientDriver extends SqliteDriver {
  readonly #database: Sqlite.Database;
  #patient: DatabaseConnection | undefined;

  constructor(database: Sqlite.Database) {
    super({ database });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#patient ??= patient(await super.acquireConnection(), this.#database);
    return this.#patient;
  }

  /** A disk that is full ends a transaction by itself; undoing it again would fail, and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

function patient(connection: DatabaseConnection, database: Sqlite.Database): DatabaseConnection {
  const untilFree = createPatience();
  return {
    executeQuery: (query, options) =>
      untilFree(() => withReserve(database, () => connection.executeQuery(query, options))),
    streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
  };
}

/** Runs queries again while the database is busy. However many queue behind one lock, it is waited for once. */
function createPatience(): <T>(query: () => Promise<T>) => Promise<T> {
  let since = 0;
  let last = Number.NEGATIVE_INFINITY;
  return async (query) => {
    for (;;) {
      try {
        return await query();
      } catch (error) {
        if (!isBusy(error)) throw error;
        const now = performance.now();
        if (now - last > sameLockMs) since = now;
        last = now;
        if (now - since >= busyLimitMs) throw error;
      }
      await sleep(busyLookMs);
    }
  };
}

/**
 * On a full disk the reserve is given up: what frees space, first of all the cleanup, has to write rows for it. A commit
 * that found the disk full has undone its transaction, which transaction.ts begins again.
 */
async function withReserve<T>(database: Sqlite.Database, query: () => Promise<T>): Promise<T> {
  const isInside = database.inTransaction;
  try {
    return await query();
  } catch (error) {
    if (!isFull(error) || !(await spendReserve(database.name)) || isInside !== database.inTransaction) throw error;
    return await query();
  }
}
