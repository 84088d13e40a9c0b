/** Folders and fsync: what the database, the media and the lock have in common on disk. */
import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Makes a folder and those above it (0700), so that none of them is lost with the power. */
export function makeDurableFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    const parent = openSync(dirname(made), "r");
    fsyncSync(parent);
    closeSync(parent);
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
  if (!found.isDirectory()) throw Object.assign(new Error(`${path} is not a folder`), { code: "ENOTDIR" });
}

/** The same for each folder on the way from the root. */
export async function requireFolders(root: string, parts: readonly string[]): Promise<void> {
  for (let depth = 1; depth <= parts.length; depth += 1) await requireFolder(join(root, ...parts.slice(0, depth)));
}

/** The error code of a failed system call, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
