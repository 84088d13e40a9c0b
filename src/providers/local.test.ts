/** Tests of the provider local by the pictures that it makes. */
import { readdir, stat } from "node:fs/promises";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, type PhotoOptions, saveFile } from "../../scripts/testkit/photos.ts";
import { testConfig } from "../../scripts/testkit/service.ts";
import { type Deadline, startDeadline } from "../core/deadline.ts";
import type { Photo, ProviderContext, ProviderResult } from "../core/provider.ts";
import { local } from "./local.ts";

const folder = useTempFolder();
let deadline: Deadline;

beforeEach(() => {
  deadline = startDeadline(20_000);
});
afterEach(() => deadline.stop());

async function photoOf(options: PhotoOptions): Promise<Photo> {
  const bytes = await makePhoto(options);
  const path = await saveFile(folder(), "photo", bytes);
  const { autoOrient } = await sharp(bytes).metadata();
  return { path, type: options.type ?? "image/jpeg", ...autoOrient, sizeBytes: bytes.length };
}

function edit(photo: Photo, settings: unknown, context: Partial<ProviderContext> = {}): Promise<ProviderResult> {
  return callDriver(local, { photo, settings, resultPath: `${folder()}/result` }, { deadline, ...context });
}

const result = () => sharp(`${folder()}/result`);

async function means(): Promise<number[]> {
  return (await result().stats()).channels.map(({ mean }) => mean);
}

/** Brightness within a part of the result. sharp's stats() looks at its input, before anything was cut out of it. */
async function brightness(left: number, top: number, width: number, height: number) {
  const part = await result().extract({ left, top, width, height }).grayscale().png().toBuffer();
  const [channel] = (await sharp(part).stats()).channels;
  if (channel === undefined) throw new Error("The part has no channel.");
  return channel;
}

describe("local", () => {
  it.each(["image/jpeg", "image/png", "image/webp"] as const)("edits %s into the same type", async (type) => {
    const answer = await edit(await photoOf({ type }), {});
    const { size, mode } = await stat(`${folder()}/result`);
    expect(answer).toEqual({ ok: true, type, sizeBytes: size });
    expect(mode & 0o777).toBe(0o600);
    const { format, width, height, space, hasAlpha } = await result().metadata();
    expect({ type: `image/${format}`, width, height, space, hasAlpha }).toEqual({
      type,
      width: 640,
      height: 480,
      space: "srgb",
      hasAlpha: false,
    });
    expect(await readdir(folder())).toEqual(["photo", "result"]);
  });

  it("turns the photo upright and drops orientation, camera and position", async () => {
    const photo = await photoOf({ orientation: 6, gps: true });
    expect((await sharp(photo.path).metadata()).exif).toBeDefined();
    expect(await edit(photo, { edit: "grayscale" })).toMatchObject({ ok: true });
    const { width, height, orientation, exif, xmp, iptc } = await result().metadata();
    expect({ width, height, orientation, exif, xmp, iptc }).toEqual({ width: 480, height: 640 });
    // The dark stripe of the stored picture's left side is at the top now.
    const rows = await result().resize(1, 8, { fit: "fill" }).grayscale().raw().toBuffer();
    expect(rows[0]).toBeLessThan((rows[4] ?? 0) - 20);
  });

  it("takes out XMP and IPTC, too", async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>';
    const bytes = await sharp(await makePhoto())
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    const path = await saveFile(folder(), "xmp", bytes);
    await edit({ path, type: "image/jpeg", width: 640, height: 480, sizeBytes: bytes.length }, {});
    expect((await sharp(path).metadata()).xmp).toBeDefined();
    expect((await result().metadata()).xmp).toBeUndefined();
  });

  it("grayscale has no colour", async () => {
    await edit(await photoOf({}), { edit: "grayscale" });
    const [r = 0, g = 0, b = 0] = await means();
    expect(Math.abs(r - g)).toBeLessThan(2);
    expect(Math.abs(g - b)).toBeLessThan(2);
  });

  it("tint is warm everywhere, and is the default", async () => {
    await edit(await photoOf({}), {});
    const [r = 0, g = 0, b = 0] = await means();
    expect(r - g).toBeGreaterThan(15);
    expect(g - b).toBeGreaterThan(15);
  });

  it("frame keeps the photo sharp in the middle and blurs the edge", async () => {
    const checks = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/><rect width="4" height="8" fill="#000"/></pattern><rect width="800" height="600" fill="url(#p)"/></svg>`,
    );
    const bytes = await sharp(checks).removeAlpha().png().toBuffer();
    const path = await saveFile(folder(), "checks", bytes);
    await edit({ path, type: "image/png", width: 800, height: 600, sizeBytes: bytes.length }, { edit: "frame" });
    expect((await brightness(384, 284, 32, 32)).stdev).toBeGreaterThan(60);
    expect((await brightness(4, 284, 32, 32)).stdev).toBeLessThan(15);
    expect((await result().metadata()).width).toBe(800);
  });

  it.each(["grayscale", "tint", "frame"])("%s shows its caption at the foot", async (name) => {
    const photo = await photoOf({});
    const foot = () => brightness(100, 452, 440, 26);
    await edit(photo, { edit: name });
    const without = await foot();
    await edit(photo, { edit: name, caption: "Grüße <b>& Привет</b>" });
    const withCaption = await foot();
    expect(without.max).toBeLessThan(190);
    expect(withCaption.max).toBeGreaterThan(225);
    expect(withCaption.min).toBeLessThan(without.min);
  });

  it("fits the longest edge into max_edge and never enlarges", async () => {
    await edit(await photoOf({ width: 800, height: 300 }), { max_edge: 400 });
    expect(await result().metadata()).toMatchObject({ width: 400, height: 150 });
    await edit(await photoOf({ width: 80, height: 30 }), { max_edge: 400 });
    expect(await result().metadata()).toMatchObject({ width: 80, height: 30 });
  });

  it.each(["grayscale", "tint", "frame"])("%s copes with the smallest and the thinnest photos", async (name) => {
    for (const [width, height] of [
      [1, 1],
      [3000, 1],
      [1, 3000],
      [90, 70],
    ] as const) {
      expect(await edit(await photoOf({ width, height }), { edit: name, caption: "x", max_edge: 512 })).toMatchObject({
        ok: true,
      });
    }
  });

  it.each(["grayscale", "tint", "frame"])(
    "%s gives sRGB from grey, 16-bit, CMYK, palette and transparent photos",
    async (name) => {
      const plain = sharp(await makePhoto({ type: "image/png", width: 300, height: 200 }));
      const photos = [
        ["image/png", await plain.clone().toColourspace("b-w").png().toBuffer(), false],
        ["image/png", await plain.clone().toColourspace("rgb16").png().toBuffer(), false],
        ["image/jpeg", await plain.clone().toColourspace("cmyk").jpeg().toBuffer(), false],
        ["image/png", await plain.clone().png({ palette: true }).toBuffer(), false],
        ["image/webp", await plain.clone().ensureAlpha(0.5).webp().toBuffer(), true],
      ] as const;
      for (const [type, bytes, transparent] of photos) {
        const path = await saveFile(folder(), "odd", bytes);
        const photo = { path, type, width: 300, height: 200, sizeBytes: bytes.length };
        expect(await edit(photo, { edit: name, caption: "x" })).toMatchObject({ ok: true, type });
        const { space, depth, hasAlpha } = await result().metadata();
        expect({ space, depth, hasAlpha }).toEqual({ space: "srgb", depth: "uchar", hasAlpha: transparent });
      }
    },
  );

  it("answers deadline when its time is over and aborted when it is stopped, and leaves no file", async () => {
    const photo = await photoOf({ width: 4000, height: 3000 });
    const short = startDeadline(1);
    expect(await edit(photo, { edit: "frame" }, { deadline: short, signal: short.signal })).toMatchObject({
      ok: false,
      kind: "deadline",
    });
    const stop = new AbortController();
    const running = edit(photo, { edit: "frame" }, { signal: stop.signal });
    await expect.poll(() => sharp.counters().process).toBeGreaterThan(0);
    stop.abort();
    expect(await running).toMatchObject({ ok: false, kind: "aborted" });
    await expect.poll(() => sharp.counters().process, { timeout: 10_000 }).toBe(0);
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("throws what the file system says when the disk is at fault, and leaves no file", async () => {
    const photo = await photoOf({});
    await expect(edit({ ...photo, path: `${folder()}/none` }, {})).rejects.toMatchObject({ code: "ENOENT" });
    const resultPath = `${folder()}/none/result`;
    const call = callDriver(local, { photo, settings: {}, resultPath }, { deadline });
    await expect(call).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("fails as transient when the photo cannot be read, and leaves no file", async () => {
    const path = await saveFile(folder(), "broken", "no picture");
    const photo: Photo = { path, type: "image/jpeg", width: 10, height: 10, sizeBytes: 10 };
    expect(await edit(photo, {})).toMatchObject({ ok: false, kind: "transient" });
    expect(await readdir(folder())).toEqual(["broken"]);
  });

  it("says what is wrong with settings, and processes nothing with them", async () => {
    expect(local.checkSettings({})).toEqual([]);
    expect(local.checkSettings({ edit: "frame", caption: "Hi", max_edge: 64 })).toEqual([]);
    expect(local.checkSettings({ edit: "sepia" })).toEqual([expect.stringMatching(/^edit: .*grayscale, tint, frame/)]);
    expect(local.checkSettings({ max_edge: 8193 })).toEqual([expect.stringMatching(/^max_edge: .*8192/)]);
    expect(local.checkSettings({ blur: 1 })).toEqual([expect.stringMatching(/^settings: .*: blur$/)]);
    expect(local.checkSettings("tint")).toHaveLength(1);
    expect(await edit(await photoOf({}), { edit: "sepia" })).toMatchObject({ ok: false, kind: "configuration" });
  });

  it("is always there", async () => {
    expect(await local.ping(deadline.signal, testConfig("unused"))).toBe(true);
  });
});
