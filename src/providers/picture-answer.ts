/** Saves the picture that a JSON answer holds as base64, and says what else the answer says. */
import { open, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type ImageType, readImageType } from "../core/image-type.ts";
import { type IsPicture, PictureScanner } from "./base64-stream.ts";
import { OutboundFailure } from "./outbound.ts";

export interface PictureAnswer {
  /** The JSON; in the place of a picture stands its number. */
  readonly json: unknown;
  /** What lies at the path now; undefined when the answer holds no picture, and no file is there then. */
  readonly picture: { readonly type: ImageType; readonly sizeBytes: number } | undefined;
}

/**
 * Writes the last picture of the answer to `path` (mode 0600): a model that shows how it got there shows its result last.
 * Rejects with an OutboundFailure, also for bytes that are none of our types, or with the error of the file system or the
 * signal; no file is left then.
 */
export async function savePicture(body: Readable, path: string, isPicture: IsPicture): Promise<PictureAnswer> {
  try {
    const { json, pictures, sizeBytes } = await scan(body, path, isPicture);
    if (pictures === 0 || sizeBytes === 0) {
      await rm(path, { force: true });
      return { json, picture: undefined };
    }
    const type = await readImageType(path);
    if (type === undefined) throw new OutboundFailure("no_image", "the answer's picture is no JPEG, PNG or WebP");
    return { json, picture: { type, sizeBytes } };
  } catch (error) {
    body.destroy();
    await rm(path, { force: true });
    throw error;
  }
}

async function scan(body: Readable, path: string, isPicture: IsPicture) {
  const scanner = new PictureScanner(isPicture);
  const file = await open(path, "w", 0o600);
  let current = 0;
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      for (const { picture, bytes } of scanner.push(chunk)) {
        if (picture !== current) {
          await file.truncate(0);
          current = picture;
          sizeBytes = 0;
        }
        await file.write(bytes, 0, bytes.length, sizeBytes);
        sizeBytes += bytes.length;
      }
    }
    return { ...scanner.end(), sizeBytes };
  } finally {
    await file.close();
  }
}
