/** A real PgBouncer that gives each transaction another connection, in front of a PostgreSQL server. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./ports.ts";
import { ask } from "./postgres-ask.ts";

export interface Pooler {
  /** The URL of a database of the server, by way of the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

/** PgBouncer refuses to run as root. Everybody has this user. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;

/** Starts `program` with `connections` to each database of the server at `url`, and waits until it answers. */
export async function startPooler(program: string, url: string, connections: number): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), "phc-pooler-"));
  await chmod(folder, 0o755);
  const { hostname, port, username } = new URL(url);
  const ownPort = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const lines = [
    ...["[databases]", `* = host=${hostname} port=${port} user=${username}`],
    ...["[pgbouncer]", "listen_addr = 127.0.0.1", `listen_port = ${ownPort}`, "unix_socket_dir =", "auth_type = any"],
    ...["pool_mode = transaction", `default_pool_size = ${connections}`, "max_client_conn = 300"],
  ];
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o644 });
  const owner = process.getuid?.() === 0 ? NOBODY : {};
  const pooler = spawn(program, ["-q", file], { ...owner, cwd: "/", stdio: "ignore" });
  const ended = new Promise((resolve) => pooler.once("exit", resolve));
  const through = (direct: string) => {
    const changed = new URL(direct);
    changed.hostname = "127.0.0.1";
    changed.port = String(ownPort);
    return changed.href;
  };
  while (!(await answers(through(url)))) {
    if (pooler.exitCode !== null) throw new Error(`PgBouncer ended with ${pooler.exitCode}.`);
    await sleep(20);
  }
  return {
    through,
    async stop() {
      pooler.kill("SIGINT");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return await ask(url, "select 1").then(
    () => true,
    () => false,
  );
}
