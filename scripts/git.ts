/** Git asked about a folder, where no answer is an answer, too. */
import { execFile } from "node:child_process";
import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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

/** The one `.env*` that git may hold: names without values. */
export const EXAMPLE = ".env.example";
const ENV_FILES = [":(glob)**/.env*", ":(glob)**/.env*/**"];
/** Every path that any commit of any ref touched, each with a NUL behind it. */
export const historyOf = ["log", "--all", "-m", "--full-history", "--format=", "--name-only", "-z"] as const;

/** The paths in what git printed, each with a NUL behind it; a log puts an end of line between commits. */
export function pathsIn(printed: string): string[] {
  const paths = printed.split("\0").map((path) => path.replace(/^\n+/, ""));
  return [...new Set(paths)].filter((path) => path !== "");
}

/** A path of a repository, where git has it or may take it from. */
export interface GitPlace {
  readonly path: string;
  readonly where: "the index" | "the work tree, not ignored" | "the history";
}

/** Each `.env*` but the example that a repository holds, held in any ref, or would take. Undefined when git cannot tell. */
export async function envFilesInGit(root: string): Promise<GitPlace[] | undefined> {
  return (await placesOf(root, ENV_FILES))?.filter(({ path }) => isEnvFile(path));
}

/** Where git has or may take what these pathspecs match. Undefined when git cannot tell. */
export async function placesOf(root: string, pathspecs: readonly string[]): Promise<GitPlace[] | undefined> {
  const cached = await askGit(root, "ls-files", "-z", "--cached", "--", ...pathspecs);
  const others = await askGit(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ...pathspecs);
  const past = await askGit(root, ...historyOf, "--", ...pathspecs);
  if (cached === undefined || others === undefined || past === undefined) return undefined;
  const told = (printed: string, where: GitPlace["where"]) => pathsIn(printed).map((path) => ({ path, where }));
  return [...told(cached, "the index"), ...told(others, "the work tree, not ignored"), ...told(past, "the history")];
}

/** The folder, or the nearest one above it, that holds a repository; also where there is no git to ask. */
export async function repositoryAbove(folder: string): Promise<string | undefined> {
  for (let above = await realpath(folder); ; above = dirname(above)) {
    const found = await lstat(join(above, ".git")).catch(() => undefined);
    if (found !== undefined) return above;
    if (above === dirname(above)) return undefined;
  }
}

/** A file, or something in a folder, that is called so, but for the example. */
function isEnvFile(path: string): boolean {
  const names = path.split("/").filter((name) => name.startsWith(".env"));
  return names.length > 1 || names.some((name) => name !== EXAMPLE || basename(path) !== EXAMPLE);
}
