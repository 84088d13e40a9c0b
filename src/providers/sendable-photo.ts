/** A photo as it goes to a provider: upright, and within the provider's limit. */
import { rm, writeFile } from "node:fs/promises";
import sharp from "sharp";
import type { ImageType } from "../core/image-type.ts";
import { decodeFile, pictureWork } from "../core/picture-work.ts";
import type { Photo, ProviderRequest } from "../core/provider.ts";
import { OutboundFailure } from "./outbound.ts";

export interface SendablePhoto {
  readonly path: string;
  readonly type: ImageType;
  readonly sizeBytes: number;
}

/** Tried one after another until a photo fits. */
const sizes = [
  { edge: 4096, quality: 90 },
  { edge: 3072, quality: 85 },
  { edge: 2048, quality: 80 },
] as const;

/**
 * Calls `use` with the photo itself, or, when it has more than `maxBytes` or is turned by its EXIF, which not every model
 * reads, with an upright JPEG copy without metadata beside `resultPath`. The copy is gone when this settles; only a decoder
 * that the signal found at work removes it when it is done.
 */
export async function withSendablePhoto<T>(
  { photo, resultPath }: ProviderRequest,
  maxBytes: number,
  signal: AbortSignal,
  use: (photo: SendablePhoto) => Promise<T>,
): Promise<T> {
  const { orientation = 1 } = await readable(() => decodeFile(photo.path, () => sharp(photo.path).metadata()));
  if (orientation === 1 && photo.sizeBytes <= maxBytes) return use(photo);
  const path = `${resultPath}.upload`;
  const copy = await pictureWork(() => readable(() => shrink(photo, path, maxBytes, signal)), signal);
  try {
    return await use(copy);
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes what it has begun when it fails, which is after the signal's abort: a decoder cannot be stopped. */
async function shrink(photo: Photo, path: string, maxBytes: number, signal: AbortSignal): Promise<SendablePhoto> {
  try {
    for (const { edge, quality } of sizes) {
      const bytes = await decodeFile(photo.path, () => uprightJpeg(photo, edge, quality));
      // Nobody waits for the copy any more.
      signal.throwIfAborted();
      if (bytes.length > maxBytes) continue;
      // Not by the encoder, who has no code for a disk that is full or broken: it would be taken for the photo's fault.
      await writeFile(path, bytes, { mode: 0o600 });
      signal.throwIfAborted();
      return { path, type: "image/jpeg", sizeBytes: bytes.length };
    }
    throw new OutboundFailure(
      "configuration",
      `the photo does not fit into ${maxBytes} bytes, however small it is made`,
    );
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function uprightJpeg({ path }: Photo, edge: number, quality: number): Promise<Buffer> {
  return sharp(path, { failOn: "error" })
    .autoOrient()
    .resize(edge, edge, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .jpeg({ quality })
    .toBuffer();
}

/** The decoder's errors are the photo's fault; those of the file system are thrown as they are. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OutboundFailure || (error instanceof Error && "code" in error)) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new OutboundFailure("transient", `the photo cannot be made ready for the provider: ${words.slice(0, 200)}`);
  }
}
