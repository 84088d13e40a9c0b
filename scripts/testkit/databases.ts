/** Real databases for tests: everything that asks a database is tested on each kind that the service can use. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/schema.ts";

/** The block once for each kind of database (SQLite alone today); `db()` is a new, migrated database in every test. */
export function describeOnDatabases(name: string, block: (db: () => Db) => void): void {
  describe(`${name} on SQLite`, () => {
    let folder = "";
    let db: Db;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "phc-test-"));
      db = await openDatabase({ DATA_DIR: folder, DATABASE_URL: "" }, "service");
    });
    afterEach(async () => {
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    });
    block(() => db);
  });
}
