/** Pictures as browsers and attackers get them from the whole service: names, types and headers are ours, byte for byte. */
import { once } from "node:events";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { givePhoto, standIn } from "../../../scripts/testkit/drivers.ts";
import { boundary, formBody, jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { storePicture } from "../../../scripts/testkit/stored-pictures.ts";

let service: TestService;
let photo: Buffer;
beforeAll(async () => {
  // A provider that gives back whatever was hidden in the photo.
  service = await startTestService({}, [standIn("local", (request) => givePhoto(request))]);
  photo = await makePhoto({ width: 64, height: 64 });
});
afterAll(() => service.stop());

const password = { name: "password", text: testPassword };
const send = (filename: string, bytes: Buffer) =>
  post(`${service.url}/api/ingest/slot-003`, formBody([password, { name: "fileToUpload", bytes, filename }]));

/** The photo with a comment in its head, which every decoder passes over. */
function withComment(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, Buffer.from(text), photo.subarray(2)]);
}

/** All headers of an answer but those of the connection and the moment. */
function ownHeaders(headers: Readonly<Record<string, unknown>>) {
  const { date: _date, connection: _connection, "keep-alive": _alive, "x-request-id": _id, ...own } = headers;
  return own;
}

const page = "<script>alert(document.domain)</script>";
const hidden: readonly [string, () => Buffer][] = [
  ["a page in a comment", () => withComment(`--><html>${page}`)],
  ["a PHP program in a comment", () => withComment("<?php system($_GET['c']); ?>")],
  ["a PDF in a comment", () => withComment("%PDF-1.7\n1 0 obj")],
  ["a ZIP behind the picture", () => Buffer.concat([photo, Buffer.from("PK\x03\x04evil.jar")])],
  ["a page behind the picture", () => Buffer.concat([photo, Buffer.from(page)])],
];

const malformed = [
  "a\0.html",
  "a.jpg\r\nSet-Cookie: a=b",
  `a.jpg"; filename*=UTF-8''%2e%2e%2f%0d%0aSet-Cookie%3a%20a=b.html; x="`,
];
const names = [
  ...malformed,
  "../../../etc/cron.d/x",
  "..%2f..%2f%2e%2e%2fx",
  "C:\\windows\\x.exe",
  ".env",
  "x".repeat(300),
  "page.html",
  'a.jpg"; filename="b.html',
];

describe("a picture", () => {
  it.each(hidden)("with %s is served as a picture and nothing else", async (_name, make) => {
    const bytes = make();
    const made = await send("page.html", bytes);
    const id = String(made.headers["x-job-id"]);
    const common = {
      "content-type": "image/jpeg",
      "content-length": String(bytes.length),
      "content-disposition": `inline; filename="slot-003-${id.slice(0, 8)}.jpg"`,
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "x-job-id": id,
    };
    expect([made.status, ownHeaders(made.headers)]).toEqual([
      200,
      { ...common, "cross-origin-resource-policy": "same-origin", "server-timing": expect.any(String) },
    ]);
    const answer = await fetch(`${service.url}/api/results/${id}`);
    expect([answer.status, ownHeaders(Object.fromEntries(answer.headers))]).toEqual([
      200,
      { ...common, "cross-origin-resource-policy": "cross-origin" },
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("is none with a GIF's head before it", async () => {
    const answer = await send("x.jpg", Buffer.concat([Buffer.from("GIF89a"), photo]));
    expect(jsonOf(answer)["failure_reason"]).toBe("unsupported_media_type");
  });

  it("takes nothing from the name that its client gave it", async () => {
    for (const [i, name] of names.entries()) {
      const { status, headers, body } = await send(name, withComment(`name ${i}`));
      if (malformed.includes(name)) expect(jsonOf({ body })["failure_reason"]).toBe("invalid_request");
      else expect([name, status]).toEqual([name, 200]);
      if (malformed.includes(name)) continue;
      expect(headers["content-disposition"]).toMatch(/^inline; filename="slot-003-[0-9a-f]{8}\.jpg"$/);
      expect(headers["set-cookie"]).toBeUndefined();
    }
    // As RFC 5987 has it: the name in another character set, percent-encoded.
    const form = formBody([password, { name: "fileToUpload", bytes: withComment("RFC 5987"), filename: "plain" }]);
    const extended = form
      .toString("latin1")
      .replace('filename="plain"', "filename*=UTF-8''..%2f%0d%0aSet-Cookie%3a%20a.html");
    const { status, headers } = await post(`${service.url}/api/ingest/slot-003`, Buffer.from(extended, "latin1"));
    expect([status, headers["set-cookie"]]).toEqual([200, undefined]);
    expect(headers["content-disposition"]).toMatch(/^inline; filename="slot-003-[0-9a-f]{8}\.jpg"$/);
    expect(await service.tempFiles()).toEqual([]);
    for (const key of await service.resultFiles()) expect(key).toMatch(/^results\/slot-003\/\d{8}\/[0-9a-f]{32}\.jpg$/);
    expect(JSON.stringify(service.logged)).not.toMatch(/\.html|\.env|cron/);
  });

  it("cannot be reached by any path but its own", async () => {
    const { id, key } = await storePicture(service.db, service.media, 1);
    const paths = [
      `/api/results/../../${key}`,
      `/api/results/%2e%2e%2f%2e%2e%2f${key.replaceAll("/", "%2f")}`,
      `/api/results/..%5c..%5cetc%5cpasswd`,
      `/api/results/${id}%00`,
      `/api/results/${id}%00.jpg`,
      `/api/results/${id}.jpg`,
      `/api/results/${id.toUpperCase()}A`,
      `/api/results/${id}/`,
      `//api/results/${id}`,
      `/api/results/${id}%0d%0aSet-Cookie:%20a=b`,
      `/api/results/${"a".repeat(300)}`,
      `/api/results/__proto__`,
      `/media/${key}`,
      `/${key}`,
      "/.env",
    ];
    for (const path of paths) {
      const text = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect([path, text.slice(0, 13)]).toEqual([path, "HTTP/1.1 404 "]);
      expect(text).toMatch(/"failure_reason":"(result|route)_not_found"/);
      expect(text).not.toMatch(/set-cookie|picture"/i);
    }
    expect(await raw(`GET /api/results/${id} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toContain("200 OK");
  });

  it("in whose place somebody has put a link is gone, and nothing of what it leads to is told", async () => {
    const { id, key } = await storePicture(service.db, service.media, 1);
    const path = join(service.config.DATA_DIR, "media", key);
    const secret = join(service.config.DATA_DIR, "secret");
    await writeFile(secret, "the secret");
    await rm(path, { force: true });
    await mkdir(dirname(path), { recursive: true });
    await symlink(secret, path);
    const answer = await fetch(`${service.url}/api/results/${id}`);
    const text = await answer.text();
    expect([answer.status, text.includes("secret")]).toEqual([410, false]);
  });
});

it("a client that reads nothing of its picture holds no permit, no photo and no job", async () => {
  // More than the buffers of both ends of the connection take.
  const large = Buffer.concat([photo, Buffer.alloc(16_000_000)]);
  const body = photoForm(large, testPassword);
  const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.pause();
  const type = `Content-Type: multipart/form-data; boundary=${boundary}`;
  socket.write(`POST /api/ingest/slot-004 HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
  const answering = () =>
    service.logged.some(({ slot_id, message }) => slot_id === "slot-004" && message === "request");
  const done = async () =>
    (await service.db.selectFrom("jobs").select("outcome").where("slot_id", "=", "slot-004").execute())[0]?.outcome;
  await expect.poll(done, { timeout: 10_000 }).toBe("success");
  await expect.poll(() => service.app.permits.inUse()).toBe(0);
  expect([service.app.inflight.size(), await service.tempFiles()]).toEqual([0, []]);
  // It is still being answered: the access log has no line of it yet.
  expect(answering()).toBe(false);
  socket.destroy();
  await expect.poll(answering).toBe(true);
});

/** All that comes back on a connection of its own until it ends. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}
