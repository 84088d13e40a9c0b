/** Tests of the provider gemini against a server on loopback that plays the API's answers, good and bad. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Config } from "../../generated/config.ts";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, notAPicture, type PhotoOptions, saveFile, truncated } from "../../scripts/testkit/photos.ts";
import { freePort } from "../../scripts/testkit/ports.ts";
import {
  bytes,
  drip,
  endless,
  hang,
  hangAfterHeaders,
  json,
  noHttp,
  type Reply,
  reset,
  text,
  useProviderServer,
} from "../../scripts/testkit/provider-server.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { startDeadline } from "../core/deadline.ts";
import type { ProviderContext } from "../core/provider.ts";
import { gemini } from "./gemini.ts";

const server = useProviderServer();
const folder = useTempFolder();
const key = "AIza-secret-key";
const small: PhotoOptions = { width: 64, height: 48 };
const picture = await makePhoto({ ...small, type: "image/png" });
const earlier = await makePhoto();

function configOf(overrides: Partial<Config> = {}): Config {
  return testConfig("unused", { GEMINI_API_KEY: key, GEMINI_BASE_URL: server().url, ...overrides });
}

interface Run {
  readonly photo?: PhotoOptions;
  readonly bytes?: Buffer;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly config?: Config;
  readonly context?: Partial<ProviderContext>;
}

/** One call. Whatever it answers names no key, and leaves no file but the photo and the picture. */
async function run({ photo = small, bytes: given, settings, config = configOf(), context = {} }: Run = {}) {
  const content = given ?? (await makePhoto(photo));
  const path = await saveFile(folder(), "photo", content);
  await rm(`${folder()}/result`, { force: true });
  const { width = 640, height = 480, type = "image/jpeg" } = photo;
  const answer = await callDriver(
    gemini,
    {
      photo: { path, type, width, height, sizeBytes: content.length },
      settings: { prompt: 'Make it "snow"\n❄', ...settings },
      resultPath: `${folder()}/result`,
    },
    { config, ...context },
  );
  expect(JSON.stringify(answer)).not.toContain("secret");
  expect((await readdir(folder())).sort()).toEqual(answer.ok ? ["photo", "result"] : ["photo"]);
  return answer;
}

const image = (data: Buffer = picture, mimeType = "image/png") => ({
  inlineData: { mimeType, data: data.toString("base64") },
});
const answerOf = (...parts: readonly unknown[]) => ({
  candidates: [{ content: { parts, role: "model" }, finishReason: "STOP", index: 0 }],
  usageMetadata: { promptTokenCount: 300, promptTokensDetails: [{ modality: "IMAGE", tokenCount: 258 }] },
  modelVersion: "gemini-3.1-flash-image",
  responseId: "resp-1",
});
const candidate = (finishReason: string, more: object = {}) => ({
  candidates: [{ finishReason, index: 0, ...more }],
  modelVersion: "gemini-3.1-flash-image",
  responseId: "resp-1",
});
const error = (code: number, status: string, message: string, details: readonly object[] = []) => ({
  error: { code, message, status, details },
});

describe("the request", () => {
  it("holds photo, prompt and what the settings say, in one body of known length, with the key in its header", async () => {
    server().answer(() => json(200, answerOf(image())));
    await run({ settings: { model: "gemini-3-pro-image", api_version: "v1", aspect_ratio: "3:2", image_size: "2K" } });
    const [asked] = server().received;
    expect(asked).toMatchObject({ method: "POST", path: "/v1/models/gemini-3-pro-image:generateContent" });
    expect(asked?.headers).toMatchObject({
      "x-goog-api-key": key,
      "content-type": "application/json",
      "content-length": String(asked?.body.length),
    });
    const photo = await readFile(`${folder()}/photo`);
    expect(JSON.parse(String(asked?.body))).toEqual({
      contents: [
        {
          role: "user",
          parts: [
            { inline_data: { mime_type: "image/jpeg", data: photo.toString("base64") } },
            { text: 'Make it "snow"\n❄' },
          ],
        },
      ],
      generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "3:2", imageSize: "2K" } },
    });
  });

  it("has defaults, and sends no image size that nobody asked for", async () => {
    server().answer(() => json(200, answerOf(image())));
    await run();
    expect(server().received[0]?.path).toBe("/v1beta/models/gemini-3.1-flash-image:generateContent");
    const { generationConfig } = JSON.parse(String(server().received[0]?.body));
    expect(generationConfig).toEqual({ responseModalities: ["IMAGE"] });
  });

  it.each([6, 3, 8])(
    "turns a photo of EXIF orientation %d upright, and leaves nothing of its EXIF",
    async (orientation) => {
      server().answer(() => json(200, answerOf(image())));
      await run({ photo: { width: 80, height: 40, orientation, gps: true } });
      const sent = JSON.parse(String(server().received[0]?.body)).contents[0].parts[0].inline_data;
      const { width, height, exif, orientation: left } = await sharp(Buffer.from(sent.data, "base64")).metadata();
      expect({ width, height, exif, left }).toEqual({
        width: orientation === 3 ? 80 : 40,
        height: orientation === 3 ? 40 : 80,
        exif: undefined,
        left: undefined,
      });
    },
  );

  it("scales a photo down that is over the limit of a request", async () => {
    server().answer(() => json(200, answerOf(image())));
    const plain = { create: { width: 4200, height: 1200, channels: 3, background: "#486" } } as const;
    const large = await sharp(plain).png({ compressionLevel: 0 }).toBuffer();
    expect(large.length).toBeGreaterThan(14_000_000);
    expect(await run({ bytes: large, photo: { width: 4200, height: 1200, type: "image/png" } })).toMatchObject({
      ok: true,
    });
    expect(server().received[0]?.body.length).toBeLessThan(19_000_000);
    const sent = JSON.parse(String(server().received[0]?.body)).contents[0].parts[0].inline_data;
    expect(sent.mime_type).toBe("image/jpeg");
    expect(await sharp(Buffer.from(sent.data, "base64")).metadata()).toMatchObject({ width: 4096, format: "jpeg" });
  });

  it("goes to no other server than that of the base URL, and over plain http to this machine alone", async () => {
    const config = configOf({ GEMINI_BASE_URL: "http://gemini.example.com" });
    expect(await run({ config })).toMatchObject({
      ok: false,
      kind: "configuration",
      reason: expect.stringMatching(/plain http/),
    });
    server().answer(() => text(307, "", { location: "http://localhost:1/elsewhere" }));
    expect(await run()).toMatchObject({
      kind: "configuration",
      reason: expect.stringMatching(/^HTTP 307/),
      status: 307,
    });
    expect(server().received).toHaveLength(1);
  });
});

describe("a picture", () => {
  it.each([
    ["camel case", answerOf(image())],
    ["snake case", answerOf({ inline_data: { mime_type: "image/png", data: picture.toString("base64") } })],
    ["after text", answerOf({ text: "Here it is" }, image())],
    [
      "in a later candidate",
      { candidates: [{ finishReason: "OTHER" }, ...answerOf(image()).candidates], responseId: "resp-1" },
    ],
    ["with a signature as large as itself", answerOf({ ...image(), thoughtSignature: "A".repeat(500_000) })],
    ["under a wrong type", answerOf(image(picture, "image/jpeg"))],
    ["the last of two", answerOf(image(earlier), image())],
  ])("is found %s", async (_where, body) => {
    server().answer(() => json(200, body));
    expect(await run()).toEqual({
      ok: true,
      type: "image/png",
      sizeBytes: picture.length,
      status: 200,
      requestId: "resp-1",
    });
    expect((await readFile(`${folder()}/result`)).equals(picture)).toBe(true);
    expect((await stat(`${folder()}/result`)).mode & 0o777).toBe(0o600);
  });

  it("arrives whole however slowly", async () => {
    server().answer(() => drip(200, Buffer.from(JSON.stringify(answerOf(image()), null, 2)), {}, 0, 1));
    expect(await run()).toMatchObject({ ok: true, sizeBytes: picture.length });
  });
});

describe("200 without a picture", () => {
  it.each([
    ["NO_IMAGE", "no_image", candidate("NO_IMAGE", { finishMessage: "Unable to show the generated image." })],
    ["IMAGE_OTHER", "no_image", candidate("IMAGE_OTHER")],
    ["OTHER", "no_image", candidate("OTHER")],
    ["MAX_TOKENS", "no_image", candidate("MAX_TOKENS")],
    ["LANGUAGE", "no_image", candidate("LANGUAGE")],
    ["MALFORMED_FUNCTION_CALL", "no_image", candidate("MALFORMED_FUNCTION_CALL")],
    ["SOMETHING_NEW", "no_image", candidate("SOMETHING_NEW")],
    ["STOP I cannot", "no_image", answerOf({ text: "I cannot" })],
    ["no candidates", "no_image", {}],
    ["no candidates", "no_image", []],
    ["no candidates", "no_image", { candidates: "none", promptFeedback: null }],
    ["STOP", "no_image", answerOf({ inlineData: { mimeType: "image/png", data: "" } })],
    ["SAFETY", "rejected", candidate("SAFETY", { safetyRatings: [{ blocked: true }] })],
    ["RECITATION", "rejected", candidate("RECITATION")],
    ["BLOCKLIST", "rejected", candidate("BLOCKLIST")],
    ["PROHIBITED_CONTENT", "rejected", candidate("PROHIBITED_CONTENT")],
    ["SPII", "rejected", candidate("SPII")],
    ["IMAGE_SAFETY", "rejected", candidate("IMAGE_SAFETY", { finishMessage: "violates\nour policy" })],
    ["IMAGE_PROHIBITED_CONTENT", "rejected", candidate("IMAGE_PROHIBITED_CONTENT")],
    ["IMAGE_RECITATION", "rejected", candidate("IMAGE_RECITATION")],
    ["blockReason OTHER", "rejected", { promptFeedback: { blockReason: "OTHER" } }],
    [
      "blockReason SAFETY Not this",
      "rejected",
      { promptFeedback: { blockReason: "SAFETY", blockReasonMessage: "Not this" } },
    ],
  ])("because of %s is %s", async (words, kind, body) => {
    server().answer(() => json(200, body));
    const answer = await run();
    expect(answer).toMatchObject({ ok: false, kind, status: 200, reason: expect.stringContaining(words) });
    expect(answer.ok === false && answer.reason).not.toMatch(/\n/);
  });

  it("tells who answered what, and by which id it is found", async () => {
    server().answer(() => json(200, candidate("NO_IMAGE", { finishMessage: "Unable to show it." })));
    expect(await run()).toEqual({
      ok: false,
      kind: "no_image",
      reason: "HTTP 200 without a picture from gemini-3.1-flash-image: finishReason NO_IMAGE Unable to show it.",
      status: 200,
      requestId: "resp-1",
    });
  });
});

const info = (reason: string, metadata: object = {}) => ({
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  reason,
  metadata,
});
const retry = (retryDelay: string) => ({ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay });
const quota = (quotaId: string, more: object = {}) => ({
  "@type": "type.googleapis.com/google.rpc.QuotaFailure",
  violations: [{ quotaMetric: "generate_content_requests", quotaId, ...more }],
});
const perMinute = "GenerateRequestsPerMinutePerProjectPerModel";
const perDay = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

describe("an error", () => {
  it.each([
    ["configuration", error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")],
    ["configuration", error(400, "INVALID_ARGUMENT", "Invalid value at 'generation_config.image_config.aspect_ratio'")],
    ["configuration", error(400, "INVALID_ARGUMENT", "API key not valid.", [info("API_KEY_INVALID")])],
    ["configuration", error(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")],
    ["configuration", error(400, "FAILED_PRECONDITION", "Unable to process input image in your country")],
    ["rejected", error(400, "INVALID_ARGUMENT", "Unable to process input image. Please retry or report")],
    ["rejected", error(400, "INVALID_ARGUMENT", "Provided image is not valid.")],
    ["configuration", error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")],
    ["configuration", error(403, "PERMISSION_DENIED", `Consumer 'api_key:${key}' has been suspended.`)],
    ["configuration", error(404, "NOT_FOUND", "models/gemini-2.5-flash-image-preview is not found")],
    ["configuration", error(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit")],
    ["overload", error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")],
    [
      "overload",
      error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", [quota(perMinute), retry("34.5s")]),
      34_500,
    ],
    ["configuration", error(429, "RESOURCE_EXHAUSTED", "Quota exceeded", [quota(perDay), retry("34s")])],
    [
      "configuration",
      error(429, "RESOURCE_EXHAUSTED", "Quota", [info("RATE_LIMIT_EXCEEDED", { quota_limit: "RequestsPerDay" })]),
    ],
    ["configuration", error(429, "RESOURCE_EXHAUSTED", "limit: 0", [quota(perMinute, { quotaValue: "0" })])],
    ["transient", error(499, "CANCELLED", "The operation was cancelled.")],
    ["transient", error(500, "INTERNAL", "An internal error has occurred.")],
    ["overload", error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")],
    ["transient", error(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.")],
  ] as const)("is %s: %j", async (kind, body, retryAfterMs?: number) => {
    server().answer(() => json(body.error.code, body));
    const answer = await run();
    expect(answer).toMatchObject({
      ok: false,
      kind,
      status: body.error.code,
      reason: expect.stringContaining(`HTTP ${body.error.code} ${body.error.status}`),
    });
    expect(answer.ok === false && answer.retryAfterMs).toBe(retryAfterMs);
  });

  it("is read in a list too, waits as its header says, and reports the limits", async () => {
    server().answer(() =>
      json(503, [error(503, "UNAVAILABLE", "overloaded")], { "retry-after": "7", "x-ratelimit-remaining": "0" }),
    );
    expect(await run()).toEqual({
      ok: false,
      kind: "overload",
      reason: "HTTP 503 UNAVAILABLE overloaded",
      retryAfterMs: 7000,
      status: 503,
      limits: { "retry-after": "7", "x-ratelimit-remaining": "0" },
    });
  });

  it.each([
    ["transient", "HTML", () => text(502, "<html>bad gateway</html>", { "content-type": "text/html" })],
    ["overload", "encoded words", () => bytes(503, gzipSync("{}"), { "content-encoding": "gzip" })],
    ["overload", "cut words", () => bytes(429, Buffer.from("{"), { "content-length": 9 })],
    ["transient", "no end", () => endless(500, Buffer.alloc(9, " "), Buffer.alloc(500_000, " "))],
    ["overload", "words that never come", () => hangAfterHeaders(503)],
    ["configuration", "no words", () => bytes(403, Buffer.alloc(0))],
  ] as const)("is %s by its status alone when it has %s", async (kind, _what, reply) => {
    server().answer(reply);
    expect(await run()).toMatchObject({ ok: false, kind, reason: expect.stringMatching(/^HTTP \d{3}$/) });
  });
});

const wholeText = JSON.stringify(answerOf(image()));
const cutIn = wholeText.length - 300;

describe("a bad answer", () => {
  it.each([
    ["transient", "HTML under 200", () => text(200, '<html>"data": \'</html>', { "content-type": "text/html" })],
    ["transient", "nothing", () => bytes(200, Buffer.alloc(0))],
    ["transient", "JSON that ends in the picture", () => text(200, wholeText.slice(0, cutIn))],
    [
      "transient",
      "fewer bytes than announced",
      () => bytes(200, Buffer.from(wholeText.slice(0, cutIn)), { "content-length": 99_999 }),
    ],
    ["transient", "what is no base64", () => text(200, wholeText.replace(/"data":"..../, '"data":"!!!!'))],
    [
      "transient",
      "a gzip bomb",
      () => bytes(200, gzipSync(Buffer.alloc(10_000_000, " ")), { "content-encoding": "gzip" }),
    ],
    [
      "transient",
      "endless text",
      () => endless(200, Buffer.from('{"a":"'), Buffer.from('","b":"xxxxxxxxxxxxxxxxxxxx')),
    ],
    [
      "transient",
      "an endless picture",
      () => endless(200, Buffer.from('{"inlineData":{"data":"'), Buffer.alloc(1_000_000, "A")),
    ],
    ["transient", "no HTTP", () => noHttp],
    ["transient", "a reset", () => reset],
    ["no_image", "a picture of another type", () => json(200, answerOf(image(notAPicture, "image/jpeg")))],
  ] as const)("is %s: %s", async (kind, _what, reply: () => Reply) => {
    server().answer(reply);
    expect(await run()).toMatchObject({ ok: false, kind });
  });

  it("with a truncated picture in whole JSON is taken as it is: whoever decodes it sees that", async () => {
    server().answer(() => json(200, answerOf(image(truncated(picture)))));
    expect(await run()).toMatchObject({ ok: true, type: "image/png" });
  });

  it("is transient when nobody listens", async () => {
    const config = configOf({ GEMINI_BASE_URL: `http://127.0.0.1:${await freePort()}` });
    expect(await run({ config })).toMatchObject({ kind: "transient", reason: expect.stringContaining("ECONNREFUSED") });
  });
});

describe("the signal", () => {
  const slow: readonly (readonly [string, () => Reply])[] = [
    ["before the head", () => hang],
    ["after the head", () => hangAfterHeaders(200, {}, Buffer.from(wholeText.slice(0, cutIn)))],
    ["while the picture drips", () => drip(200, Buffer.from(wholeText), {}, 10, 1)],
  ];
  it.each(slow)("%s ends the call as aborted, or as deadline when its time is up", async (_when, reply) => {
    server().answer(reply);
    const stop = new AbortController();
    const running = run({ context: { signal: stop.signal } });
    await expect.poll(() => server().received.length).toBe(1);
    stop.abort();
    expect(await running).toMatchObject({ ok: false, kind: "aborted" });
    const short = startDeadline(40);
    expect(await run({ context: { signal: short.signal, deadline: short } })).toMatchObject({ kind: "deadline" });
    await expect.poll(() => server().connections().open).toBe(0);
  });

  it("that has aborted already costs no call, nor does a turned photo begin to be turned", async () => {
    const context = { signal: AbortSignal.abort() };
    expect(await run({ context })).toMatchObject({ kind: "aborted" });
    expect(await run({ context, photo: { ...small, orientation: 6 } })).toMatchObject({ kind: "aborted" });
    expect(server().received).toEqual([]);
  });
});

describe("settings and keys", () => {
  it("says what is wrong with settings, and calls nobody with them", async () => {
    expect(gemini.checkSettings({ prompt: "x", aspect_ratio: "21:9", image_size: "4K", api_version: "v1" })).toEqual(
      [],
    );
    expect(gemini.checkSettings({})).toEqual([expect.stringMatching(/prompt/)]);
    expect(gemini.checkSettings({ prompt: "" })).toEqual([expect.stringMatching(/^prompt: /)]);
    expect(gemini.checkSettings({ prompt: "x", model: "../../v1/files" })).toEqual([expect.stringMatching(/^model: /)]);
    expect(gemini.checkSettings({ prompt: "x", aspect_ratio: "7:1" })).toEqual([
      expect.stringMatching(/^aspect_ratio: .*21:9/),
    ]);
    expect(gemini.checkSettings({ prompt: "x", key: "k" })).toEqual([expect.stringMatching(/: key$/)]);
    expect(await run({ settings: { image_size: "8K" } })).toMatchObject({ ok: false, kind: "configuration" });
    expect(server().received).toEqual([]);
  });

  it("is there when its key is, and a damaged key is a mistake in the configuration", async () => {
    expect(gemini.configured(configOf())).toBe(true);
    expect(gemini.configured(configOf({ GEMINI_API_KEY: "" }))).toBe(false);
    expect(await run({ config: configOf({ GEMINI_API_KEY: "secret\nkey" }) })).toMatchObject({ kind: "configuration" });
  });

  it("pings with the key, for free, and never fails", async () => {
    const { signal } = new AbortController();
    const statuses = [
      [200, true],
      [429, true],
      [400, false],
      [403, false],
      [302, false],
      [503, false],
    ] as const;
    for (const [status, up] of statuses) {
      server().answer(() => json(status, { models: [] }));
      expect(await gemini.ping(signal, configOf()), String(status)).toBe(up);
    }
    expect(server().received[0]).toMatchObject({ method: "GET", path: "/v1beta/models?pageSize=1" });
    expect(server().received[0]?.headers["x-goog-api-key"]).toBe(key);
    server().answer(() => hang);
    expect(await gemini.ping(AbortSignal.timeout(20), configOf())).toBe(false);
    server().answer(() => reset);
    expect(await gemini.ping(signal, configOf())).toBe(false);
  });
});
