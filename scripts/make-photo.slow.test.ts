/** Tests that the script still draws the photo that is shipped. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { expect, it } from "vitest";
import { useTempFolder } from "./testkit/folders.ts";

const folder = useTempFolder();

it("draws the photo that is shipped", async () => {
  const drawn = join(folder(), "photo.jpg");
  const script = fileURLToPath(new URL("./make-photo.ts", import.meta.url));
  await promisify(execFile)(process.execPath, [script, drawn]);
  const shipped = fileURLToPath(new URL("./demo/photo.jpg", import.meta.url));
  const pixels = (path: string) => sharp(path).resize(400, 300).raw().toBuffer();
  const [a, b] = [await pixels(drawn), await pixels(shipped)];
  // Bytes may differ between processors; what is seen may not.
  const difference = a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
  expect(a.length).toBe(b.length);
  expect(difference).toBeLessThan(0.5);
  const [first, second] = [await sharp(drawn).metadata(), await sharp(shipped).metadata()];
  expect(first.exif).toEqual(second.exif);
});
