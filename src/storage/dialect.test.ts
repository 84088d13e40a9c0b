/** What the dialect says of real errors of real databases. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { describeOnDatabases } from "../../scripts/testkit/databases.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { isUnavailable, isUniqueViolation, now, skipLocked } from "./dialect.ts";

const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
};

describeOnDatabases("dialect", (db) => {
  it("tells the time in whole milliseconds of the epoch", async () => {
    const before = Date.now();
    const { rows } = await sql<{ ms: number }>`select ${now()} as ms`.execute(db());
    const ms = rows[0]?.ms ?? 0;
    expect(Number.isInteger(ms)).toBe(true);
    expect(ms).toBeGreaterThanOrEqual(before - 1);
    expect(ms).toBeLessThanOrEqual(Date.now() + 1);
  });

  it("knows a violated key from other violations", async () => {
    const insert = () => db().insertInto("leases").values({ name: "a", owner: "b", expires_at: 1, fence: 1 }).execute();
    await insert();
    const twice = await thrownBy(insert);
    expect(isUniqueViolation(twice)).toBe(true);
    expect(isUnavailable(twice)).toBe(false);
    const notNull = await thrownBy(() => sql`insert into leases (name) values ('c')`.execute(db()));
    expect(isUniqueViolation(notNull)).toBe(false);
    expect(isUnavailable(notNull)).toBe(false);
  });

  it("gives a query that can be run, with rows passed over or not", async () => {
    expect(await skipLocked(db().selectFrom("leases").selectAll()).execute()).toEqual([]);
  });

  it("blames the query for its own faults", async () => {
    expect(isUnavailable(await thrownBy(() => sql`selekt 1`.execute(db())))).toBe(false);
    expect(isUnavailable(new Error("something else"))).toBe(false);
    expect(isUnavailable(undefined)).toBe(false);
  });
});

describe("isUnavailable", () => {
  const folder = useTempFolder();
  const open = (name: string, options?: Sqlite.Options) => new Sqlite(join(folder(), name), options);

  it("is true while another process keeps the database locked", async () => {
    const holder = open("a");
    holder.exec("create table t (x); begin exclusive");
    const other = open("a", { timeout: 0 });
    const error = await thrownBy(() => other.prepare("select * from t").get());
    expect(error).toMatchObject({ code: "SQLITE_BUSY" });
    expect(isUnavailable(error)).toBe(true);
    other.close();
    holder.close();
  });

  it("is true for a full, a read-only, a missing, a foreign and a closed database", async () => {
    const full = open("full");
    full.pragma("max_page_count = 3");
    full.exec("create table t (x)");
    expect(isUnavailable(await thrownBy(() => full.exec("insert into t values (zeroblob(100000))")))).toBe(true);
    full.close();
    expect(isUnavailable(await thrownBy(() => full.exec("select 1")))).toBe(true);
    const readonly = open("full", { readonly: true });
    expect(isUnavailable(await thrownBy(() => readonly.exec("insert into t values (1)")))).toBe(true);
    readonly.close();
    expect(isUnavailable(await thrownBy(() => open("none", { fileMustExist: true })))).toBe(true);
    await writeFile(join(folder(), "text"), "no database at all, but longer than a header ".repeat(20));
    const foreign = open("text", { readonly: true });
    expect(isUnavailable(await thrownBy(() => foreign.prepare("select * from t").get()))).toBe(true);
    foreign.close();
  });
});
