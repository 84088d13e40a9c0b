/** The picture types that the service takes and gives, told apart by their first bytes. No decoding here. */
import { open } from "node:fs/promises";

export const imageTypes = ["image/jpeg", "image/png", "image/webp"] as const;
export type ImageType = (typeof imageTypes)[number];

/** File name extension of each type, without the dot. */
export const imageExtensions = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
} as const satisfies Record<ImageType, string>;

/** How many bytes from the start of a file `imageTypeOf` needs. */
const magicBytes = 12;

const jpeg = Buffer.from([0xff, 0xd8, 0xff]);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const riff = Buffer.from("RIFF");
const webp = Buffer.from("WEBP");

/** The type that the first bytes of a file claim; undefined when they claim none of ours. */
export function imageTypeOf(head: Uint8Array): ImageType | undefined {
  if (holds(head, jpeg, 0)) return "image/jpeg";
  if (holds(head, png, 0)) return "image/png";
  if (holds(head, riff, 0) && holds(head, webp, 8)) return "image/webp";
  return undefined;
}

/** The same for a file. Rejects with the error of the file system when it cannot be read. */
export async function readImageType(path: string): Promise<ImageType | undefined> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(magicBytes);
    const { bytesRead } = await file.read(head, 0, magicBytes, 0);
    return imageTypeOf(head.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function holds(head: Uint8Array, magic: Buffer, at: number): boolean {
  return magic.equals(head.subarray(at, at + magic.length));
}
