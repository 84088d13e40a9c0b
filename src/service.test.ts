/** The service as a process: its start, its refusals to start, its lock, its end. */

import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, describe, expect, it, vi } from "vitest";
import { variables } from "../generated/config.ts";
import { endpoints, labelValues } from "../generated/contract.ts";
import { metricNames } from "../generated/metrics.ts";
import { routes } from "../generated/routes.ts";
import { useTempFolder } from "../scripts/testkit/folders.ts";
import { jsonOf, photoForm, post } from "../scripts/testkit/ingest.ts";
import { makePhoto } from "../scripts/testkit/photos.ts";
import { freePort } from "../scripts/testkit/ports.ts";
import {
  type ServiceProcess,
  serviceVariables,
  spawnService,
  startTestService,
  testConfig,
  testPassword,
} from "../scripts/testkit/service.ts";
import { isOnPostgres, storageOf } from "../scripts/testkit/service-database.ts";
import { createLog } from "./log.ts";
import { StartRefused, startService } from "./service.ts";
import { openDatabase } from "./storage/database.ts";
import { findSlot, saveSlot } from "./storage/repos/slots.ts";

const folder = useTempFolder();
const started: ServiceProcess[] = [];
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});

function start(variables: Record<string, string> = {}): ServiceProcess {
  const service = spawnService({ ...serviceVariables(join(folder(), "data")), ...variables }, { folder: folder() });
  started.push(service);
  return service;
}

/** Lets a slot of a running service wait before each edit. */
async function slowSlot(settings: object): Promise<void> {
  const db = await openDatabase(storageOf(join(folder(), "data")), "script");
  const slot = await findSlot(db, "slot-001");
  await saveSlot(db, "slot-001", slot?.version ?? 0, { provider: "fault", settings });
  await db.destroy();
}

const ingest = async (url: string) => post(`${url}/api/ingest/slot-001`, photoForm(await makePhoto(), testPassword));
const inflight = async (url: string) =>
  /ingest_inflight\{slot_id="slot-001"\} 1/.test(await (await fetch(`${url}/metrics`)).text());

describe("the process", () => {
  it("says in one line where it listens, and keeps a second one off its data folder, until it is killed", async () => {
    const first = start();
    const url = await first.listening;
    expect((await fetch(`${url}/livez`)).status).toBe(200);

    const second = start();
    // Not 3: as soon as the first has ended, another try goes well.
    expect(await second.ended).toBe(4);
    const lines = second.output().trim().split("\n");
    expect(lines).toEqual([expect.stringMatching(/^Another service process is running on the data folder .*DATA_DIR/)]);

    first.child.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");
    const third = start();
    expect((await fetch(`${await third.listening}/livez`)).status).toBe(200);
  });

  it("has a place for everybody who comes while it is busy", async () => {
    const service = start();
    const { port, hostname } = new URL(await service.listening);
    service.child.kill("SIGSTOP");
    const clients = Array.from({ length: 1_000 }, () => connect(Number(port), hostname));
    // Who finds no place is told nothing, and asks again after a second, three, seven.
    await Promise.all(clients.map((client) => once(client, "connect")));
    for (const client of clients) client.destroy();
    service.child.kill("SIGCONT");
  });

  it("ends, after a kill -9, the job that was in work, once nobody can be working on it", async () => {
    const first = start();
    const url = await first.listening;
    await slowSlot({ fault: "hang" });
    const lost = ingest(url);
    lost.catch(() => undefined);
    await vi.waitFor(async () => expect(await inflight(url)).toBe(true));
    first.child.kill("SIGKILL");
    await expect(lost).rejects.toThrow();
    await first.ended;
    const db = await openDatabase(storageOf(join(folder(), "data")), "script");
    const row = () => db.selectFrom("jobs").select(["outcome", "failure_reason", "recovered"]).executeTakeFirst();
    expect(await row()).toEqual({ outcome: null, failure_reason: null, recovered: 0 });
    // As if the next start came a minute after the job's deadline.
    await db
      .updateTable("jobs")
      .set((eb) => ({ deadline_at: eb("deadline_at", "-", 120_000) }))
      .execute();
    const next = start();
    await next.listening;
    const ended = { outcome: "internal_error", failure_reason: "internal_error", recovered: 1 };
    // Among several, an instance counts as alive for 10 s after its last word.
    await vi.waitFor(async () => expect(await row()).toEqual(ended), { timeout: 20_000 });
    await db.destroy();
  });

  it("drains on SIGTERM: answers what is in work, refuses connections, exits 0 whatever else is connected", async () => {
    const service = start();
    const url = await service.listening;
    const port = Number(new URL(url).port);
    await slowSlot({ fault: "delay", delay_ms: 700 });
    const answering = ingest(url);
    await vi.waitFor(async () => expect(await inflight(url)).toBe(true));
    const idle = connect(port, "127.0.0.1").on("error", () => undefined);
    const slowloris = connect(port, "127.0.0.1").on("error", () => undefined);
    slowloris.write("POST /api/ingest/slot-001 HTTP/1.1\r\nHost:");
    await Promise.all([once(idle, "connect"), once(slowloris, "connect")]);
    service.child.kill("SIGTERM");
    await vi.waitFor(async () => await expect(fetch(`${url}/livez`)).rejects.toThrow());
    expect((await answering).status).toBe(200);
    expect(await service.ended).toBe(0);
    expect(service.output()).toContain('"message":"The service has ended."');
  });

  it("says 503 on /healthz for DRAIN_DELAY_SECONDS while it still takes photos", async () => {
    const service = start({ DRAIN_DELAY_SECONDS: "2" });
    const url = await service.listening;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    service.child.kill("SIGTERM");
    await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(503));
    expect((await ingest(url)).status).toBe(200);
    expect(await service.ended).toBe(0);
  });

  it("ends at once on a second signal", async () => {
    const service = start({ DRAIN_DELAY_SECONDS: "60" });
    await service.listening;
    const interruptedAt = performance.now();
    service.child.kill("SIGINT");
    await vi.waitFor(() => expect(service.output()).toContain("Draining"));
    // The doubled Ctrl-C of npm.
    service.child.kill("SIGINT");
    await vi.waitFor(
      () => {
        service.child.kill("SIGINT");
        expect(service.child.exitCode).toBe(1);
      },
      { timeout: 5_000, interval: 100 },
    );
    expect(performance.now() - interruptedAt).toBeGreaterThan(500);
  });
});

describe("a log that cannot be written", () => {
  it("does not end the service", async () => {
    const full = openSync("/dev/full", "w");
    const port = await freePort();
    const variables = { ...serviceVariables(join(folder(), "data")), PORT: String(port) };
    const service = spawnService(variables, { folder: folder(), stdout: full });
    closeSync(full);
    started.push(service);
    const live = () => fetch(`http://127.0.0.1:${port}/livez`).then((answer) => answer.status);
    await vi.waitFor(async () => expect(await live()).toBe(200), { timeout: 10_000 });
    for (let asked = 0; asked < 100; asked += 1) expect(await live()).toBe(200);
    service.child.kill("SIGTERM");
    expect(await service.ended).toBe(0);
  });
});

describe("a process that cannot start", () => {
  it("names every bad variable in one run, a line each, and exits 3", async () => {
    const bad = {
      NODE_ENV: "prod",
      PORT: "x",
      INGEST_PASSWORD: "canary",
      T_SYNC_RESPONSE_SECONDS: "9",
      LOG_LEVEL: "loud",
    };
    const service = start(bad);
    expect(await service.ended).toBe(3);
    const lines = service.output().trim().split("\n");
    expect(lines).toHaveLength(Object.keys(bad).length);
    for (const name of Object.keys(bad)) {
      const declared = variables.find((variable) => variable.name === name)?.line;
      expect(lines.find((line) => line.startsWith(name))).toContain(`spec/contracts/schemas/config.yaml:${declared}`);
    }
    expect(service.output()).not.toContain("canary");
  });

  it("names the data folder that cannot be used", async () => {
    await writeFile(join(folder(), "file"), "");
    await mkdir(join(folder(), "foreign"));
    await writeFile(
      join(folder(), "foreign", "phc.sqlite"),
      "no database at all, but longer than a header ".repeat(20),
    );
    const [none, foreign] = [join(folder(), "file", "data"), join(folder(), "foreign")];
    const faults = { [none]: "ENOTDIR", ...(isOnPostgres ? {} : { [foreign]: "file is not a database" }) };
    for (const [dataDir, why] of Object.entries(faults)) {
      const service = start({ DATA_DIR: dataDir });
      expect(await service.ended).toBe(3);
      const lines = service.output().trim().split("\n");
      expect(lines).toEqual([expect.stringContaining(`DATA_DIR=${dataDir}: the data folder or its database cannot`)]);
      expect(lines[0]).toContain(why);
    }
  });

  it.skipIf(isOnPostgres)("exits 4 while another process holds the database for a write", async () => {
    const dataDir = join(folder(), "data");
    await (await startService(testConfig(dataDir), createLog("silent"))).drain();
    const holder = new Sqlite(join(dataDir, "phc.sqlite"));
    holder.exec("begin exclusive");
    const service = start({ DATA_DIR: dataDir });
    expect(await service.ended).toBe(4);
    expect(service.output()).toBe(
      `DATA_DIR=${dataDir}: another process holds the database for a write; end it, or wait until it has ended.\n`,
    );
    holder.close();
  });

  it("names the port that is taken", async () => {
    const first = start();
    const { port } = new URL(await first.listening);
    const second = start({ DATA_DIR: join(folder(), "other"), PORT: port });
    expect(await second.ended).toBe(3);
    // On a database that both share, the second one has said before that its pictures are in another folder.
    const line = new RegExp(`^HOST=127.0.0.1 PORT=${port}: cannot listen there \\(EADDRINUSE\\).*\n$`, "m");
    expect(second.output()).toMatch(line);
  });

  it("exits 3 for half a pair of keys, which no later try completes, and 4 for media that are away", async () => {
    const s3 = {
      MEDIA_URL: "s3://photos",
      S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      S3_ACCESS_KEY_ID: "AKIA1",
    };
    const half = start(s3);
    expect(await half.ended).toBe(3);
    expect(half.output()).toBe("S3_SECRET_ACCESS_KEY is not set, but its other half is: set both, or none of them.\n");
    const away = start({ ...s3, S3_SECRET_ACCESS_KEY: "k9-fQ2.zT7wLr4xNvB3sYd8H" });
    expect(await away.ended).toBe(4);
    expect(away.output()).toMatch(/^The media cannot be listed: .* cannot be reached/m);
  });

  it("names the Node that is too old before it loads anything", async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.11.0'}})";
    const service = start({ NODE_OPTIONS: `--import=${pretend}` });
    expect(await service.ended).toBe(3);
    expect(service.output()).toBe("This service needs Node 22.12 or newer; this is Node 22.11.0.\n");
  });

  it.each(["production", "staging"] as const)("refuses slots of the provider fault in %s", async (nodeEnv) => {
    const dataDir = join(folder(), "data");
    const drill = await startTestService({ DATA_DIR: dataDir });
    await drill.setSlot("slot-007", { provider: "fault", settings: {} });
    await drill.drain();
    const starting = startService({ ...testConfig(dataDir), NODE_ENV: nodeEnv }, createLog("silent"));
    await expect(starting).rejects.toThrow(StartRefused);
    await expect(starting).rejects.toThrow(/slot-007 uses the provider fault/);
    // It let go of the folder.
    const again = await startService(testConfig(dataDir), createLog("silent"));
    await again.drain();
  });

  it.each([
    [{ OPERATORS: "# who\nanna:hunter2" }, /^OPERATORS, line 2: it has 2 fields .*"npm run ops -- account NAME"\.$/],
    [{ TRUSTED_PROXIES: "proxy.example" }, /^TRUSTED_PROXIES=proxy\.example: must be addresses or networks/],
    [{ OPERATOR_NETWORKS: "10.0.0.0/33" }, /^OPERATOR_NETWORKS=10\.0\.0\.0\/33: must be addresses or networks/],
  ])("refuses %j", async (wrong, message) => {
    const starting = startService(testConfig(join(folder(), "data"), wrong), createLog("silent"));
    await expect(starting).rejects.toThrow(StartRefused);
    await expect(starting).rejects.toThrow(message);
    await expect(starting).rejects.not.toThrow("hunter2");
  });

  it("says what to do when nobody can sign in", async () => {
    const service = await startTestService({ DATA_DIR: join(folder(), "data") });
    const message = expect.stringContaining("npm run ops -- account NAME");
    expect(service.logged).toContainEqual(expect.objectContaining({ level: "warn", message }));
    await service.stop();
  });
});

describe("a service that has served nothing", () => {
  it("has exactly the contract's routes", async () => {
    const service = await startTestService({ DATA_DIR: join(folder(), "data") });
    const registered = service.app.api.router.stack.flatMap(({ route }) =>
      (route?.stack ?? [])
        .filter((layer) => layer.method !== undefined)
        .map((layer) => `${layer.method} ${route?.path}`),
    );
    expect(registered.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    await service.stop();
  });

  it("shows every declared series in its first scrape, and nothing undeclared", async () => {
    const service = await startTestService({ DATA_DIR: join(folder(), "data") });
    const scrape = await fetch(`${service.url}/metrics`);
    expect(scrape.headers.get("content-type")).toBe(endpoints[0].format);
    const text = await scrape.text();
    const typed = [...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]);
    expect(typed.sort()).toEqual([...metricNames].sort());
    const series = (name: string) =>
      text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    for (const name of metricNames) {
      const shown = [...series(name), ...series(`${name}_bucket`)];
      expect(shown.length, name).toBeGreaterThan(0);
    }
    const { slot_id, provider, outcome, reason } = labelValues;
    expect(series("ingest_requests_total")).toHaveLength(slot_id.length * provider.length * outcome.length);
    expect(series("ingest_rejected_total")).toHaveLength(reason.length);
    expect(series("media_volume_size_bytes")[0]).toMatch(/^media_volume_size_bytes [1-9]\d+$/);
    expect(series("ingest_sync_response_seconds")).toEqual(["ingest_sync_response_seconds 48"]);
    await service.stop();
  });

  it("refuses photos once it drains, and says so", async () => {
    const service = await startTestService({ DATA_DIR: join(folder(), "data") });
    service.app.drain.refuse();
    const answer = await ingest(service.url);
    expect(jsonOf(answer)).toMatchObject({ status: 503, failure_reason: "draining", retry_after: 5 });
    expect(answer.headers.connection).toBe("close");
    await service.stop();
  });
});
