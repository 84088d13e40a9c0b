/** What camera programs, networks and strangers send wrong, over real sockets: one row a reason. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FailureReason, failureReasons } from "../../../generated/routes.ts";
import { validateFailure } from "../../../generated/validators.js";
import {
  type Answer,
  boundary,
  formBody,
  formHeaders,
  jsonOf,
  photoForm,
  post,
  startPost,
} from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makePixelBomb, notAPicture, truncated } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";

const MAX_BYTES = 20 * 1024 * 1024;

let service: TestService;
let photo: Buffer;
let url: string;

beforeAll(async () => {
  service = await startTestService({ INGEST_MAX_BYTES: MAX_BYTES, T_SYNC_RESPONSE_SECONDS: 1.5 });
  photo = await makePhoto();
  url = `${service.url}/api/ingest/slot-001`;
});
afterAll(() => service.stop());

const password = { name: "password", text: testPassword };
const file = (bytes: Buffer, filename = "photo.jpg") => ({ name: "fileToUpload", bytes, filename });
const hash = (text: string) => ({ name: "hash", text });
const send = (...parts: Parameters<typeof formBody>[0]) => post(url, formBody(parts));

const rows: readonly [string, FailureReason, () => Promise<Answer>][] = [
  ["a wrong password", "invalid_password", () => send({ name: "password", text: "wrong" }, file(photo))],
  ["a wrong password after the file", "invalid_password", () => send(file(photo), { name: "password", text: "wrong" })],
  [
    "a right password and then a wrong one",
    "invalid_password",
    () => send(password, { name: "password", text: "" }, file(photo)),
  ],
  [
    "a password of 5000 characters",
    "invalid_password",
    () => send({ name: "password", text: "x".repeat(5000) }, file(photo)),
  ],
  ["no password", "invalid_password", () => send(file(photo))],
  [
    "an unknown slot",
    "slot_not_found",
    () => post(`${service.url}/api/ingest/slot-999`, photoForm(photo, testPassword)),
  ],
  [
    "a slot like a path",
    "slot_not_found",
    () => post(`${service.url}/api/ingest/..%2f..%2fetc`, photoForm(photo, testPassword)),
  ],
  ["no file", "invalid_request", () => send(password)],
  ["two files", "invalid_request", () => send(password, file(photo), { ...file(photo), name: "file" })],
  ["a file in another field", "invalid_request", () => send(password, { name: "__proto__", bytes: photo })],
  ["an empty file", "invalid_request", () => send(password, file(Buffer.alloc(0)))],
  [
    "thirty fields",
    "invalid_request",
    () => send(...Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, text: "" })), password, file(photo)),
  ],
  ["text named .jpg", "unsupported_media_type", () => send(password, file(notAPicture))],
  ["a GIF", "unsupported_media_type", async () => send(password, file(await sharp(photo).gif().toBuffer()))],
  ["a truncated JPEG", "invalid_image", () => send(password, file(truncated(photo)))],
  ["a pixel bomb", "too_many_pixels", () => send(password, file(makePixelBomb()))],
  ["25 MB", "payload_too_large", () => send(password, file(Buffer.alloc(25_000_000, 0xff)))],
  [
    "25 MB of unknown length",
    "payload_too_large",
    () => postChunked(formBody([password, file(Buffer.alloc(25_000_000, 0xff))])),
  ],
  ["one byte too many", "payload_too_large", () => send(password, file(Buffer.alloc(MAX_BYTES + 1, 0xff)))],
  ["a truncated multipart", "invalid_request", () => post(url, photoForm(photo, testPassword).subarray(0, -200))],
  [
    "a multipart cut inside a header",
    "invalid_request",
    () => post(url, Buffer.from(`--${boundary}\r\nContent-Dispo`)),
  ],
  [
    "a wrong boundary",
    "invalid_request",
    () => post(url, photoForm(photo, testPassword), { "Content-Type": "multipart/form-data; boundary=other" }),
  ],
  [
    "no boundary",
    "invalid_request",
    () => post(url, photoForm(photo, testPassword), { "Content-Type": "multipart/form-data" }),
  ],
  [
    "a part with a malformed header",
    "invalid_request",
    () => post(url, Buffer.from(`--${boundary}\r\nnothing\r\n\r\n--${boundary}--\r\n`)),
  ],
  [
    "JSON instead of a form",
    "unsupported_media_type",
    () => post(url, Buffer.from("{}"), { "Content-Type": "application/json" }),
  ],
  ["no Content-Type", "unsupported_media_type", () => post(url, photo, {})],
  ["an empty body", "invalid_request", () => post(url, Buffer.alloc(0))],
  ["a hash of another photo", "hash_mismatch", () => send(password, hash("0".repeat(64)), file(photo))],
  ["an MD5 of another photo after the file", "hash_mismatch", () => send(password, file(photo), hash("0".repeat(32)))],
  ["a hash of odd length", "invalid_request", () => send(password, hash("0".repeat(63)), file(photo))],
  ["a hash that is not hexadecimal", "invalid_request", () => send(password, hash("z".repeat(64)), file(photo))],
  ["two hashes", "invalid_request", () => send(password, hash("0".repeat(64)), hash("0".repeat(64)), file(photo))],
  [
    "headers without a body",
    "upload_timeout",
    () => startPost(url, { ...formHeaders, "Content-Length": "1000" }).answer,
  ],
  [
    "a body that stops and waits",
    "upload_timeout",
    () => postAndWait(photoForm(photo, testPassword).subarray(0, 2000)),
  ],
  ["a body that goes on behind its last boundary", "upload_timeout", () => postAndWait(photoForm(photo, testPassword))],
];

describe("a bad request", () => {
  it.each(rows)("%s is %s", async (_name, reason, act) => {
    const before = await counters(reason);
    const answer = await act();
    const body = jsonOf(answer);
    expect(body).toMatchObject({ failure_reason: reason, status: failureReasons[reason].status });
    expect(answer.status).toBe(failureReasons[reason].status);
    expect(validateFailure(body)).toBe(true);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["x-request-id"]).toBe(body["request_id"]);
    expect(answer.headers["x-job-id"]).toBeUndefined();
    expect(await counters(reason)).toEqual({ ...before, rejected: before.rejected + 1 });
    await expectNothingLeft();
  });

  it("from a client that goes away midway is upload_aborted, counted although nobody is there to be told", async () => {
    const before = await counters("upload_aborted");
    const { sending } = startPost(url, { ...formHeaders, "Content-Length": "1000000" });
    sending.write(photoForm(photo, testPassword).subarray(0, 3000));
    await vi.waitFor(async () => expect(await service.tempFiles()).toHaveLength(1));
    sending.destroy();
    await vi.waitFor(async () => expect((await counters("upload_aborted")).rejected).toBe(before.rejected + 1));
    await vi.waitFor(expectNothingLeft);
  });

  it("names neither the file, nor the password, nor any header in the log", async () => {
    await post(url, formBody([{ name: "password", text: "canary-pw" }, file(photo, "canary-name.jpg")]), {
      ...formHeaders,
      "X-Canary": "canary-header",
    });
    await send(password, file(photo, "canary-name.jpg"), { name: "canary-field", text: "canary-text" });
    await post(`${url}?canary-query=1`, Buffer.alloc(0));
    const log = JSON.stringify(service.logged);
    expect(log).toContain("/api/ingest/:slot_id");
    expect(log).not.toContain("canary");
    expect(log).not.toContain(testPassword);
  });
});

describe("what looks odd and is fine", () => {
  const unique = async (...parts: Parameters<typeof formBody>[0]) => {
    const answer = await send(...parts);
    expect(answer.status).toBe(200);
    expect((await sharp(answer.body).metadata()).format).toBe("jpeg");
    await expectNothingLeft();
  };
  const noise = (n: number) => sharp(photo).modulate({ hue: n }).jpeg().toBuffer();

  it("a file name with a path", async () => unique(password, file(await noise(1), "../../x")));
  it("a file name of 300 characters", async () => unique(password, file(await noise(2), "x".repeat(300))));
  it("the file before everything else, and fields that nobody asked for", async () => {
    const bytes = await noise(3);
    const sha1 = createHash("sha1").update(bytes).digest("hex").toUpperCase();
    await unique(
      { name: "file", bytes },
      { name: "__proto__", text: "x" },
      { name: "a[b][c]", text: "y" },
      hash(sha1),
      password,
    );
  });
  it("exactly the largest size", async () => {
    const small = await noise(4);
    // Bytes behind the end of a JPEG are no part of the picture.
    await unique(password, file(Buffer.concat([small, Buffer.alloc(MAX_BYTES - small.length)])));
  });
});

async function postChunked(body: Buffer): Promise<Answer> {
  const { sending, answer } = startPost(url, { ...formHeaders, "Transfer-Encoding": "chunked" });
  sending.on("error", () => undefined);
  for (let at = 0; at < body.length && !sending.destroyed; at += 65536) {
    const written = new Promise((resolve) => sending.write(body.subarray(at, at + 65536), resolve));
    await Promise.race([written, answer]);
  }
  sending.end();
  return answer;
}

/** Announces one byte more than it sends. */
function postAndWait(body: Buffer): Promise<Answer> {
  const { sending, answer } = startPost(url, { ...formHeaders, "Content-Length": String(body.length + 1) });
  sending.write(body);
  return answer;
}

/** The counter of this reason, and the sums over everything that a refused request must not touch. */
async function counters(reason: FailureReason) {
  const scrape = await (await fetch(`${service.url}/metrics`)).text();
  const sum = (name: string, without = "\0") =>
    scrape
      .split("\n")
      .filter((line) => line.startsWith(`${name}{`) && !line.includes(without))
      .reduce((total, line) => total + Number(line.split(" ").at(-1)), 0);
  return {
    rejected: (await service.metric(`ingest_rejected_total{reason="${reason}"}`)) ?? 0,
    otherReasons: sum("ingest_rejected_total", `"${reason}"`),
    jobs: sum("ingest_requests_total"),
    durations: sum("ingest_duration_seconds_count"),
    attempts: sum("provider_attempts_total"),
  };
}

async function expectNothingLeft(): Promise<void> {
  expect(await service.tempFiles()).toEqual([]);
  expect(service.app.permits.inUse()).toBe(0);
  expect(service.app.inflight.size()).toBe(0);
  const pending = await service.db.selectFrom("jobs").select("id").where("outcome", "is", null).execute();
  expect(pending).toEqual([]);
}
