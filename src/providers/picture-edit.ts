/** The edits that this machine can make to a photo with sharp: file in, file out. Which one and when is the driver's. */
import { rename, rm, writeFile } from "node:fs/promises";
import sharp, { type OverlayOptions, type Sharp } from "sharp";
import type { components } from "../../generated/api.ts";
import type { ImageType } from "../core/image-type.ts";
import { decodeFile, pictureWork } from "../core/picture-work.ts";
import type { Photo } from "../core/provider.ts";
import { letterLine } from "./lettering.ts";

type LocalSettings = components["schemas"]["LocalSettings"];

/** LocalSettings with the defaults of the contract filled in. */
export interface Edit {
  readonly edit: NonNullable<LocalSettings["edit"]>;
  readonly caption: string;
  readonly maxEdge: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export function editOf(settings: LocalSettings): Edit {
  return { edit: settings.edit ?? "tint", caption: settings.caption ?? "", maxEdge: settings.max_edge ?? 2048 };
}

/**
 * Writes the edited photo to `resultPath` (mode 0600), upright, in sRGB, in the type of the photo and without any of its
 * metadata. Memory holds at most a picture of the result's size and its file, never the photo's. Rejects with the signal's
 * reason as soon as it aborts, and nothing is written then, though the decoder may still be busy; with the error of the
 * file system when that is at fault.
 */
export async function editPhoto(photo: Photo, edit: Edit, resultPath: string, signal: AbortSignal, limitMs: number) {
  const part = `${resultPath}.part`;
  const sizeBytes = await pictureWork(() => writePart(photo, edit, part, signal, limitMs), signal);
  await rename(part, resultPath);
  return { type: photo.type, sizeBytes };
}

async function writePart(
  photo: Photo,
  edit: Edit,
  part: string,
  signal: AbortSignal,
  limitMs: number,
): Promise<number> {
  const bytes = await decodeFile(photo.path, async () => {
    const picture = await compose(photo, edit);
    signal.throwIfAborted();
    return await encode[photo.type](picture)
      .timeout({ seconds: Math.max(1, Math.ceil(limitMs / 1000)) })
      .toBuffer();
  });
  signal.throwIfAborted();
  try {
    // Not by the encoder, who has no code for a disk that is full or broken, and would make it readable by everyone.
    await writeFile(part, bytes, { mode: 0o600 });
    signal.throwIfAborted();
    return bytes.length;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

const encode: Record<ImageType, (picture: Sharp) => Sharp> = {
  "image/jpeg": (picture) => picture.jpeg({ quality: 88 }),
  "image/png": (picture) => picture.png({ compressionLevel: 6 }),
  "image/webp": (picture) => picture.webp({ quality: 86 }),
};

async function compose(photo: Photo, edit: Edit): Promise<Sharp> {
  const size = fitWithin(photo, edit.maxEdge);
  const caption = edit.caption === "" ? [] : [captionOverlay(edit.caption, size)];
  const composed = await edits[edit.edit](photo.path, size, caption);
  const { hasAlpha } = await sharp(photo.path).metadata();
  // An overlay brings an alpha channel along; a picture that had none shall not get one.
  return hasAlpha ? composed : composed.removeAlpha();
}

type Compose = (path: string, size: Size, caption: readonly OverlayOptions[]) => Promise<Sharp>;

const edits: Record<Edit["edit"], Compose> = {
  grayscale: async (path, size, caption) =>
    scaled(path, size)
      .grayscale()
      .composite([...caption]),
  tint: async (path, size, caption) =>
    scaled(path, size)
      .tint({ r: 200, g: 150, b: 100 })
      .composite([...caption]),
  frame: framed,
};

/** The upright photo in sRGB at exactly this size. */
function scaled(path: string, { width, height }: Size): Sharp {
  return sharp(path, { failOn: "error" }).autoOrient().resize(width, height, { fit: "fill" }).toColourspace("srgb");
}

/** Share of the picture's width and height that the photo takes within its frame. */
const photoShare = 0.84;

/** The photo with a thin white edge on a blurred, enlarged copy of itself; the caption stands below it. */
async function framed(path: string, size: Size, caption: readonly OverlayOptions[]): Promise<Sharp> {
  const border = Math.round(Math.min(size.width, size.height) * 0.006);
  const inner = { width: atLeast1(size.width * photoShare), height: atLeast1(size.height * photoShare) };
  const photo = await scaled(path, inner)
    .extend({ top: border, bottom: border, left: border, right: border, background: "#fff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = photo.info;
  const input = { input: photo.data, raw: { width, height, channels } };
  const left = Math.floor((size.width - width) / 2);
  const top = Math.floor((size.height - height) / 2);
  return sharp(await background(path, size))
    .resize(size.width, size.height, { fit: "fill", kernel: "cubic" })
    .composite([...caption, { ...input, left, top }]);
}

/** The middle of the photo, blurred, and the shadow of what lies on it; small, as a blur survives being enlarged. */
async function background(path: string, size: Size): Promise<Buffer> {
  const small = fitWithin(size, 160);
  const enlarged = { width: Math.ceil(small.width * 1.25), height: Math.ceil(small.height * 1.25) };
  const left = Math.floor((enlarged.width - small.width) / 2);
  const top = Math.floor((enlarged.height - small.height) / 2);
  const middle = await scaled(path, enlarged)
    .extract({ left, top, ...small })
    .png()
    .toBuffer();
  return sharp(middle)
    .blur(5)
    .modulate({ brightness: 0.85, saturation: 1.2 })
    .composite([{ input: shadow(small) }])
    .png()
    .toBuffer();
}

function shadow(size: Size): Buffer {
  const width = size.width * photoShare;
  const height = size.height * photoShare;
  const place = `x="${(size.width - width) / 2}" y="${(size.height - height) / 2 + 1}" width="${width}" height="${height}"`;
  return svg(
    size,
    `<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="2.2"/></filter>` +
      `<rect ${place} fill-opacity="0.75" filter="url(#soft)"/>`,
  );
}

/** White letters at the foot of the picture, on a shade that keeps them readable on a bright photo. */
function captionOverlay(text: string, { width, height }: Size): OverlayOptions {
  const heightPx = Math.max(4, Math.min(width, height) * 0.036);
  const strip = { width, height: Math.min(height, Math.ceil(heightPx * 4.5)) };
  const baseY = strip.height - heightPx * 0.9;
  const letters = letterLine({ text, centreX: width / 2, baseY, heightPx, maxWidth: width * 0.92, colour: "#fff" });
  const shade =
    `<linearGradient id="shade" x2="0" y2="1"><stop stop-opacity="0"/><stop offset="0.55" stop-opacity="0.5"/>` +
    `<stop offset="1" stop-opacity="0.7"/></linearGradient><rect width="100%" height="100%" fill="url(#shade)"/>`;
  return { input: svg(strip, shade + letters), left: 0, top: height - strip.height };
}

function svg({ width, height }: Size, content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`);
}

/** The size with the same proportions whose longest edge is `maxEdge`; a smaller picture is not enlarged. */
function fitWithin({ width, height }: Size, maxEdge: number): Size {
  const scale = Math.min(1, maxEdge / Math.max(width, height));
  return { width: atLeast1(width * scale), height: atLeast1(height * scale) };
}

function atLeast1(pixels: number): number {
  return Math.max(1, Math.round(pixels));
}
