/** Tests of the provider openai against a server on loopback that plays the API's answers, good and bad. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import busboy from "busboy";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Config } from "../../generated/config.ts";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, notAPicture, type PhotoOptions, saveFile } from "../../scripts/testkit/photos.ts";
import {
  bytes,
  drip,
  endless,
  hang,
  hangAfterHeaders,
  json,
  type Received,
  type Reply,
  reset,
  text,
  useProviderServer,
} from "../../scripts/testkit/provider-server.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { startDeadline } from "../core/deadline.ts";
import type { ProviderContext } from "../core/provider.ts";
import { openai } from "./openai.ts";

const server = useProviderServer();
const folder = useTempFolder();
const key = "sk-secret-key";
const small: PhotoOptions = { width: 64, height: 48 };
const picture = await makePhoto(small);

function configOf(overrides: Partial<Config> = {}): Config {
  return testConfig("unused", { OPENAI_API_KEY: key, OPENAI_BASE_URL: server().url, ...overrides });
}

interface Run {
  readonly photo?: PhotoOptions;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly config?: Config;
  readonly context?: Partial<ProviderContext>;
}

/** One call. Whatever it answers names no key, and leaves no file but the photo and the picture. */
async function run({ photo = small, settings, config = configOf(), context = {} }: Run = {}) {
  const content = await makePhoto(photo);
  const path = await saveFile(folder(), "photo", content);
  await rm(`${folder()}/result`, { force: true });
  const { width = 640, height = 480, type = "image/jpeg" } = photo;
  const answer = await callDriver(
    openai,
    {
      photo: { path, type, width, height, sizeBytes: content.length },
      settings: { prompt: 'Make it "snow"\r\n❄', ...settings },
      resultPath: `${folder()}/result`,
    },
    { config, ...context },
  );
  expect(JSON.stringify(answer)).not.toMatch(/secret|sk-/);
  expect((await readdir(folder())).sort()).toEqual(answer.ok ? ["photo", "result"] : ["photo"]);
  return answer;
}

interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly {
    readonly name: string;
    readonly filename: string;
    readonly type: string;
    readonly body: Buffer;
  }[];
}

/** The form of a request, read by a parser that is not ours. */
function formOf(received: Received | undefined): Promise<Form> {
  if (received === undefined) throw new Error("Nothing was received.");
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const files: Form["files"][number][] = [];
    const parser = busboy({ headers: { "content-type": received.headers["content-type"] ?? "" } });
    parser.on("field", (name, value) => {
      fields[name] = value;
    });
    parser.on("file", (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () =>
        files.push({ name, filename: String(filename), type: mimeType, body: Buffer.concat(chunks) }),
      );
    });
    parser.on("close", () => resolve({ fields, files })).on("error", reject);
    parser.end(received.body);
  });
}

const answerOf = (data: Buffer = picture) => ({
  created: 1_760_000_000,
  background: "opaque",
  data: [{ b64_json: data.toString("base64") }],
  usage: { total_tokens: 1000, input_tokens_details: { image_tokens: 323 } },
});

describe("the request", () => {
  it("is a form of known length with the photo and every setting, and always names a model", async () => {
    server().answer(() => json(200, answerOf()));
    await run();
    const [asked] = server().received;
    expect(asked).toMatchObject({ method: "POST", path: "/v1/images/edits" });
    expect(asked?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      "content-length": String(asked?.body.length),
    });
    expect(await formOf(asked)).toEqual({
      fields: {
        model: "gpt-image-2",
        prompt: 'Make it "snow"\r\n❄',
        size: "auto",
        quality: "medium",
        output_format: "jpeg",
      },
      files: [
        { name: "image[]", filename: "photo.jpg", type: "image/jpeg", body: await readFile(`${folder()}/photo`) },
      ],
    });
  });

  it("sends what the settings say, and the photo under its type", async () => {
    server().answer(() => json(200, answerOf()));
    const settings = {
      model: "gpt-image-1.5",
      size: "1536x1024",
      quality: "low",
      output_format: "webp",
      output_compression: 80,
      background: "opaque",
      input_fidelity: "high",
      moderation: "low",
    };
    await run({ settings, photo: { ...small, type: "image/webp" } });
    const { fields, files } = await formOf(server().received[0]);
    expect(fields).toMatchObject({ ...settings, output_compression: "80" });
    expect(files[0]).toMatchObject({ filename: "photo.webp", type: "image/webp" });
  });

  it("turns a photo upright that its EXIF turns", async () => {
    server().answer(() => json(200, answerOf()));
    await run({ photo: { width: 80, height: 40, orientation: 8, gps: true } });
    const { files } = await formOf(server().received[0]);
    const { width, height, exif } = await sharp(files[0]?.body ?? Buffer.alloc(0)).metadata();
    expect({ width, height, exif }).toEqual({ width: 40, height: 80, exif: undefined });
  });

  it("goes to the server of the base URL alone, also below a path", async () => {
    server().answer(() => json(200, answerOf()));
    await run({ config: configOf({ OPENAI_BASE_URL: `${server().url}/gateway` }) });
    expect(server().received[0]?.path).toBe("/gateway/v1/images/edits");
    server().answer(() => text(308, "", { location: "http://localhost:1/elsewhere" }));
    expect(await run()).toMatchObject({ kind: "configuration", status: 308 });
    expect(server().received).toHaveLength(2);
    expect(await run({ config: configOf({ OPENAI_BASE_URL: "http://10.0.0.1" }) })).toMatchObject({
      kind: "configuration",
    });
  });
});

describe("a picture", () => {
  it("is written as it came, and reported with the request's id and the limits", async () => {
    const headers = {
      "x-request-id": "req_1",
      "x-ratelimit-limit-requests": "5",
      "x-ratelimit-remaining-requests": "4",
    };
    server().answer(() => json(200, answerOf(), headers));
    expect(await run()).toEqual({
      ok: true,
      type: "image/jpeg",
      sizeBytes: picture.length,
      status: 200,
      requestId: "req_1",
      limits: { "x-ratelimit-limit-requests": "5", "x-ratelimit-remaining-requests": "4" },
    });
    expect((await readFile(`${folder()}/result`)).equals(picture)).toBe(true);
    expect((await stat(`${folder()}/result`)).mode & 0o777).toBe(0o600);
  });

  it("has the type of its bytes, however slowly they come", async () => {
    const png = await makePhoto({ ...small, type: "image/png" });
    server().answer(() => drip(200, Buffer.from(JSON.stringify(answerOf(png))), {}, 0, 7));
    expect(await run()).toMatchObject({ ok: true, type: "image/png", sizeBytes: png.length });
  });
});

const error = (message: string, type: string, code: string | null, param: string | null = null) => ({
  error: { message, type, param, code },
});

describe("an error", () => {
  it.each([
    [
      "rejected",
      400,
      error("Your request was rejected by the safety system.", "image_generation_user_error", "moderation_blocked"),
    ],
    ["rejected", 400, error("rejected", "invalid_request_error", "content_policy_violation")],
    [
      "rejected",
      400,
      error("Invalid image file or mode for image 1", "invalid_request_error", "invalid_image_file", "image"),
    ],
    ["configuration", 400, error("Invalid value: '1x1'.", "invalid_request_error", "invalid_value", "size")],
    [
      "configuration",
      400,
      error("Billing hard limit has been reached.", "billing_limit_user_error", "billing_hard_limit_reached"),
    ],
    [
      "configuration",
      401,
      error("Incorrect API key provided: sk-sec***key.", "invalid_request_error", "invalid_api_key"),
    ],
    ["configuration", 403, error("Your organization must be verified.", "invalid_request_error", null)],
    ["configuration", 404, error("The model does not exist", "invalid_request_error", "model_not_found")],
    ["configuration", 413, error("Too large", "invalid_request_error", null)],
    ["configuration", 429, error("You exceeded your current quota", "insufficient_quota", "insufficient_quota")],
    ["overload", 429, error(`Rate limit reached for ${key}`, "requests", "rate_limit_exceeded")],
    ["transient", 500, error("The server had an error", "server_error", null)],
    ["transient", 502, error("Bad gateway", "server_error", null)],
    ["overload", 503, error("The engine is currently overloaded", "server_error", null)],
    ["transient", 504, error("Timed out", "server_error", null)],
    ["transient", 520, {}],
  ] as const)("is %s: %d %j", async (kind, status, body) => {
    server().answer(() => json(status, body, { "x-request-id": "req_2" }));
    expect(await run()).toMatchObject({
      ok: false,
      kind,
      status,
      requestId: "req_2",
      reason: expect.stringMatching(new RegExp(`^HTTP ${status}`)),
    });
  });

  it.each([
    [{ "retry-after": "20" }, 20_000],
    [{ "retry-after": "20", "retry-after-ms": "1500" }, 1500],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
    [{}, undefined],
  ])("of too many requests asks to wait: %j", async (headers, retryAfterMs) => {
    server().answer(() => json(429, error("Rate limit reached", "requests", "rate_limit_exceeded"), headers));
    const answer = await run();
    expect(answer).toMatchObject({
      kind: "overload",
      reason: "HTTP 429 requests rate_limit_exceeded Rate limit reached",
    });
    expect(answer.ok === false && answer.retryAfterMs).toBe(retryAfterMs);
  });
});

const whole = JSON.stringify(answerOf());

describe("a bad answer", () => {
  it.each([
    ["no_image", "no data", () => json(200, { created: 1, data: [] })],
    ["no_image", "a URL instead of a picture", () => json(200, { data: [{ url: "https://example.com/x.png" }] })],
    ["no_image", "no picture under that name", () => json(200, answerOf(notAPicture))],
    [
      "rejected",
      "a refusal under 200",
      () => json(200, error("blocked", "image_generation_user_error", "moderation_blocked")),
    ],
    ["transient", "HTML", () => text(200, '<!doctype html><p class="x">', { "content-type": "text/html" })],
    ["transient", "half a picture", () => text(200, whole.slice(0, 300))],
    [
      "transient",
      "fewer bytes than announced",
      () => bytes(200, Buffer.from(whole), { "content-length": whole.length + 1 }),
    ],
    ["transient", "what is no base64", () => text(200, whole.replace('"b64_json":"', '"b64_json":"*'))],
    ["transient", "a gzip bomb", () => bytes(200, gzipSync(Buffer.alloc(9_000_000)), { "content-encoding": "gzip" })],
    ["transient", "endless words", () => endless(200, Buffer.from('{"a":["'), Buffer.from('xxxxxxxxxxxxxxxxxxxx","'))],
    ["transient", "a reset", () => reset],
  ] as const)("is %s: %s", async (kind, _what, reply: () => Reply) => {
    server().answer(reply);
    expect(await run()).toMatchObject({ ok: false, kind });
  });
});

describe("the signal", () => {
  const slow: readonly (readonly [string, () => Reply])[] = [
    ["before the head", () => hang],
    ["within the picture", () => hangAfterHeaders(200, {}, Buffer.from(whole.slice(0, 300)))],
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
});

describe("settings and keys", () => {
  it("says what is wrong with settings, and calls nobody with them", async () => {
    expect(openai.checkSettings({ prompt: "x".repeat(32_000), quality: "high", output_compression: 0 })).toEqual([]);
    expect(openai.checkSettings({ prompt: "x".repeat(32_001) })).toEqual([expect.stringMatching(/^prompt: /)]);
    expect(openai.checkSettings({})).toEqual([expect.stringMatching(/prompt/)]);
    expect(openai.checkSettings({ prompt: "x", output_compression: 101 })).toHaveLength(1);
    expect(openai.checkSettings({ prompt: "x", n: 4 })).toEqual([expect.stringMatching(/: n$/)]);
    expect(await run({ settings: { size: "8x8" } })).toMatchObject({ ok: false, kind: "configuration" });
    expect(server().received).toEqual([]);
  });

  it("is there when its key is, and pings with it for free", async () => {
    expect(openai.configured(configOf())).toBe(true);
    expect(openai.configured(configOf({ OPENAI_API_KEY: "" }))).toBe(false);
    server().answer(() => json(200, { data: [] }));
    expect(await openai.ping(new AbortController().signal, configOf())).toBe(true);
    expect(server().received[0]).toMatchObject({
      method: "GET",
      path: "/v1/models",
      headers: { authorization: `Bearer ${key}` },
    });
    server().answer(() => json(401, {}));
    expect(await openai.ping(new AbortController().signal, configOf())).toBe(false);
  });
});
