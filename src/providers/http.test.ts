/** Tests of the provider http against a server that is an endpoint of the user's own, obedient and not. */
import { createHash, createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../generated/config.ts";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, saveFile } from "../../scripts/testkit/photos.ts";
import {
  bytes,
  drip,
  endless,
  hang,
  hangAfterHeaders,
  json,
  noHttp,
  type Received,
  type Reply,
  reset,
  startProviderServer,
  text,
  useProviderServer,
} from "../../scripts/testkit/provider-server.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { startDeadline } from "../core/deadline.ts";
import type { Photo, ProviderContext, ProviderRequest } from "../core/provider.ts";
import { http } from "./http.ts";

/** The pauses that were asked for; a five hundredth of them passes. */
const pauses = vi.hoisted((): number[] => []);
vi.mock("node:timers/promises", async (load) => {
  const real = await load<typeof import("node:timers/promises")>();
  const setTimeout = (ms: number, value?: undefined, options?: { signal?: AbortSignal }) => {
    pauses.push(ms);
    return real.setTimeout(ms / 500, value, options);
  };
  return { ...real, setTimeout };
});

const SECRET = "secret-of-the-test-0123456789";
const JOB = "0123456789abcdef0123456789abcdef";
const folder = useTempFolder();
const server = useProviderServer();
let picture: Buffer;
let photo: Photo;
let tickets: string[];

beforeAll(async () => {
  picture = await makePhoto({ width: 64, height: 48 });
});
beforeEach(async () => {
  const path = await saveFile(folder(), "photo", picture);
  photo = { path, type: "image/jpeg", width: 64, height: 48, sizeBytes: picture.length };
  tickets = [];
});

/** Nothing is left but the photo and at most the result. */
afterEach(async () => {
  expect((await readdir(folder())).filter((name) => name !== "result")).toEqual(["photo"]);
});

const configOf = (changes: Partial<Config> = {}) =>
  testConfig("unused", { HTTP_PROVIDER_SECRET: SECRET, PROVIDER_PRIVATE_ADDRESSES: "allow", ...changes });

/** One call. Time passes by the pauses that the driver makes, so that `totalMs` is the same on every machine. */
async function edit(
  settings: unknown = {},
  given: Partial<ProviderRequest> = {},
  context: Partial<ProviderContext> = {},
  totalMs = 30_000,
) {
  const real = startDeadline(20_000);
  const remainingMs = () => Math.max(0, totalMs - pauses.reduce((sum, ms) => sum + ms, 0));
  const deadline = context.deadline ?? { ...real, remainingMs };
  const { signal } = deadline;
  pauses.length = 0;
  const result = await callDriver(
    http,
    {
      jobId: JOB,
      photo,
      resultPath: `${folder()}/result`,
      settings: typeof settings === "object" ? { url: `${server().url}/edit?v=1`, ...settings } : settings,
      ...given,
    },
    { signal, config: configOf(), saveTicket: async (ticket) => void tickets.push(ticket), ...context, deadline },
  );
  real.stop();
  return result;
}

/** Answers the requests one after another; the last answer goes on for ever. */
function play(...replies: readonly Reply[]): void {
  const first = server().received.length;
  server().answer((_received, number) => replies[Math.min(number - first, replies.length) - 1] ?? hang);
}

const image = (more: Readonly<Record<string, string | number>> = {}) =>
  bytes(200, picture, { "content-type": "image/jpeg", ...more });
const accepted = (poll: unknown = "/jobs/1?key=k", after?: unknown) => json(202, { poll_url: poll, after_ms: after });
const errorOf = (status: number, error: unknown) => json(status, { error });

/** What the signature must be, computed from the scheme's description and the bytes that arrived. */
function expectSigned({ headers, body }: Received, secret = SECRET): void {
  const [, time = "", v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["x-signature"] ?? "") ?? [];
  const sha256 = createHash("sha256").update(body).digest("hex");
  const signed = `${time}.${headers["x-job-id"]}.${headers["x-deadline-ms"]}.${sha256}`;
  expect(v1).toBe(createHmac("sha256", secret).update(signed).digest("hex"));
  expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(300);
}

describe("http sends", () => {
  it("a form with prompt, params and the photo, signed, under the job's id", async () => {
    play(image());
    await edit({ prompt: "Ярче", params: { mood: "warm", n: [1] } });
    const [got] = server().received;
    if (got === undefined) throw new Error("Nothing was sent.");
    expect(got).toMatchObject({
      method: "POST",
      path: "/edit?v=1",
      headers: {
        "x-job-id": JOB,
        "idempotency-key": JOB,
        "x-deadline-ms": "30000",
        "content-length": String(got.body.length),
      },
    });
    expectSigned(got);
    expect(() => expectSigned({ ...got, body: Buffer.from("x") })).toThrow();
    expect(() => expectSigned(got, `${SECRET}x`)).toThrow();
    const form = await new Response(new Uint8Array(got.body), {
      headers: { "content-type": got.headers["content-type"] ?? "" },
    }).formData();
    expect([...form.keys()]).toEqual(["prompt", "params", "image"]);
    expect(form.get("prompt")).toBe("Ярче");
    expect(JSON.parse(String(form.get("params")))).toEqual({ mood: "warm", n: [1] });
    const file = form.get("image");
    if (!(file instanceof File)) throw new Error("The photo is no file.");
    expect([file.name, file.type]).toEqual(["photo.jpg", "image/jpeg"]);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(picture);
  });

  it("JSON with the photo in base64, of any length, signed", async () => {
    for (const spare of [0, 1, 2]) {
      const path = await saveFile(folder(), "photo", Buffer.concat([picture, Buffer.alloc(spare)]));
      play(image());
      const sizeBytes = picture.length + spare;
      const settings = { encoding: "json", prompt: 'a "b"', params: { x: null } };
      expect(await edit(settings, { photo: { ...photo, path, sizeBytes } })).toMatchObject({ ok: true });
      const got = server().received.at(-1);
      if (got === undefined) throw new Error("Nothing was sent.");
      expectSigned(got);
      expect(got.headers["content-type"]).toBe("application/json");
      const { image_b64: base64, ...rest } = JSON.parse(got.body.toString());
      expect(rest).toEqual({ content_type: "image/jpeg", prompt: 'a "b"', params: { x: null } });
      expect(Buffer.from(base64, "base64")).toEqual(await readFile(path));
    }
  });

  it("neither prompt nor params when the slot has none", async () => {
    play(image(), image());
    await edit({ encoding: "json" });
    await edit();
    expect(Object.keys(JSON.parse(server().received[0]?.body.toString() ?? ""))).toEqual(["content_type", "image_b64"]);
    expect(server().received[1]?.body.toString("latin1")).not.toMatch(/name="(prompt|params)"/);
  });
});

describe("http takes", () => {
  const base64 = () => picture.toString("base64");
  it.each([
    ["a picture", () => image({ "x-request-id": "r-1", "x-ratelimit-remaining": 3 })],
    ["a picture under another type", () => image({ "content-type": "image/x-anything" })],
    ["a picture in JSON", () => json(200, { image_b64: base64(), content_type: "image/jpeg" })],
    ["a picture in JSON among other things", () => json(200, { image_b64: base64(), other: { image_b64: "AAAA" } })],
    ["a dripping picture", () => drip(200, picture, { "content-type": "image/jpeg" }, 0, 700)],
  ])("%s", async (_what, reply) => {
    play(reply());
    expect(await edit()).toMatchObject({ ok: true, type: "image/jpeg", sizeBytes: picture.length, status: 200 });
    expect(await readFile(`${folder()}/result`)).toEqual(picture);
    expect(server().received.length).toBe(1);
    expect(tickets).toEqual([]);
  });

  it("the id and the limits of an answer for the report", async () => {
    play(image({ "x-request-id": "r-1", "x-ratelimit-remaining": 3 }));
    expect(await edit()).toMatchObject({ requestId: "r-1", limits: { "x-ratelimit-remaining": "3" } });
  });

  it("a picture at a url, which is asked for without a signature and without a word of the job", async () => {
    const other = await startProviderServer();
    other.answer(() => image());
    play(json(200, { url: `${other.url}/x.jpg?sig=1` }));
    expect(await edit()).toMatchObject({ ok: true, sizeBytes: picture.length });
    expect(other.received.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /x.jpg?sig=1"]);
    const { headers = {} } = other.received[0] ?? {};
    expect(Object.keys(headers).filter((name) => name.startsWith("x-") || name.includes("key"))).toEqual([]);
    await other.stop();
  });

  it.each([
    [404, "transient"],
    [410, "transient"],
    [403, "configuration"],
    [429, "overload"],
    [500, "transient"],
  ])("the %d of such a url for the failure %s", async (status, kind) => {
    play(json(200, { url: "/x.jpg" }), text(status, ""));
    expect(await edit()).toMatchObject({ ok: false, kind, status });
  });
});

describe("http's 202", () => {
  it("is a ticket, kept before the first question, and asked for as often as the endpoint wishes", async () => {
    play(accepted("/jobs/1?key=k", 2000), accepted(undefined, 700), accepted("/jobs/1?key=k"), image());
    const seen: string[] = [];
    const saveTicket = async (ticket: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${ticket} after ${server().received.length}`);
    };
    expect(await edit({}, {}, { saveTicket })).toMatchObject({ ok: true });
    expect(seen).toEqual([`${server().url}/jobs/1?key=k after 1`]);
    expect(pauses).toEqual([2000, 700, 1000]);
    expect(server().received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /edit?v=1",
      ...Array(3).fill("GET /jobs/1?key=k"),
    ]);
    for (const got of server().received) expectSigned(got);
    expect(server().received.map(({ headers }) => headers["x-deadline-ms"])).toEqual([
      "30000",
      "28000",
      "27300",
      "26300",
    ]);
    expect(server().received[1]?.headers).not.toHaveProperty("idempotency-key");
  });

  it("may move on, and then the new address is the ticket", async () => {
    play(accepted("/jobs/1"), accepted("/jobs/2"), image());
    expect(await edit()).toMatchObject({ ok: true });
    expect(tickets).toEqual([`${server().url}/jobs/1`, `${server().url}/jobs/2`]);
    expect(server().received.at(-1)?.path).toBe("/jobs/2");
  });

  it.each([
    [0, 100],
    [-5, 100],
    [1e9, 28_500],
    ["soon", 1000],
    [null, 1000],
  ])("with after_ms %j is asked after %d ms", async (after, pause) => {
    play(accepted("/jobs/1", after), image());
    expect(await edit()).toMatchObject({ ok: true });
    expect(pauses).toEqual([pause]);
  });

  it.each([
    ["another host", "https://example.com/jobs/1"],
    ["another port", "http://127.0.0.1:1/jobs/1"],
    ["a host without a protocol", "//example.com/jobs/1"],
    ["nowhere", "http://"],
    ["no URL at all", undefined],
    ["what is no text", 17],
    ["more characters than anybody needs", `/${"x".repeat(3000)}`],
  ])("to %s is refused", async (_where, poll) => {
    play(json(202, { poll_url: poll }));
    expect(await edit()).toMatchObject({ ok: false, kind: "configuration", status: 202 });
    expect(server().received.length).toBe(1);
    expect(tickets).toEqual([]);
  });

  it("that is no JSON is garbage", async () => {
    play(text(202, "later"));
    expect(await edit()).toMatchObject({ ok: false, kind: "transient" });
  });

  it("that moves to another host while it is asked is refused", async () => {
    play(accepted(), accepted("https://example.com/"));
    expect(await edit()).toMatchObject({
      ok: false,
      kind: "configuration",
      reason: expect.stringContaining("example.com"),
    });
    expect(tickets.length).toBe(1);
  });

  it("that never ends keeps its ticket and ends in time", async () => {
    play(accepted("/jobs/1", 2500));
    const result = await edit({}, {}, {}, 6000);
    expect(result).toMatchObject({ ok: false, kind: "deadline" });
    expect(result).not.toHaveProperty("ticketGone");
    expect(pauses).toEqual([2500, 2000]);
    expect(server().received.filter(({ method }) => method === "POST").length).toBe(1);
  });

  it.each([
    ["500", text(500, "")],
    ["503", text(503, "")],
    ["a reset connection", reset],
    ["HTML", text(200, "<html>", { "content-type": "text/html" })],
    [
      "a picture cut short",
      bytes(200, Buffer.from([0xff, 0xd8, 0xff]), { "content-type": "image/jpeg", "content-length": 99 }),
    ],
  ])("is asked again after %s, but not for ever", async (_what, reply) => {
    play(accepted(), reply, reply, accepted(), reply, reply, image());
    expect(await edit()).toMatchObject({ ok: true });
    play(reply);
    const ticket = `${server().url}/jobs/1`;
    expect(await edit({}, { ticket })).toMatchObject({ ok: false, kind: expect.stringMatching(/transient|overload/) });
    expect(server().received.length).toBe(7 + 3);
  });
});

describe("http's ticket", () => {
  it("is asked for at once, and the photo is not sent again", async () => {
    play(image());
    expect(await edit({}, { ticket: `${server().url}/jobs/7` })).toMatchObject({ ok: true });
    expect(server().received.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /jobs/7"]);
    expect(pauses).toEqual([]);
  });

  it.each([404, 410])("is gone when the endpoint says %d, and the photo is not sent again", async (status) => {
    play(errorOf(status, { code: "not_found" }));
    const result = await edit({}, { ticket: `${server().url}/jobs/7` });
    expect(result).toMatchObject({ ok: false, kind: "transient", ticketGone: true, status });
    expect(result).toHaveProperty("reason", expect.stringContaining("gone"));
    expect(server().received.length).toBe(1);
  });

  it.each([
    ["done without a picture", true, json(200, {})],
    ["never to be done", true, errorOf(500, { code: "model_missing", retryable: false })],
    ["rejected", undefined, errorOf(422, { code: "no_face" })],
    ["failed for a moment", undefined, errorOf(500, { retryable: true })],
    ["busy", undefined, text(503, "")],
    ["asked with the wrong secret", undefined, text(401, "")],
  ])("of work that is %s: void is %j", async (_how, isVoid, reply) => {
    play(reply);
    const result = await edit({}, { ticket: `${server().url}/jobs/7` });
    expect(result.ok ? undefined : result.ticketGone).toBe(isVoid);
  });

  it.each(["https://example.com/jobs/7", "", "17", "http://127.0.0.1:1/jobs/7"])(
    "%j of another endpoint is gone, and nobody is asked",
    async (ticket) => {
      expect(await edit({}, { ticket })).toMatchObject({ ok: false, kind: "transient", ticketGone: true });
      expect(server().received).toEqual([]);
    },
  );
});

describe("http, when the endpoint says no", () => {
  it.each([
    ["503, retryable", errorOf(503, { code: "busy", retryable: true }), "overload"],
    ["429, retryable", errorOf(429, { code: "busy", retryable: true }), "overload"],
    ["500, retryable", errorOf(500, { retryable: true }), "transient"],
    ["418, retryable", errorOf(418, { retryable: true }), "transient"],
    ["500, not retryable", errorOf(500, { code: "model_missing", retryable: false }), "configuration"],
    ["429, not retryable", errorOf(429, { code: "quota", retryable: false }), "configuration"],
    ["422", errorOf(422, { code: "no_face", retryable: false }), "rejected"],
    ["422 without words", text(422, ""), "rejected"],
    ["content_rejected", errorOf(400, { code: "content_rejected", retryable: false }), "rejected"],
    ["content_rejected in a 200", errorOf(200, { code: "content_rejected" }), "rejected"],
    ["an error in a 200", errorOf(200, { code: "odd" }), "transient"],
    ["an error in a 200, not retryable", errorOf(200, { code: "odd", retryable: false }), "configuration"],
    ["400", errorOf(400, { code: "bad" }), "configuration"],
    ["400, retryable", errorOf(400, { code: "bad", retryable: true }), "configuration"],
    ["401", text(401, ""), "configuration"],
    ["403", text(403, "<html>"), "configuration"],
    ["404", text(404, ""), "configuration"],
    ["413", text(413, ""), "rejected"],
    ["429", text(429, ""), "overload"],
    ["500", text(500, ""), "transient"],
    ["500 with an endless body", endless(500, Buffer.from("x"), Buffer.alloc(65_536)), "transient"],
    ["500 with a text for its error", errorOf(500, "out of memory"), "transient"],
    ["502", text(502, ""), "transient"],
    ["503", text(503, ""), "overload"],
    ["204", bytes(204, Buffer.alloc(0)), "no_image"],
    ["301", text(301, "", { location: "https://example.com/" }), "configuration"],
    ["307", text(307, "", { location: "/edit" }), "configuration"],
    ["a reset connection", reset, "transient"],
    ["no HTTP", noHttp, "transient"],
    ["HTML", text(200, "<html>", { "content-type": "text/html" }), "transient"],
    [
      "HTML that is called a picture",
      text(200, "<html>of a gateway</html>", { "content-type": "image/png" }),
      "transient",
    ],
    ["nothing that is called a picture", bytes(200, Buffer.alloc(0), { "content-type": "image/png" }), "transient"],
    ["bytes of no type", bytes(200, Buffer.from("abc"), {}), "transient"],
    ["JSON that is none", text(200, "{", { "content-type": "application/json" }), "transient"],
    ["JSON without a picture", json(200, { done: true }), "no_image"],
    ["JSON with an empty picture", json(200, { image_b64: "" }), "no_image"],
    ["JSON with a damaged picture", json(200, { image_b64: "!!!!" }), "transient"],
    [
      "JSON with something else in base64",
      json(200, { image_b64: Buffer.from("<html>").toString("base64") }),
      "no_image",
    ],
    ["a url that is none", json(200, { url: "http://" }), "configuration"],
    ["a url of the disk", json(200, { url: "file:///etc/passwd" }), "configuration"],
    ["a list", json(200, [1]), "no_image"],
  ])("with %s, that is its kind, and nothing is left", async (_what, reply, kind) => {
    play(reply);
    expect(await edit()).toMatchObject({ ok: false, kind });
    expect(server().received.length).toBe(1);
    expect(tickets).toEqual([]);
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("repeats its words, its id and how long to wait", async () => {
    play(
      json(
        503,
        { error: { code: "busy", retryable: true, message: "come\n back" } },
        { "retry-after": 3, "x-request-id": "r" },
      ),
    );
    expect(await edit()).toMatchObject({
      kind: "overload",
      reason: "the endpoint answered HTTP 503: busy: come back",
      retryAfterMs: 3000,
      requestId: "r",
      status: 503,
    });
  });

  it.each([
    [
      "gzip",
      () => bytes(200, gzipSync(Buffer.alloc(5_000_000)), { "content-type": "image/png", "content-encoding": "gzip" }),
    ],
    ["a length over 40 MB", () => image({ "content-length": 41 * 1024 * 1024 })],
    ["a picture cut short", () => image({ "content-length": picture.length + 1 })],
    ["a picture without end", () => endless(200, picture, Buffer.alloc(1024 * 1024), { "content-type": "image/jpeg" })],
  ])("%s is no picture, and nothing is left", async (_what, reply) => {
    play(reply());
    expect(await edit()).toMatchObject({ ok: false, kind: "transient" });
    expect(await readdir(folder())).toEqual(["photo"]);
  });
});

describe("http's addresses", () => {
  it.each([
    ["http, refused", "http://127.0.0.1:PORT/", "refuse"],
    ["https, refused", "https://127.0.0.1:PORT/", "refuse"],
    ["a name, refused", "https://localhost:PORT/", "refuse"],
    ["v6, refused", "https://[::1]:PORT/", "refuse"],
    ["v4 in v6, refused", "https://[::ffff:127.0.0.1]:PORT/", "refuse"],
    ["http to a public address, though private ones are allowed", "http://192.0.78.9:PORT/", "allow"],
    ["plain http to a name that nobody can have", `http://${"a".repeat(64)}.test:PORT/`, "allow"],
  ] as const)("%s", async (_what, url, addresses) => {
    const { port } = new URL(server().url);
    const config = configOf({ PROVIDER_PRIVATE_ADDRESSES: addresses });
    const result = await edit({ url: url.replace("PORT", port) }, {}, { config });
    expect(result).toMatchObject({ ok: false, kind: "configuration" });
    expect(server().connections().opened).toBe(0);
  });

  it("localhost by name is fine when private ones are allowed", async () => {
    play(image());
    const { port } = new URL(server().url);
    expect(await edit({ url: `http://localhost:${port}/edit` })).toMatchObject({ ok: true });
  });

  it("a picture's url is held to the same rules", async () => {
    play(json(200, { url: "http://192.0.78.9/x.jpg" }));
    expect(await edit()).toMatchObject({
      ok: false,
      kind: "configuration",
      reason: expect.stringContaining("192.0.78.9"),
    });
  });
});

describe("http, stopped", () => {
  it.each([
    ["the photo is sent", [hang]],
    ["the picture comes", [hangAfterHeaders(200, { "content-type": "image/jpeg" }, Buffer.from([0xff, 0xd8, 0xff]))]],
    ["JSON comes", [hangAfterHeaders(200, { "content-type": "application/json" }, Buffer.from('{"image_b64":"AAAA'))]],
    ["words come", [hangAfterHeaders(500)]],
    ["a question is out", [accepted(), hang]],
    ["a picture is fetched", [json(200, { url: "/x.jpg" }), hang]],
  ] as [string, Reply[]][])("while %s, ends and leaves nothing", async (_when, replies) => {
    play(...replies);
    const stop = new AbortController();
    const call = edit({}, {}, { signal: stop.signal });
    await vi.waitFor(() => expect(server().received.length).toBe(replies.length));
    stop.abort(new Error("nobody waits any more"));
    expect(await call).toMatchObject({ ok: false, kind: "aborted" });
    expect(await readdir(folder())).toEqual(["photo"]);
    await vi.waitFor(() => expect(server().connections().open).toBe(0));
  });

  it("by its deadline is late", async () => {
    play(hang);
    expect(await edit({}, {}, { deadline: startDeadline(60) })).toMatchObject({ ok: false, kind: "deadline" });
  });
});

describe("http's secret", () => {
  it("is in no reason, even when the endpoint repeats it", async () => {
    play(errorOf(500, { code: SECRET, message: `signed with ${SECRET}` }));
    const result = await edit();
    expect(result).toMatchObject({ reason: expect.stringMatching(/signed with/) });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it("is sent nowhere", async () => {
    play(accepted(), image());
    await edit();
    expect(
      JSON.stringify(server().received.map(({ headers, body }) => [headers, body.toString("latin1")])),
    ).not.toContain(SECRET);
  });

  it("makes the provider configured; without it nothing is called", async () => {
    const config = configOf({ HTTP_PROVIDER_SECRET: "" });
    expect([http.configured(config), http.configured(configOf())]).toEqual([false, true]);
    const result = await edit({}, {}, { config });
    expect(result).toMatchObject({ kind: "configuration", reason: "HTTP_PROVIDER_SECRET is not set" });
    expect(server().received).toEqual([]);
    expect(await http.ping(AbortSignal.timeout(1000), config)).toBe(true);
  });
});

describe("http's settings", () => {
  const url = "https://example.com/edit";
  it.each([
    [{ url }],
    [{ url: "http://10.0.0.1:8000/x?y=1", prompt: "x", params: { a: { b: [1] } }, encoding: "json" }],
  ])("%o are fine", (given) => {
    expect(http.checkSettings(given)).toEqual([]);
  });

  it.each([
    [{}, /url/],
    [{ url: "ftp://example.com" }, /url/],
    [{ url: "https://" }, /url: is no URL/],
    [{ url: "https://user:word@example.com/" }, /url: .*password/],
    [{ url, encoding: "xml" }, /encoding.*multipart, json/],
    [{ url, params: "x" }, /params.*object/],
    [{ url, prompt: 1 }, /prompt/],
    [{ url, secret: "x" }, /secret/],
    [null, /settings/],
  ])("%o are not", async (given, problem) => {
    expect(http.checkSettings(given).join()).toMatch(problem);
    const result = await edit({}, { settings: given });
    expect(result).toMatchObject({ ok: false, kind: "configuration", reason: expect.stringMatching(problem) });
  });
});
