/** Git asked about a folder, where no answer is an answer, too. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Without what a git hook sets: it would lead to the repository of the hook, whatever the folder is. */
export function ownRepository(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, ...rest } = process.env;
  return rest;
}

/** What git prints; undefined when it fails: there is no such revision, file or repository, or no git. */
export async function askGit(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  const options = { maxBuffer: Number.POSITIVE_INFINITY, env: ownRepository() };
  return await run("git", ["-C", folder, ...args], options).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

/** The commit that a revision names; undefined when there is none. */
export async function commitOf(folder: string, revision: string): Promise<string | undefined> {
  const found = await askGit(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  return found?.trim();
}
