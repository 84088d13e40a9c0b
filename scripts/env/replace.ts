/** Writes a file that holds secrets, as a whole or not at all. */
import { randomBytes } from "node:crypto";
import { link, lstat, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf, syncFolder } from "../../src/storage/folders.ts";
import { CannotRun } from "../command.ts";
import { untilWhole } from "./until-whole.ts";

interface Replacement {
  /** Whether a file may be there already; the new one gets its owner. */
  readonly overwrite: boolean;
  /** The file whose owner the new one gets where none was there; else it is this process's. */
  readonly ownerLike?: string;
  /** Called with the path of the finished file before it gets its name; what it throws ends the writing. */
  readonly prove?: (path: string) => Promise<void>;
}

/**
 * Mode 0600. Until the bytes are on the disk and proven, what was there is there; after a failure, or a Ctrl-C, nothing
 * is left behind. Throws CannotRun when a file is there and must not be, or none can be written.
 */
export async function replaceFile(path: string, bytes: Uint8Array, replacement: Replacement): Promise<void> {
  await untilWhole(() => replace(path, bytes, replacement));
}

async function replace(path: string, bytes: Uint8Array, { overwrite, ownerLike, prove }: Replacement): Promise<void> {
  const target = resolve(path);
  // Begins with the name, so that what a kill leaves behind is kept from git by .env* as well.
  const temporary = join(dirname(target), `${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  const owner = (await ownerOf(target)) ?? (ownerLike === undefined ? undefined : await ownerOf(ownerLike));
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      // The mode again, because umask takes bits away; the owner only where it is another, which root alone can do.
      await file.chmod(0o600);
      if (owner !== undefined && owner.uid !== process.geteuid?.()) await file.chown(owner.uid, owner.gid);
      await file.sync();
    } finally {
      await file.close();
    }
    await prove?.(temporary);
    if (overwrite) await rename(temporary, target);
    // Unlike rename it fails where something is there.
    else await link(temporary, target);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new CannotRun(`${target} is there already, and was left as it was.`);
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${target}: cannot be written (${codeOf(error) ?? String(error)})`);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(target));
}

/** Throws CannotRun unless the file holds these bytes. */
export async function proveSame(path: string, bytes: Uint8Array): Promise<void> {
  if (!(await readFile(path)).equals(bytes)) throw new CannotRun(`${path}: did not come back as it was written.`);
}

async function ownerOf(path: string): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
