/** A photo of its own for every run, so that the service never takes it for one that it has edited already. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import sharp from "sharp";

/** A JPEG of this size in pixels with the grain of a camera, other bytes each time. */
export async function makePhoto(width: number, height: number): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const drawn = sharp({ create: { width, height, channels: 3, background: "#808080", noise } });
  return makeUnique(await drawn.jpeg({ quality: 85 }).toBuffer());
}

/** The JPEG at `path`, made unique. Throws the error of the file system, or on bytes that are no JPEG. */
export async function readPhoto(path: string): Promise<Buffer> {
  return makeUnique(await readFile(path));
}

/**
 * The same picture as other bytes: a comment of random bytes goes in behind the start of a JPEG. Throws on bytes that
 * are no JPEG.
 */
export function makeUnique(jpeg: Buffer): Buffer {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8)
    throw new Error("makeUnique takes a JPEG: the bytes must begin with FF D8.");
  const comment = Buffer.from(randomBytes(16).toString("hex"));
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}
