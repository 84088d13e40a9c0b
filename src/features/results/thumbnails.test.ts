/** Pictures made small: what they show and what not, how often they are made, and what is kept of them. */
import { Readable } from "node:stream";
import sharp from "sharp";
import { expect, it } from "vitest";
import { makePhoto, truncated } from "../../../scripts/testkit/photos.ts";
import { MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import { createThumbnails } from "./thumbnails.ts";

/** A store of pictures in memory that counts how often, and how many at once, it is read. */
function storeOf(pictures: Readonly<Record<string, Buffer>>) {
  const seen = { opened: [] as string[], open: 0, most: 0 };
  const open = async (key: string): Promise<OpenPicture | undefined> => {
    seen.opened.push(key);
    const bytes = pictures[key];
    if (bytes === undefined) return undefined;
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    const stream = Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]);
    stream.once("close", () => {
      seen.open -= 1;
    });
    return { stream, sizeBytes: bytes.length, type: "image/jpeg" };
  };
  return { open, seen };
}

async function pictureOf(thumbnail: Awaited<ReturnType<ReturnType<typeof createThumbnails>["of"]>>): Promise<Buffer> {
  if (!Buffer.isBuffer(thumbnail)) throw new Error(`It is ${thumbnail}.`);
  return thumbnail;
}

it.each([
  ["a JPEG with a place and a camera", { gps: true, width: 1200, height: 800 }, [240, 160]],
  ["a phone held upright", { orientation: 6, width: 800, height: 600 }, [180, 240]],
  ["a PNG", { type: "image/png", width: 300, height: 900 }, [80, 240]],
  ["a WebP that is small already", { type: "image/webp", width: 64, height: 48 }, [64, 48]],
] as const)("%s becomes a small WebP without its metadata", async (_what, options, [width, height]) => {
  const { open } = storeOf({ a: await makePhoto(options) });
  const small = await pictureOf(await createThumbnails({ open }).of("job", "a"));
  const found = await sharp(small).metadata();
  expect([found.format, found.width, found.height]).toEqual(["webp", width, height]);
  const { exif, icc, iptc, xmp, orientation = 1 } = found;
  expect([exif, icc, iptc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined, 1]);
  expect(String(small.toString("latin1"))).not.toContain("Testcam");
  expect(small.length).toBeLessThan(20_000);
});

it("who asks for one at the same time waits for the same work, and later ones get what is kept", async () => {
  const { open, seen } = storeOf({ a: await makePhoto() });
  const thumbnails = createThumbnails({ open });
  const all = await Promise.all(Array.from({ length: 20 }, () => thumbnails.of("job", "a")));
  expect(new Set(all).size).toBe(1);
  expect(await thumbnails.of("job", "a")).toBe(all[0]);
  expect(seen.opened).toEqual(["a"]);
  thumbnails.forget("job");
  await thumbnails.of("job", "a");
  expect(seen.opened).toEqual(["a", "a"]);
});

it("what is forgotten while it is made is not kept", async () => {
  const { open, seen } = storeOf({ a: await makePhoto() });
  const thumbnails = createThumbnails({ open });
  const made = thumbnails.of("job", "a");
  thumbnails.forget("job");
  expect(Buffer.isBuffer(await made)).toBe(true);
  await thumbnails.of("job", "a");
  expect(seen.opened).toEqual(["a", "a"]);
});

it("those that were not asked for the longest go first, when there are more bytes than are kept", async () => {
  const photo = await makePhoto({ width: 64, height: 64 });
  const { open, seen } = storeOf({ a: photo, b: photo, c: photo });
  const size = (await pictureOf(await createThumbnails({ open }).of("a", "a"))).length;
  const thumbnails = createThumbnails({ open }, 2 * size);
  for (const name of ["a", "b", "a", "c", "a", "b"]) await thumbnails.of(name, name);
  // The first is of the look at the size. c took the place of b, and b that of c.
  expect(seen.opened).toEqual(["a", "a", "b", "c", "b"]);
});

it("a few are in memory at once, and whoever comes when too many wait is told so", async () => {
  const photo = await makePhoto({ width: 64, height: 64 });
  const names = Array.from({ length: 110 }, (_, i) => `job-${i}`);
  const { open, seen } = storeOf(Object.fromEntries(names.map((name) => [name, photo])));
  const thumbnails = createThumbnails({ open });
  const made = await Promise.all(names.map((name) => thumbnails.of(name, name)));
  expect(made.filter((one) => one === "busy")).toHaveLength(7);
  expect(made.filter(Buffer.isBuffer)).toHaveLength(103);
  expect(seen.most).toBeLessThanOrEqual(3);
  expect(Buffer.isBuffer(await thumbnails.of("job-109", "job-109"))).toBe(true);
});

it("a picture that is none, broken off or away is told from one that cannot be read now", async () => {
  const photo = await makePhoto();
  const { open } = storeOf({ text: Buffer.from("no picture"), broken: truncated(photo), whole: photo });
  const thumbnails = createThumbnails({ open });
  expect(await thumbnails.of("1", "text")).toBe("damaged");
  expect(await thumbnails.of("2", "broken")).toBe("damaged");
  expect(await thumbnails.of("3", "nowhere")).toBe("gone");
  const failing = (stream: Readable) =>
    createThumbnails({ open: async () => ({ stream, sizeBytes: 9, type: "image/png" }) });
  async function* disk() {
    yield photo.subarray(0, 5);
    throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
  }
  await expect(failing(Readable.from(disk())).of("4", "a")).rejects.toThrow(MediaUnavailable);
  await expect(failing(Readable.from([photo.subarray(0, 5)])).of("5", "a")).rejects.toThrow("after 5 of 9 bytes");
  const closed = createThumbnails({ open: () => Promise.reject(new MediaUnavailable("away")) });
  await expect(closed.of("6", "a")).rejects.toThrow("away");
  await expect(closed.of("6", "a")).rejects.toThrow("away");
});
