/** Folders below the media root: made when first needed, and durable before anything in them counts as durable. */
import { mkdir, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, requireFolder, syncFolder } from "../folders.ts";

export interface Folders {
  readonly root: string;
  /** The folder with these parts exists, is no link, and survives a power loss. */
  ensure(parts: readonly string[]): Promise<void>;
  /** Somebody has removed a folder: nothing is taken for granted any more. */
  forget(): void;
}

export function createFolders(root: string): Folders {
  // A folder that exists need not be durable: whoever made it may have died before the fsync. So each is synced once a
  // process, not once a picture.
  const ensured = new Map<string, Promise<void>>();
  function ensureOne(path: string): Promise<void> {
    const known = ensured.get(path);
    if (known !== undefined) return known;
    const made = makeFolder(path);
    ensured.set(path, made);
    made.catch(() => ensured.delete(path));
    return made;
  }
  return {
    root,
    async ensure(parts) {
      for (let depth = 1; depth <= parts.length; depth += 1) await ensureOne(join(root, ...parts.slice(0, depth)));
    },
    forget: () => ensured.clear(),
  };
}

async function makeFolder(path: string): Promise<void> {
  const isNew = await isMadeNow(path);
  if (!isNew) await requireFolder(path);
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    // A second fsync that succeeds would say nothing of what this one has lost: the next picture makes the folder anew.
    if (isNew) await rmdir(path).catch(() => undefined);
    throw error;
  }
}

async function isMadeNow(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}
