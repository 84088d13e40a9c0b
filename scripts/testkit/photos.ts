/** Real pictures for tests, made when they are asked for: sound ones, and each kind of broken one. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

export { makeUnique } from "../smoke/photo.ts";

export interface PhotoOptions {
  readonly type?: "image/jpeg" | "image/png" | "image/webp";
  /** Pixels as they are stored, before any orientation. */
  readonly width?: number;
  readonly height?: number;
  /** EXIF orientation, 1 to 8; 6 is a phone held upright. */
  readonly orientation?: number;
  /** Puts a camera and a position into the EXIF. */
  readonly gps?: boolean;
}

/** A colourful picture with some detail: the top red, the left dark, so that turning and losing colour are seen. */
export async function makePhoto(options: PhotoOptions = {}): Promise<Buffer> {
  const { type = "image/jpeg", width = 640, height = 480, orientation, gps = false } = options;
  const drawn = sharp(Buffer.from(scene(width, height))).removeAlpha();
  const withExif = gps ? drawn.withExif(cameraExif) : drawn;
  const tagged = orientation === undefined ? withExif : withExif.withMetadata({ orientation });
  if (type === "image/png") return tagged.png().toBuffer();
  return type === "image/webp" ? tagged.webp().toBuffer() : tagged.jpeg({ quality: 85 }).toBuffer();
}

function scene(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none">
<linearGradient id="g" x2="0" y2="1"><stop stop-color="#e03020"/><stop offset="1" stop-color="#3060d0"/></linearGradient>
<rect width="100" height="100" fill="url(#g)"/><rect width="25" height="100" fill="#102010" fill-opacity="0.6"/>
<circle cx="65" cy="45" r="18" fill="#f0d040"/><path d="M0 100 30 60 55 100Z" fill="#208040"/></svg>`;
}

const cameraExif = {
  IFD0: { Make: "Testcam", Model: "T-1" },
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "46/1 21/1 49/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "14/1 5/1 33/1",
  },
};

/** The first part of a picture, as a connection that broke off leaves it. */
export function truncated(picture: Buffer, share = 0.6): Buffer {
  return picture.subarray(0, Math.floor(picture.length * share));
}

/** A PNG of few bytes and very many pixels. */
export function makePixelBomb(edge = 20_000): Buffer {
  return makePng(edge, []);
}

/** A black PNG, square and of one bit a pixel, with other chunks between its header and its pixels. */
export function makePng(edge: number, more: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  // One bit a pixel, grey.
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(edge * (1 + Math.ceil(edge / 8)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    ...more.map(([type, data]) => chunk(type, data)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Plain text, for a file that only its name calls a picture. */
export const notAPicture = Buffer.from("This is not a picture, whatever its name says.\n");

/** Writes a file that only its owner can read, as an upload is, and returns its path. */
export async function saveFile(folder: string, name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content, { mode: 0o600 });
  return path;
}
