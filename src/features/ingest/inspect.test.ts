/** Tests of the picture checks with sound, damaged, oversized and foreign files. */
import { spawnSync } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import {
  makePhoto,
  makePixelBomb,
  makeUnique,
  notAPicture,
  saveFile,
  truncated,
} from "../../../scripts/testkit/photos.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";
import { imageTypes } from "../../core/image-type.ts";
import { cleanResult, inspectPhoto } from "./inspect.ts";

const maxPixels = 60_000_000;
const folder = useTempFolder();

async function inspect(bytes: Buffer | string, limit = maxPixels) {
  return inspectPhoto(await saveFile(folder(), "photo.jpg", bytes), { maxPixels: limit });
}

describe("inspectPhoto", () => {
  it.each(imageTypes)("takes a sound %s, whatever its name", async (type) => {
    expect(await inspect(await makePhoto({ type, width: 301, height: 203 }))).toEqual({
      ok: true,
      type,
      width: 301,
      height: 203,
    });
  });

  it("gives width and height as the photo is looked at", async () => {
    for (const orientation of [5, 6, 7, 8]) {
      const photo = await makePhoto({ width: 300, height: 200, orientation, gps: true });
      expect(await inspect(photo)).toMatchObject({ ok: true, width: 200, height: 300 });
    }
    const upsideDown = await makePhoto({ width: 300, height: 200, orientation: 3 });
    expect(await inspect(upsideDown)).toMatchObject({ ok: true, width: 300, height: 200 });
  });

  it.each(["gif", "tiff", "avif"] as const)("refuses %s", async (format) => {
    const bytes = await sharp(await makePhoto())
      .toFormat(format)
      .toBuffer();
    expect(await inspect(bytes)).toMatchObject({ ok: false, reason: "unsupported_media_type" });
  });

  it.each([
    ["text", notAPicture],
    ["nothing", Buffer.alloc(0)],
    ["one byte", Buffer.from([0xff])],
    [
      "SVG",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ],
    ["PDF", Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")],
    ["HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic")],
    ["a picture behind other bytes", Buffer.concat([Buffer.from("GIF89a"), Buffer.from([0xff, 0xd8, 0xff])])],
  ])("refuses %s", async (_name, bytes) => {
    expect(await inspect(bytes)).toMatchObject({ ok: false, reason: "unsupported_media_type" });
  });

  it.each([
    ["JPEG", [0xff, 0xd8, 0xff, 0xe0]],
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ["WebP", [...Buffer.from("RIFF\x20\0\0\0WEBPVP8 ")]],
  ])("finds text behind the magic bytes of a %s damaged", async (_name, magic) => {
    expect(await inspect(Buffer.concat([Buffer.from(magic), notAPicture]))).toMatchObject({
      ok: false,
      reason: "invalid_image",
    });
  });

  it.each(imageTypes)("finds a %s damaged wherever it was cut off", async (type) => {
    const whole = await makePhoto({ type, width: 403, height: 307 });
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const answer = await inspect(truncated(whole, share));
      expect(answer, `${share}`).toMatchObject({ ok: false, reason: "invalid_image" });
    }
  });

  it("finds a JPEG damaged that lacks its last rows only, progressive or not", async () => {
    for (const progressive of [false, true]) {
      const whole = await sharp(await makePhoto({ width: 1200, height: 900 }))
        .jpeg({ progressive })
        .toBuffer();
      expect(await inspect(whole)).toMatchObject({ ok: true });
      expect(await inspect(whole.subarray(0, whole.length - 40))).toMatchObject({ ok: false, reason: "invalid_image" });
    }
  });

  it("counts pixels before it decodes: a bomb costs neither time nor memory", async () => {
    const bomb = await saveFile(folder(), "bomb.png", makePixelBomb());
    const before = process.memoryUsage.rss();
    const cpu = process.cpuUsage();
    const answer = await inspectPhoto(bomb, { maxPixels });
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(200);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50e6);
    expect(answer).toMatchObject({
      ok: false,
      reason: "too_many_pixels",
      details: expect.stringContaining("20000 × 20000"),
    });
  });

  it("allows exactly as many pixels as the limit", async () => {
    const photo = await makePhoto({ width: 100, height: 50 });
    expect(await inspect(photo, 5000)).toMatchObject({ ok: true });
    expect(await inspect(photo, 4999)).toMatchObject({ ok: false, reason: "too_many_pixels" });
  });

  it("takes an animation for its first frame", async () => {
    const frames = await Promise.all(["#f00", "#0f0", "#00f"].map((background) => frame(background)));
    const webp = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, delay: [90, 90, 90] })
      .toBuffer();
    expect((await sharp(webp).metadata()).pages).toBe(3);
    expect(await inspect(webp)).toEqual({ ok: true, type: "image/webp", width: 40, height: 30 });
  });

  it("rejects when the file cannot be read, and with the signal's reason", async () => {
    await expect(inspectPhoto(`${folder()}/none`, { maxPixels })).rejects.toThrow("ENOENT");
    const path = await saveFile(folder(), "photo.jpg", await makePhoto());
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(inspectPhoto(path, { maxPixels, signal })).rejects.toThrow("too late");
  });
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

describe("cleanResult", () => {
  const own = useTempFolder();

  async function clean(bytes: Buffer) {
    return cleanResult(await saveFile(own(), "result", bytes), { maxPixels });
  }
  const metadata = () => sharp(`${own()}/result`).metadata();

  it.each(imageTypes)("leaves a %s without metadata as it is", async (type) => {
    const bytes = await makePhoto({ type });
    expect(await clean(bytes)).toEqual({ ok: true, type, sizeBytes: bytes.length });
    expect(await readFile(`${own()}/result`)).toEqual(bytes);
  });

  it.each(imageTypes)("writes a %s with EXIF anew, upright and without it", async (type) => {
    const answer = await clean(await makePhoto({ type, width: 300, height: 200, orientation: 6, gps: true }));
    const { size, mode } = await stat(`${own()}/result`);
    expect(answer).toEqual({ ok: true, type, sizeBytes: size });
    expect(mode & 0o777).toBe(0o600);
    const { width, height, exif, orientation } = await metadata();
    expect({ width, height, exif, orientation }).toEqual({ width: 200, height: 300 });
    expect(await readdir(own())).toEqual(["result"]);
  });

  it("takes XMP out and keeps the colour profile", async () => {
    const picture = sharp(await makePhoto())
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withIccProfile("p3");
    expect(await clean(await picture.jpeg().toBuffer())).toMatchObject({ ok: true });
    const { xmp, icc } = await metadata();
    expect(xmp).toBeUndefined();
    expect(icc).toBeDefined();
  });

  it("leaves a comment alone", async () => {
    const bytes = makeUnique(await makePhoto());
    expect(await clean(bytes)).toEqual({ ok: true, type: "image/jpeg", sizeBytes: bytes.length });
  });

  it.each([
    ["text", notAPicture],
    ["an error page behind a JPEG's first bytes", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), notAPicture])],
    ["nothing", Buffer.alloc(0)],
    ["a bomb", makePixelBomb()],
  ])("takes %s for no picture", async (_name, bytes) => {
    expect(await clean(bytes)).toMatchObject({ ok: false });
  });

  it("takes a picture that was cut off for none", async () => {
    expect(await clean(truncated(await makePhoto()))).toMatchObject({ ok: false });
  });

  it("takes a file that was never written for no picture", async () => {
    expect(await cleanResult(`${own()}/none`, { maxPixels })).toMatchObject({ ok: false });
  });

  it.skipIf(requireTool("strace") === undefined).each([
    ["openat", "ENOSPC"],
    ["write", "ENOSPC"],
    ["rename", "EIO"],
  ])("says what the disk said when %s fails, and leaves no second file", async (syscall, code) => {
    const path = await saveFile(own(), "picture.jpg", await makePhoto({ gps: true }));
    const program = `import { cleanResult } from ${JSON.stringify(join(import.meta.dirname, "inspect.ts"))};
      await cleanResult(process.argv[1], { maxPixels: 1e6 }).catch(({ code }) => console.log(code));`;
    const fails = ["-P", `${path}.part`, "-e", `inject=${syscall}:error=${code}`];
    const trace = ["-f", "-qq", "-o", join(folder(), "trace"), ...fails];
    const run = spawnSync("strace", [...trace, process.execPath, "--input-type=module", "--eval", program, path], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect([run.stdout, run.stderr, await readdir(own())]).toEqual([`${code}\n`, "", ["picture.jpg"]]);
  });
});
