/**
 * PostgreSQL as kysely uses it here: a pool that tells a lost connection from a wrong query, and no state of a session,
 * so that a proxy which gives each transaction another connection may stand between.
 */
import {
  type ColumnDefinitionNode,
  CompiledQuery,
  type DatabaseConnection,
  type DataTypeNode,
  type Driver,
  type FunctionNode,
  PostgresAdapter,
  type PostgresCursor,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  type PostgresQueryResult,
  type QueryCompiler,
  sql,
  type TransactionSettings,
} from "kysely";
import pg from "pg";
import { ConnectionLost, clockFunction } from "./dialect.ts";
import type { Database, Db } from "./schema.ts";

export interface PostgresOptions {
  readonly maxConnections: number;
  /** After how many milliseconds without an answer to a query its connection counts as lost. */
  readonly queryTimeoutMs: number;
  /** Statements that write are refused by the server. */
  readonly readOnly?: boolean;
}

/** How long a query waits for a connection: for a new one, or until another query gives its own back. */
const CONNECT_TIMEOUT_MS = 2_000;
const IDLE_TIMEOUT_MS = 30_000;
/**
 * A process that stops in the middle of a transaction, as on a machine that is paused, must not hold its rows for long:
 * the others wait for them.
 */
const IDLE_IN_TRANSACTION_MS = 5_000;

/**
 * A server may be told to call a transaction committed before it is on its disk; ours stand when the power fails. What
 * waits for more than the own disk, as for a standby, is left as it is.
 */
const COMMIT_DURABLY =
  "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'";

/** One lock for all that migrate this kind of database; the number is any that nobody else uses. */
const MIGRATION_LOCK = 5_190_422_007_134_201n;

/** The dialect for one database by its URL. Nothing is connected before the first query. */
export class ServicePostgresDialect extends PostgresDialect {
  readonly #pool: PostgresPool;
  readonly #options: PostgresOptions;

  /** `url` is asked anew for each connection: its user and its password may be others by then. */
  constructor(url: () => string, options: PostgresOptions) {
    const pool = createPool(url, options);
    super({ pool });
    this.#pool = pool;
    this.#options = options;
  }

  override createDriver(): Driver {
    return new BoundedDriver(this.#pool, this.#options);
  }

  override createAdapter(): PostgresAdapter {
    return new SessionlessAdapter();
  }

  override createQueryCompiler(): QueryCompiler {
    return new PostgresWords();
  }
}

/** Waits for whoever else migrates this database. Call it first in a transaction: the lock ends with that. */
export async function lockMigrations(transaction: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
}

/** 150018 for 15.18. */
export async function serverVersion(db: Db): Promise<number> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(db);
  return Number(rows[0]?.version);
}

/**
 * Puts in rows as they are, keys that the database would give included: however many, they are one parameter of one
 * statement. All have the same columns; a text with U+0000 is refused by the server.
 */
export async function insertRows(
  db: Db,
  table: keyof Database,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
  const records = sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${records}`.execute(db);
}

/** Takes all rows out of the tables. */
export async function emptyTables(db: Db, tables: readonly (keyof Database)[]): Promise<void> {
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}

/** The next key that the database gives in this column is above `last`, 0 for a table that never had a row. */
export async function giveKeysAbove(db: Db, table: keyof Database, column: string, last: number): Promise<void> {
  const sequence = sql`pg_get_serial_sequence(${table}, ${column})`;
  await sql`select setval(${sequence}, ${Math.max(last, 1)}, ${last > 0})`.execute(db);
}

class PostgresWords extends PostgresQueryCompiler {
  protected override visitFunction(node: FunctionNode): void {
    if (node.func === clockFunction) this.append("cast(extract(epoch from statement_timestamp()) * 1000 as bigint)");
    else super.visitFunction(node);
  }

  /** Texts in the order of their bytes, as SQLite has them, whatever the language of the database. */
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === "text" && isColumn(this.parentNode)) this.append(' collate "C"');
  }

  protected override getAutoIncrement(): string {
    return "generated by default as identity";
  }
}

function isColumn(node: { readonly kind: string } | undefined): node is ColumnDefinitionNode {
  return node?.kind === "ColumnDefinitionNode";
}

/** kysely's own lock would be one of the session. */
class SessionlessAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}

class BoundedDriver extends PostgresDriver {
  readonly #begin: string;

  constructor(pool: PostgresPool, { queryTimeoutMs }: PostgresOptions) {
    super({ pool });
    // The server gives up a little before we do, so that the connection is kept. All of it is one message.
    const statementMs = Math.round(queryTimeoutMs * 0.9);
    const idle = `set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`;
    this.#begin = `set local statement_timeout = ${statementMs}; ${idle}; ${COMMIT_DURABLY}`;
  }

  override async beginTransaction(connection: DatabaseConnection, { isolationLevel }: TransactionSettings) {
    const level = isolationLevel === undefined ? "" : ` isolation level ${isolationLevel}`;
    await connection.executeQuery(CompiledQuery.raw(`begin${level}; ${this.#begin}`));
  }
}

const INT8 = 20;
const NUMERIC = 1700;

/** Counts and sums as numbers: all of ours are far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format)),
};

function createPool(url: () => string, { maxConnections, queryTimeoutMs, readOnly }: PostgresOptions): PostgresPool {
  const madeWith = new WeakMap<object, string>();
  class LiveClient extends pg.Client {
    constructor(options: pg.ClientConfig = {}) {
      const now = url();
      super({ ...options, connectionString: withLibpqModes(now) });
      madeWith.set(this, now);
    }
  }
  const pool = new pg.Pool({
    Client: LiveClient,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: "phc",
    types,
  });
  // A connection that dies between two queries tells nobody else; the next query finds it gone.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return {
    options: pool.options,
    async connect() {
      const connected = await lostUnlessSql(() => pool.connect());
      // A login that was replaced is not used again: its connections end one by one, in the pool's idle time at the latest.
      const client = bounded(connected, () => madeWith.get(connected) !== url());
      return readOnly ? readingOnly(client) : client;
    },
    end: () => pool.end(),
  };
}

/** A connection that is not used again once it was lost: an answer that comes late would be taken for another query's. */
function bounded(client: PostgresPoolClient, isReplaced: () => boolean): PostgresPoolClient {
  let lost: ConnectionLost | undefined;
  const ask = async <R>(text: string, parameters: readonly unknown[]) => {
    // The end of a transaction would wait behind the query that got no answer, and as long again.
    if (lost !== undefined) throw lost;
    try {
      return await lostUnlessSql(() => client.query<R>(text, parameters));
    } catch (error) {
      if (error instanceof ConnectionLost) lost = error;
      throw error;
    }
  };
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(asked: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof asked === "string" ? ask<R>(asked, parameters) : client.query(asked);
  }
  return { query, release: (destroy) => client.release(lost !== undefined || destroy === true || isReplaced()) };
}

/** The same client, where each statement is in a transaction that only reads: a session has no such state here. */
function readingOnly(client: PostgresPoolClient): PostgresPoolClient {
  const { query, release } = client;
  let inside = false;
  const ask = async <R>(text: string, parameters: readonly unknown[]) => {
    const [word = ""] = /^\w+/.exec(text) ?? [];
    if (inside || word === "begin") {
      inside = word !== "commit" && word !== "rollback";
      return await query<R>(word === "begin" ? text.replace("begin", "begin read only") : text, parameters);
    }
    await query("begin read only", []);
    try {
      return await query<R>(text, parameters);
    } finally {
      await query("rollback", []);
    }
  };
  function asked<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function asked<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function asked<R>(text: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof text === "string" ? ask<R>(text, parameters) : query(text);
  }
  return { query: asked, release };
}

/** `sslmode` means what it means to every other client of PostgreSQL; pg itself warns of its own reading on stderr. */
function withLibpqModes(url: string): string {
  const isNamed = /[?&]sslmode=(?!no-verify)/.test(url) && !url.includes("uselibpqcompat=");
  return isNamed ? `${url}&uselibpqcompat=true` : url;
}

/** What the server itself says comes as pg's DatabaseError; everything else is about the way to it. */
async function lostUnlessSql<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw error;
    throw new ConnectionLost(`PostgreSQL cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

/** An address that has several ways in fails with one error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

function ignore(): void {}
