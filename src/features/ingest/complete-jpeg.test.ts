/** Tests that a JPEG told complete by its markers is one that the decoder takes, whatever was done to it. */
import sharp, { type JpegOptions } from "sharp";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { createRandom, type Random } from "../../../scripts/testkit/oracle/random.ts";
import { makePhoto, saveFile } from "../../../scripts/testkit/photos.ts";
import { isCompleteJpeg } from "./complete-jpeg.ts";
import { inspectPhoto } from "./inspect.ts";

const folder = useTempFolder();
/** What is read of a file at once. */
const CHUNK_BYTES = 256 * 1024;

async function isComplete(bytes: Buffer): Promise<boolean> {
  return await isCompleteJpeg(await saveFile(folder(), "photo.jpg", bytes));
}

async function jpeg(options: JpegOptions = {}): Promise<Buffer> {
  return await sharp(await makePhoto({ width: 403, height: 307 }))
    .jpeg(options)
    .toBuffer();
}

const FRAME = Buffer.from([0xff, 0xc0]);
const SCAN = Buffer.from([0xff, 0xda]);

function changed(bytes: Buffer, change: (bytes: Buffer) => void): Buffer {
  change(bytes);
  return bytes;
}

/** The picture with a promise that its scan restarts each `units`, which it does not: what is left when restarts are lost. */
function inIntervals(picture: Buffer, units: number): Buffer {
  const at = picture.indexOf(SCAN);
  const interval = Buffer.from([0xff, 0xdd, 0, 4, units >> 8, units & 0xff]);
  return Buffer.concat([picture.subarray(0, at), interval, picture.subarray(at)]);
}

/** The picture with comments behind its first marker, so that it has `more` bytes more. */
function longer(picture: Buffer, more: number): Buffer {
  const parts = [picture.subarray(0, 2)];
  for (let left = more; left > 0; ) {
    const size = left > 60_000 ? 50_000 : left;
    const comment = Buffer.alloc(size, "c");
    comment.set([0xff, 0xfe, (size - 2) >> 8, (size - 2) & 0xff]);
    parts.push(comment);
    left -= size;
  }
  return Buffer.concat([...parts, picture.subarray(2)]);
}

describe("isCompleteJpeg", () => {
  it.each([
    ["as a camera writes it", () => makePhoto({ orientation: 6, gps: true })],
    ["of full colour", () => jpeg({ chromaSubsampling: "4:4:4" })],
    ["with optimal tables", () => jpeg({ optimiseCoding: true })],
    [
      "of grey",
      async () =>
        await sharp(await makePhoto())
          .toColourspace("b-w")
          .jpeg()
          .toBuffer(),
    ],
    [
      "with a colour profile",
      async () =>
        await sharp(await makePhoto())
          .withIccProfile("p3")
          .jpeg()
          .toBuffer(),
    ],
    ["with something behind it", async () => Buffer.concat([await makePhoto(), Buffer.alloc(3 * CHUNK_BYTES)])],
  ])("takes a JPEG %s", async (_name, make) => {
    expect(await isComplete(await make())).toBe(true);
  });

  it.each([
    ["a progressive JPEG", () => jpeg({ progressive: true })],
    ["a PNG", () => makePhoto({ type: "image/png" })],
    ["nothing", () => Promise.resolve(Buffer.alloc(0))],
    ["a JPEG without its last byte", async () => (await jpeg()).subarray(0, -1)],
    ["a JPEG without its last marker", async () => (await jpeg()).subarray(0, -2)],
    ["a head alone", async () => (await jpeg()).subarray(0, 300)],
    [
      "another marker within the scan",
      async () => changed(await jpeg(), (bytes) => bytes.set([0xff, 0xc4], bytes.length - 90)),
    ],
    [
      "a frame that is progressive by its marker",
      async () =>
        changed(await jpeg(), (bytes) => bytes.fill(0xc2, bytes.indexOf(FRAME) + 1, bytes.indexOf(FRAME) + 2)),
    ],
    [
      "a scan of one component",
      async () => changed(await jpeg(), (bytes) => bytes.fill(1, bytes.indexOf(SCAN) + 4, bytes.indexOf(SCAN) + 5)),
    ],
    ["a scan in intervals", async () => inIntervals(await jpeg(), 4)],
    [
      "a restart where there are no intervals",
      async () => changed(await jpeg(), (bytes) => bytes.set([0xff, 0xd0], bytes.length - 90)),
    ],
    ["a head that does not end in what is read first", async () => longer(await jpeg(), CHUNK_BYTES)],
  ])("leaves %s to the decoder", async (_name, make) => {
    expect(await isComplete(await make())).toBe(false);
  });

  it("finds the last marker wherever what is read at once ends, and misses it when it is cut", async () => {
    const picture = await sharp({
      create: {
        width: 2000,
        height: 2000,
        channels: 3,
        background: "red",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .jpeg({ quality: 20 })
      .toBuffer();
    expect(picture.length).toBeGreaterThan(2 * CHUNK_BYTES);
    for (let behind = -3; behind <= 3; behind++) {
      const whole = longer(picture, 3 * CHUNK_BYTES + behind - picture.length);
      expect(whole).toHaveLength(3 * CHUNK_BYTES + behind);
      expect(await isComplete(whole), `${behind}`).toBe(true);
      expect(await isComplete(whole.subarray(0, -1)), `${behind}, cut`).toBe(false);
    }
  });
});

/** What the type is told by stays as it is: without it, nobody asks the decoder. */
const HEAD_BYTES = 4;

/** One of the ways in which disks, cards and connections damage a file, or somebody does on purpose. */
function damaged(picture: Buffer, random: Random): Buffer {
  const at = HEAD_BYTES + random.below(picture.length - HEAD_BYTES);
  const size = 1 + random.below(2000);
  const copy = Buffer.from(picture);
  switch (random.below(6)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + size)]);
    case 2:
      return copy.fill(0, at, Math.min(copy.length, at + size));
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy]);
    case 4:
      // A marker where none belongs.
      copy[at] = 0xff;
      copy[at + 1] = random.below(256);
      return copy;
    default:
      for (let i = 0; i < 10; i++) copy[HEAD_BYTES + random.below(copy.length - HEAD_BYTES)] = random.below(256);
      return copy;
  }
}

/** Whether the decoder takes all of it, at an eighth of its size. */
async function decodes(path: string): Promise<boolean> {
  try {
    const { width, height } = await sharp(path, { limitInputPixels: 60_000_000 }).metadata();
    await sharp(path, { failOn: "error", limitInputPixels: 60_000_000 })
      .resize(Math.ceil(width / 8), Math.ceil(height / 8), { fit: "fill" })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}

describe("inspectPhoto", () => {
  it("takes a damaged JPEG if, and only if, the decoder takes all of it", async () => {
    const random = createRandom("damaged pictures");
    const pictures = [
      await jpeg(),
      await jpeg({ chromaSubsampling: "4:4:4", optimiseCoding: true }),
      await jpeg({ progressive: true }),
      await makePhoto({ orientation: 6, gps: true, width: 200, height: 100 }),
      inIntervals(await jpeg(), 1),
      inIntervals(await jpeg(), 100),
    ];
    const seen = { taken: 0, refused: 0, complete: 0 };
    for (let i = 0; i < 600; i++) {
      const picture = pictures[i % pictures.length] as Buffer;
      const bytes = damaged(picture, random);
      const path = await saveFile(folder(), "photo.jpg", bytes);
      const decoded = await decodes(path);
      const found = await inspectPhoto(path, { maxPixels: 60_000_000 });
      expect(found.ok, `picture ${i}`).toBe(decoded);
      seen[found.ok ? "taken" : "refused"]++;
      if (await isCompleteJpeg(path)) seen.complete++;
    }
    expect(Math.min(seen.taken, seen.refused, seen.complete)).toBeGreaterThan(100);
  });
});
