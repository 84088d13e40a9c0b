/** The documented rotation, end to end: a real service under load, its file, its secrets, and the way back. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { afterEach, expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { listAudit } from "../../src/storage/repos/audit.ts";
import { saveSlot } from "../../src/storage/repos/slots.ts";
import { runCommandLine } from "../testkit/commands.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { GUARDED_ROLE, startPostgres } from "../testkit/postgres.ts";
import { ask } from "../testkit/postgres-ask.ts";
import { startProviderServer } from "../testkit/provider-server.ts";
import { spawnService } from "../testkit/service.ts";

const folder = useTempFolder();
const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const env = () => join(folder(), ".env");
const textOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
const inForce = async () => parseEnv(await readFile(env(), "utf8"));

const first = {
  INGEST_PASSWORD: "gull-harbour-41-lantern",
  METRICS_TOKEN: "Zq8vTn3LwX6rJd0cHs5B",
  OPENAI_API_KEY: "k-Rm2yWf7uPa9eKx4oVb1t",
};

/** The file of an installation in production, in a folder of its own. */
async function install(more: Readonly<Record<string, string>> = {}): Promise<string> {
  await chmod(folder(), 0o700);
  const port = await freePort();
  const values = { NODE_ENV: "production", PORT: String(port), DATA_DIR: join(folder(), "data"), ...first, ...more };
  await writeFile(env(), `# Ours.\n${textOf(values)}`, { mode: 0o600 });
  return `http://127.0.0.1:${port}`;
}

async function startService(): Promise<number> {
  const service = spawnService({}, { folder: folder() });
  ending.push(async () => {
    service.child.kill("SIGKILL");
    await service.ended;
  });
  await service.listening;
  return service.child.pid ?? 0;
}

const rotate = (...args: string[]) =>
  runCommandLine(folder(), {}, "env", ["rotate", "--reason", "the yearly one", ...args]);

async function values(given: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder(), "new.env");
  await writeFile(path, textOf(given), { mode: 0o600 });
  return path;
}

/** Booths that send photos until they are stopped; one that is refused reads its password anew and sends the photo again. */
function startLoad(url: string, booths = 3) {
  const stopping = new AbortController();
  const jobs: string[] = [];
  const others: number[] = [];
  let told = first.INGEST_PASSWORD;
  const running = (async () => {
    const photo = await makePhoto();
    const booth = async () => {
      let own = makeUnique(photo);
      while (!stopping.signal.aborted) {
        const used = told;
        const answer = await post(`${url}/api/ingest/slot-001`, photoForm(own, used)).catch(() => undefined);
        if (answer?.status === 200) {
          jobs.push(String(answer.headers["x-job-id"]));
          own = makeUnique(photo);
        } else if (answer?.status === 401) {
          told = (await inForce())["INGEST_PASSWORD"] ?? "";
          await sleep(20);
        } else {
          others.push(answer?.status ?? 0);
          await sleep(50);
        }
      }
    };
    await Promise.all(Array.from({ length: booths }, booth));
  })();
  running.catch(() => undefined);
  ending.push(() => stopping.abort());
  return {
    more: async (count = 5) => {
      const goal = jobs.length + count;
      await expect.poll(() => jobs.length, { timeout: 20_000 }).toBeGreaterThan(goal);
    },
    /** Ends it; every photo that was answered with 200 has its picture. Gives the answers that were neither 200 nor 401. */
    async stop(): Promise<number[]> {
      stopping.abort();
      await running;
      for (const job of jobs) expect((await fetch(`${url}/api/results/${job}`)).status).toBe(200);
      return others;
    },
  };
}

const tokenStatus = async (url: string, token: string) =>
  (await fetch(`${url}/metrics`, { headers: { "X-Forwarded-For": "192.0.2.1", Authorization: `Bearer ${token}` } }))
    .status;

/** A provider that lets these keys in. */
async function startOpenai(keys: Set<string>) {
  const server = await startProviderServer();
  ending.push(server.stop);
  server.answer(({ headers }) => (response) => {
    const known = keys.has((headers["authorization"] ?? "").replace("Bearer ", ""));
    response.writeHead(known ? 200 : 401, { "Content-Type": "application/json" }).end("{}");
  });
  return server;
}

async function newestAudit() {
  const at = { DATA_DIR: join(folder(), "data"), DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 };
  const db = await openDatabase(at, "script");
  try {
    return (await listAudit(db, { limit: 1 }))[0];
  } finally {
    await db.destroy();
  }
}

it("by SIGHUP under load: no photo is lost, the new secrets count, the old are refused, and nothing shows a value", async () => {
  const fresh = "k-Jd8sQp3nZc6vLg1hTy5w";
  const keys = new Set([first.OPENAI_API_KEY]);
  const { url: openai } = await startOpenai(keys);
  const url = await install({ OPENAI_BASE_URL: openai });
  const pid = await startService();
  const load = startLoad(url);
  await load.more();
  const old = await readFile(env());
  const how = ["--pid", String(pid), "--generate", "INGEST_PASSWORD", "--generate", "METRICS_TOKEN"];
  const file = await values({ OPENAI_API_KEY: fresh });

  // The provider does not know the new key yet.
  const early = await rotate(...how, "--values", file);
  expect(early).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("OPENAI_API_KEY: openai does not answer"),
  });
  expect(await readFile(env())).toEqual(old);
  keys.add(fresh);
  const tried = await rotate(...how, "--values", file, "--dry-run");
  expect(tried).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Nothing was changed") });
  expect(await readFile(env())).toEqual(old);
  expect((await readdir(folder())).sort()).toEqual([".env", "data", "new.env"]);

  const done = await rotate(...how, "--values", file);
  expect(done).toMatchObject({ exitCode: 0, stderr: "" });
  for (const line of [
    "METRICS_TOKEN: the service takes the new one and refuses the old one.",
    "INGEST_PASSWORD: the service takes the new one and refuses the old one.",
    "OPENAI_API_KEY: openai answers with the new one.",
    "OPENAI_API_KEY: openai is not seen to refuse the old one: revoke it there.",
  ])
    expect(done.stdout).toContain(line);
  await load.more();
  const now = await inForce();
  expect(now).toMatchObject({ NODE_ENV: "production", OPENAI_API_KEY: fresh });
  expect(await readFile(env(), "utf8")).toContain("# Ours.\n");
  const { INGEST_PASSWORD = "", METRICS_TOKEN = "" } = now;
  const photo = await makePhoto();
  const send = async (password: string) =>
    (await post(`${url}/api/ingest/slot-002`, photoForm(makeUnique(photo), password))).status;
  expect([await send(first.INGEST_PASSWORD), await send(INGEST_PASSWORD)]).toEqual([401, 200]);
  expect([await tokenStatus(url, first.METRICS_TOKEN), await tokenStatus(url, METRICS_TOKEN)]).toEqual([401, 200]);
  expect(await load.stop()).toEqual([]);

  expect((await readdir(folder())).sort()).toEqual([".env", ".env.manifest.json", "data", "new.env"]);
  expect((await runCommandLine(folder(), {}, "env", ["verify"])).exitCode).toBe(0);
  const entry = await newestAudit();
  expect(entry).toMatchObject({ action: "secrets.rotated", reason: "the yearly one", subject: "config:secrets" });
  const told = JSON.stringify([early, tried, done, entry]);
  for (const secret of [...Object.values(first), fresh, INGEST_PASSWORD, METRICS_TOKEN])
    expect(told).not.toContain(secret);
});

it("comes back by itself when the service refuses the new set, or does not come up with it", async () => {
  const url = await install();
  const pid = await startService();
  const restart = join(folder(), "restart.sh");
  const main = resolve(import.meta.dirname, "../../src/main.ts");
  // Ends the service that runs, and starts one unless the file holds the mark.
  await writeFile(
    restart,
    `kill -TERM "$(cat service.pid)"; while kill -0 "$(cat service.pid)" 2>/dev/null; do sleep 0.1; done
grep -q marked .env && exit 7
PATH="$PATH" nohup "${process.execPath}" "${main}" >service.log 2>&1 </dev/null &
echo $! >service.pid\n`,
  );
  await writeFile(join(folder(), "service.pid"), String(pid));
  ending.push(async () => {
    const last = Number(await readFile(join(folder(), "service.pid"), "utf8"));
    if (last !== pid) process.kill(last, "SIGKILL");
  });
  const load = startLoad(url);
  await load.more();
  const old = await readFile(env());

  const marked = await values({ METRICS_TOKEN: "marked-Vb3kXw8nQz5t" });
  const failed = await rotate("--restart", "sh restart.sh", "--values", marked);
  expect(failed.stderr).toContain("The command of --restart has ended with 7.");
  expect(failed.stderr).toContain("is the old one again, and the service is ready with it");
  expect(failed.exitCode).toBe(1);
  expect(await readFile(env())).toEqual(old);
  expect(await tokenStatus(url, first.METRICS_TOKEN)).toBe(200);
  expect(await newestAudit()).toMatchObject({ action: "secrets.rotation_undone" });
  await load.more();
  const unheard = await rotate("--restart", "true", "--generate", "METRICS_TOKEN", "--within", "1");
  expect(unheard.stderr).toContain("was not ready with the new set within 1 s");
  expect(unheard.stderr).toContain("is the old one again, and the service is ready with it");
  expect([unheard.exitCode, await readFile(env())]).toEqual([1, old]);

  const done = await rotate("--restart", "sh restart.sh", "--generate", "METRICS_TOKEN");
  expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("The rotation is complete.") });
  expect(await tokenStatus(url, first.METRICS_TOKEN)).toBe(401);
  await load.more();

  // Somebody has edited the file since the service started: it refuses the whole of it.
  const edited = `${await readFile(env(), "utf8")}LOG_LEVEL=warn\n`;
  await writeFile(env(), edited);
  const refused = await rotate("--sighup-pid-file", "service.pid", "--generate", "METRICS_TOKEN");
  expect(refused.stderr).toContain("The service has refused the new set");
  expect(refused.stderr).toContain("is the old one again, and the service is ready with it");
  expect([refused.exitCode, await readFile(env(), "utf8")]).toEqual([1, edited]);
  expect(await tokenStatus(url, (await inForce())["METRICS_TOKEN"] ?? "")).toBe(200);
  // A restart is a moment without a service; whoever had a picture has it still.
  expect((await load.stop()).filter((status) => status !== 0 && status !== 503)).toEqual([]);
  expect((await readdir(folder())).filter((name) => /tmp|previous/.test(name))).toEqual([]);
});

it("given up at any moment, leaves the old file or the new one, whole", async () => {
  const keys = new Set([first.OPENAI_API_KEY]);
  const server = await startOpenai(keys);
  const url = await install({ OPENAI_BASE_URL: server.url });
  const pid = await startService();
  const old = await readFile(env());
  const file = await values({ OPENAI_API_KEY: "k-Jd8sQp3nZc6vLg1hTy5w" });
  const start = (...args: string[]) => {
    const command = [resolve(import.meta.dirname, "../run.js"), "env", "rotate", "--reason", "given up", ...args];
    const child = spawn(process.execPath, command, {
      cwd: folder(),
      env: { PATH: process.env["PATH"] },
      stdio: "ignore",
    });
    return { child, ended: once(child, "exit") };
  };
  // While a provider does not answer: nothing is replaced yet.
  const asked = server.received.length;
  server.answer(() => () => new Promise(() => {}));
  const trying = start("--pid", String(pid), "--values", file);
  await expect.poll(() => server.received.length, { timeout: 10_000 }).toBeGreaterThan(asked);
  await expect
    .poll(async () => (await readdir(folder())).some((name) => name.endsWith(".tmp")), { timeout: 10_000 })
    .toBe(true);
  trying.child.kill("SIGINT");
  await trying.ended;
  expect(await readFile(env())).toEqual(old);
  expect((await readdir(folder())).filter((name) => /tmp|previous/.test(name))).toEqual([]);
  // While it waits for a service that nobody has told: the old file comes back.
  const waiting = start("--restart", "true", "--generate", "METRICS_TOKEN", "--within", "30");
  await expect.poll(async () => (await readFile(env())).equals(old), { timeout: 10_000, interval: 10 }).toBe(false);
  waiting.child.kill("SIGINT");
  await waiting.ended;
  expect(await readFile(env())).toEqual(old);
  expect(await tokenStatus(url, first.METRICS_TOKEN)).toBe(200);
});

it("a PostgreSQL password is changed under load without a refused photo", async () => {
  const postgres = await startPostgres({ fsync: false });
  ending.push(postgres.remove);
  const as = (password: string) => Object.assign(new URL(postgres.url), { username: GUARDED_ROLE, password }).href;
  const [one, two] = ["wT6yHn2bVr8mLx4q", "Pz5cKd9sJf3gQa7e"];
  await ask(postgres.url, `create role ${GUARDED_ROLE} login superuser password '${one}'`);
  const url = await install({ DATABASE_URL: as(one), DATABASE_MAX_CONNECTIONS: "4" });
  await mkdir(join(folder(), "data"));
  const pid = await startService();
  const db = await openDatabase({ DATA_DIR: "", DATABASE_URL: postgres.url, DATABASE_MAX_CONNECTIONS: 2 }, "script");
  ending.push(() => db.destroy());
  await saveSlot(db, "slot-001", 1, { maxParallel: 20 });
  const load = startLoad(url, 6);
  await load.more(20);
  const file = await values({ DATABASE_URL: as(two) });
  const early = await rotate("--pid", String(pid), "--values", file);
  expect(early).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("password authentication failed") });
  expect(await inForce()).toMatchObject({ DATABASE_URL: as(one) });

  await ask(postgres.url, `alter role ${GUARDED_ROLE} password '${two}'`);
  const done = await rotate("--pid", String(pid), "--values", file);
  expect(done).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("DATABASE_URL: the old login is refused."),
  });
  await load.more(20);
  expect(await load.stop()).toEqual([]);
  expect(JSON.stringify([early, done])).not.toMatch(new RegExp(`${one}|${two}`));
});
