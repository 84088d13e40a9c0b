/** Reads files in large pieces without a new buffer for each: buffers of whole photos are what a garbage collector is kept busy by. */
import { open } from "node:fs/promises";

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a file, in order. All chunks are in one buffer: each is good until the next one is asked for, so that whoever
 * keeps or sends it has to be done with it by then. Rejects with the error of the file system.
 */
export async function* fileChunks(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
