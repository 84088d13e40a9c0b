/** Tests of the queue before the decoder, and of what the decoder may read. */
import sharp from "sharp";
import { describe, expect, it, vi } from "vitest";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, saveFile } from "../../scripts/testkit/photos.ts";
import { decodeFile, pictureWork } from "./picture-work.ts";

/** A task that ends when it is told to. */
function controlled<T>(): {
  task: () => Promise<T>;
  started: () => boolean;
  end: (value: T) => void;
  fail: (error: Error) => void;
} {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let begun = false;
  const task = () => {
    begun = true;
    return promise;
  };
  return { task, started: () => begun, end: resolve, fail: reject };
}

describe("pictureWork", () => {
  it("runs two tasks at once and the next in the order of their coming", async () => {
    const [a, b, c, d] = [controlled<string>(), controlled<string>(), controlled<string>(), controlled<string>()];
    const work = [a, b, c, d].map(({ task }) => pictureWork(task));
    await Promise.resolve();
    expect([a, b, c, d].map(({ started }) => started())).toEqual([true, true, false, false]);
    a.end("a");
    expect(await work[0]).toBe("a");
    await expect.poll(() => c.started()).toBe(true);
    expect(d.started()).toBe(false);
    b.fail(new Error("b failed"));
    await expect(work[1]).rejects.toThrow("b failed");
    await expect.poll(() => d.started()).toBe(true);
    c.end("c");
    d.end("d");
    expect(await Promise.all(work.slice(2))).toEqual(["c", "d"]);
  });

  it("lets a waiting task go when its signal aborts, and keeps the order of the others", async () => {
    const [a, b, given, d] = [controlled<void>(), controlled<void>(), controlled<void>(), controlled<void>()];
    const stop = new AbortController();
    const running = [pictureWork(a.task), pictureWork(b.task)];
    const waiting = pictureWork(given.task, stop.signal);
    const last = pictureWork(d.task);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    a.end();
    b.end();
    d.end();
    await Promise.all([...running, last]);
    expect(given.started()).toBe(false);
  });

  it("settles at once when a running task is aborted, and frees its place only when it has ended", async () => {
    const [a, b, c] = [controlled<void>(), controlled<void>(), controlled<void>()];
    const stop = new AbortController();
    const first = pictureWork(a.task, stop.signal);
    const second = pictureWork(b.task);
    const third = pictureWork(c.task);
    await expect.poll(() => a.started()).toBe(true);
    stop.abort(new Error("late"));
    await expect(first).rejects.toThrow("late");
    expect(c.started()).toBe(false);
    a.fail(new Error("nobody hears this"));
    await expect.poll(() => c.started()).toBe(true);
    b.end();
    c.end();
    await Promise.all([second, third]);
  });

  it("does not begin a task whose signal has aborted before", async () => {
    const a = controlled<void>();
    await expect(pictureWork(a.task, AbortSignal.abort(new Error("over")))).rejects.toThrow("over");
    expect(a.started()).toBe(false);
  });
});

describe("the decoder", () => {
  const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: "#c30" } });

  it.each(["jpeg", "png", "webp"] as const)("reads %s", async (format) => {
    const { format: read } = await sharp(await picture().toFormat(format).toBuffer()).metadata();
    expect(read).toBe(format);
  });

  it.each(["gif", "tiff", "avif"] as const)("cannot be made to read %s", async (format) => {
    const bytes = await picture().toFormat(format).toBuffer();
    await expect(sharp(bytes).metadata()).rejects.toThrow("unsupported image format");
  });
});

describe("decodeFile", () => {
  const folder = useTempFolder();
  const header = (path: string) => () => sharp(path).metadata();

  it("tries once more what may have been the disk, and calls a picture damaged only then", async () => {
    const path = await saveFile(folder(), "photo", await makePhoto());
    let calls = 0;
    const failsOnce = () => (++calls === 1 ? Promise.reject(new Error("unsupported")) : header(path)());
    expect(await decodeFile(path, failsOnce)).toMatchObject({ format: "jpeg" });
    const broken = await saveFile(folder(), "broken", "no picture");
    await expect(decodeFile(broken, header(broken))).rejects.toThrow("unsupported image format");
  });

  it("says what the file system says when the file cannot be read", async () => {
    const none = `${folder()}/none`;
    await expect(decodeFile(none, header(none))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("does not repeat a decode that has worked for long", async () => {
    const path = await saveFile(folder(), "photo", await makePhoto());
    vi.useFakeTimers({ toFake: ["performance"] });
    let calls = 0;
    const slow = () => {
      calls += 1;
      vi.advanceTimersByTime(2_000);
      return Promise.reject(new Error("damaged"));
    };
    await expect(decodeFile(path, slow).finally(() => vi.useRealTimers())).rejects.toThrow("damaged");
    expect(calls).toBe(1);
  });
});
