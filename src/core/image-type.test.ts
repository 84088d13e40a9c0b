/** Tests of telling picture types by their first bytes. */
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, saveFile } from "../../scripts/testkit/photos.ts";
import { imageTypeOf, imageTypes, readImageType } from "./image-type.ts";

describe("imageTypeOf", () => {
  it.each(imageTypes)("knows a real %s", async (type) => {
    expect(imageTypeOf(await makePhoto({ type, width: 8, height: 8 }))).toBe(type);
  });

  it.each([
    ["GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x80\x00")],
    ["PDF", Buffer.from("%PDF-1.7\n%....")],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["TIFF", Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 0, 0])],
    ["HEIC", Buffer.from("\0\0\0\x18ftypheic")],
    ["a WAV, which is RIFF too", Buffer.from("RIFF\0\0\0\0WAVEfmt ")],
    ["a WebP cut within its magic bytes", Buffer.from("RIFF\0\0\0\0WEB")],
    ["half of a PNG's signature", Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ["two bytes of a JPEG", Buffer.from([0xff, 0xd8])],
    ["nothing", Buffer.alloc(0)],
  ])("does not take %s for a picture", (_name, head) => {
    expect(imageTypeOf(head)).toBeUndefined();
  });
});

describe("readImageType", () => {
  const folder = useTempFolder();

  it("reads the head of a file, an empty one too", async () => {
    const photo = await saveFile(folder(), "a", await makePhoto({ width: 8, height: 8 }));
    expect(await readImageType(photo)).toBe("image/jpeg");
    expect(await readImageType(await saveFile(folder(), "b", ""))).toBeUndefined();
  });

  it("rejects when there is no file", async () => {
    await expect(readImageType(`${folder()}/none`)).rejects.toThrow("ENOENT");
  });
});
