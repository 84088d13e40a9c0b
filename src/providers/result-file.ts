/** Writes the picture that a provider answers with to the result's file; it is looked at more closely elsewhere. */
import { type FileHandle, open, rm } from "node:fs/promises";
import { type ImageType, imageTypeOf } from "../core/image-type.ts";
import { CallFailed } from "./call-failed.ts";

/** Bytes of the largest picture that is taken from a provider. */
export const maxPictureBytes = 40 * 1024 * 1024;

export interface SavedPicture {
  readonly type: ImageType;
  readonly sizeBytes: number;
}

/**
 * Writes the bytes to `path` (mode 0600), chunk by chunk. Rejects with what the bytes end with, or with a CallFailed when
 * they do not begin like a picture; then no file is left. Nothing is written after it has settled.
 */
export async function saveBytes(bytes: AsyncIterable<Uint8Array>, path: string): Promise<SavedPicture> {
  const file = await open(path, "w", 0o600);
  try {
    const saved = await write(bytes, file);
    await file.close();
    return saved;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

/** How many bytes tell the type. */
const headBytes = 12;

async function write(bytes: AsyncIterable<Uint8Array>, file: FileHandle): Promise<SavedPicture> {
  let head = Buffer.alloc(0);
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    if (head.length < headBytes) {
      head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
      // A page of HTML is known at once, and need not be fetched to its end.
      if (head.length >= headBytes) typeOf(head);
    }
    await file.writeFile(chunk);
    sizeBytes += chunk.length;
  }
  return { type: typeOf(head), sizeBytes };
}

function typeOf(head: Buffer): ImageType {
  const type = imageTypeOf(head);
  if (type !== undefined) return type;
  const begin = head.length === 0 ? "nothing" : `bytes that begin ${head.subarray(0, 8).toString("hex")}`;
  throw new CallFailed("transient", `the answer holds ${begin} where a JPEG, PNG or WebP is expected`);
}
