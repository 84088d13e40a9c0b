/** Other secrets for a running service: by SIGHUP to a real process under load, and part by part in this one. */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Config } from "../generated/config.ts";
import { useTempFolder } from "../scripts/testkit/folders.ts";
import { formHeaders, jsonOf, photoForm, post, startPost } from "../scripts/testkit/ingest.ts";
import { makePhoto } from "../scripts/testkit/photos.ts";
import { createPostgresDatabase, GUARDED_ROLE, sharedServer } from "../scripts/testkit/postgres.ts";
import { ask } from "../scripts/testkit/postgres-ask.ts";
import { type Received, useProviderServer } from "../scripts/testkit/provider-server.ts";
import { spawnService, startTestService, type TestService } from "../scripts/testkit/service.ts";
import { databaseVariables } from "../scripts/testkit/service-database.ts";
import { requireTool } from "../scripts/testkit/tools.ts";
import { verify } from "./core/signature.ts";
import { accountLine } from "./features/operators/accounts.ts";
import { createLog } from "./log.ts";
import { createReload, needRestart } from "./reload.ts";

const folder = useTempFolder();
const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** For what comes soon on a machine that has nothing else to do. */
const patient = { timeout: 20_000 };
const proxied = { "X-Forwarded-For": "192.0.2.1" };
const scrapeStatus = async (url: string, token: string) =>
  (await fetch(`${url}/metrics`, { headers: { ...proxied, Authorization: `Bearer ${token}` } })).status;
const metric = async (url: string, name: string) =>
  Number(new RegExp(`^${name} (.*)$`, "m").exec(await (await fetch(`${url}/metrics`)).text())?.[1]);
const send = async (url: string, photo: Buffer, password: string, slot = "slot-001") =>
  await post(`${url}/api/ingest/${slot}`, photoForm(photo, password));

/** The same picture in other bytes: no photo that was seen before. */
const another = (photo: Buffer) => Buffer.concat([photo, randomBytes(8)]);

describe("SIGHUP", () => {
  const text = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join("");
  const write = (values: Record<string, string>) =>
    writeFile(join(folder(), ".env"), text({ PORT: "0", ...values }), { mode: 0o600 });

  /** A process whose secrets are in a file beside it. */
  async function start(values: Record<string, string>) {
    await write(values);
    const dataDir = join(folder(), "data");
    const own = { NODE_ENV: "test", DATA_DIR: dataDir, ...databaseVariables(dataDir) };
    const service = spawnService(own, { folder: folder() });
    ending.push(async () => {
      service.child.kill("SIGKILL");
      await service.ended;
    });
    const url = await service.listening;
    const lines = () =>
      service
        .output()
        .split("\n")
        .filter((line) => line.includes("secrets"));
    return {
      ...{ url, service, lines },
      /** Resolves to the line of the log that says what came of it. */
      async hangUp(): Promise<string> {
        const before = lines().length;
        service.child.kill("SIGHUP");
        await expect.poll(() => lines().length, patient).toBe(before + 1);
        return lines().at(-1) ?? "";
      },
    };
  }

  it("takes other secrets under load without a lost photo, and of a broken file nothing", async () => {
    const first = { INGEST_PASSWORD: "first-password", METRICS_TOKEN: "first-token" };
    const second = { INGEST_PASSWORD: "second-password", METRICS_TOKEN: "second-token" };
    const { url, hangUp } = await start(first);
    const startedAt = await metric(url, "config_last_reload_success_timestamp_seconds");
    expect(startedAt).toBeGreaterThan(1.7e9);
    let told = first.INGEST_PASSWORD;
    const photos = await Promise.all(Array.from({ length: 4 }, () => makePhoto()));
    const statuses: number[] = [];
    const loading = new AbortController();
    let refused = 0;
    /** A booth: one that is refused while its password was changed sends the photo again. */
    const booth = async (photo: Buffer) => {
      while (!loading.signal.aborted) {
        const used = told;
        const { status } = await send(url, another(photo), used);
        if (status === 401 && used === first.INGEST_PASSWORD) refused += 1;
        else statuses.push(status);
      }
    };
    const load = Promise.all(photos.map(booth));
    load.catch(() => undefined);
    ending.push(() => loading.abort());
    const [photo = Buffer.alloc(0)] = photos;
    // One whose upload is under way finishes with the password that it began with.
    const form = photoForm(photo, first.INGEST_PASSWORD);
    const { sending, answer } = startPost(`${url}/api/ingest/slot-002`, {
      ...formHeaders,
      "Content-Length": String(form.length),
    });
    await expect.poll(() => metric(url, 'ingest_permits_in_use{pool="global"}'), patient).toBeGreaterThan(0);
    await expect.poll(() => statuses.length, patient).toBeGreaterThan(8);

    await write({ ...second, DRAIN_DELAY_SECONDS: "soon" });
    const broken = await hangUp();
    expect(broken).toContain("not reloaded");
    expect(broken).not.toMatch(/first-|second-/);
    await write({ ...second, LOG_LEVEL: "warn", RESULT_TTL_HOURS: "5" });
    const fixed = await hangUp();
    expect(fixed).toContain('"LOG_LEVEL changed: restart the service"');
    expect(fixed).toContain('"RESULT_TTL_HOURS changed: restart the service"');
    await write({ ...second, INGEST_PASSWORD: "short" });
    expect(await hangUp()).toMatch(/"INGEST_PASSWORD[^"]*8/);
    expect(await metric(url, "config_last_reload_successful")).toBe(0);
    expect(await metric(url, "config_last_reload_success_timestamp_seconds")).toBe(startedAt);
    expect([await scrapeStatus(url, "first-token"), await scrapeStatus(url, "second-token")]).toEqual([200, 401]);
    expect(refused).toBe(0);
    const seen = statuses.length;
    await expect.poll(() => statuses.length, patient).toBeGreaterThan(seen + 8);

    await write(second);
    const good = await hangUp();
    told = second.INGEST_PASSWORD;
    expect(good).toContain('"changed":["INGEST_PASSWORD","METRICS_TOKEN"]');
    expect(good).not.toMatch(/first-|second-/);
    sending.end(form);
    expect((await answer).status).toBe(200);
    expect([await scrapeStatus(url, "first-token"), await scrapeStatus(url, "second-token")]).toEqual([401, 200]);
    expect((await send(url, photo, first.INGEST_PASSWORD)).status).toBe(401);
    expect((await send(url, photo, second.INGEST_PASSWORD)).status).toBe(200);
    expect(await metric(url, "config_last_reload_successful")).toBe(1);
    expect(await metric(url, "config_last_reload_success_timestamp_seconds")).toBeGreaterThan(startedAt);
    expect(await hangUp()).toContain("the same as before");
    loading.abort();
    await load;
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  it("during the start is obeyed after it", async () => {
    await write({ INGEST_PASSWORD: "first-password" });
    const dataDir = join(folder(), "data");
    const service = spawnService(
      { NODE_ENV: "test", DATA_DIR: dataDir, ...databaseVariables(dataDir) },
      { folder: folder() },
    );
    ending.push(async () => {
      service.child.kill("SIGKILL");
      await service.ended;
    });
    // As soon as the process is main.ts's, which the lock of its data folder shows; any signal before that is Node's.
    const lock = join(dataDir, "service.lock");
    await expect.poll(() => existsSync(lock), { ...patient, interval: 1 }).toBe(true);
    service.child.kill("SIGHUP");
    await service.listening;
    await expect.poll(service.output, patient).toContain("the same as before");
  });
});

const script = requireTool("script");
it.skipIf(script === undefined)(
  "SIGHUP ends the service when it says that the terminal is gone, as before",
  async () => {
    const dataDir = join(folder(), "data");
    const main = resolve(import.meta.dirname, "main.ts");
    const variables = { NODE_ENV: "test", PORT: "0", DATA_DIR: dataDir, INGEST_PASSWORD: "first-password" };
    const terminal = spawn(script ?? "", ["-qec", `exec '${process.execPath}' '${main}'`, "/dev/null"], {
      cwd: folder(),
      env: { PATH: process.env["PATH"], ...variables, ...databaseVariables(dataDir) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    ending.push(() => terminal.kill("SIGKILL"));
    let output = "";
    terminal.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    await expect.poll(() => output, patient).toContain('"url"');
    const [, url = "", pid = ""] = /"url":"([^"]+)","pid":(\d+)/.exec(output) ?? [];
    const answers = () =>
      fetch(`${url}/livez`).then(
        () => true,
        () => false,
      );
    ending.push(async () => void ((await answers()) && process.kill(Number(pid), "SIGKILL")));
    process.kill(Number(pid), "SIGHUP");
    await expect.poll(() => output, patient).toContain("the same as before");
    terminal.kill("SIGKILL");
    await expect.poll(answers, patient).toBe(false);
  },
);

/** A service in this process that reads `next` at its reload. */
async function startLive(first: Partial<Config>): Promise<{
  readonly service: TestService;
  readonly reload: (next: Partial<Config>) => Promise<void>;
}> {
  const service = await startTestService(first);
  ending.push(service.stop);
  let next = service.config;
  const reload = createReload(service, createLog("silent"), () => ({ config: next, warnings: [] }));
  return {
    service,
    async reload(changes) {
      next = { ...service.config, ...changes };
      await reload();
    },
  };
}

function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const digest = createHash("sha256").update(body).digest("hex");
  const payload = `${headers["x-job-id"]}.${headers["x-deadline-ms"]}.${digest}`;
  return verify(secret, headers["x-signature"] ?? "", payload, Date.now() / 1000);
}

describe("a provider", () => {
  const server = useProviderServer();
  const old = "the-old-secret-of-http";
  const other = "the-new-secret-of-http";

  it("is called with the secret that its job began with, also in the next attempt, and the next job with the new", async () => {
    const { service, reload } = await startLive({ HTTP_PROVIDER_SECRET: old, PROVIDER_PRIVATE_ADDRESSES: "allow" });
    await service.setSlot("slot-001", { provider: "http", settings: { url: `${server().url}/edit` } });
    const photo = await makePhoto();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const picture = await makePhoto();
    server().answer((_received, number) => async (response) => {
      if (number === 1) await held;
      if (number === 1) response.writeHead(500).end();
      else response.writeHead(200, { "Content-Type": "image/jpeg" }).end(picture);
    });
    const answer = send(service.url, photo, service.config.INGEST_PASSWORD);
    await expect.poll(() => server().received.length, patient).toBe(1);
    await reload({ HTTP_PROVIDER_SECRET: other });
    letGo();
    expect((await answer).status).toBe(200);
    expect((await send(service.url, another(photo), service.config.INGEST_PASSWORD)).status).toBe(200);
    const signedWith = server().received.map((call) => [old, other].filter((secret) => isSignedWith(secret, call)));
    expect(signedWith).toEqual([[old], [old], [other]]);
  });

  it("appears with its first key and is gone without one, as at a start", async () => {
    const { service, reload } = await startLive({});
    const shown = async () => ({
      up: await service.metric('provider_up{provider="http"}'),
      checks: String(JSON.stringify(await (await fetch(`${service.url}/healthz`)).json())).includes("provider:http"),
      row: (
        await service.db.selectFrom("provider_reports").select("configured").where("provider", "=", "http").execute()
      )[0]?.configured,
    });
    const without = { up: undefined, checks: false, row: 0 };
    expect(await shown()).toEqual(without);
    await reload({ HTTP_PROVIDER_SECRET: old });
    await expect.poll(shown, patient).toEqual({ up: 1, checks: true, row: 1 });
    await reload({ HTTP_PROVIDER_SECRET: "" });
    await expect.poll(shown, patient).toEqual(without);
    await service.setSlot("slot-001", { provider: "http", settings: { url: `${server().url}/edit` } });
    const refused = await send(service.url, await makePhoto(), service.config.INGEST_PASSWORD);
    expect(jsonOf(refused)).toMatchObject({ failure_reason: "provider_error" });
  });
});

it("ends the sessions of accounts that are gone, at once, and signs in new ones", async () => {
  const cost = { N: 16, r: 8, p: 1 };
  const [anna, boris] = [
    await accountLine("anna", "a long password", cost),
    await accountLine("boris", "his password", cost),
  ];
  const { service, reload } = await startLive({ OPERATORS: anna });
  const signIn = (name: string, password: string) =>
    fetch(`${service.url}/api/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name, password }),
    });
  const signedIn = await signIn("anna", "a long password");
  const [cookie = ""] = (signedIn.headers.get("set-cookie") ?? "").split(";");
  const status = async () => (await fetch(`${service.url}/api/session`, { headers: { cookie } })).status;
  expect(await status()).toBe(200);
  await reload({ OPERATORS: boris });
  expect(await status()).toBe(401);
  expect((await signIn("anna", "a long password")).status).toBe(401);
  expect((await signIn("boris", "his password")).status).toBe(200);
  // What cannot be read as accounts changes nothing.
  await reload({ OPERATORS: "anna" });
  expect(await service.metric("config_last_reload_successful")).toBe(0);
  expect((await signIn("boris", "his password")).status).toBe(200);
});

it("a database's new password is tried before it is taken, and connections of the old one are not used again", async () => {
  await ask(sharedServer(), `create role ${GUARDED_ROLE} login`).catch(() => undefined);
  const database = await createPostgresDatabase();
  ending.push(database.drop);
  const name = new URL(database.url).pathname.slice(1);
  const { username } = new URL(database.url);
  await ask(sharedServer(), `grant ${username} to ${GUARDED_ROLE}`);
  await ask(sharedServer(), `alter role ${GUARDED_ROLE} password 'one' superuser`);
  const as = (password: string) => Object.assign(new URL(database.url), { username: GUARDED_ROLE, password }).href;
  const { service, reload } = await startLive({ DATABASE_URL: as("one"), DATABASE_MAX_CONNECTIONS: 3 });
  const connections = async () =>
    (
      await ask(
        sharedServer(),
        `select pid from pg_stat_activity where datname = '${name}' and usename = '${GUARDED_ROLE}'`,
      )
    ).map(({ pid }) => pid);
  const before = await connections();
  await reload({ DATABASE_URL: as("two") });
  expect(await service.metric("config_last_reload_successful")).toBe(0);
  await ask(sharedServer(), `alter role ${GUARDED_ROLE} password 'two'`);
  await reload({ DATABASE_URL: as("two") });
  expect(await service.metric("config_last_reload_successful")).toBe(1);
  const photo = await makePhoto();
  expect((await send(service.url, photo, service.config.INGEST_PASSWORD)).status).toBe(200);
  await expect
    .poll(async () => {
      await service.db.selectFrom("slots").select("id").execute();
      return (await connections()).filter((pid) => before.includes(pid));
    }, patient)
    .toEqual([]);
});

it("what a running service cannot exchange needs a restart", async () => {
  const { service } = await startLive({});
  const config = { ...service.config, DATABASE_URL: "postgres://user:one@host/photos?sslmode=require" };
  const changes = (next: Partial<Config>) => needRestart(config, { ...config, ...next });
  expect(changes({ INGEST_PASSWORD: "another one", WEBHOOK_SECRET: "another one", GEMINI_API_KEY: "k" })).toEqual([]);
  expect(changes({ DATABASE_URL: "postgres://user:two@host/photos?sslmode=require" })).toEqual([]);
  expect(changes({ DATABASE_URL: "postgres://second:two@host/photos?sslmode=require" })).toEqual([]);
  for (const url of ["postgres://user:one@other/photos?sslmode=require", "postgres://user:one@host/photos", "sqlite:x"])
    expect(changes({ DATABASE_URL: url })).toEqual(["DATABASE_URL"]);
  expect(changes({ PORT: 1, S3_SECRET_ACCESS_KEY: "another" })).toEqual(["PORT", "S3_SECRET_ACCESS_KEY"]);
});
