/** Tests of the test pictures, and of the photo that the demo ships. */
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { makePhoto, makePixelBomb, makeUnique, truncated } from "./photos.ts";

describe("makePhoto", () => {
  it("makes pictures of the asked type, size, orientation and position", async () => {
    const plain = await sharp(await makePhoto({ type: "image/webp", width: 30, height: 20 })).metadata();
    expect(plain).toMatchObject({ format: "webp", width: 30, height: 20 });
    expect(plain.exif).toBeUndefined();
    const full = await sharp(await makePhoto({ orientation: 6, gps: true })).metadata();
    expect(full).toMatchObject({ orientation: 6, width: 640, autoOrient: { width: 480, height: 640 } });
    expect(full.exif?.includes("Testcam")).toBe(true);
  });
});

describe("broken pictures", () => {
  it("a truncated one has a header and no end", async () => {
    const cut = truncated(await makePhoto());
    expect((await sharp(cut).metadata()).format).toBe("jpeg");
    await expect(sharp(cut).raw().toBuffer()).rejects.toThrow();
  });

  it("a pixel bomb is small and decodable", async () => {
    const bomb = makePixelBomb(1_000);
    expect(bomb.length).toBeLessThan(2_000);
    expect((await sharp(bomb).raw().toBuffer({ resolveWithObject: true })).info.width).toBe(1_000);
    expect(makePixelBomb().length).toBeLessThan(100_000);
  });
});

describe("makeUnique", () => {
  it("changes the bytes each time and the picture never", async () => {
    const photo = await makePhoto();
    const [a, b] = [makeUnique(photo), makeUnique(photo)];
    expect(a.equals(b)).toBe(false);
    expect(await sharp(a).raw().toBuffer()).toEqual(await sharp(photo).raw().toBuffer());
    expect(await sharp(b).raw().toBuffer()).toEqual(await sharp(photo).raw().toBuffer());
  });

  it("takes nothing but a JPEG", async () => {
    const png = await makePhoto({ type: "image/png" });
    expect(() => makeUnique(png)).toThrow("takes a JPEG");
  });
});

describe("the photo of the demo", () => {
  const path = fileURLToPath(new URL("../demo/photo.jpg", import.meta.url));

  it("is a photo as phones save them", async () => {
    const { format, width, height, orientation, autoOrient, exif } = await sharp(path).metadata();
    expect({ format, width, height, orientation, autoOrient }).toEqual({
      format: "jpeg",
      width: 4000,
      height: 3000,
      orientation: 6,
      autoOrient: { width: 3000, height: 4000 },
    });
    expect(exif?.includes("Northlight")).toBe(true);
    // The tag of the GPS directory, in the byte order of the block.
    expect(exif?.includes(Buffer.from([0x25, 0x88])) || exif?.includes(Buffer.from([0x88, 0x25]))).toBe(true);
  });

  it("is large enough to be real and small enough to ship", async () => {
    const { size } = await stat(path);
    expect(size).toBeGreaterThan(600_000);
    expect(size).toBeLessThan(2_000_000);
  });
});
