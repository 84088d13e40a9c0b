/** ops migrate on real databases: every table and every kind of value, what it finds different, and what it refuses. */
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { registerInstance } from "../../src/storage/repos/instances.ts";
import type { Db } from "../../src/storage/schema.ts";
import { acquireServiceLock } from "../../src/storage/service-lock.ts";
import { inTransaction } from "../../src/storage/transaction.ts";
import { findMove } from "../../src/storage/unfinished-move.ts";
import { CannotRun, UsageError } from "../command.ts";
import { callCommandLine } from "../testkit/commands.ts";
import { sqliteIn } from "../testkit/databases.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { createEmptyPostgresDatabase, createPostgresDatabase, type PostgresDatabase } from "../testkit/postgres.ts";
import { testConfig } from "../testkit/service.ts";
import { copyAll } from "./migrate/copy.ts";
import type { Row, Value } from "./migrate/rows.ts";
import { openSource } from "./migrate/source.ts";
import { movedTables, stayingTables } from "./migrate/tables.ts";
import { claimTarget, lookAt, openTarget, targetConfig } from "./migrate/target.ts";
import { migrateCommand } from "./migrate.ts";

const folder = useTempFolder();
const dataDir = () => join(folder(), "data");
const path = () => resolve(dataDir(), "phc.sqlite");
let url: string;
let progress: string;

/** Migrated once; a move takes a target without tables as well, but makes them each time. */
const template = await mkdtemp(join(tmpdir(), "phc-test-"));
afterAll(() => rm(template, { recursive: true, force: true }));
await (await openDatabase(sqliteIn(template), "service")).destroy();

/** The target, in the place of the one before. */
async function useTarget(create: () => Promise<PostgresDatabase>): Promise<void> {
  const database = await create();
  onTestFinished(() => database.drop());
  url = database.url;
}

beforeEach(async () => {
  await useTarget(createPostgresDatabase);
  progress = "";
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    progress += text;
    return true;
  });
  onTestFinished(() => stderr.mockRestore());
});

const texts = [
  ...["", "plain", 'it\'s "quoted" \\ and \\u0000', '{"a":"\\"x\\"","b":[null]}', "two\nlines\t", "null", "\uFFFD"],
  ...["\u{1F4F7} photo", "\uFFEE", "\u00e9 \u0434 \u6f22", "\u0001", " "],
];
const integers = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31 - 1)];
const valuesOf: Readonly<Record<string, readonly Value[]>> = {
  text: texts,
  integer: integers,
  bigint: [...integers, 2 ** 53 - 1, -(2 ** 53 - 1), 1_790_000_000_000],
  "double precision": [0.1, -2.5e-7, 1e300, 12_345.678, 3],
};
/** Unique in one table or another. */
const unique = ["id", "dedupe_key", "secret_hash", "sha256"];
const ROWS = 40;

/** Rows with all kinds of values in all tables, whatever the tables are. */
async function fill(db: Db, rows = ROWS): Promise<void> {
  await inTransaction(db, (transaction) => fillTables(transaction, rows));
}

async function fillTables(db: Db, rows: number): Promise<void> {
  const tables = await db.introspection.getTables();
  for (const { table, key, risingKey } of movedTables) {
    const columns = tables.find(({ name }) => name === table)?.columns ?? [];
    for (let row = 0; row < rows; row += 1) {
      const values = columns.map(({ name, dataType, isNullable }, at): Value => {
        const isKey = key.includes(name);
        const choice = valuesOf[dataType.toLowerCase()] ?? [];
        const value = choice[(row + at) % choice.length] ?? null;
        if (typeof value === "string") return isKey || unique.includes(name) ? `${value}${row}` : nullable(value);
        return isKey ? (risingKey ? 3 * row + 7 : row + 100) : nullable(value);
        function nullable(found: Value): Value {
          return isNullable && (row + at) % 3 === 0 ? null : found;
        }
      });
      const names = sql.join(columns.map(({ name }) => sql.ref(name)));
      await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`.execute(db);
    }
  }
}

/** Runs queries on the embedded database, which is closed again after them. */
async function onSource<T>(work: (db: Db) => Promise<T>): Promise<T> {
  if (!existsSync(path())) await cp(template, dataDir(), { recursive: true });
  const db = await openDatabase(sqliteIn(dataDir()), "script");
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function onTarget<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openTarget(url);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** The command in this process, between the embedded database and the target. */
async function migrate(...options: string[]) {
  let shown: { value: unknown; text: string } = { value: undefined, text: "" };
  const config = testConfig(dataDir());
  const exitCode = await migrateCommand.prepare(["--from", `sqlite:${path()}`, "--to", url, ...options])({
    config,
    print: (value, lines) => {
      shown = { value, text: lines.join("\n") };
    },
  });
  return { exitCode, ...shown };
}

/** All rows of the tables that move, in the order of their keys. */
async function everything(db: Db): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  for (const { table, key } of movedTables) {
    const order = sql.join(key.map((name) => sql.ref(name)));
    found[table] = (await sql<Row>`select * from ${sql.table(table)} order by ${order}`.execute(db)).rows;
  }
  return found;
}

describe("the list of tables", () => {
  it("has each table of the schema with its primary key, once", async () => {
    await onSource(async (db) => {
      const tables = await db.introspection.getTables();
      const listed = [...movedTables, ...stayingTables].map(({ table }) => table);
      expect(listed.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
      for (const { table, key, risingKey } of movedTables) {
        const keyColumns = sql<{ name: string }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`;
        expect([table, ...key]).toEqual([table, ...(await keyColumns.execute(db)).rows.map(({ name }) => name)]);
        const made = sql<{ sql: string }>`select sql from sqlite_master where type = 'table' and name = ${table}`;
        const isRising = (await made.execute(db)).rows[0]?.sql.includes("autoincrement");
        expect([table, isRising]).toEqual([table, risingKey]);
      }
    });
  });

  it("knows which tables have rows in a database that was never used", async () => {
    expect(await onTarget(lookAt)).toEqual({ living: [], mark: undefined, filled: undefined, hasSchema: true });
  });
});

describe("a move", () => {
  it("brings every value of every table, and keys that go on above the highest that was ever given", async () => {
    await onSource(async (db) => {
      await fill(db);
      const outbox = {
        id: "gone",
        audience: "operators",
        event: "x",
        dedupe_key: "gone",
        payload: "",
        created_at: 1,
      } as const;
      await db
        .insertInto("outbox")
        .values({ ...outbox, seq: 900 })
        .execute();
      await db.deleteFrom("outbox").where("seq", "=", 900).execute();
      await db.insertInto("leases").values({ name: "x", owner: "x", expires_at: 1, fence: 1 }).execute();
    });
    const before = await onSource(everything);
    const { exitCode, value, text } = await migrate();
    expect(exitCode).toBe(0);
    expect(await onTarget(everything)).toEqual(before);
    expect(before["jobs"]?.length).toBe(ROWS);
    expect(value).toMatchObject({ found: 0, differences: [], replaced: [] });
    expect(text).toMatch(/^table +rows +seconds\njobs +40 +\d/);
    expect(text).toContain("the two databases are equal");
    expect(text).toMatch(/Jobs that have not ended: [1-9]/);
    expect(text).toContain(`aws s3 sync ${dataDir()}/media/results s3://BUCKET/PREFIX/results`);
    expect(progress).toContain("copying outbox: 0 of 40\n");
    const db = await openDatabase(targetConfig(url), "service");
    onTestFinished(() => db.destroy());
    const notice = { text: "new", since: 1, ended_at: null };
    const added = await db.insertInto("notices").values(notice).returning("id").executeTakeFirstOrThrow();
    expect(added.id).toBe(3 * (ROWS - 1) + 8);
    const message = {
      id: "new",
      audience: "operators",
      event: "x",
      dedupe_key: "new",
      payload: "",
      created_at: 1,
    } as const;
    const put = await db.insertInto("outbox").values(message).returning("seq").executeTakeFirstOrThrow();
    expect(put.seq).toBe(901);
    expect(await db.selectFrom("leases").selectAll().execute()).toEqual([]);
  });

  it("of a database that was hardly used makes the tables and brings what there is; first keys are 1", async () => {
    await useTarget(createEmptyPostgresDatabase);
    await onSource(async () => undefined);
    expect((await migrate()).exitCode).toBe(0);
    await onTarget(async (db) => {
      const notice = { text: "new", since: 1, ended_at: null };
      expect(await db.insertInto("notices").values(notice).returning("id").execute()).toEqual([{ id: 1 }]);
    });
  });

  it("writes U+FFFD for U+0000 outside of keys, says where, and counts both as equal", async () => {
    await onSource(async (db) => {
      await db.insertInto("notices").values({ text: "a\0b\0", since: 1, ended_at: null }).execute();
    });
    const { exitCode, text, value } = await migrate();
    expect(exitCode).toBe(0);
    expect(text).toContain("for which U+FFFD stands there: 1, as notices id=1: text.");
    expect(value).toMatchObject({ replaced: ["notices id=1: text"] });
    expect((await onTarget(everything))["notices"]).toMatchObject([{ text: "a\uFFFDb\uFFFD" }]);
    expect((await migrate("--verify-only")).exitCode).toBe(0);
  });

  it("names what a column of PostgreSQL cannot hold before it moves anything, without the value", async () => {
    await onSource(async (db) => {
      await sql`insert into notices (text, since) values (x'00ff', 1), ('x', 9007199254740993), ('x', 'soon')`.execute(
        db,
      );
      await sql`insert into settings values (${"a\0b"}, 'secret', 1, 1), ('n', 'secret', 2147483648, 1)`.execute(db);
    });
    const wrong = [
      'settings name="a\\u0000b": name holds a key with U+0000, which PostgreSQL cannot hold',
      'settings name="n": version holds a number of more than 31 bits',
      "notices id=1: text holds no text, but bytes",
      "notices id=2: since holds no whole number below 2^53",
      "notices id=3: since holds no number, but a string",
    ];
    await expect(migrate()).rejects.toThrow(["Correct this in the source first:", ...wrong].join("\n"));
    expect(await onTarget(findMove)).toBeUndefined();
    const dry = await migrate("--dry-run");
    expect(dry).toMatchObject({ exitCode: 1, value: { obstacles: wrong } });
  });
});

describe("comparing", () => {
  beforeEach(async () => {
    await onSource(async (db) => {
      await fill(db, 5);
      // UTF-8 puts the first one first, and JavaScript the other.
      for (const name of ["\uFFEE", "\u{1F4F7}"])
        await db.insertInto("settings").values({ name, value: "1", version: 1, updated_at: 1 }).execute();
    });
    expect((await migrate()).exitCode).toBe(0);
  });

  it("--verify-only finds two equal databases equal, and changes nothing", async () => {
    const { exitCode, value, text } = await migrate("--verify-only");
    expect([exitCode, value, text]).toEqual([
      0,
      expect.objectContaining({ found: 0 }),
      expect.stringContaining("equal."),
    ]);
  });

  it("names each row and column that differs, is missing, or is too many", async () => {
    await onTarget(async (db) => {
      await db.updateTable("audit").set({ reason: "other" }).where("id", "=", 10).execute();
      await db.updateTable("jobs").set({ ledger: null }).where("ledger", "is not", null).execute();
      await db.deleteFrom("actions").where("id", "in", [7, 19]).execute();
      await db.deleteFrom("settings").where("name", "=", "\uFFEE").execute();
      await db.insertInto("notices").values({ id: 1, text: "", since: 1, ended_at: null }).execute();
      await db.insertInto("settings").values({ name: "zz", value: "secret", version: 1, updated_at: 1 }).execute();
    });
    const { exitCode, text } = await migrate("--verify-only");
    expect(exitCode).toBe(1);
    const lines = text.split("\n").filter((line) => line.startsWith("DIFFERENT"));
    expect(lines.filter((line) => !line.includes("jobs"))).toEqual([
      'DIFFERENT settings name="zz": the source has no such row',
      'DIFFERENT settings name="\uFFEE": the target has no such row',
      "DIFFERENT audit id=10: reason differs",
      "DIFFERENT actions id=7: the target has no such row",
      "DIFFERENT actions id=19: the target has no such row",
      "DIFFERENT notices id=1: the source has no such row",
    ]);
    expect(lines.filter((line) => /^DIFFERENT jobs id="[^"]*.*": ledger differs$/.test(line)).length).toBeGreaterThan(
      0,
    );
    expect(text).toContain(`The two databases are not equal: ${lines.length} differences.`);
    expect(text).not.toContain("secret");
  });

  it("is not for a target that is in use, or was never moved to; a second move is refused", async () => {
    await expect(migrate()).rejects.toThrow("The target has rows already (in jobs): name an empty database.");
    const moved = url;
    await useTarget(createEmptyPostgresDatabase);
    await expect(migrate("--verify-only")).rejects.toThrow("The target has not all tables");
    url = moved;
    await onTarget((db) => registerInstance(db, { id: "0123456789abcdef", host: "booth-1" }));
    await expect(migrate("--verify-only")).rejects.toThrow(
      "Services run on the target: 01234567 on booth-1. Stop them",
    );
  });
});

describe("a move that was cut off", () => {
  /** Copies the first tables, and ends in the middle of another one. */
  async function cutOff(rows: number): Promise<void> {
    await onSource((db) => fill(db, rows));
    const source = await openSource(path(), testConfig(dataDir()));
    try {
      await onTarget(async (target) => {
        await claimTarget(target, url, { source: source.hash, run: "first" }, false);
        const progress = (line: string) => {
          if (line.includes("outbox")) throw new Error("cut off");
        };
        const copying = copyAll({ source: source.db, target, run: "first", progress });
        await expect(copying).rejects.toThrow("cut off");
      });
    } finally {
      await source.close();
    }
  }

  it("closes the target to the service and its commands, goes on, and ends equal", async () => {
    await cutOff(5);
    for (const access of ["service", "script", "read-only"] as const) {
      await expect(openDatabase(targetConfig(url), access)).rejects.toThrow(
        /^The PostgreSQL .* holds part of another database, because a move to it has not ended: run "npm run ops -- migrate"/,
      );
    }
    expect((await migrate("--dry-run")).text).toMatch(/The target holds part of a move that began at 20/);
    expect(await migrate()).toMatchObject({ exitCode: 0, value: { found: 0 } });
    expect(progress).toContain("Going on with the move that was cut off.\ncopying jobs: 5 of 5\n");
    expect(progress).toContain("copying outbox: 0 of 5\n");
    await (await openDatabase(targetConfig(url), "script")).destroy();
  });

  it("finds a row that was changed meanwhile, stays closed, and can be started over", async () => {
    await cutOff(5);
    await onTarget((db) => db.updateTable("audit").set({ actor: "x" }).where("id", "=", 7).execute());
    expect(await migrate()).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(/^DIFFERENT audit id=7: actor differs\n/),
    });
    await expect(openDatabase(targetConfig(url), "service")).rejects.toThrow("has not ended");
    expect(await migrate("--start-over")).toMatchObject({ exitCode: 0, value: { found: 0 } });
  });

  it("does not go on with another source, or after somebody wrote to this one", async () => {
    await cutOff(5);
    await onSource((db) => db.insertInto("notices").values({ text: "", since: 1, ended_at: null }).execute());
    await expect(migrate()).rejects.toThrow("or something wrote to this one since");
    expect(await migrate("--start-over")).toMatchObject({ exitCode: 0, value: { found: 0 } });
  });

  it("does not go on beside the process that took it over", async () => {
    await cutOff(5);
    const source = await openSource(path(), testConfig(dataDir()));
    onTestFinished(() => source.close());
    await onTarget(async (target) => {
      expect(await claimTarget(target, url, { source: source.hash, run: "second" }, false)).toBe(true);
      const copying = copyAll({ source: source.db, target, run: "first", progress: () => undefined });
      await expect(copying).rejects.toThrow("Another process goes on with this move");
    });
  });
});

describe("refuses", () => {
  it("a source that a service or anybody else has open; a dry run says so and looks all the same", async () => {
    const db = await openDatabase(sqliteIn(dataDir()), "service");
    await expect(migrate()).rejects.toThrow(`Another process has the database ${path()} open: stop the service`);
    const lock = acquireServiceLock(dataDir());
    try {
      await expect(migrate()).rejects.toThrow(CannotRun);
      const dry = await migrate("--dry-run");
      expect(dry).toMatchObject({
        exitCode: 1,
        value: { tables: expect.arrayContaining([{ table: "cleanup_state", rows: 1 }]) },
      });
      expect(dry.text).toMatch(/NOT NOW: --from: .*service\.lock/);
    } finally {
      lock.release();
      await db.destroy();
    }
    expect((await migrate()).exitCode).toBe(0);
  });

  it("nothing of a source and a target that are free, and a dry run leaves no trace in the target", async () => {
    await useTarget(createEmptyPostgresDatabase);
    await onSource((db) => fill(db, 3));
    const { exitCode, text, value } = await migrate("--dry-run");
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^jobs +3$/m);
    expect(text).toContain("Not moved: leases (held by processes that have ended), instances");
    expect(value).toMatchObject({ obstacles: [], replaced: [], begun: null });
    expect(await onTarget((db) => db.introspection.getTables({ withInternalKyselyTables: true }))).toEqual([]);
  });

  it("a target on which a service runs", async () => {
    await onSource(async () => undefined);
    await onTarget((db) => registerInstance(db, { id: "0123456789abcdef", host: "booth-1" }));
    await expect(migrate()).rejects.toThrow("Services run on the target: 01234567 on booth-1.");
    expect((await migrate("--dry-run")).text).toContain("NOT NOW: Services run on the target");
  });

  it("a source of another version, and one that is not there", async () => {
    await expect(migrate()).rejects.toThrow(`There is no database at ${path()}`);
    await onSource((db) => sql`delete from kysely_migration where name > '0003'`.execute(db));
    await expect(migrate()).rejects.toThrow("was written by an older version: start this version of the service once");
  });

  it("a server that is not there, without its password", async () => {
    await onSource(async () => undefined);
    const file = join(folder(), "url");
    await writeFile(file, "postgres://u:hunter2@127.0.0.1:1/phc\n", { mode: 0o600 });
    const run = migrateCommand.prepare(["--to-file", file])({ config: testConfig(dataDir()), print: () => undefined });
    await expect(run).rejects.toThrow(/^The target: the database PostgreSQL 127.0.0.1:1\/phc cannot be used/);
    await expect(run).rejects.not.toThrow("hunter2");
  });
});

it("says what is wrong with a command line before it opens anything, and repeats no password", async () => {
  const open = join(folder(), "url");
  await writeFile(open, "mysql://u:hunter2@h/d");
  await chmod(open, 0o600);
  const wrong: [string[], string][] = [
    [["--to", "postgres://u:hunter2@h/d"], "no password on the command line"],
    [["--to", "postgres://u@h/d?password=hunter2"], "no password on the command line"],
    [["--to", "postgres://u:hun/ter2@h/d"], "--to: write postgres://USER@HOST/DATABASE"],
    [["--to", "sqlite:hunter2"], "--to: write postgres://USER@HOST/DATABASE"],
    [["--to", "postgres://u@h"], "--to: write postgres://USER@HOST/DATABASE"],
    [["--from", "postgres://u:hunter2@h/d"], "--from: write sqlite:PATH"],
    [["--to-file", join(folder(), "none")], "none: does not exist; give the file that holds the address"],
    [["--to-file", open], `--to-file ${open}: write postgres://`],
    [["--to-file", open, "--to", "postgres://u@h/d"], "--to and --to-file: give one of them"],
    [["--dry-run", "--verify-only"], "--dry-run and --verify-only: give one of them"],
    [["--start-over", "--verify-only"], "--start-over: --verify-only changes nothing"],
    [["now"], "migrate takes 0 arguments, not 1: now"],
  ];
  for (const [args, message] of wrong) {
    const prepare = () => migrateCommand.prepare(args);
    expect(prepare, args.join(" ")).toThrow(UsageError);
    expect(prepare, args.join(" ")).toThrow(message);
    expect(prepare, args.join(" ")).not.toThrow("ter2");
  }
  const run = () => migrateCommand.prepare([])({ config: testConfig(dataDir()), print: () => undefined });
  expect(run).toThrow("--to is missing: postgres://USER@HOST/DATABASE; or --to-file, or DATABASE_URL_FILE.");
});

it("takes the target from DATABASE_URL_FILE and the source from DATA_DIR, and prints one JSON object", async () => {
  await onSource((db) => fill(db, 2));
  const file = join(folder(), "url");
  await writeFile(file, url, { mode: 0o600 });
  const variables = { NODE_ENV: "test", DATA_DIR: dataDir(), DATABASE_URL_FILE: file };
  const { exitCode, stdout, stderr } = await callCommandLine(folder(), variables, "ops", ["migrate", "--json"]);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^copying jobs: 0 of 2\n/)]);
  expect(JSON.parse(stdout)).toMatchObject({ found: 0 });
  const again = await callCommandLine(folder(), variables, "ops", ["migrate"]);
  expect(again).toMatchObject({
    exitCode: 3,
    stdout: "",
    stderr: expect.stringMatching(/^The target has rows already/),
  });
});
