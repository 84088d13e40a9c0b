/** A small disk in memory that can be filled to its last byte, or to its last file. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface SmallDisk {
  /** Takes all space that is left, in one file of this folder's top. */
  fill(): void;
  /** Takes all inodes that are left, in a folder of its top. */
  fillWithFiles(): void;
  /** Gives all of it back. */
  free(): void;
  /** Works whoever still has files open on it; calling it again does nothing. */
  unmount(): void;
}

const mounted = new Set<string>();
let watching = false;

/** Mounts it on a folder, which is made. A process that is told to end takes its disks down before. */
export function mountSmallDisk(
  folder: string,
  options: { readonly mebibytes: number; readonly inodes?: number },
): SmallDisk {
  const { mebibytes, inodes } = options;
  const form = [`size=${mebibytes}m`, "mode=700", ...(inodes === undefined ? [] : [`nr_inodes=${inodes}`])];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync("mount", ["-t", "tmpfs", "-o", form.join(","), "tmpfs", folder]);
  mounted.add(folder);
  watchForTheEnd();
  const filler = join(folder, "filler");
  return {
    fill: () => fillFile(filler),
    fillWithFiles() {
      mkdirSync(filler);
      untilFull(() => {
        for (let number = 0; ; number += 1) writeFileSync(join(filler, String(number)), "");
      });
    },
    free: () => rmSync(filler, { recursive: true, force: true }),
    unmount: () => unmount(folder),
  };
}

function fillFile(path: string): void {
  const file = openSync(path, "a");
  // Large pieces first, for the speed; then the pages that are left.
  for (const size of [1024 * 1024, 4096, 1]) {
    const piece = Buffer.alloc(size, 1);
    untilFull(() => {
      for (;;) writeSync(file, piece);
    });
  }
  closeSync(file);
}

function untilFull(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

function unmount(folder: string): void {
  if (mounted.delete(folder)) execFileSync("umount", ["--lazy", folder]);
}

function watchForTheEnd(): void {
  if (watching) return;
  watching = true;
  process.once("exit", () => {
    for (const folder of mounted) unmount(folder);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}
