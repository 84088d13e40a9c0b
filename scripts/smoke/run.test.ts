/** The steps of the smoke test against a real service, honest and behind a proxy that lies in one way at a time. */

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { metricNames } from "../../generated/metrics.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { openFileMedia } from "../../src/storage/media/files.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { type Asked, type Liar, type Lie, type Said, startLiar } from "../testkit/liar.ts";
import { makePhoto, notAPicture } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { serviceVariables, spawnService, testPassword } from "../testkit/service.ts";
import { storageOf } from "../testkit/service-database.ts";
import { readEnvironment } from "./environment.ts";
import { makePhoto as makeNoise } from "./photo.ts";
import { runSmoke, type SmokeOptions } from "./run.ts";

const folder = useTempFolder();
let dataDir = "";
let service: ReturnType<typeof spawnService>;
let url = "";
const liars: Liar[] = [];

// In a process of its own: the smoke test copies its database, which no other connection of this process may use.
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "phc-smoke-"));
  service = spawnService(serviceVariables(dataDir), { folder: dataDir });
  url = await service.listening;
});
afterAll(async () => {
  service.child.kill("SIGTERM");
  await service.ended;
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(liars.splice(0).map((liar) => liar.stop()));
  expect(await filesOf("results")).toEqual([]);
  expect((await filesOf("tmp")).filter((name) => !name.startsWith("probe-"))).toEqual([]);
});

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, "media", name), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function proxy(lie: Lie): Promise<string> {
  const liar = await startLiar(url, lie);
  liars.push(liar);
  return liar.url;
}

const environment = (variables: Readonly<Record<string, string>> = serviceVariables(dataDir)) =>
  readEnvironment({ env: variables, folder: folder() });

/** A run with a small photo unless it is to make its own; `failed` has the message of each failed step. */
async function smoke(changes: Partial<SmokeOptions> = {}, { ownPhoto = false } = {}) {
  const base = { url, metricsUrls: [], slot: "slot-test", withoutCleanup: false, environment: environment() } as const;
  const photo = ownPhoto ? {} : { photo: await makeNoise(96, 72) };
  const report = await runSmoke({ ...base, ...photo, ...changes });
  const failed = Object.fromEntries(report.steps.filter(({ ok }) => !ok).map(({ id, message }) => [id, message]));
  const message = (id: string) => report.steps.find((step) => step.id === id)?.message ?? "";
  return { report, failed, message };
}

/** A run through a proxy. */
const smokeThrough = async (lie: Lie) => await smoke({ url: await proxy(lie) });

const json = (status: number, body: object): Said => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(body)),
});

/** Lies about one path alone. */
const about =
  (path: string | RegExp, lie: Lie): Lie =>
  (asked, truth) =>
    (typeof path === "string" ? asked.path === path : path.test(asked.path)) ? lie(asked, truth) : truth();

/** Changes the text of /metrics; `nth` counts its scrapes from 1. */
function aboutMetrics(change: (text: string, nth: number) => string): Lie {
  let nth = 0;
  return about("/metrics", async (_asked, truth) => {
    const said = await truth();
    nth += 1;
    return { ...said, body: Buffer.from(change(said.body.toString(), nth)) };
  });
}

const isIngest = ({ method, path }: Asked) => method === "POST" && path === "/api/ingest/slot-test";
/** The steps go by what the form holds, as the service does. */
const hasRightPassword = ({ body }: Asked) => body.includes(testPassword);

/** Lies about the photo that is sent with the right password. */
const aboutIngest =
  (lie: Lie): Lie =>
  (asked, truth) =>
    isIngest(asked) && hasRightPassword(asked) ? lie(asked, truth) : truth();

const success = /^(ingest_requests_total\{slot_id="slot-test",provider="local",outcome="success"\}) (\d+)$/m;

describe("an honest service", () => {
  it("passes every step, in their order, and keeps nothing", async () => {
    const { report, message } = await smoke({}, { ownPhoto: true });
    expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.steps.map(({ id }) => id)).toEqual([
      "healthz",
      "metrics",
      "cleanup",
      "wrong-password",
      "ingest",
      "result",
      "counters",
      "deleted",
    ]);
    expect(message("metrics")).toMatch(
      new RegExp(`^${metricNames.length} metrics, \\d+ samples of 1 instance; T_sync_response is 48 s$`),
    );
    expect(message("counters")).toContain('ingest_requests_total{slot_id="slot-test",outcome="success"} +1');
    const [, jobId = ""] = /job ([0-9a-f]{32})/.exec(message("ingest")) ?? [];
    expect(message("deleted")).toBe(`204, then 410: ${jobId}`);
    expect((await fetch(`${url}/api/results/${jobId}`)).status).toBe(410);
  });

  it("is not taken for busy or replayed by the run after it, and edits a given photo just as well", async () => {
    const photo = await makePhoto({ orientation: 6, gps: true });
    expect((await smoke()).failed).toEqual({});
    expect((await smoke({ photo })).failed).toEqual({});
  });

  it("is summed over all its instances, of which some take no part", async () => {
    const idle = (await (await fetch(`${url}/metrics`)).text()).replace(success, "$1 41");
    const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8" };
    const other = await proxy(() => ({ status: 200, headers, body: Buffer.from(idle) }));
    const { failed, message } = await smoke({ metricsUrls: [`${url}/metrics`, `${other}/metrics`] });
    expect(failed).toEqual({});
    expect(message("metrics")).toContain("samples of 2 instances");
  });

  it("passes without the metrics that may be absent", async () => {
    const { failed } = await smokeThrough(aboutMetrics((text) => text.replaceAll(/^provider_up\b.*\n/gm, "")));
    expect(failed).toEqual({});
  });

  it("passes while it is degraded, and the message says why", async () => {
    const { failed, message } = await smokeThrough(
      about("/healthz", async (_asked, truth) => {
        const health = JSON.parse((await truth()).body.toString());
        const checks = [...health.checks, { name: "provider:gemini", status: "unavailable", details: "No answer." }];
        return json(200, { ...health, status: "degraded", checks });
      }),
    );
    expect(failed).toEqual({});
    expect(message("healthz")).toContain("degraded: provider:gemini unavailable (No answer.)");
  });
});

describe("healthz", () => {
  const aboutHealth = (status: number, change: object): Lie =>
    about("/healthz", async (_asked, truth) =>
      json(status, { ...JSON.parse((await truth()).body.toString()), ...change }),
    );

  it("fails on another contract version", async () => {
    const { failed } = await smokeThrough(aboutHealth(200, { contract_version: "9.9.9" }));
    expect(Object.keys(failed)).toEqual(["healthz"]);
    expect(failed["healthz"]).toContain("the service is of contract 9.9.9, this build of");
  });

  it("fails on a 503 and names the component", async () => {
    const checks = [
      { name: "database", status: "unavailable", details: "It failed." },
      { name: "media", status: "ok" },
    ];
    const { failed } = await smokeThrough(aboutHealth(503, { status: "unavailable", checks }));
    expect(Object.keys(failed)).toEqual(["healthz"]);
    expect(failed["healthz"]).toMatch(/503 unavailable: database unavailable \(It failed\.\)$/);
  });

  it("fails on a 200 that says unavailable, on a 503 that says ok, and on what is no report", async () => {
    expect((await smokeThrough(aboutHealth(503, {}))).failed["healthz"]).toMatch(/503 ok: no check says why$/);
    expect((await smokeThrough(aboutHealth(200, { status: "unavailable" }))).failed["healthz"]).toContain(
      "unavailable",
    );
    const other = await smokeThrough(about("/healthz", () => json(200, { status: "ok" })));
    expect(other.failed["healthz"]).toContain("no health report of the contract");
  });

  it("fails on a redirect, which is not followed", async () => {
    const lie: Lie = about("/healthz", () => ({
      status: 302,
      headers: { location: `${url}/healthz` },
      body: Buffer.of(),
    }));
    expect((await smokeThrough(lie)).failed["healthz"]).toMatch(/302 sends it to .*the address of the service itself/);
  });
});

describe("metrics", () => {
  it("fails on a metric that is missing", async () => {
    const { failed } = await smokeThrough(aboutMetrics((text) => text.replaceAll(/^.*\bslot_state\b.*\n/gm, "")));
    expect(Object.keys(failed)).toEqual(["metrics", "counters"]);
    expect(failed["metrics"]).toMatch(/\/metrics: slot_state is missing$/);
    expect(failed["counters"]).toBe("not tried: it needs metrics");
  });

  it("fails on a metric without samples, and on one of another type", async () => {
    const bare = await smokeThrough(aboutMetrics((text) => text.replaceAll(/^ingest_inflight\b.*\n/gm, "")));
    expect(bare.failed["metrics"]).toMatch(/: ingest_inflight has no sample$/);
    const other = await smokeThrough(
      aboutMetrics((text) => text.replace("TYPE ingest_inflight gauge", "TYPE ingest_inflight counter")),
    );
    expect(other.failed["metrics"]).toMatch(/: ingest_inflight is a counter, not a gauge$/);
  });

  it("fails on another Content-Type", async () => {
    const { failed } = await smokeThrough(
      about("/metrics", async (_asked, truth) => {
        const said = await truth();
        return { ...said, headers: { ...said.headers, "content-type": "text/html" } };
      }),
    );
    expect(Object.keys(failed)).toEqual(["metrics", "counters"]);
    expect(failed["metrics"]).toContain("the Content-Type is text/html, not text/plain; version=0.0.4; charset=utf-8");
  });

  it("fails on a process of another contract, by version and by digest", async () => {
    const version = await smokeThrough(
      aboutMetrics((text) => text.replace(/contract_info\{version="[^"]+"/, 'contract_info{version="9.9.9"')),
    );
    expect(version.failed["metrics"]).toContain("contract_info names 9.9.9");
    const digest = await smokeThrough(aboutMetrics((text) => text.replace(/digest="[0-9a-f]{4}/, 'digest="0000')));
    expect(digest.failed["metrics"]).toContain("digest 0000");
  });

  it("fails on an empty answer, on what is no exposition and on a refusal, and tells of every instance", async () => {
    const empty = await proxy(aboutMetrics(() => ""));
    const words = await proxy(aboutMetrics(() => "It works!\n"));
    const shut = await proxy(
      about("/metrics", () => json(403, { status: 403, failure_reason: "loopback_only", request_id: "r" })),
    );
    const [one, two, three] = [empty, words, shut].map((address) => `${address}/metrics`);
    const { failed } = await smoke({ metricsUrls: [two ?? "", three ?? "", `${url}/metrics`] });
    expect(failed["metrics"]?.split("\n")).toEqual([
      `GET ${two}: line 1 is no sample: It works!`,
      `GET ${three}: 403 loopback_only`,
    ]);
    expect((await smoke({ metricsUrls: [one ?? ""] })).failed["metrics"]).toContain("contract_info is missing");
  });
});

describe("wrong-password", () => {
  it("fails when it is accepted, and the picture that this makes is removed, too", async () => {
    const { failed, message } = await smokeThrough((asked, truth) => {
      if (!isIngest(asked) || hasRightPassword(asked)) return truth();
      const form = asked.body.toString("latin1").replace(/(name="password"\r\n\r\n)[^\r]+/, `$1${testPassword}`);
      return truth({ body: Buffer.from(form, "latin1") });
    });
    expect(Object.keys(failed)).toEqual(["wrong-password", "counters"]);
    expect(failed["wrong-password"]).toMatch(/: 200; a wrong password must be 401 invalid_password$/);
    expect(message("deleted").split(", ")).toHaveLength(3);
  });

  it("fails on another refusal, and on this one with another status", async () => {
    const refuse =
      (status: number, reason: string): Lie =>
      (asked, truth) =>
        isIngest(asked) && !hasRightPassword(asked)
          ? json(status, { status, failure_reason: reason, request_id: "r" })
          : truth();
    expect(Object.keys((await smokeThrough(refuse(400, "invalid_request"))).failed)).toEqual([
      "wrong-password",
      "counters",
    ]);
    expect(Object.keys((await smokeThrough(refuse(403, "invalid_password"))).failed)).toEqual([
      "wrong-password",
      "counters",
    ]);
  });
});

describe("ingest", () => {
  const rest = ["ingest", "result", "counters"];

  it("fails on a 504, names the reason and the request, and what follows says that it was not tried", async () => {
    const late = { status: 504, failure_reason: "deadline_exceeded", details: "T is over.", request_id: "r" };
    const { failed } = await smokeThrough(aboutIngest(() => json(504, late)));
    expect(Object.keys(failed)).toEqual([...rest, "deleted"]);
    expect(failed["ingest"]).toMatch(
      /504 deadline_exceeded \(T is over\.\); in the log as request smoke-[0-9a-f]{16}$/,
    );
    expect(failed["result"]).toBe("not tried: it needs ingest");
    expect(failed["counters"]).toBe("not tried: it needs ingest");
    expect(failed["deleted"]).toContain("no job is known");
  });

  const changed = (change: (said: Said) => Partial<Said> | Promise<Partial<Said>>): Lie =>
    aboutIngest(async (_asked, truth) => {
      const said = await truth();
      return { ...said, ...(await change(said)) };
    });

  it("fails on a picture that is none, that is cut off, or of another type than it says, and removes it", async () => {
    const text = await smokeThrough(changed(() => ({ body: notAPicture })));
    expect(Object.keys(text.failed)).toEqual(rest);
    expect(text.failed["ingest"]).toContain("the answer says image/jpeg and begins as no picture");
    const cut = await smokeThrough(changed(({ body }) => ({ body: body.subarray(0, body.length / 2) })));
    expect(Object.keys(cut.failed)).toEqual(rest);
    expect(cut.failed["ingest"]).toContain("cannot be decoded");
    const broken = await smokeThrough(
      changed(({ headers, body }) => ({ headers: { ...headers, "content-length": `${body.length + 1}` } })),
    );
    expect(Object.keys(broken.failed)).toEqual(rest);
    expect(broken.failed["ingest"]).toContain("no answer");
    const other = await smokeThrough(
      changed(({ headers }) => ({ headers: { ...headers, "content-type": "image/png" } })),
    );
    expect(other.failed["ingest"]).toContain("the answer says image/png and begins as image/jpeg");
  });

  it("fails on a replay", async () => {
    const lie = changed(({ headers }) => ({ headers: { ...headers, "idempotent-replayed": "true" } }));
    const { failed } = await smokeThrough(lie);
    expect(Object.keys(failed)).toEqual(rest);
    expect(failed["ingest"]).toContain("is a replay");
  });

  it("fails without a job id, and then nothing is known that could be removed", async () => {
    let jobId = "";
    const { failed } = await smokeThrough(
      changed(({ headers: { "x-job-id": id = "", ...headers } }) => {
        jobId = id;
        return { headers };
      }),
    );
    expect(Object.keys(failed)).toEqual([...rest, "deleted"]);
    expect(failed["ingest"]).toContain("200 without an X-Job-Id");
    await removeByHand(jobId);
  });

  it("sends a photo that no run before has sent, with its hash", async () => {
    const bodies: string[] = [];
    const seen: Lie = aboutIngest((asked, truth) => {
      bodies.push(asked.body.toString("latin1"));
      return truth();
    });
    const address = await proxy(seen);
    for (let run = 0; run < 2; run += 1) expect((await smoke({ url: address }, { ownPhoto: true })).failed).toEqual({});
    const hashes = bodies.map((body) => /name="hash"\r\n\r\n([0-9a-f]{64})\r\n/.exec(body)?.[1]);
    expect(new Set(hashes).size).toBe(2);
    expect(hashes).not.toContain(undefined);
  });

  it("fails without a password, and says which variable is missing", async () => {
    const { INGEST_PASSWORD: _, ...others } = serviceVariables(dataDir);
    const { failed } = await smoke({ environment: environment(others) });
    expect(Object.keys(failed)).toEqual([...rest, "deleted"]);
    expect(failed["ingest"]).toMatch(/^INGEST_PASSWORD: must be set .*\nGive the variables/);
  });
});

async function removeByHand(jobId: string): Promise<void> {
  const headers = { "X-Ingest-Password": testPassword };
  expect((await fetch(`${url}/api/results/${jobId}`, { method: "DELETE", headers })).status).toBe(204);
}

describe("result", () => {
  const aboutResult = (lie: (said: Said) => Said): Lie =>
    about(/^\/api\/results\//, async ({ method }, truth) => {
      const said = await truth();
      return method === "GET" && said.status === 200 ? lie(said) : said;
    });

  it("fails on a picture with another byte, and on another type", async () => {
    const { failed } = await smokeThrough(
      aboutResult((said) => {
        const body = Buffer.from(said.body);
        body[body.length - 10] = (body[body.length - 10] ?? 0) ^ 1;
        return { ...said, body };
      }),
    );
    expect(Object.keys(failed)).toEqual(["result"]);
    expect(failed["result"]).toMatch(/other bytes \(sha256 [0-9a-f]{12}\) than the ingest answered/);
    const type = await smokeThrough(
      aboutResult((said) => ({ ...said, headers: { ...said.headers, "content-type": "image/png" } })),
    );
    expect(type.failed["result"]).toContain("the Content-Type is image/png, the ingest answered image/jpeg");
  });

  it("fails when the picture is not to be had", async () => {
    const gone = json(410, { status: 410, failure_reason: "result_expired", request_id: "r" });
    expect((await smokeThrough(aboutResult(() => gone))).failed["result"]).toContain(
      "410 result_expired; the ingest had answered 200",
    );
  });

  it("fails when the data of this host are not those of the service, and says what to do", async () => {
    const other = join(folder(), "other");
    const db = await openDatabase(storageOf(other), "service");
    await db.destroy();
    await openFileMedia(join(other, "media"));
    const { failed } = await smoke({ environment: environment(serviceVariables(other)) });
    expect(Object.keys(failed)).toEqual(["result"]);
    expect(failed["result"]).toContain("it is not that of this service");
    expect(failed["result"]).toContain("--without-cleanup");
  });
});

describe("counters", () => {
  it("fails when the success did not count", async () => {
    let first: string | undefined;
    const { failed } = await smokeThrough(
      aboutMetrics((text) => {
        first ??= success.exec(text)?.[0] ?? "";
        return text.replace(success, first);
      }),
    );
    expect(Object.keys(failed)).toEqual(["counters"]);
    expect(failed["counters"]).toBe(
      'ingest_requests_total{slot_id="slot-test",outcome="success"} moved by 0, not by 1',
    );
  });

  it("fails when it counted twice, and says who else that may have been", async () => {
    const { failed } = await smokeThrough(
      aboutMetrics((text, nth) =>
        nth < 3 ? text : text.replace(success, (_, series, value) => `${series} ${Number(value) + 1}`),
      ),
    );
    expect(Object.keys(failed)).toEqual(["counters"]);
    expect(failed["counters"]).toMatch(
      /outcome="success"\} moved by 2, not by 1; somebody else may have used the slot/,
    );
  });

  it("fails on a timeout, on a duration that was not observed, on a refusal that was not counted", async () => {
    const late = await smokeThrough(
      aboutMetrics((text, nth) =>
        nth < 3
          ? text
          : text.replace(
              /^(ingest_requests_total\{slot_id="slot-test",provider="local",outcome="timeout"\}) 0$/m,
              "$1 1",
            ),
      ),
    );
    expect(late.failed["counters"]).toMatch(
      /^ingest_requests_total\{slot_id="slot-test",outcome="timeout"\} moved by 1, not by 0/,
    );
    const series = [
      /^ingest_duration_seconds_count\{slot_id="slot-test"\} \d+$/m,
      /^ingest_rejected_total\{reason="invalid_password"\} \d+$/m,
    ];
    let first: readonly string[] | undefined;
    const frozen = await smokeThrough(
      aboutMetrics((text) => {
        const lines = series.map((line) => line.exec(text)?.[0] ?? "");
        first ??= lines;
        return lines.reduce((frozenText, line, index) => frozenText.replace(line, first?.[index] ?? ""), text);
      }),
    );
    expect(frozen.failed["counters"]?.split("\n")).toEqual([
      'ingest_duration_seconds_count{slot_id="slot-test"} moved by 0, not by 1',
      'ingest_rejected_total{reason="invalid_password"} moved by 0, not by 1',
    ]);
  });

  it("wait for a count that comes after the answer", async () => {
    let first = "";
    const { failed } = await smokeThrough(
      aboutMetrics((text, nth) => {
        if (nth === 2) first = success.exec(text)?.[0] ?? "";
        return nth < 5 && nth > 2 ? text.replace(success, first) : text;
      }),
    );
    expect(failed).toEqual({});
  });

  it("say that an instance has started anew, and which series is not there", async () => {
    const fallen = await smokeThrough(aboutMetrics((text, nth) => (nth < 3 ? text : text.replace(success, "$1 0"))));
    expect(fallen.failed["counters"]).toContain("an instance has started anew");
    const gone = await smokeThrough(
      aboutMetrics((text, nth) =>
        nth < 3 ? text : text.replace(/^ingest_rejected_total\{reason="invalid_password"\}.*\n/m, ""),
      ),
    );
    expect(gone.failed["counters"]).toBe('ingest_rejected_total{reason="invalid_password"} is missing');
  });
});

describe("deleted", () => {
  it("fails on a 204 that deletes nothing", async () => {
    let path = "";
    const { failed } = await smokeThrough(
      about(/^\/api\/results\//, (asked, truth) => {
        if (asked.method !== "DELETE") return truth();
        path = asked.path;
        return { status: 204, headers: {}, body: Buffer.of() };
      }),
    );
    expect(Object.keys(failed)).toEqual(["deleted"]);
    expect(failed["deleted"]).toMatch(/: 200 after DELETE had answered 204; it must be 410 result_expired$/);
    await removeByHand(path.split("/").at(-1) ?? "");
  });

  it("fails on a refusal, and says what stays behind", async () => {
    let path = "";
    const { failed } = await smokeThrough(
      about(/^\/api\/results\//, (asked, truth) => {
        if (asked.method !== "DELETE") return truth();
        path = asked.path;
        return json(403, { status: 403, failure_reason: "operators_only", request_id: "r" });
      }),
    );
    expect(Object.keys(failed)).toEqual(["deleted"]);
    expect(failed["deleted"]).toContain("403 operators_only; the picture stays until it expires");
    await removeByHand(path.split("/").at(-1) ?? "");
  });

  it("fails for another slot, whose pictures nobody may remove with this password", async () => {
    const { failed, message } = await smoke({ slot: "slot-001" });
    expect(Object.keys(failed)).toEqual(["deleted"]);
    expect(failed["deleted"]).toContain("403 operators_only");
    expect(message("counters")).toContain('ingest_requests_total{slot_id="slot-001",outcome="success"} +1');
    await rm(join(dataDir, "media", "results", "slot-001"), { recursive: true });
  });

  it("is all that is still done after an interrupt", async () => {
    const interrupting = new AbortController();
    const address = await proxy(
      aboutIngest(async (_asked, truth) => {
        interrupting.abort();
        return await truth();
      }),
    );
    const { report, failed } = await smoke({ url: address, interrupted: interrupting.signal });
    expect(failed).toEqual({ result: "not tried: interrupted", counters: "not tried: interrupted" });
    expect(report.steps.at(-1)).toMatchObject({ id: "deleted", ok: true });
  });
});

describe("all steps", () => {
  it("are told when the service is down", async () => {
    const down = `http://127.0.0.1:${await freePort()}`;
    const { report, failed } = await smoke({ url: down, withoutCleanup: true });
    expect(Object.keys(failed)).toEqual(report.steps.map(({ id }) => id).filter((id) => id !== "cleanup"));
    expect(failed["healthz"]).toBe(`GET ${down}/healthz: no answer (ECONNREFUSED)`);
    expect(report.steps.find(({ id }) => id === "cleanup")?.message).toContain("WAIVED by --without-cleanup");
  });

  it("keep secrets out of their messages, whatever the service says", async () => {
    const { failed, report } = await smokeThrough(
      aboutIngest(() =>
        json(500, {
          status: 500,
          failure_reason: "internal_error",
          details: `It was ${testPassword}.`,
          request_id: "r",
        }),
      ),
    );
    expect(failed["ingest"]).toContain("500 internal_error (It was ….)");
    expect(JSON.stringify(report)).not.toContain(testPassword);
  });
});
