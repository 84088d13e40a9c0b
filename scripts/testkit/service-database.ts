/**
 * Which database a service of the tests works on: the embedded one in its data folder, or with PHC_TEST_DATABASE=postgres,
 * as `npm run test:postgres` has it, one on the shared server for each data folder.
 */
import type { StorageConfig } from "../../src/storage/database.ts";
import { createPostgresDatabase, createPostgresDatabaseNow, type PostgresDatabase } from "./postgres.ts";

/** Whether services of the tests work on PostgreSQL. */
export const isOnPostgres = process.env["PHC_TEST_DATABASE"] === "postgres";

const databases = new Map<string, PostgresDatabase>();

/** DATABASE_URL of the services on this data folder: always the same one, empty at first. */
export async function prepareDatabase(dataDir: string): Promise<string> {
  if (isOnPostgres && !databases.has(dataDir)) databases.set(dataDir, await createPostgresDatabase());
  return databases.get(dataDir)?.url ?? "";
}

/** The same for those who cannot wait. */
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

/** When the tests of a file are over: those of data folders that went without a word. */
export async function dropDatabases(): Promise<void> {
  await Promise.all([...databases.keys()].map(dropDatabase));
}
