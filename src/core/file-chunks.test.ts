/** Tests of reading a file through one buffer. */
import { randomBytes } from "node:crypto";
import { readdir, readlink } from "node:fs/promises";
import { expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { saveFile } from "../../scripts/testkit/photos.ts";
import { fileChunks } from "./file-chunks.ts";

const folder = useTempFolder();
const BUFFER_BYTES = 256 * 1024;

it.each([0, 1, BUFFER_BYTES - 1, BUFFER_BYTES, BUFFER_BYTES + 1, 5 * BUFFER_BYTES + 7])(
  "gives the %i bytes of a file, in order, out of one buffer",
  async (size) => {
    const bytes = randomBytes(size);
    const path = await saveFile(folder(), "file", bytes);
    const copies: Buffer[] = [];
    const buffers = new Set<ArrayBufferLike>();
    for await (const chunk of fileChunks(path)) {
      copies.push(Buffer.from(chunk));
      buffers.add(chunk.buffer);
    }
    expect(Buffer.concat(copies).equals(bytes)).toBe(true);
    expect(buffers.size).toBeLessThanOrEqual(1);
  },
);

it("rejects with the error of the file system", async () => {
  await expect(fileChunks(`${folder()}/none`).next()).rejects.toMatchObject({ code: "ENOENT" });
});

it.runIf(process.platform === "linux")("closes its file, also when nobody reads to the end", async () => {
  const path = await saveFile(folder(), "file", randomBytes(3 * BUFFER_BYTES));
  for await (const chunk of fileChunks(path)) if (chunk.length > 0) break;
  const descriptors = await readdir("/proc/self/fd");
  const open = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
  expect(open).not.toContain(path);
});
