/** Opens the database: where it is, how it is opened, and whether its schema is the one that this code was written for. */
import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Config } from "../../generated/config.ts";
import { makeDurableFolder } from "./folders.ts";
import { migrations } from "./migrations/index.ts";
import type { Database, Db } from "./schema.ts";
import { ServiceSqliteDialect } from "./sqlite.ts";

type StorageConfig = Pick<Config, "DATA_DIR" | "DATABASE_URL">;

/**
 * service makes the database and brings its schema up to date; only the holder of the service lock may do so. script
 * takes an existing database of exactly this schema, beside the service; read-only does, and cannot write.
 */
export type DatabaseAccess = "service" | "script" | "read-only";

/** There is no usable database; the message says why and what to do. */
export class DatabaseRefused extends Error {
  override readonly name = "DatabaseRefused";
}

/** How long opening waits for another process that writes; a service in a moment of its start may block for that. */
const openTimeoutMs = 250;
/** How long SQLite itself lets a query wait, which blocks the event loop; the real wait is sqlite.ts's. */
const busyTimeoutMs = 5;

/** Absolute path of the database file. */
export function databasePath(config: StorageConfig): string {
  if (config.DATABASE_URL === "") return resolve(config.DATA_DIR, "phc.sqlite");
  return resolve(config.DATABASE_URL.replace(/^sqlite:/, ""));
}

/** Throws DatabaseRefused when there is no database to use, and the database's own errors. End it with destroy(). */
export function openDatabase(config: StorageConfig, access: DatabaseAccess): Promise<Db> {
  return openDatabaseFile(databasePath(config), access);
}

/** The same for a file, which messages call `shownAs`. */
export async function openDatabaseFile(path: string, access: DatabaseAccess, shownAs = path): Promise<Db> {
  if (access === "service") makeFile(path);
  else requireFile(path);
  const sqlite = new Sqlite(path, { readonly: access === "read-only", fileMustExist: true, timeout: openTimeoutMs });
  const db = new Kysely<Database>({ dialect: new ServiceSqliteDialect(sqlite) });
  try {
    if (access !== "read-only") configure(sqlite, path);
    await checkSchema(db, shownAs, access);
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

async function checkSchema(db: Db, path: string, access: DatabaseAccess): Promise<void> {
  const executed = await executedMigrations(db);
  const unknown = executed.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) {
    throw new DatabaseRefused(
      `The database ${path} was written by a newer version: it has the migration ${unknown}, which this version does ` +
        "not know. Start the newer version, or restore the backup that was made before the upgrade.",
    );
  }
  if (executed.length === Object.keys(migrations).length) return;
  if (access === "service") return await migrate(db);
  throw new DatabaseRefused(
    `The database ${path} was written by an older version: start this version of the service once, it migrates it.`,
  );
}

async function executedMigrations(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return [];
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
