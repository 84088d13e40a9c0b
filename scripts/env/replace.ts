/** Writes files that hold secrets, as a whole or not at all: one, or several together. */
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

interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Mode 0600. Until the bytes are on the disk and proven, what was there is there; after a failure, or a Ctrl-C, nothing
 * is left behind. Throws CannotRun when a file is there and must not be, or none can be written.
 */
export async function replaceFile(path: string, bytes: Uint8Array, replacement: Replacement): Promise<void> {
  await untilWhole(() => replace(path, bytes, replacement));
}

async function replace(path: string, bytes: Uint8Array, replacement: Replacement): Promise<void> {
  const target = resolve(path);
  const temporary = besides(target, "tmp");
  try {
    await writeBeside(target, temporary, bytes, replacement);
    await giveName(temporary, target, replacement.overwrite);
  } catch (error) {
    throw refusal(target, error);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(target));
}

/** One of several, on its way to its name. */
interface Step {
  readonly target: string;
  readonly bytes: Uint8Array;
  readonly temporary: string;
  /** A second name of what was there, until all have their names. */
  readonly kept: string;
}

/**
 * The same for several files: all are on the disk and proven before the first gets its name. When one does not get it,
 * those before it are what they were. Throws CannotRun; where one cannot be put back, the message names it, and its old one.
 */
export async function replaceTogether(
  files: readonly NewFile[],
  replacement: Pick<Replacement, "overwrite"> & { readonly prove?: (path: string, bytes: Uint8Array) => Promise<void> },
): Promise<void> {
  const steps = files.map(({ path, bytes }): Step => {
    const target = resolve(path);
    return { target, bytes, temporary: besides(target, "tmp"), kept: besides(target, "old") };
  });
  await untilWhole(() => replaceAll(steps, replacement));
}

async function replaceAll(
  steps: readonly Step[],
  { overwrite, prove }: Parameters<typeof replaceTogether>[1],
): Promise<void> {
  const named: Step[] = [];
  const stuck: Step[] = [];
  const each = async (work: (step: Step) => Promise<void>) => {
    for (const step of steps) {
      await work(step).catch((error: unknown) => {
        throw refusal(step.target, error);
      });
    }
  };
  try {
    await each(({ target, temporary, bytes }) =>
      writeBeside(target, temporary, bytes, {
        overwrite,
        ...(prove !== undefined && { prove: (path: string) => prove(path, bytes) }),
      }),
    );
    if (overwrite) await each(keepOld);
    await each(async (step) => {
      await giveName(step.temporary, step.target, overwrite);
      named.unshift(step);
    });
    await each(({ target }) => syncFolder(dirname(target)));
  } catch (error) {
    const troubles = await undo(named, stuck);
    if (troubles.length === 0 || !(error instanceof Error)) throw error;
    throw new CannotRun([error.message, ...troubles].join("\n"));
  } finally {
    for (const step of steps) {
      await rm(step.temporary, { force: true });
      if (!stuck.includes(step)) await rm(step.kept, { force: true });
    }
  }
}

/** A link needs no room on the disk, and takes its name again with owner and mode. Nothing where nothing was. */
async function keepOld({ target, kept }: Step): Promise<void> {
  try {
    await link(target, kept);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** What was there gets its names again, and what is new goes. A line for each that could not; it is `stuck` then. */
async function undo(named: readonly Step[], stuck: Step[]): Promise<string[]> {
  const lines: string[] = [];
  for (const step of named) {
    const { target, kept } = step;
    const wasThere = (await ownerOf(kept)) !== undefined;
    try {
      if (wasThere) await rename(kept, target);
      else await rm(target, { force: true });
      // Without it a loss of power leaves one or the other, each whole.
      await syncFolder(dirname(target)).catch(() => undefined);
    } catch (error) {
      stuck.push(step);
      const why = codeOf(error) ?? String(error);
      lines.push(
        wasThere
          ? `${target} IS THE NEW ONE, and could not be put back (${why}): move ${kept} there.`
          : `${target} IS NEW, and could not be removed (${why}): remove it.`,
      );
    }
  }
  return lines;
}

/** Begins with the name, so that what a kill leaves behind is kept from git by .env* as well. */
function besides(target: string, ending: string): string {
  return join(dirname(target), `${basename(target)}.${randomBytes(6).toString("hex")}.${ending}`);
}

/** The finished file under its temporary name: on the disk, and proven. */
async function writeBeside(
  target: string,
  temporary: string,
  bytes: Uint8Array,
  { ownerLike, prove }: Replacement,
): Promise<void> {
  const owner = (await ownerOf(target)) ?? (ownerLike === undefined ? undefined : await ownerOf(ownerLike));
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
}

async function giveName(temporary: string, target: string, overwrite: boolean): Promise<void> {
  if (overwrite) await rename(temporary, target);
  // Unlike rename it fails where something is there.
  else await link(temporary, target);
}

function refusal(target: string, error: unknown): CannotRun {
  if (codeOf(error) === "EEXIST") return new CannotRun(`${target} is there already, and was left as it was.`);
  if (error instanceof CannotRun) return error;
  return new CannotRun(`${target}: cannot be written (${codeOf(error) ?? String(error)})`);
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
