/** Pictures that are made to do harm, as a client's photo and as a provider's answer: bombs, disguises, two files in one. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createDeflate, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { standIn } from "../../../scripts/testkit/drivers.ts";
import { jsonOf, photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { makePhoto, makePixelBomb, makePng } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { breakerRules } from "../../core/breaker.ts";
import { providerDrivers } from "../../providers/index.ts";

/** What one picture may cost while it is looked at, whatever its header promises. */
const MAX_GROWTH = 50e6;

/** A provider that fails as often as this one would be left alone. */
const patient = { ...breakerRules, tripped: { share: 2, attempts: 1 }, allTripped: { share: 2, attempts: 1 } };

let service: TestService;
let photo: Buffer;
/** What the provider http gives as its picture. */
let answer: Buffer;
let calls = 0;

beforeAll(async () => {
  const gives = standIn("http", async ({ resultPath }) => {
    calls += 1;
    await writeFile(resultPath, answer);
    return { ok: true, type: "image/jpeg", sizeBytes: answer.length };
  });
  const others = providerDrivers.filter(({ name }) => name !== "http");
  service = await startTestService({ REPLAY_WINDOW_SECONDS: 0 }, [...others, gives], patient);
  await service.setSlot("slot-002", { provider: "http", settings: { url: "https://example.org/" }, maxAttempts: 1 });
  photo = await makePhoto();
  // The decoder and everything else is loaded, so that what grows later is the picture's.
  await send("slot-001", photo);
});
afterAll(() => service.stop());

const send = (slot: string, bytes: Buffer, ...more: { name: string; text: string }[]) =>
  post(`${service.url}/api/ingest/${slot}`, photoForm(bytes, testPassword, ...more));

/** Posts it as a photo, and then a good photo to a provider that answers with it; tells both reasons. */
async function bothWays(bytes: Buffer): Promise<{ readonly photo: unknown; readonly picture: unknown }> {
  const before = process.memoryUsage.rss();
  const asPhoto = await send("slot-001", bytes);
  answer = bytes;
  const asPicture = await send("slot-002", photo);
  expect(process.memoryUsage.rss() - before).toBeLessThan(MAX_GROWTH);
  expect(await service.tempFiles()).toEqual([]);
  const reasonOf = (one: typeof asPhoto) => (one.status === 200 ? "ok" : jsonOf(one)["failure_reason"]);
  return { photo: reasonOf(asPhoto), picture: reasonOf(asPicture) };
}

/** Zeros, packed piece by piece: what they inflate to was never in this process. */
async function inflates(megabytes: number): Promise<Buffer> {
  const piece = Buffer.alloc(1024 * 1024);
  const pieces = Readable.from(Array.from({ length: megabytes }, () => piece));
  return await buffer(pieces.pipe(createDeflate({ level: 1 })));
}

/** An animated PNG: each frame is the one pixel again. */
function animated(frames: number): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  const pixel = deflateSync(Buffer.alloc(2));
  const more: [string, Buffer][] = [["acTL", control]];
  for (let frame = 0; frame < frames; frame += 1) {
    const head = Buffer.alloc(26);
    head.writeUInt32BE(frame * 2, 0);
    head.writeUInt32BE(1, 4);
    head.writeUInt32BE(1, 8);
    const data = Buffer.alloc(4 + pixel.length);
    data.writeUInt32BE(frame * 2 + 1, 0);
    pixel.copy(data, 4);
    more.push(["fcTL", head], ["fdAT", data]);
  }
  return makePng(1, more);
}

/** As chunks hold what is packed: behind a name and the kind of packing. */
const named = (packed: Buffer) => Buffer.concat([Buffer.from("a\0\0"), packed]);

describe("a bomb", () => {
  it.each<[string, () => Buffer, string]>([
    ["of 14,000 × 14,000 pixels in 24 kB", () => makePixelBomb(14_000), "too_many_pixels"],
    ["of 65,535 × 65,535 pixels, of which none is there", () => headerOnly(65_535), "invalid_image"],
    ["of 2,147,483,647 pixels a side", () => headerOnly(0x7fff_ffff), "invalid_image"],
  ])("%s is refused by its header, and is no picture of a provider", async (_name, make, reason) => {
    expect(await bothWays(make())).toEqual({ photo: reason, picture: "provider_error" });
  });

  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ["of 10,000 frames in a PNG is its first frame", () => animated(10_000)],
    [
      "in a text chunk of a PNG is not inflated beyond bounds",
      async () => makePng(8, [["zTXt", named(await inflates(128))]]),
    ],
    ["in the colour profile of a PNG is not either", async () => makePng(8, [["iCCP", named(await inflates(128))]])],
    ["of one row of 65,535 pixels is a picture, or none", () => line()],
  ])("%s", async (_name, make) => {
    const { photo: asPhoto, picture } = await bothWays(await make());
    expect(["ok", "invalid_image"]).toContain(asPhoto);
    expect(["ok", "provider_error"]).toContain(picture);
  });
});

/** A JPEG whose header says one column more than any encoder makes. */
async function line(): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 65_500, height: 1, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
  const size = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 7;
  expect(jpeg.readUInt16BE(size)).toBe(65_500);
  jpeg.writeUInt16BE(65_535, size);
  return jpeg;
}

/** A PNG that ends behind its header. */
function headerOnly(edge: number): Buffer {
  const bytes = makePng(8, []).subarray(0, 33);
  bytes.writeUInt32BE(edge, 16);
  bytes.writeUInt32BE(edge, 20);
  return bytes;
}

describe("a file that is no photo, under a photo's name", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each<[string, Buffer | (() => Promise<Buffer>)]>([
    ["an SVG", Buffer.from(svg)],
    [
      "an SVG behind an XML head",
      Buffer.from(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg}`),
    ],
    ["an ICO", Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0])],
    ["a TIFF", () => sharp(photo).tiff().toBuffer()],
    ["a GIF", () => sharp(photo).gif().toBuffer()],
    ["a HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")],
    [
      "an AVIF",
      () =>
        sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } })
          .avif()
          .toBuffer(),
    ],
    ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj")],
    [
      "a GIF that is a JAR",
      () =>
        sharp(photo)
          .gif()
          .toBuffer()
          .then((gif) => Buffer.concat([gif, zip])),
    ],
    ["a page", Buffer.from("<html><script>alert(1)</script></html>")],
  ])("%s is refused, and is no picture of a provider", async (_name, file) => {
    const bytes = typeof file === "function" ? await file() : file;
    expect(await bothWays(bytes)).toEqual({ photo: "unsupported_media_type", picture: "provider_error" });
  });
});

/** The end of an archive that is empty: enough for whatever looks for one. */
const zip = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);

/** A JPEG with a comment behind its first marker. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(comment, "latin1"), jpeg.subarray(2)]);
}

describe("a photo that is something else as well", () => {
  it.each<[string, (jpeg: Buffer) => Buffer, string]>([
    ["PHP in a comment", (jpeg) => withComment(jpeg, "<?php system($_GET['x']); ?>"), "<?php"],
    ["a page in a comment", (jpeg) => withComment(jpeg, "<html><script>alert(1)</script>"), "<script>"],
    ["a PDF", (jpeg) => withComment(jpeg, "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj"), "%PDF"],
    ["an archive at its end", (jpeg) => Buffer.concat([jpeg, zip]), "PK\x05\x06"],
  ])(
    "%s: what is edited here has nothing of it; what a provider gives is a picture to every browser",
    async (_n, make, mark) => {
      const bytes = make(await sharp(photo).jpeg().toBuffer());
      const edited = await send("slot-001", bytes);
      expect(edited.status).toBe(200);
      expect(edited.body.includes(Buffer.from(mark, "latin1"))).toBe(false);
      answer = bytes;
      const given = await send("slot-002", photo);
      const again = await fetch(`${service.url}/api/results/${given.headers["x-job-id"]}`);
      for (const headers of [new Headers({ ...given.headers } as Record<string, string>), again.headers]) {
        expect(headers.get("content-type")).toBe("image/jpeg");
        expect(headers.get("x-content-type-options")).toBe("nosniff");
      }
      expect(Buffer.from(await again.arrayBuffer()).equals(given.body)).toBe(true);
    },
  );
});

it("a photo of which one byte is another than its hash says costs no call", async () => {
  answer = photo;
  const hash = createHash("sha256").update(photo).digest("hex");
  const flipped = Buffer.from(photo);
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 40) ^ 1, flipped.length - 40);
  const before = calls;
  const refused = await send("slot-002", flipped, { name: "hash", text: hash });
  expect(jsonOf(refused)).toMatchObject({ failure_reason: "hash_mismatch" });
  expect(calls).toBe(before);
  expect((await send("slot-002", photo, { name: "hash", text: hash })).status).toBe(200);
  expect(calls).toBe(before + 1);
});
