/**
 * Which database a service of the tests works on: the embedded one in its data folder, or with PHC_TEST_DATABASE=postgres,
 * as `npm run test:postgres` has it, one on the shared server for each data folder.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Config } from "../../generated/config.ts";
import type { StorageConfig } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";
import { createPostgresDatabase, createPostgresDatabaseNow, type PostgresDatabase, sharedServer } from "./postgres.ts";
import { ask } from "./postgres-ask.ts";

/** Whether services of the tests work on PostgreSQL. */
export const isOnPostgres = process.env["PHC_TEST_DATABASE"] === "postgres";

const databases = new Map<string, PostgresDatabase>();

/** Makes the database of the services on this data folder, unless there is one; what asks for it later need not wait. */
export async function prepareDatabase(dataDir: string): Promise<void> {
  if (isOnPostgres && !databases.has(dataDir)) databases.set(dataDir, await createPostgresDatabase());
}

/** DATABASE_URL of the services on this data folder: always the same one. */
function databaseUrlOf(dataDir: string): string {
  if (isOnPostgres && !databases.has(dataDir)) databases.set(dataDir, createPostgresDatabaseNow());
  return databases.get(dataDir)?.url ?? "";
}

/** What a process needs to know of it beside DATA_DIR. */
export function databaseVariables(dataDir: string): Record<string, string> {
  const DATABASE_URL = databaseUrlOf(dataDir);
  return DATABASE_URL === "" ? {} : { DATABASE_URL };
}

/** What opens that database. */
export function storageOf(dataDir: string): StorageConfig {
  return { DATA_DIR: dataDir, DATABASE_URL: databaseUrlOf(dataDir), DATABASE_MAX_CONNECTIONS: 2 };
}

/** When its data folder goes. */
export async function dropDatabase(dataDir: string): Promise<void> {
  const database = databases.get(dataDir);
  databases.delete(dataDir);
  await database?.drop();
}

/** From now on the database of a running service takes no writes, or does again. */
export async function setReadOnly(
  { db, config }: { readonly db: Db; readonly config: Config },
  readOnly: boolean,
): Promise<void> {
  if (!isOnPostgres) {
    await sql`pragma query_only = ${sql.lit(readOnly ? 1 : 0)}`.execute(db);
    return;
  }
  // As a standby, which the service finds behind the same name: its connections are gone.
  const name = new URL(config.DATABASE_URL).pathname.slice(1);
  await ask(sharedServer(), `alter database ${name} set default_transaction_read_only = ${readOnly ? "on" : "off"}`);
  await ask(sharedServer(), `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  const look = () => sql`select 1`.execute(db);
  const looks = () => Promise.all(Array.from({ length: config.DATABASE_MAX_CONNECTIONS }, look));
  while (
    !(await looks().then(
      () => true,
      () => false,
    ))
  )
    await sleep(5);
}

/** When the tests of a file are over: those of data folders that went without a word. */
export async function dropDatabases(): Promise<void> {
  await Promise.all([...databases.keys()].map(dropDatabase));
}
