/** Real databases for tests: everything that asks a database is tested on each kind that the service can use. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";
import { createPostgresDatabase } from "./postgres.ts";
import { isOnPostgres } from "./service-database.ts";

/** The embedded database of a data folder. */
export function sqliteIn(folder: string): StorageConfig {
  return { DATA_DIR: folder, DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 };
}

/** An open database for one test, and how to be rid of it. */
interface TestDatabase {
  readonly db: Db;
  remove(): Promise<void>;
}

type Kind = "SQLite" | "PostgreSQL";

const kinds: Readonly<Record<Kind, () => Promise<TestDatabase>>> = {
  async SQLite() {
    const folder = await mkdtemp(join(tmpdir(), "phc-test-"));
    const db = await openDatabase(sqliteIn(folder), "service");
    return { db, remove: () => db.destroy().then(() => rm(folder, { recursive: true, force: true })) };
  },
  async PostgreSQL() {
    const { url, drop } = await createPostgresDatabase();
    const db = await openDatabase({ DATA_DIR: "", DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: 10 }, "service");
    return { db, remove: () => db.destroy().then(drop) };
  },
};

/** The block once for each kind of database; `db()` is a new, migrated database in every test. */
export function describeOnDatabases(name: string, block: (db: () => Db) => void): void {
  describeOnDatabase("SQLite", name, block);
  describeOnDatabase("PostgreSQL", name, block);
}

/** The block on the database of this run: SQLite, and PostgreSQL with `npm run test:postgres`. */
export function describeWithDatabase(name: string, block: (db: () => Db) => void): void {
  describeOnDatabase(isOnPostgres ? "PostgreSQL" : "SQLite", name, block);
}

/** The block for one kind, where it is about that one. */
export function describeOnDatabase(kind: Kind, name: string, block: (db: () => Db) => void): void {
  describe(`${name} on ${kind}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await kinds[kind]();
    });
    afterEach(() => database.remove());
    block(() => database.db);
  });
}
