/** The files of a checkout as git sees them: tracked, or new and not ignored. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Paths from the root, with forward slashes, sorted; deleted files are left out. */
export async function trackedFiles(root: string, ...patterns: readonly string[]): Promise<string[]> {
  const list = async (...args: readonly string[]) => {
    const { stdout } = await run("git", ["ls-files", "-z", ...args, "--", ...patterns], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    return stdout.split("\0").filter((path) => path !== "");
  };
  const [present, deleted] = await Promise.all([list("--cached", "--others", "--exclude-standard"), list("--deleted")]);
  return [...new Set(present)].filter((path) => !deleted.includes(path)).sort();
}
