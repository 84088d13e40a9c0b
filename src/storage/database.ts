/** Opens the database: where it is, how it is opened, and whether its schema is the one that this code was written for. */
import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Config } from "../../generated/config.ts";
import { isBusy, isShared, isUnavailable } from "./dialect.ts";
import { makeDurableFolder } from "./folders.ts";
import { migrations } from "./migrations/index.ts";
import { lockMigrations, ServicePostgresDialect, serverVersion } from "./postgres.ts";
import type { Database, Db } from "./schema.ts";
import { ServiceSqliteDialect } from "./sqlite.ts";
import { inTransaction } from "./transaction.ts";
import { unfinishedMoveTable } from "./unfinished-move.ts";

export type StorageConfig = Pick<Config, "DATA_DIR" | "DATABASE_URL" | "DATABASE_MAX_CONNECTIONS">;

/**
 * service makes the database and brings its schema up to date; on SQLite only the holder of the service lock may do so.
 * script takes an existing database of exactly this schema, beside the service; read-only does, and cannot write.
 * move is for scripts/ops/migrate.ts: a file that nobody else may have open meanwhile, or a server's database as it is,
 * without a schema, with an older one, or with part of a move in it.
 */
export type DatabaseAccess = "service" | "script" | "read-only" | "move";

/** There is no usable database; the message says why and what to do. */
export class DatabaseRefused extends Error {
  override readonly name: string = "DatabaseRefused";
}

/** The same of a server that cannot be reached now: the next try may find it. */
export class DatabaseAway extends DatabaseRefused {
  override readonly name = "DatabaseAway";
}

/** How long opening waits for another process that writes; a service in a moment of its start may block for that. */
const openTimeoutMs = 250;
/** How long SQLite itself lets a query wait, which blocks the event loop; the real wait is sqlite.ts's. */
const busyTimeoutMs = 5;

/** Whether the database is on a PostgreSQL server, and in no file of this machine. */
export function isOnServer({ DATABASE_URL }: Pick<StorageConfig, "DATABASE_URL">): boolean {
  return /^postgres(ql)?:/.test(DATABASE_URL);
}

/** Absolute path of the embedded database's file. */
export function databasePath({ DATA_DIR, DATABASE_URL }: Pick<StorageConfig, "DATA_DIR" | "DATABASE_URL">): string {
  return DATABASE_URL === "" ? resolve(DATA_DIR, "phc.sqlite") : resolve(DATABASE_URL.replace(/^sqlite:/, ""));
}

/**
 * Throws DatabaseRefused when there is no database to use, and the database's own errors. End it with destroy(). On a
 * server, `url` is asked anew for each connection: it is DATABASE_URL with the login of now.
 */
export function openDatabase(
  config: StorageConfig,
  access: DatabaseAccess,
  url: () => string = () => config.DATABASE_URL,
): Promise<Db> {
  return isOnServer(config) ? openServer(config, access, url) : openDatabaseFile(databasePath(config), access);
}

/** Oldest PostgreSQL that is tested. */
const LEAST_SERVER_VERSION = 150_000;
/** A query that takes longer has lost its server; a photo's commit waits for it, so it is short. */
const QUERY_TIMEOUT_MS = 5_000;
/** A migration may rewrite a table. */
const MIGRATION_TIMEOUT_MS = 1_800_000;

/** A database's address without user and password, to compare it by; "" stays "". */
export function withoutLogin({ DATABASE_URL }: Pick<StorageConfig, "DATABASE_URL">): string {
  return DATABASE_URL.replace(/^(postgres(?:ql)?:\/\/)[^/?#]*@/, "$1");
}

async function openServer(config: StorageConfig, access: DatabaseAccess, url: () => string): Promise<Db> {
  const { DATABASE_MAX_CONNECTIONS: maxConnections } = config;
  const open = (queryTimeoutMs: number) => {
    const options = { maxConnections, queryTimeoutMs, readOnly: access === "read-only" };
    return new Kysely<Database>({ dialect: new ServicePostgresDialect(url, options) });
  };
  const shownAs = nameOf(config.DATABASE_URL);
  const db = open(QUERY_TIMEOUT_MS);
  try {
    await refuseOldServer(db, shownAs);
    const isCurrent = await checkSchema(db, shownAs, access);
    if (!isCurrent && access === "service") await migrateServer(open(MIGRATION_TIMEOUT_MS));
    return db;
  } catch (error) {
    await db.destroy();
    throw error instanceof DatabaseRefused || !isUnavailable(error) ? error : cannotReach(config, error);
  }
}

/** Where it is, without user and password. Throws DatabaseRefused for what would be read as another address. */
function nameOf(url: string): string {
  // Without a host it is a socket's folder, which is said elsewhere in the URL.
  const parsed = URL.parse(url.replace("@/", "@socket/").replace(":///", "://socket/"));
  // An @ behind the host: a password with one of these signs has ended it too early, and would be taken for a path.
  if (parsed === null || /^\w+:\/\/[^/?#]*[/?#].*@/s.test(url)) {
    throw new DatabaseRefused(
      "DATABASE_URL: this is no address of a database; write postgres://USER:PASSWORD@HOST/DATABASE, and in each part " +
        "of it % as %25, / as %2F, ? as %3F, # as %23, @ as %40 and : as %3A.",
    );
  }
  const { host, pathname, searchParams } = parsed;
  return `PostgreSQL ${searchParams.get("host") ?? host}${pathname}`;
}

/** The refusal of a server that is away, or went away in the middle of the start. */
export function cannotReach({ DATABASE_URL }: Pick<StorageConfig, "DATABASE_URL">, error: unknown): DatabaseAway {
  const shownAs = nameOf(DATABASE_URL);
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseAway(
    `DATABASE_URL: the database ${shownAs} cannot be used (${reason}); start it, or correct host, database, user or password.`,
    { cause: error },
  );
}

async function refuseOldServer(db: Db, shownAs: string): Promise<void> {
  const version = await serverVersion(db);
  if (version >= LEAST_SERVER_VERSION) return;
  const major = (known: number) => Math.floor(known / 10_000);
  throw new DatabaseRefused(
    `DATABASE_URL: ${shownAs} runs version ${major(version)}; use ${major(LEAST_SERVER_VERSION)} or newer.`,
  );
}

/** Instances that start at once do it one after the other; who comes later finds nothing left to do. Ends `db`. */
async function migrateServer(db: Db): Promise<void> {
  try {
    const work = async (transaction: Db) => {
      await lockMigrations(transaction);
      await migrate(transaction);
    };
    await inTransaction(db, work, "read committed");
  } finally {
    await db.destroy();
  }
}

/** The same for a file, which messages call `shownAs`. */
export async function openDatabaseFile(path: string, access: DatabaseAccess, shownAs = path): Promise<Db> {
  if (access === "service") makeFile(path);
  else requireFile(path);
  const sqlite = new Sqlite(path, { readonly: access === "read-only", fileMustExist: true, timeout: openTimeoutMs });
  const db = new Kysely<Database>({ dialect: new ServiceSqliteDialect(sqlite) });
  try {
    if (access === "move") takeAlone(sqlite, path);
    else if (access !== "read-only") configure(sqlite, path);
    if (!(await checkSchema(db, `database ${shownAs}`, access))) await migrate(db);
    sqlite.pragma(`busy_timeout = ${busyTimeoutMs}`);
    return db;
  } catch (error) {
    await db.destroy();
    sqlite.close();
    throw error;
  }
}

/** SQLite gives the files beside the database (-wal, -shm) the mode of the database, so this one decides for all. */
function makeFile(path: string): void {
  makeDurableFolder(dirname(path));
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

function requireFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() && found.size > 0) return;
  throw new DatabaseRefused(
    `There is no database at ${path}: start the service once, or set DATA_DIR (or DATABASE_URL) to the service's own.`,
  );
}

function configure(sqlite: Sqlite.Database, path: string): void {
  const mode = sqlite.pragma("journal_mode = WAL", { simple: true });
  if (mode !== "wal") {
    throw new DatabaseRefused(
      `The database ${path} cannot be put into WAL mode (it stays ${mode}): put DATA_DIR on a local file system.`,
    );
  }
  // With NORMAL, a commit that was acknowledged is lost when the power fails.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
}

/** Nobody else can open the file from here on, not even to read. Throws DatabaseRefused when somebody has. */
function takeAlone(sqlite: Sqlite.Database, path: string): void {
  sqlite.pragma("locking_mode = EXCLUSIVE");
  try {
    sqlite.exec("begin exclusive; commit");
  } catch (error) {
    if (!isBusy(error)) throw error;
    throw new DatabaseRefused(
      `Another process has the database ${path} open: stop the service that uses it, and its commands.`,
      { cause: error },
    );
  }
}

/** Whether it has this version's schema; a service may bring an older one up to date. */
async function checkSchema(db: Db, shownAs: string, access: DatabaseAccess): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const has = (name: string) => tables.some((table) => table.name === name);
  if (has(unfinishedMoveTable) && access !== "move") {
    throw new DatabaseRefused(
      `The ${shownAs} holds part of another database, because a move to it has not ended: run "npm run ops -- ` +
        'migrate" with the same --from and --to again, it goes on; or use another database.',
    );
  }
  const executed = has("kysely_migration") ? await executedMigrations(db) : [];
  const unknown = executed.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) {
    throw new DatabaseRefused(
      `The ${shownAs} was written by a newer version: it has the migration ${unknown}, which this version does ` +
        "not know. Start the newer version, or restore the backup that was made before the upgrade.",
    );
  }
  if (executed.length === Object.keys(migrations).length) return true;
  if (access === "service" || (access === "move" && isShared(db))) return false;
  throw new DatabaseRefused(
    executed.length === 0
      ? `The ${shownAs} has no tables of this service: start the service on it once.`
      : `The ${shownAs} was written by an older version: start this version of the service once, it migrates it.`,
  );
}

async function executedMigrations(db: Db): Promise<string[]> {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name")
    .execute();
  return rows.map((row) => row.name);
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
