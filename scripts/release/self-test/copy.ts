/** A temporary copy of the project that faults are planted in. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncIndex } from "../../memory/index-file.ts";
import { addProgress } from "../../memory/progress.ts";
import { git, gitPaths } from "../git.ts";

/** A copy of the project, a git repository of one commit. */
export interface Copy {
  readonly root: string;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Replaces a text that must be there. */
  edit(path: string, from: string | RegExp, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  git(...args: readonly string[]): Promise<string>;
  /** Another copy, as this one is. */
  again(): Promise<Copy>;
  /** Removes the whole copy. */
  end(): Promise<void>;
}

/**
 * What git would give of the project, with changes that are not committed; records in order, no release yet. Copies are made
 * in `folder`. Below the project, node and npm find its packages by walking up, and nothing has to be linked.
 */
export async function copyProject(project: string, folder: string): Promise<Copy> {
  const root = await mkdtemp(join(folder, "copy-"));
  for (const path of await gitPaths(project, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    // Deleted in the work tree, and not in the index yet.
    await cp(join(project, path), join(root, path)).catch(ignoreMissing);
  }
  await rm(join(root, "spec/contracts/releases"), { recursive: true, force: true });
  await syncIndex(root);
  await addProgress(root);
  const copy = copyAt(root, folder);
  await copy.git("init", "-q");
  await copy.git("add", "-A");
  await copy.git("commit", "-q", "-m", "copy");
  await copy.git("gc", "-q");
  return copy;
}

/** Whatever this machine's user has set for his own commits. */
const OWN_SETTINGS = [
  "user.name=copy",
  "user.email=copy@example.org",
  "commit.gpgsign=false",
  "core.hooksPath=/dev/null",
].flatMap((setting) => ["-c", setting]);

function copyAt(root: string, folder: string): Copy {
  const at = (path: string) => join(root, path);
  const write = async (path: string, text: string) => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  };
  const read = (path: string) => readFile(at(path), "utf8");
  return {
    root,
    read,
    write,
    async edit(path, from, to) {
      const before = await read(path);
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`The fault cannot be planted: ${path} has no ${from}.`);
      await write(path, after);
    },
    remove: (path) => rm(at(path)),
    git: (...args) => git(root, [...OWN_SETTINGS, ...args]),
    async again() {
      const other = await mkdtemp(join(folder, "copy-"));
      await cp(root, other, { recursive: true });
      return copyAt(other, folder);
    },
    end: () => rm(root, { recursive: true, force: true }),
  };
}

function ignoreMissing(cause: unknown): void {
  if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
}
