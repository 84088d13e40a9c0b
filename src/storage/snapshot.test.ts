/** A look at the database leaves no trace, whatever state its last process left it in. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { sqliteIn } from "../../scripts/testkit/databases.ts";
import { treeHash, useTempFolder } from "../../scripts/testkit/folders.ts";
import { openDatabase } from "./database.ts";
import { openSnapshot } from "./snapshot.ts";

const folder = useTempFolder();
const config = () => sqliteIn(folder());

/** Writes in a process of its own, which then either closes the database or dies with it open. */
function writeElsewhere(owner: string, end: "close" | "kill"): void {
  const program = `
    import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, "database.ts"))};
    const db = await openDatabase({ DATA_DIR: process.argv[1], DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 }, "service");
    await db.insertInto("leases").values({ name: process.argv[2], owner: "x", fence: 1, expires_at: 1 }).execute();
    if (process.argv[3] === "kill") process.kill(process.pid, "SIGKILL");
    await db.destroy();
  `;
  spawnSync(process.execPath, ["--input-type=module", "--eval", program, folder(), owner, end], { stdio: "inherit" });
}

async function namesSeen(): Promise<string[]> {
  const snapshot = await openSnapshot(config());
  const rows = await snapshot.db.selectFrom("leases").select("name").orderBy("name").execute();
  await expect(sql`delete from leases`.execute(snapshot.db)).rejects.toThrow("readonly");
  await snapshot.close();
  return rows.map((row) => row.name);
}

it("shows everything and changes nothing after a clean stop", async () => {
  writeElsewhere("a", "close");
  const before = await treeHash(folder());
  expect(await namesSeen()).toEqual(["a"]);
  expect(await treeHash(folder())).toBe(before);
});

it("shows everything and changes nothing after a kill -9, when rows are in -wal only", async () => {
  writeElsewhere("a", "close");
  writeElsewhere("b", "kill");
  const before = await treeHash(folder());
  expect(await namesSeen()).toEqual(["a", "b"]);
  expect(await treeHash(folder())).toBe(before);
});

it("says so when there is no database, by the path that the operator knows", async () => {
  await expect(openSnapshot(config())).rejects.toThrow(`no database at ${join(folder(), "phc.sqlite")}`);
});

it("names the operator's path for a database of a newer version too", async () => {
  const db = await openDatabase(config(), "service");
  await sql`insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')`.execute(db);
  await db.destroy();
  await expect(openSnapshot(config())).rejects.toThrow(
    `${join(folder(), "phc.sqlite")} was written by a newer version`,
  );
});

it("reads the database in place where there is no room for a copy", async () => {
  writeElsewhere("a", "kill");
  const before = await treeHash(folder(), ["phc.sqlite-shm"]);
  const { TMPDIR } = process.env;
  process.env["TMPDIR"] = join(folder(), "nowhere");
  try {
    expect(await namesSeen()).toEqual(["a"]);
  } finally {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  }
  expect(await treeHash(folder(), ["phc.sqlite-shm"])).toBe(before);
});
