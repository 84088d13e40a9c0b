/** Tests of photos made ready for a provider. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, type PhotoOptions, saveFile } from "../../scripts/testkit/photos.ts";
import type { ProviderRequest } from "../core/provider.ts";
import { withSendablePhoto } from "./sendable-photo.ts";

const folder = useTempFolder();
const { signal } = new AbortController();

async function requestOf(
  content: Buffer,
  { width = 640, height = 480, type = "image/jpeg" }: PhotoOptions = {},
): Promise<ProviderRequest> {
  const path = await saveFile(folder(), "photo", content);
  const photo = { path, type, width, height, sizeBytes: content.length };
  return { jobId: "0".repeat(32), photo, settings: {}, resultPath: `${folder()}/result` };
}

describe("withSendablePhoto", () => {
  it("sends a photo that fits and is upright as it is", async () => {
    const request = await requestOf(await makePhoto({ orientation: 1 }));
    expect(await withSendablePhoto(request, 1_000_000, signal, async ({ path }) => path)).toBe(request.photo.path);
  });

  it("makes an upright copy that only its owner reads, and removes it however it ends", async () => {
    const request = await requestOf(await makePhoto({ orientation: 6, gps: true }));
    const look = async ({ path }: { readonly path: string }) => ({
      mode: (await stat(path)).mode & 0o777,
      files: (await readdir(folder())).sort(),
      meta: await sharp(path).metadata(),
    });
    const { mode, files, meta } = await withSendablePhoto(request, 1_000_000, signal, look);
    expect({ mode, files }).toEqual({ mode: 0o600, files: ["photo", "result.upload"] });
    expect(meta).toMatchObject({ format: "jpeg", width: 480, height: 640 });
    expect(meta.exif).toBeUndefined();
    expect(await readdir(folder())).toEqual(["photo"]);
    const failing = withSendablePhoto(request, 1_000_000, signal, () => Promise.reject(new Error("the call failed")));
    await expect(failing).rejects.toThrow("the call failed");
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("puts what is transparent on white", async () => {
    const clear = await sharp(await makePhoto({ width: 40, height: 40 }))
      .ensureAlpha(0)
      .png()
      .toBuffer();
    const request = await requestOf(clear, { type: "image/png", width: 40, height: 40 });
    const pixel = await withSendablePhoto(request, clear.length - 1, signal, ({ path }) =>
      sharp(path).raw().toBuffer(),
    );
    expect(Math.min(...pixel)).toBeGreaterThan(250);
  });

  it("fails when a photo stays too large or cannot be decoded, and leaves no copy", async () => {
    const use = () => expect.fail("it was sent");
    const request = await requestOf(await makePhoto({ width: 64, height: 48 }));
    await expect(withSendablePhoto(request, 100, signal, use)).rejects.toMatchObject({ kind: "configuration" });
    const broken = await requestOf(Buffer.concat([await makePhoto(), Buffer.alloc(10)]).subarray(0, 2000));
    await expect(withSendablePhoto(broken, 100, signal, use)).rejects.toMatchObject({ kind: "transient" });
    const none = await requestOf(Buffer.from("no picture"));
    await expect(withSendablePhoto(none, 100, signal, use)).rejects.toMatchObject({ kind: "transient" });
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("ends at once when the signal aborts; the decoder that is at work writes nothing any more", async () => {
    const stop = new AbortController();
    const large = await makePhoto({ width: 3000, height: 2000, orientation: 6 });
    const running = withSendablePhoto(await requestOf(large), 30_000_000, stop.signal, () =>
      expect.fail("it was sent"),
    );
    await expect.poll(() => sharp.counters().process).toBeGreaterThan(0);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    await expect.poll(() => sharp.counters().process, { timeout: 10_000 }).toBe(0);
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("throws what the file system says when the disk is at fault", async () => {
    const request = await requestOf(await makePhoto({ width: 300, height: 200, orientation: 6 }));
    const use = () => expect.fail("it was sent");
    const none = { ...request, photo: { ...request.photo, path: join(folder(), "none") } };
    await expect(withSendablePhoto(none, 30_000_000, signal, use)).rejects.toMatchObject({ code: "ENOENT" });
    const nowhere = { ...request, resultPath: join(folder(), "none", "result") };
    await expect(withSendablePhoto(nowhere, 30_000_000, signal, use)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
