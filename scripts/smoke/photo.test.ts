/** Photos that no run before has sent. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { saveFile } from "../testkit/photos.ts";
import { makePhoto, readPhoto } from "./photo.ts";

const folder = useTempFolder();

it("are of the asked size, and other bytes each time", async () => {
  const [one, two] = [await makePhoto(64, 48), await makePhoto(64, 48)];
  expect(one.equals(two)).toBe(false);
  expect(await sharp(one).metadata()).toMatchObject({ format: "jpeg", width: 64, height: 48 });
});

it("are the file's picture as other bytes each time", async () => {
  const path = await saveFile(folder(), "photo.jpg", await makePhoto(64, 48));
  const [file, one, two] = [await readFile(path), await readPhoto(path), await readPhoto(path)];
  expect(one.equals(two)).toBe(false);
  expect(one.equals(file)).toBe(false);
  expect(await sharp(one).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
  await expect(readPhoto(join(folder(), "none.jpg"))).rejects.toThrow("ENOENT");
});
