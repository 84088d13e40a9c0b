/** Tests of the provider turbotext against a server that answers as Turbotext does, well and badly. */
import { readdir, readFile, rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
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
  type ProviderServer,
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
import { turbotext } from "./turbotext.ts";

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

const KEY = "tt-key-of-the-test-0123456789";
const settings = { operation: "image2image", content: "as a superman" };
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
  pauses.length = 0;
});

interface Script {
  readonly create?: readonly Reply[];
  readonly result?: readonly Reply[];
  readonly picture?: readonly Reply[];
}

/** What a request wants. */
function wish({ method, body }: Received): keyof Script {
  if (method === "GET") return "picture";
  return body.includes("get_result") ? "result" : "create";
}

const asked = (what: keyof Script) => server().received.filter((received) => wish(received) === what);

const queued = json(200, { success: true, queueid: 17 });
const early = json(200, { action: "reconnect" });
const done = (url = "/download.php?f=17.png") => json(200, { success: true, error: "", data: {}, uploaded_image: url });

/** Answers each kind of request by its own list, whose last entry goes on for ever. */
function play(script: Script, on: ProviderServer = server()): void {
  const all = { create: [queued], result: [done()], picture: [bytes(200, picture)], ...script };
  const counts = { create: 0, result: 0, picture: 0 };
  on.answer((received) => {
    const what = wish(received);
    const list = all[what];
    return list[Math.min(counts[what]++, list.length - 1)] ?? hang;
  });
}

/** One call. Time passes by the pauses that the driver makes, so that `totalMs` is the same on every machine. */
async function edit(given: Partial<ProviderRequest> = {}, context: Partial<ProviderContext> = {}, totalMs = 30_000) {
  const real = startDeadline(20_000);
  const remainingMs = () => Math.max(0, totalMs - pauses.reduce((sum, ms) => sum + ms, 0));
  const config = testConfig("unused", { TURBOTEXT_API_KEY: KEY, TURBOTEXT_BASE_URL: server().url });
  const saveTicket = async (ticket: string) => void tickets.push(ticket);
  const request = { photo, settings, resultPath: `${folder()}/result`, ...given };
  const deadline = context.deadline ?? { ...real, remainingMs };
  const { signal } = deadline;
  pauses.length = 0;
  const result = await callDriver(turbotext, request, { signal, config, saveTicket, ...context, deadline });
  real.stop();
  return result;
}

/** Nothing is left but the photo, and no secret is said. */
afterEach(async () => {
  expect((await readdir(folder())).filter((name) => name !== "result")).toEqual(["photo"]);
});

/** The text fields of a form, and the file of it. */
function formOf({ headers, body }: Received): { fields: Record<string, string>; file?: Buffer; fileHead?: string } {
  const boundary = /boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1] ?? "no boundary";
  const fields: Record<string, string> = {};
  let found = {};
  for (const part of body.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const value = rest.join("\r\n\r\n").slice(0, -2);
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? "";
    if (head.includes("filename=")) found = { file: Buffer.from(value, "latin1"), fileHead: head.trim() };
    else fields[name] = Buffer.from(value, "latin1").toString();
  }
  return { fields, ...found };
}

describe("turbotext, when all goes well", () => {
  it("queues the photo, keeps the number, asks, and fetches the picture", async () => {
    play({ result: [early, early, done()] });
    expect(await edit()).toEqual({
      ok: true,
      type: "image/jpeg",
      sizeBytes: picture.length,
      status: 200,
      requestId: "17",
    });
    expect(await readFile(`${folder()}/result`)).toEqual(picture);
    expect(tickets).toEqual(["generate_image2image/17"]);
    expect(server().received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      ...Array(4).fill("POST /api_ai/generate_image2image"),
      "GET /download.php?f=17.png",
    ]);
    expect(server().received.map(({ headers }) => headers["authorization"])).toEqual(Array(5).fill(`Bearer ${KEY}`));
    expect(asked("result").map(({ body }) => body.toString())).toEqual(Array(3).fill("do=get_result&queueid=17"));
    expect(asked("result")[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(pauses).toEqual([2500, 2500, 2500]);
  });

  it("sends the photo as a file with its type, and its length beforehand", async () => {
    play({});
    await edit();
    const [created] = asked("create");
    if (created === undefined) throw new Error("Nothing was queued.");
    expect(formOf(created)).toEqual({
      fields: { do: "create_queue", content: "as a superman" },
      file: picture,
      fileHead: 'Content-Disposition: form-data; name="file"; filename="photo.jpg"\r\nContent-Type: image/jpeg',
    });
    expect(created.headers["content-length"]).toBe(String(created.body.length));
  });

  const second = "https://example.com/style.png";
  it.each([
    [
      {
        ...settings,
        content: "ярко",
        strength: 50,
        seed: 10_000_000_000,
        scale: 7.5,
        negative_prompt: "no",
        user_id: 12,
      },
      "generate_image2image",
      { content: "ярко", strength: "50", seed: "10000000000", scale: "7.5", negative_prompt: "no", user_id: "12" },
    ],
    [
      { operation: "mix", second_image_url: second, original_language: "en" },
      "mix_images",
      { url: second, original_language: "en" },
    ],
    [
      { operation: "deepfake", second_image_url: second, face_restore: true },
      "deepfake_photo",
      { url_image_target: second, face_restore: "True" },
    ],
    [
      { operation: "deepfake", second_image_url: second, face_restore: false },
      "deepfake_photo",
      { url_image_target: second, face_restore: "False" },
    ],
  ])("%o are the fields of their method", async (given, method, fields) => {
    play({});
    expect(await edit({ settings: given })).toMatchObject({ ok: true });
    const [created] = asked("create");
    if (created === undefined) throw new Error("Nothing was queued.");
    expect(formOf(created).fields).toEqual({ do: "create_queue", ...fields });
    expect(tickets).toEqual([`${method}/17`]);
    expect(
      new Set(
        server()
          .received.slice(0, 2)
          .map(({ path }) => path),
      ),
    ).toEqual(new Set([`/api_ai/${method}`]));
  });

  it.each([
    ["on top, absolute", () => ({ success: true, uploaded_image: `${server().url}/image/x.png?f=1` })],
    ["on top, over plain http at the same host", () => ({ uploaded_image: `${server().url}/image/x.png?f=1` })],
    ["in data", () => ({ success: true, data: { uploaded_image: "/image/x.png?f=1" } })],
    [
      "in a list, relative",
      () => ({ success: true, error: "", data: { image: ["image/x.png?f=1"] }, uploaded_image: "" }),
    ],
  ])("finds the picture %s", async (_where, said) => {
    play({ result: [json(200, said())] });
    expect(await edit()).toMatchObject({ ok: true });
    expect(asked("picture")[0]?.path).toBe("/image/x.png?f=1");
  });

  it.each(["image/png", "image/webp"] as const)("takes %s for what it is, whatever it is called", async (type) => {
    const other = await makePhoto({ type, width: 64, height: 48 });
    play({ picture: [bytes(200, other, { "content-type": "image/jpeg" })] });
    expect(await edit()).toMatchObject({ ok: true, type, sizeBytes: other.length });
    expect((await sharp(`${folder()}/result`).metadata()).width).toBe(64);
  });
});

describe("turbotext's ticket", () => {
  it("is kept before the first question, and the question waits for it", async () => {
    const order: string[] = [];
    play({});
    const saveTicket = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`kept after ${server().received.length}`);
    };
    expect(await edit({}, { saveTicket })).toMatchObject({ ok: true });
    expect(order).toEqual(["kept after 1"]);
  });

  it("that cannot be kept ends the call before any question", async () => {
    play({});
    const saveTicket = () => Promise.reject(new Error("the database is gone"));
    await expect(edit({}, { saveTicket })).rejects.toThrow("the database is gone");
    expect(server().received.length).toBe(1);
  });

  it("is asked for at once and never queued again, at the method that it came from", async () => {
    play({});
    expect(await edit({ ticket: "mix_images/99" })).toMatchObject({ ok: true, requestId: "99" });
    expect(asked("create")).toEqual([]);
    expect(asked("result").map(({ path, body }) => [path, body.toString()])).toEqual([
      ["/api_ai/mix_images", "do=get_result&queueid=99"],
    ]);
    expect(pauses).toEqual([]);
    expect(tickets).toEqual([]);
  });

  it.each([
    ["404", text(404, "")],
    ["410 with HTML", text(410, "<html>gone</html>")],
    ["params_error", json(200, { success: false, error: "params_error" })],
  ])("is gone when the question is answered with %s, and nothing is queued again", async (_how, reply) => {
    play({ result: [reply] });
    const result = await edit({ ticket: "generate_image2image/17" });
    expect(result).toMatchObject({ ok: false, kind: "transient", ticketGone: true, requestId: "17" });
    expect(result).toHaveProperty("reason", expect.stringMatching(/nothing of queue 17 .*gone/));
    expect([asked("create").length, asked("result").length]).toEqual([0, 1]);
  });

  it.each(["", "17", "other_method/17", "mix_images/../17", "mix_images/17&do=create_queue"])(
    "%j that is none is gone, and nothing is asked",
    async (ticket) => {
      expect(await edit({ ticket })).toMatchObject({ ok: false, kind: "transient", ticketGone: true });
      expect(server().received).toEqual([]);
    },
  );

  it.each([
    ["done without a picture", true, 1, json(200, { success: true, data: {} })],
    ["url_error", true, 1, json(200, { success: false, error: "url_error" })],
    ["an unknown error, again and again", true, 3, json(200, { success: false, error: "odd" })],
    ["face_not_detected", undefined, 1, json(200, { success: false, error: "face_not_detected" })],
    ["LIMIT", undefined, 3, json(200, { success: false, error: "LIMIT" })],
    ["500", undefined, 3, text(500, "")],
    ["401", undefined, 1, text(401, "")],
  ])("after %s: void is %j, after %d questions", async (_how, isVoid, questions, reply) => {
    play({ result: [reply] });
    const result = await edit({ ticket: "mix_images/5" });
    expect(result.ok ? undefined : result.ticketGone).toBe(isVoid);
    expect(server().received.length).toBe(questions);
  });

  it("outlives a call whose time is up", async () => {
    play({ result: [early] });
    const result = await edit({}, {}, 6000);
    expect(result).toMatchObject({ ok: false, kind: "deadline", requestId: "17" });
    expect(result).not.toHaveProperty("ticketGone");
    expect(asked("create").length).toBe(1);
    // The last question comes while it still makes sense: 1.5 s before the end.
    expect(pauses).toEqual([2500, 2000]);
  });

  it("is asked for once even when little time is left", async () => {
    play({ result: [early] });
    expect(await edit({ ticket: "mix_images/9" }, {}, 1000)).toMatchObject({ ok: false, kind: "deadline" });
    expect(asked("result").length).toBe(1);
  });
});

describe("turbotext, when it says no", () => {
  const error = (word: unknown) => json(200, { success: false, error: word });
  it.each([
    ["LIMIT", error("LIMIT"), "overload"],
    ["url_error", error("url_error"), "configuration"],
    ["params_error", error("params_error: strength"), "configuration"],
    ["face_not_detected", error("face_not_detected"), "rejected"],
    ["quality_limit", error("quality_limit"), "rejected"],
    ["a word under an error status", json(400, { error: "face_not_detected" }), "rejected"],
    ["an unknown word", error("что-то пошло не так"), "transient"],
    ["an error that is no text", error({ code: 5 }), "transient"],
    ["false without a word", json(200, { success: false }), "transient"],
    ["no queue", json(200, { success: true }), "transient"],
    ["a queue that is no number", json(200, { success: true, queueid: { a: 1 } }), "transient"],
    ["a list", json(200, [1]), "transient"],
    ["HTML", text(200, "<html>Обслуживание</html>", { "content-type": "text/html" }), "transient"],
    ["nothing", text(200, ""), "transient"],
    ["400", text(400, "bad"), "configuration"],
    ["401", json(401, { message: "who?" }), "configuration"],
    ["402", text(402, ""), "configuration"],
    ["403", text(403, ""), "configuration"],
    ["404", text(404, ""), "configuration"],
    ["408", text(408, ""), "transient"],
    ["413", text(413, ""), "rejected"],
    ["429", text(429, "", { "retry-after": "7" }), "overload"],
    ["500", text(500, "<html>"), "transient"],
    ["502", text(502, ""), "transient"],
    ["503", text(503, ""), "overload"],
    ["504", text(504, ""), "transient"],
    ["a redirect", text(302, "", { location: "https://example.com/" }), "configuration"],
    ["a reset connection", reset, "transient"],
    ["no HTTP", noHttp, "transient"],
    ["more than a megabyte", endless(200, Buffer.from("{"), Buffer.alloc(65_536, " ")), "transient"],
    ["gzip that nobody asked for", bytes(200, gzipSync("{}"), { "content-encoding": "gzip" }), "transient"],
    ["a length that is a lie", bytes(200, Buffer.from('{"queueid":1'), { "content-length": 99 }), "transient"],
  ])("to the photo with %s, that is its kind and it is not queued again", async (_how, reply, kind) => {
    play({ create: [reply] });
    expect(await edit()).toMatchObject({ ok: false, kind });
    expect(server().received.length).toBe(1);
    expect(tickets).toEqual([]);
  });

  it("says what Turbotext said, for how long, and what is left", async () => {
    const limits = { "retry-after": "7", "x-ratelimit-remaining": "0", "x-request-id": "r-1" };
    play({ create: [json(429, { success: false, error: "LIMIT of\n the day" }, limits)] });
    expect(await edit()).toMatchObject({
      kind: "overload",
      status: 429,
      reason: "turbotext answered HTTP 429: LIMIT of the day",
      retryAfterMs: 7000,
      requestId: "r-1",
      limits: { "x-ratelimit-remaining": "0" },
    });
  });

  it.each([
    ["LIMIT", error("LIMIT"), "overload"],
    ["url_error", error("url_error"), "configuration"],
    ["face_not_detected", error("face_not_detected"), "rejected"],
    ["quality_limit", error("quality_limit"), "rejected"],
    ["no picture", json(200, { success: true, error: "", data: {} }), "no_image"],
    ["forbidden content", json(200, { success: true, data: { image: [], forbidden_content: true } }), "rejected"],
    ["401", text(401, ""), "configuration"],
    ["a redirect", text(301, "", { location: "https://example.com/" }), "configuration"],
  ])("to the question with %s, that is its kind", async (_how, reply, kind) => {
    play({ result: [reply] });
    expect(await edit()).toMatchObject({ ok: false, kind });
    expect([asked("create").length, asked("picture").length]).toEqual([1, 0]);
  });

  it.each([
    ["500", text(500, "")],
    ["503", text(503, "")],
    ["429 for a moment", text(429, "", { "retry-after": "1" })],
    ["a reset connection", reset],
    ["HTML", text(200, "<html>")],
  ])("asks on when a question is answered with %s, but not for ever", async (_how, reply) => {
    play({ result: [reply, reply, early, reply, reply, done()] });
    expect(await edit()).toMatchObject({ ok: true });
    play({ result: [reply] });
    expect(await edit({ ticket: "mix_images/1" })).toMatchObject({
      ok: false,
      kind: expect.stringMatching(/transient|overload/),
    });
    expect(asked("result").length).toBe(6 + 3);
  });

  it("does not wait for longer than it has", async () => {
    play({ result: [text(429, "", { "retry-after": "3600" })] });
    expect(await edit()).toMatchObject({ ok: false, kind: "overload", retryAfterMs: 3_600_000 });
    expect(asked("result").length).toBe(1);
  });
});

describe("turbotext's picture", () => {
  it.each([
    ["HTML", () => text(200, "<html>not here</html>", { "content-type": "image/png" })],
    ["nothing", () => bytes(200, Buffer.alloc(0))],
    ["a picture cut short", () => bytes(200, picture.subarray(0, 500), { "content-length": picture.length })],
    ["gzip", () => bytes(200, gzipSync(picture), { "content-encoding": "gzip" })],
    ["a length over 40 MB", () => bytes(200, picture, { "content-length": 50_000_000 })],
    ["a reset connection", () => reset],
    ["500", () => text(500, "")],
  ])("that comes as %s is asked for again, and is no picture in the end", async (_how, reply) => {
    play({ picture: [reply(), bytes(200, picture)] });
    expect(await edit()).toMatchObject({ ok: true });
    await rm(`${folder()}/result`);
    play({ picture: [reply()] });
    expect(await edit()).toMatchObject({ ok: false, kind: "transient" });
    expect(asked("picture").length).toBe(2 + 3);
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("that never ends is cut at 40 MB", async () => {
    play({ picture: [endless(200, picture, Buffer.alloc(1024 * 1024)), text(403, "")] });
    expect(await edit()).toMatchObject({ ok: false, kind: "configuration", status: 403 });
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it.each([404, 410])("that is not there yet (%d) is asked for until it is", async (status) => {
    play({ picture: [...Array(4).fill(text(status, "")), bytes(200, picture)] });
    expect(await edit()).toMatchObject({ ok: true });
    expect(asked("create").length).toBe(1);
  });

  it("that was lost voids the ticket, one that was only late does not", async () => {
    const gone = text(404, "");
    play({ picture: [gone] });
    expect(await edit({ settings: { ...settings, poll_ms: 500 } }, {}, 5000)).toMatchObject({
      ok: false,
      kind: "transient",
      status: 404,
      ticketGone: true,
    });
    play({ picture: [gone] });
    const late = await edit({}, {}, 6000);
    expect(late).toMatchObject({ ok: false, kind: "transient", status: 404 });
    expect(late).not.toHaveProperty("ticketGone");
  });

  it("comes from a host that the slot allows, which does not get the key", async () => {
    const other = await startProviderServer();
    other.answer(() => bytes(200, picture));
    const { host } = new URL(other.url);
    const config = (addresses: "allow" | "refuse") =>
      testConfig("unused", {
        TURBOTEXT_API_KEY: KEY,
        TURBOTEXT_BASE_URL: server().url,
        PROVIDER_PRIVATE_ADDRESSES: addresses,
      });
    play({ result: [done(`${other.url}/x.png`)] });
    const refused = await edit({}, { config: config("allow") });
    expect(refused).toMatchObject({ ok: false, kind: "configuration", reason: expect.stringContaining(host) });
    const allowed = { settings: { ...settings, download_hosts: [host] } };
    expect(await edit(allowed, { config: config("refuse") })).toMatchObject({ ok: false, kind: "configuration" });
    expect(other.received).toEqual([]);
    expect(await edit(allowed, { config: config("allow") })).toMatchObject({ ok: true });
    expect(other.received.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
    await other.stop();
  });

  it.each([
    "ftp://example.com/x.png",
    "http://",
    "file:///etc/passwd",
    "javascript:1",
    "//example.com/x.png",
    "https://user@example.com/x",
  ])("is not fetched from %s", async (url) => {
    play({ result: [done(url)] });
    expect(await edit()).toMatchObject({ ok: false, kind: "configuration" });
    expect(asked("picture")).toEqual([]);
  });
});

describe("turbotext, stopped", () => {
  it.each([
    ["queueing", { create: [hang] }],
    ["queueing, head only", { create: [hangAfterHeaders(200)] }],
    ["a question", { result: [hang] }],
    ["a pause", { result: [early] }],
    ["the download", { picture: [hang] }],
    ["the download, after its first bytes", { picture: [hangAfterHeaders(200, {}, Buffer.from([0xff, 0xd8, 0xff]))] }],
    ["a dripping download", { picture: [drip(200, Buffer.alloc(999, 1), {}, 500)] }],
  ] as [string, Script][])("during %s, ends and leaves nothing", async (_when, script) => {
    play(script);
    const stop = new AbortController();
    const call = edit({}, { signal: stop.signal });
    await vi.waitFor(() => expect(server().received.some((got) => wish(got) === Object.keys(script)[0])).toBe(true));
    stop.abort(new Error("nobody waits any more"));
    expect(await call).toMatchObject({ ok: false, kind: "aborted" });
    expect(await readdir(folder())).toEqual(["photo"]);
    // An idle connection may wait for the next call; one in the middle of an answer is of no use any more.
    const idle = script.result?.[0] === early ? 1 : 0;
    await vi.waitFor(() => expect(server().connections().open).toBeLessThanOrEqual(idle));
  });

  it("by its deadline is late", async () => {
    play({ create: [hang] });
    expect(await edit({}, { deadline: startDeadline(60) })).toMatchObject({ ok: false, kind: "deadline" });
  });
});

describe("turbotext's key", () => {
  it("is in no reason, even when Turbotext repeats it", async () => {
    const said = `LIMIT: the key ${KEY} is used up`;
    play({ create: [json(403, { success: false, error: said })] });
    const result = await edit();
    expect(result).toMatchObject({ reason: "turbotext answered HTTP 403: LIMIT: the key [key] is used up" });
    expect(JSON.stringify(result)).not.toContain(KEY);
  });

  it("makes the provider configured; without it nothing is called", async () => {
    const without = testConfig("unused", { TURBOTEXT_BASE_URL: server().url });
    expect(turbotext.configured(without)).toBe(false);
    expect(turbotext.configured({ ...without, TURBOTEXT_API_KEY: KEY })).toBe(true);
    expect(await edit({}, { config: without })).toMatchObject({
      kind: "configuration",
      reason: "TURBOTEXT_API_KEY is not set",
    });
    expect(server().received).toEqual([]);
  });

  it("is not sent by a ping, which any answer but a failure satisfies", async () => {
    const config = testConfig("unused", { TURBOTEXT_API_KEY: KEY, TURBOTEXT_BASE_URL: server().url });
    const signal = AbortSignal.timeout(10_000);
    server().answer(() => text(404, ""));
    expect(await turbotext.ping(signal, config)).toBe(true);
    server().answer(() => text(502, ""));
    expect(await turbotext.ping(signal, config)).toBe(false);
    server().answer(() => reset);
    expect(await turbotext.ping(signal, config)).toBe(false);
    expect(server().received.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(3).fill("HEAD /"));
    expect(server().received.some(({ headers }) => "authorization" in headers)).toBe(false);
  });
});

describe("turbotext's settings", () => {
  const second = { second_image_url: "https://example.com/x.png" };
  it.each([
    [settings],
    [{ operation: "mix", ...second }],
    [{ operation: "deepfake", ...second, face_restore: true, poll_ms: 500, download_hosts: ["cdn.example.com:8443"] }],
  ])("%o are fine", (given) => {
    expect(turbotext.checkSettings(given)).toEqual([]);
  });

  it.each([
    [{}, /operation/],
    [{ operation: "image2image" }, /content/],
    [{ operation: "mix" }, /second_image_url/],
    [{ operation: "deepfake", content: "x" }, /second_image_url/],
    [{ operation: "sharpen", content: "x" }, /operation.*: image2image, mix, deepfake/],
    [{ ...settings, strength: 81 }, /strength.*80/],
    [{ ...settings, seed: 0 }, /seed/],
    [{ ...settings, scale: 0 }, /scale/],
    [{ ...settings, poll_ms: 499 }, /poll_ms.*500/],
    [{ ...settings, poll_ms: 10_001 }, /poll_ms.*10000/],
    [{ ...settings, download_hosts: ["https://x.example"] }, /download_hosts/],
    [{ ...settings, colour: "red" }, /colour/],
    [null, /settings/],
  ])("%o are not", async (given, problem) => {
    expect(turbotext.checkSettings(given).join()).toMatch(problem);
    expect(await edit({ settings: given })).toMatchObject({
      ok: false,
      kind: "configuration",
      reason: expect.stringMatching(problem),
    });
    expect(server().received).toEqual([]);
  });
});
