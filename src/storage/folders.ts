/** Folders and fsync: what the database, the media and the lock have in common on disk. */
import { closeSync, fsyncSync, mkdirSync, openSync, rmdirSync, statSync } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes a folder and those above it (0700), so that none of them is lost with the power. One that is there already need
 * not be durable: whoever made it may have died before its fsync. Throws the error of the file system, and ENOTDIR where
 * something else has the name.
 */
export function makeDurableFolder(path: string): void {
  const isNew = makeOne(path);
  if (!isNew && !statSync(path).isDirectory()) throw notAFolder(path);
  try {
    syncFolderNow(dirname(path));
  } catch (error) {
    if (!isNew && unsyncable.includes(codeOf(error) ?? "")) return;
    if (isNew) removeUnsynced(path);
    throw error;
  }
}

/** Of a folder above that this process may not open, or whose file system cannot be written: it has nothing to lose. */
const unsyncable = ["EACCES", "EPERM", "EINVAL", "EROFS"];

/** Whether it was not there. Each folder above is durable before anything is made in it. */
function makeOne(path: string): boolean {
  try {
    return mkdirNew(path);
  } catch (error) {
    // Not mkdir's own recursion: that never ends where nothing can be made, as below /proc.
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    makeDurableFolder(dirname(path));
    return mkdirNew(path);
  }
}

function mkdirNew(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function syncFolderNow(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A second fsync that succeeds would say nothing of what the first one has lost: whoever comes next makes it anew. */
function removeUnsynced(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // It stays; the error that is thrown says why nothing can be kept here.
  }
}

/** fsync of a folder: the names in it survive a power loss. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Throws ENOENT, or ENOTDIR for anything that is no folder; a link to one is none. */
export async function requireFolder(path: string): Promise<void> {
  const found = await lstat(path);
  if (!found.isDirectory()) throw notAFolder(path);
}

function notAFolder(path: string): Error {
  return Object.assign(new Error(`${path} is not a folder`), { code: "ENOTDIR" });
}

/** The same for each folder on the way from the root. */
export async function requireFolders(root: string, parts: readonly string[]): Promise<void> {
  for (let depth = 1; depth <= parts.length; depth += 1) await requireFolder(join(root, ...parts.slice(0, depth)));
}

/** The error code of a failed system call, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
