/** Folders below the media root: made when first needed, and durable before anything in them counts as durable. */
import { mkdir } from "node:fs/promises";
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
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    await requireFolder(path);
  }
  await syncFolder(dirname(path));
}
