/** How queries meet a database that others write, and a disk that is full. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteIn } from "../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { databasePath, openDatabase } from "./database.ts";
import { keepReserve, reservePath, spendReserve } from "./reserve.ts";
import type { Db } from "./schema.ts";
import { inTransaction } from "./transaction.ts";

const folder = useTempFolder();
const config = () => sqliteIn(join(folder(), "data"));
let db: Db;
beforeEach(async () => {
  db = await openDatabase(config(), "service");
});
afterEach(() => db.destroy());

const write = (name: string) => sql`insert into leases values (${name}, 'me', 1, 1)`.execute(db);

function lockDatabase(): { release(): void } {
  const lock = new Sqlite(databasePath(config()));
  lock.exec("begin immediate");
  return { release: () => lock.close() };
}

describe("a database that another process writes", () => {
  it("is waited for", async () => {
    const lock = lockDatabase();
    setTimeout(lock.release, 60);
    await write("a");
    expect(await db.selectFrom("leases").select("name").execute()).toEqual([{ name: "a" }]);
  });

  it("holds up neither the process nor, one by one, all queries that wait for it", async () => {
    const lock = lockDatabase();
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 10);
    const startedAt = performance.now();
    const writes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => write(String(index))));
    clearInterval(turning);
    lock.release();
    expect(writes.map((result) => result.status === "rejected" && result.reason.code)).toEqual(
      Array.from({ length: 20 }, () => "SQLITE_BUSY"),
    );
    expect(performance.now() - startedAt).toBeGreaterThan(150);
    // Blocked, the event loop would not have turned at all while they waited.
    expect(turns).toBeGreaterThan(2);
  });
});

describe("the reserve of disk space", () => {
  it("is real space, for its owner alone, and is made again once spent", async () => {
    const path = reservePath(databasePath(config()));
    for (let round = 0; round < 2; round += 1) {
      await keepReserve(databasePath(config()));
      const { size, blocks, mode } = await stat(path);
      expect(blocks * 512).toBeGreaterThanOrEqual(size);
      expect([size, mode & 0o777]).toEqual([8 * 1024 * 1024, 0o600]);
      expect(await spendReserve(databasePath(config()))).toBe(true);
      expect(await spendReserve(databasePath(config()))).toBe(false);
    }
  });

  it("is given up by a query that finds the disk full", async () => {
    await keepReserve(databasePath(config()));
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.page_count))}`.execute(db);
    await expect(write("x".repeat(1_000_000))).rejects.toMatchObject({ code: "SQLITE_FULL" });
    await expect(stat(reservePath(databasePath(config())))).rejects.toThrow("ENOENT");
  });

  it("lets a transaction begin again, once, that found the disk full", async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    const full = rows[0]?.page_count ?? 0;
    let rounds = 0;
    /** Fills the disk up to the round `freed`, and leaves room from there on. */
    const fill = (freed: number) =>
      inTransaction(db, async (transaction) => {
        rounds += 1;
        const pages = sql.raw(String(rounds < freed ? full : 1_000_000));
        await sql`pragma max_page_count = ${pages}`.execute(transaction);
        await sql`insert into leases values ('small', 'me', 1, 1)`.execute(transaction);
        await sql`insert into leases values (${"x".repeat(1_000_000)}, 'me', 1, 1)`.execute(transaction);
      });
    const leases = async () => (await db.selectFrom("leases").select("owner").execute()).length;
    await expect(fill(3)).rejects.toMatchObject({ code: "SQLITE_FULL" });
    expect([rounds, await leases()]).toEqual([2, 0]);
    rounds = 0;
    await fill(2);
    expect([rounds, await leases()]).toEqual([2, 2]);
  });
});
