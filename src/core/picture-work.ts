/**
 * The one door to the image decoder: which formats it may read, how many decodes run at once, how one is given up, and
 * what is a disk's failure and not the picture's.
 */
import sharp from "sharp";
import { fileChunks } from "./file-chunks.ts";

// The cache keys by file name and keeps the files open: it would show an old picture under a reused name and hold the
// disk space of deleted ones.
sharp.cache(false);

// A decoder that is blocked cannot be reached by a file that lies about its type. SVG comes from our own code only.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegFile",
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngFile",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpFile",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadSvgBuffer",
  ],
});

/**
 * Decodes at once. They share libuv's four threads with every read and write of a file; two stay free, so that uploads
 * and health checks go on while pictures are worked on.
 */
const parallel = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs `task` as soon as fewer than two others run. Settles at once when the signal aborts, with the signal's reason;
 * a task that has begun cannot be stopped, keeps its place until it ends, and its outcome is dropped.
 */
export async function pictureWork<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  await place(signal);
  const work = task().finally(leave);
  return signal === undefined ? work : await unlessAborted(work, signal);
}

/** A decode that has worked this long had its file: that it fails is no passing failure of the disk. */
const PASSING_MS = 1_000;

/**
 * Decodes the file at `path` by `work`. The decoder has one word for a file that is damaged and for a disk that fails, and
 * they are not to be taken for each other: after a failure the file is read without it, and then it is tried once more.
 * Rejects with the error of the file system when the file cannot be read, else with the decoder's.
 */
export async function decodeFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  const beganAt = performance.now();
  try {
    return await work();
  } catch (error) {
    const hasWorked = performance.now() - beganAt > PASSING_MS;
    await readThrough(path);
    if (hasWorked) throw error;
  }
  return await work();
}

async function readThrough(path: string): Promise<void> {
  for await (const _ of fileChunks(path));
}

async function place(signal: AbortSignal | undefined): Promise<void> {
  if (running < parallel) {
    running += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const enter = () => {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    };
    const giveUp = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(signal?.reason);
    };
    waiting.push(enter);
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}

/** Hands the place to the next in line, so that `running` changes only when nobody waits. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
