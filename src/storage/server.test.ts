/** Opening a database on a PostgreSQL server: what its URL may say, what is refused and how, and who starts first. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { freePort } from "../../scripts/testkit/ports.ts";
import {
  createEmptyPostgresDatabase,
  createPostgresDatabase,
  GUARDED_ROLE,
  type PostgresDatabase,
  sharedServer,
} from "../../scripts/testkit/postgres.ts";
import { ask } from "../../scripts/testkit/postgres-ask.ts";
import { serviceVariables, spawnService, testConfig } from "../../scripts/testkit/service.ts";
import { createLog } from "../log.ts";
import { startService } from "../service.ts";
import { type DatabaseAccess, DatabaseRefused, openDatabase } from "./database.ts";
import { migrations } from "./migrations/index.ts";
import { enqueue } from "./repos/outbox.ts";
import { ensureSlots, findSlot, listSlots, saveSlot } from "./repos/slots.ts";
import { openSnapshot } from "./snapshot.ts";
import { inTransaction } from "./transaction.ts";

const at = (DATABASE_URL: string) => ({ DATA_DIR: "", DATABASE_URL, DATABASE_MAX_CONNECTIONS: 2 });

const folder = useTempFolder();
let database: PostgresDatabase;
beforeEach(async () => {
  database = await createPostgresDatabase();
});
afterEach(() => database.drop());

/** The database's URL with something else in it. */
function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

/** The port of a server that does this with whoever connects, until the test is over. */
async function listen(serve: (client: Socket) => void): Promise<number> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client.on("error", () => undefined));
    serve(client);
  });
  onTestFinished(() => {
    for (const client of clients) client.destroy();
    server.close();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** Opens it and asks for its slots. */
async function look(url: string, access: DatabaseAccess = "script") {
  const db = await openDatabase(at(url), access);
  return await listSlots(db).finally(() => db.destroy());
}

async function refusal(url: string, access: DatabaseAccess = "service"): Promise<string> {
  const error = await look(url, access).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DatabaseRefused)) throw error ?? new Error("It was opened.");
  expect(error.message.split("\n")).toHaveLength(1);
  expect(error.message).not.toContain("hunter2");
  return error.message;
}

describe("the URL of a database", () => {
  it.each<[string, (url: URL) => void]>([
    ["postgresql:", (url) => Object.assign(url, { protocol: "postgresql:" })],
    ["a password in percent", (url) => Object.assign(url, { password: "p%40ss%2Fw%3Ard" })],
    ["sslmode=disable", (url) => Object.assign(url, { search: "?sslmode=disable" })],
    ["the name of this machine", (url) => Object.assign(url, { hostname: "localhost" })],
  ])("may have %s", async (_what, change) => {
    expect(await look(changed(change))).toEqual([]);
  });

  it("may name the folder of a socket, and is told so when nobody listens there", async () => {
    expect(await refusal("postgres://phc:hunter2@/photos?host=/nowhere/at/all")).toMatch(
      /PostgreSQL \/nowhere\/at\/all\/photos cannot be used .*ENOENT.*start it, or correct host/,
    );
  });

  it("may have an IPv6 address, and is told so when nobody listens there", async () => {
    const url = `postgres://phc:hunter2@[::1]:${await freePort()}/photos`;
    expect(await refusal(url)).toMatch(/PostgreSQL \[::1\]:\d+\/photos cannot be used .*(ECONNREFUSED|EADDRNOTAVAIL)/);
  });

  it("may ask for encryption as every client does, without a word on stderr", async () => {
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on("warning", note);
    for (const mode of ["require", "prefer", "verify-ca", "verify-full"]) {
      const url = changed((found) => Object.assign(found, { search: `?sslmode=${mode}`, password: "hunter2" }));
      expect(await refusal(url)).toMatch(mode === "verify-ca" ? /sslrootcert/ : /does not support SSL/);
    }
    const file = changed((found) => Object.assign(found, { search: "?sslmode=verify-full&sslrootcert=/none.pem" }));
    expect(await refusal(file)).toContain("/none.pem");
    // Node tells warnings in a turn of their own.
    await new Promise(setImmediate);
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});

describe("a server that cannot be used", () => {
  it("is told by its name when nobody is there, or nobody answers", async () => {
    const nobody = `postgres://phc:hunter2@127.0.0.1:${await freePort()}/photos`;
    expect(await refusal(nobody)).toMatch(/PostgreSQL 127\.0\.0\.1:\d+\/photos cannot be used .*ECONNREFUSED/);
    const silent = await listen(() => undefined);
    expect(await refusal(`postgres://phc:hunter2@127.0.0.1:${silent}/photos`)).toMatch(/cannot be used .*timeout/);
  });

  it("is told with its version when that is too old", async () => {
    const [row] = await ask(database.url, "select current_setting('server_version_num') as version");
    const { port: to = "5432", hostname: host } = new URL(database.url);
    // The server as it is, but for the number that it calls itself by.
    const older = await listen((client) => {
      const server = connect(Number(to), host).on("error", () => client.destroy());
      client.pipe(server);
      server.on("data", (chunk) =>
        client.write(Buffer.from(chunk.toString("latin1").replace(row?.["version"] ?? "?", "140018"), "latin1")),
      );
      server.once("close", () => client.destroy());
    });
    const url = changed((found) => Object.assign(found, { port: older, hostname: "127.0.0.1" }));
    expect(await refusal(url)).toBe(
      `DATABASE_URL: PostgreSQL 127.0.0.1:${older}${new URL(url).pathname} runs version 14; use 15 or newer.`,
    );
  });

  it("ends the process with one line and 4, as the next try may go well", async () => {
    const url = `postgres://phc:hunter2@127.0.0.1:${await freePort()}/photos`;
    const service = spawnService({ ...serviceVariables(folder()), DATABASE_URL: url }, { folder: folder() });
    expect(await service.ended).toBe(4);
    expect(service.output().trim().split("\n")).toEqual([expect.stringContaining("ECONNREFUSED")]);
    expect(service.output()).not.toContain("hunter2");
  });

  it("is told for a database that is not there, a user that is not, and a wrong password", async (context) => {
    expect(await refusal(changed((url) => Object.assign(url, { pathname: "/phc_none" })))).toMatch(
      /\/phc_none cannot be used \(database "phc_none" does not exist\)/,
    );
    const stranger = changed((url) => Object.assign(url, { username: "phc_nobody", password: "hunter2" }));
    expect(await refusal(stranger)).toContain("phc_nobody");
    await ask(sharedServer(), `create role ${GUARDED_ROLE} login password 'right'`).catch(() => undefined);
    const wrong = changed((url) => Object.assign(url, { username: GUARDED_ROLE, password: "hunter2" }));
    const trusts = await ask(wrong, "select 1").then(
      () => true,
      () => false,
    );
    context.skip(trusts, "this server asks nobody for a password");
    expect(await refusal(wrong)).toContain(`password authentication failed for user "${GUARDED_ROLE}"`);
  });

  it("refuses a schema that a newer version wrote, whoever asks, and leaves it", async () => {
    const db = await openDatabase(at(database.url), "service");
    const newer = { name: "9999_newer", timestamp: new Date().toISOString() };
    await db.withTables<{ kysely_migration: typeof newer }>().insertInto("kysely_migration").values(newer).execute();
    await db.destroy();
    for (const access of ["service", "script", "read-only"] as const) {
      expect(await refusal(database.url, access)).toMatch(/written by a newer version: .*9999_newer/);
    }
  });

  it("has no tables for a script, and gets them from a service alone", async () => {
    const empty = await createEmptyPostgresDatabase();
    try {
      for (const access of ["script", "read-only"] as const)
        expect(await refusal(empty.url, access)).toContain(
          "has no tables of this service: start the service on it once",
        );
      expect(await look(empty.url, "service")).toEqual([]);
      expect(await look(empty.url, "script")).toEqual([]);
    } finally {
      await empty.drop();
    }
  });
});

describe("a commit", () => {
  it("is on the disk when it is answered, whatever the server is told; more than that is left as it is", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const set: string[] = [];
    for (const told of ["off", "remote_apply"]) {
      await ask(database.url, `alter database "${name}" set synchronous_commit = ${told}`);
      const db = await openDatabase(at(database.url), "script");
      const asked = sql<{ value: string }>`select current_setting('synchronous_commit') as value`;
      const { rows } = await inTransaction(db, (transaction) => asked.execute(transaction));
      set.push(rows[0]?.value ?? "");
      await db.destroy();
    }
    expect(set).toEqual(["on", "remote_apply"]);
  });
});

describe("services that start at once", () => {
  it("on an empty database make it together, and all run", async () => {
    const empty = await createEmptyPostgresDatabase();
    const log = createLog("silent");
    const starts = ["a", "b", "c"].map((name) =>
      startService(testConfig(`${folder()}/${name}`, { DATABASE_URL: empty.url }), log),
    );
    const services = await Promise.all(starts);
    try {
      for (const { url } of services) expect((await fetch(`${url}/livez`)).status).toBe(200);
      const done = await ask(empty.url, "select name from kysely_migration order by name");
      expect(done.map(({ name }) => name)).toEqual(Object.keys(migrations).sort());
    } finally {
      await Promise.all(services.map((service) => service.drain()));
      await empty.drop();
    }
  });
});

describe("who only reads", () => {
  it("sees everything and cannot write, in a transaction or not; and the next query is not hurt", async () => {
    const writer = await openDatabase(at(database.url), "service");
    await ensureSlots(writer);
    const { db, close } = await openSnapshot(at(database.url));
    try {
      const slot = await findSlot(db, "slot-001");
      expect(slot?.state).toBe("active");
      const refused = /read-only transaction/;
      await expect(saveSlot(db, "slot-001", 1, { maxAttempts: 5 })).rejects.toThrow(refused);
      const message = {
        audience: "operators",
        event: "operators.message",
        dedupeKey: "x",
        payload: { text: "x" },
      } as const;
      await expect(inTransaction(db, (transaction) => enqueue(transaction, message))).rejects.toThrow(refused);
      await expect(inTransaction(db, (transaction) => listSlots(transaction))).resolves.toHaveLength(16);
      expect(await findSlot(db, "slot-001")).toEqual(slot);
      await saveSlot(writer, "slot-001", 1, { maxAttempts: 5 });
      expect(await findSlot(db, "slot-001")).toMatchObject({ maxAttempts: 5 });
    } finally {
      await close();
      await writer.destroy();
    }
  });
});

describe("an address with a sign that must be written as %..", () => {
  it.each(["#", "/", "?", "/34"])(
    "as %s in the password is refused in words, and no part of it is told",
    async (sign) => {
      const refusal = look(`postgres://phc:12${sign}s3cret@127.0.0.1:1/phc`);
      await expect(refusal).rejects.toThrow(DatabaseRefused);
      await expect(refusal).rejects.toThrow(/^DATABASE_URL: this is no address of a database; write postgres:.*%2F/);
      await expect(refusal).rejects.not.toThrow(/12|s3cret|127\.0\.0\.1/);
    },
  );

  it("is refused where it can be no address at all", async () => {
    await expect(look("postgres://phc:s3cret@[bad/phc")).rejects.toThrow(DatabaseRefused);
  });
});
