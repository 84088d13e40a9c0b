/** Opening databases: modes, migrations, and what is refused. */

import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { sqliteIn } from "../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { databasePath, openDatabase } from "./database.ts";
import { migrations } from "./migrations/index.ts";

const folder = useTempFolder();
const config = (dataDir = "data") => sqliteIn(join(folder(), dataDir));
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

it("makes the database for its owner alone, durable and in WAL mode", async () => {
  const db = await openDatabase(config(), "service");
  const pragma = async (name: string) =>
    (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0];
  expect(await pragma("journal_mode")).toEqual({ journal_mode: "wal" });
  expect(await pragma("synchronous")).toEqual({ synchronous: 2 });
  // SQLite waits with the event loop blocked; what waits longer is ours, below.
  expect(await pragma("busy_timeout")).toEqual({ timeout: 5 });
  expect(await pragma("foreign_keys")).toEqual({ foreign_keys: 1 });
  expect(await modeOf(config().DATA_DIR)).toBe("700");
  for (const end of ["", "-wal", "-shm"]) expect(await modeOf(databasePath(config()) + end)).toBe("600");
  await db.destroy();
});

it("takes the mode of a database file back that others could read", async () => {
  await mkdir(config().DATA_DIR);
  await writeFile(databasePath(config()), "", { mode: 0o644 });
  await (await openDatabase(config(), "service")).destroy();
  expect(await modeOf(databasePath(config()))).toBe("600");
});

it("runs the migrations once and keeps what is there", async () => {
  const first = await openDatabase(config(), "service");
  await sql`insert into leases values ('kept', 'me', 1, 1)`.execute(first);
  const born = await first.selectFrom("cleanup_state").selectAll().executeTakeFirstOrThrow();
  expect(Math.abs(born.last_success_at - Date.now())).toBeLessThan(5000);
  await first.destroy();
  const second = await openDatabase(config(), "service");
  expect(await second.selectFrom("leases").select("name").execute()).toEqual([{ name: "kept" }]);
  expect(await second.selectFrom("cleanup_state").selectAll().executeTakeFirstOrThrow()).toEqual(born);
  await second.destroy();
});

it("leaves nothing of a migration that fails half way, and finishes it next time", async () => {
  const path = join(folder(), "half.sqlite");
  const blocked = new Sqlite(path);
  blocked.exec("create table leases (in_the_way)");
  blocked.close();
  const half = { DATA_DIR: folder(), DATABASE_URL: `sqlite:${path}`, DATABASE_MAX_CONNECTIONS: 2 };
  await expect(openDatabase(half, "service")).rejects.toThrow("leases");
  const inspect = new Sqlite(path);
  const tables = inspect.prepare("select name from sqlite_master where type = 'table'").pluck().all();
  expect(tables).not.toContain("jobs");
  inspect.exec("drop table leases");
  inspect.close();
  await (await openDatabase(half, "service")).destroy();
});

it("refuses a database that a newer version wrote", async () => {
  const db = await openDatabase(config(), "service");
  await sql`insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')`.execute(db);
  await db.destroy();
  for (const access of ["service", "script", "read-only"] as const) {
    await expect(openDatabase(config(), access)).rejects.toThrow(
      /phc\.sqlite was written by a newer version: it has the migration 9999_later.*Start the newer version/,
    );
  }
});

it("sends scripts away from a database that is missing or older, and makes none", async () => {
  await expect(openDatabase(config("elsewhere"), "script")).rejects.toThrow(
    /no database at .*elsewhere.*start the service/,
  );
  await expect(stat(config("elsewhere").DATA_DIR)).rejects.toThrow("ENOENT");
  await mkdir(config().DATA_DIR);
  const empty = new Sqlite(databasePath(config()));
  empty.exec("create table t (x)");
  empty.close();
  await expect(openDatabase(config(), "script")).rejects.toThrow(
    "has no tables of this service: start the service on it once",
  );
});

it("opens an existing database for scripts beside the service, and read-only where asked", async () => {
  const service = await openDatabase(config(), "service");
  const script = await openDatabase(config(), "script");
  await sql`insert into leases values ('a', 'script', 1, 1)`.execute(script);
  expect(await service.selectFrom("leases").select("owner").execute()).toEqual([{ owner: "script" }]);
  const reader = await openDatabase(config(), "read-only");
  await expect(sql`delete from leases`.execute(reader)).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  for (const db of [reader, script, service]) await db.destroy();
});

it("takes the path of DATABASE_URL", () => {
  expect(databasePath({ DATA_DIR: "/a", DATABASE_URL: "sqlite:/b/c.db" })).toBe("/b/c.db");
  expect(databasePath(sqliteIn("/a"))).toBe("/a/phc.sqlite");
});

it("names migrations so that they sort in their order", () => {
  const names = Object.keys(migrations);
  expect(names).toEqual([...names].sort());
  expect(names.every((name) => /^\d{4}_[a-z_]+$/.test(name))).toBe(true);
});
