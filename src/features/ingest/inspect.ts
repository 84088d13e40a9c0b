/** Looks at picture files before anybody trusts them: the client's photo, and what a provider wrote. */
import { rename, rm, stat, writeFile } from "node:fs/promises";
import sharp, { type Metadata, type Sharp } from "sharp";
import { type ImageType, readImageType } from "../../core/image-type.ts";
import { decodeFile, pictureWork } from "../../core/picture-work.ts";
import { isCompleteJpeg } from "./complete-jpeg.ts";

export interface InspectOptions {
  /** Most pixels (width times height) that a picture may have. */
  readonly maxPixels: number;
  readonly signal?: AbortSignal | undefined;
}

export type PhotoInspection =
  /** Width and height as the photo is looked at, after its orientation is applied. */
  | { readonly ok: true; readonly type: ImageType; readonly width: number; readonly height: number }
  | {
      readonly ok: false;
      readonly reason: "unsupported_media_type" | "invalid_image" | "too_many_pixels";
      readonly details: string;
    };

export type ResultInspection =
  | { readonly ok: true; readonly type: ImageType; readonly sizeBytes: number }
  | { readonly ok: false; readonly details: string };

/**
 * Checks a photo: its first bytes and the decoder agree on JPEG, PNG or WebP, its pixels are within the limit, and every
 * one of them can be decoded. The pixels are counted from the header, before anything is decoded; decoded is at most an
 * eighth of the size. Rejects with the signal's reason when it aborts, and with the error of the file system
 * when the file cannot be read.
 */
export async function inspectPhoto(path: string, options: InspectOptions): Promise<PhotoInspection> {
  const type = await readImageType(path);
  if (type === undefined) {
    return { ok: false, reason: "unsupported_media_type", details: "The file is no JPEG, PNG or WebP." };
  }
  return pictureWork(() => decode(path, type, options.maxPixels), options.signal);
}

/**
 * Checks the file that a provider wrote as `inspectPhoto` checks a photo, and takes the metadata out of it: a picture
 * with EXIF, XMP, IPTC or an orientation is written anew, upright and with its colour profile alone; any other is left
 * as it is. Rejects as `inspectPhoto` does.
 */
export async function cleanResult(path: string, options: InspectOptions): Promise<ResultInspection> {
  const found = await inspectPhoto(path, options).catch(notWritten);
  if (!found.ok) return { ok: false, details: found.details.replace(/^The photo\b/, "The provider's picture") };
  const part = `${path}.part`;
  const rewritten = await pictureWork(() => stripMetadata(path, found.type, part, options.signal), options.signal);
  if (rewritten) await replace(path, part);
  const { size } = await stat(path);
  return { ok: true, type: found.type, sizeBytes: size };
}

async function replace(path: string, part: string): Promise<void> {
  try {
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A provider that wrote no file at all gave no picture; every other error is ours. */
function notWritten(error: unknown): PhotoInspection {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  return { ok: false, reason: "invalid_image", details: "The provider wrote no file." };
}

const decoderNames: Record<ImageType, string> = { "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp" };

/** No decode may take longer, whatever the file does to the decoder. */
const decodeLimitSeconds = 10;

async function decode(path: string, type: ImageType, maxPixels: number): Promise<PhotoInspection> {
  let metadata: Metadata;
  try {
    metadata = await header(path);
  } catch (error) {
    return damagedUnless(error);
  }
  const { format, width, height, autoOrient } = metadata;
  if (format !== decoderNames[type]) return damaged;
  if (width * height > maxPixels) {
    const details = `The photo has ${width} × ${height} pixels; ${maxPixels} are allowed.`;
    return { ok: false, reason: "too_many_pixels", details };
  }
  try {
    await decodeEnough(path, type, metadata);
  } catch (error) {
    return damagedUnless(error);
  }
  return { ok: true, type, ...autoOrient };
}

/** The decoder's word is the picture's fault; the file system's is thrown again. */
function damagedUnless(error: unknown): PhotoInspection {
  if (error instanceof Error && "code" in error) throw error;
  return damaged;
}

const damaged: PhotoInspection = {
  ok: false,
  reason: "invalid_image",
  details: "The photo is damaged or incomplete and cannot be decoded.",
};

function header(path: string): Promise<Metadata> {
  return decodeFile(path, () => sharp(path, { limitInputPixels: false }).metadata());
}

/**
 * Decodes as much as it takes to know that a decoder accepts the picture. Of a JPEG that is complete, that is its beginning:
 * of damage behind it, a decoder makes pixels.
 */
async function decodeEnough(path: string, type: ImageType, { width, height }: Metadata): Promise<void> {
  if (type === "image/jpeg" && (await isCompleteJpeg(path))) await decodeBeginning(path);
  else await decodeWhole(path, width, height);
}

async function decodeBeginning(path: string): Promise<void> {
  await decodeFile(path, () =>
    sharp(path, { failOn: "error", limitInputPixels: false, sequentialRead: true })
      .timeout({ seconds: decodeLimitSeconds })
      .extract({ left: 0, top: 0, width: 1, height: 1 })
      .raw()
      .toBuffer(),
  );
}

/**
 * Asks for exactly an eighth of the size: the JPEG decoder then skips most of its work, and yet every row is read to the
 * end. A smaller picture would leave the last rows out, and with them what a cut-off file lacks. Of an animation only the
 * first frame is decoded.
 */
async function decodeWhole(path: string, width: number, height: number): Promise<void> {
  await decodeFile(path, () =>
    sharp(path, { failOn: "error", limitInputPixels: false })
      .timeout({ seconds: decodeLimitSeconds })
      .resize(Math.ceil(width / 8), Math.ceil(height / 8), { fit: "fill" })
      .raw()
      .toBuffer(),
  );
}

const encode: Record<ImageType, (picture: Sharp) => Sharp> = {
  "image/jpeg": (picture) => picture.jpeg({ quality: 92 }),
  "image/png": (picture) => picture.png(),
  "image/webp": (picture) => picture.webp({ quality: 92 }),
};

/** Writes the picture without its metadata to `part` and says so; false when there is nothing to take out. */
async function stripMetadata(path: string, type: ImageType, part: string, signal?: AbortSignal): Promise<boolean> {
  const { exif, xmp, iptc, orientation = 1 } = await header(path);
  if (exif === undefined && xmp === undefined && iptc === undefined && orientation === 1) return false;
  try {
    const bytes = await decodeFile(path, () => {
      const upright = sharp(path, { failOn: "error", limitInputPixels: false }).autoOrient().keepIccProfile();
      return encode[type](upright).timeout({ seconds: decodeLimitSeconds }).toBuffer();
    });
    // Not by the encoder, who has no code for a disk that is full or broken: it would be taken for the provider's failure.
    await writeFile(part, bytes, { mode: 0o600 });
    signal?.throwIfAborted();
    return true;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
