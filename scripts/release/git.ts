/** The steps on git: what it ignores, what it holds, and what it once held. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseEnv } from "node:util";
import { EXAMPLE, envFilesInGit, historyOf, ownRepository, pathsIn } from "../git.ts";
import { StepFailed } from "../steps.ts";
import { runCommand } from "./command.ts";
import { type Release, readModel } from "./release.ts";

/** Kinds of names that must be ignored, wherever they lie. */
const IGNORED = [
  ".env",
  ".env.local",
  ".env.production",
  ".env.staging",
  ".env.bak",
  ".envrc",
  "spec/.env",
  "src/.env.local",
];

interface GitOptions {
  /** Exit codes that are answers; 0 alone unless given. */
  readonly codes?: readonly number[];
  readonly input?: string;
}

/** What git prints. Throws StepFailed with what it says when it exits with another code. */
export async function git(
  folder: string,
  args: readonly string[],
  { codes = [0], input = "" }: GitOptions = {},
): Promise<string> {
  const { exitCode, output, printed } = await runCommand("git", args, { folder, input, environment: ownRepository() });
  if (!codes.includes(exitCode)) throw new StepFailed(`git ${args[0]}: ${printed}`);
  return output;
}

/** The paths that git prints, each with a NUL behind it. */
export async function gitPaths(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string[]> {
  return pathsIn(await git(folder, args, options));
}

/** `.env*` is ignored by the project's own .gitignore, but for the example, in which no secret has a value. */
export async function checkIgnored({ root }: Release): Promise<string> {
  const faults = (await Promise.all(IGNORED.map((path) => ignoredBy(root, path)))).flatMap((pattern, i) =>
    pattern === undefined || pattern.startsWith("!")
      ? [`${IGNORED[i]} is not ignored: write .env* into .gitignore.`]
      : [],
  );
  const example = await ignoredBy(root, EXAMPLE);
  if (example !== undefined && !example.startsWith("!")) {
    faults.push(`${EXAMPLE} is ignored by ${example}: write !${EXAMPLE} below it into .gitignore.`);
  }
  faults.push(...(await exampleFaults(root)));
  if (faults.length > 0) throw new StepFailed(faults.join("\n"));
  return `.env* is ignored but ${EXAMPLE}, which holds no value of a secret`;
}

/** The pattern of a .gitignore that decides on a path. What only this machine ignores, or only this clone, does not count. */
async function ignoredBy(root: string, path: string): Promise<string | undefined> {
  const args = ["-c", "core.excludesFile=/dev/null", "check-ignore", "--verbose", "--no-index", "--", path];
  const [, source = "", pattern] = /^(.*?):\d+:(.*)\t/.exec(await git(root, args, { codes: [0, 1] })) ?? [];
  return basename(source) === ".gitignore" ? pattern : undefined;
}

async function exampleFaults(root: string): Promise<string[]> {
  const text = await readFile(join(root, EXAMPLE), "utf8").catch(() => undefined);
  if (text === undefined) return [`${EXAMPLE} cannot be read. Run \`npm run codegen\`.`];
  const { config = [] } = await readModel(root);
  // Also in a line that is commented out.
  const values = parseEnv(text.replace(/^\s*#\s*(?=\w+\s*=)/gm, ""));
  return config
    .filter(({ name, secret }) => secret && (values[name] ?? "") !== "")
    .map(({ name }) => `${EXAMPLE} holds a value of the secret ${name}: leave it empty, and have the secret changed.`);
}

/** How keys look that are given out by others: Google, OpenAI, and whatever is written as PEM. */
const KEYS = "(^|[^A-Za-z0-9_-])(AIza[0-9A-Za-z_-]{35}|sk-[A-Za-z0-9_-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----";

/** No `.env*` but the example, and no key, is in the index, in the work tree unignored, or in the history of any ref. */
export async function checkTracked({ root }: Release): Promise<string> {
  if ((await git(root, ["rev-parse", "--is-shallow-repository"])).trim() === "true") {
    throw new StepFailed("This clone has not the whole history. Run: git fetch --unshallow");
  }
  const envFiles = await envFilesInGit(root);
  if (envFiles === undefined) throw new StepFailed("git cannot list its files and its history.");
  const keys = await gitPaths(root, ["grep", "--untracked", "-lzE", "-e", KEYS], { codes: [0, 1] });
  const stagedKeys = await gitPaths(root, ["grep", "--cached", "-lzE", "-e", KEYS], { codes: [0, 1] });
  const pastKeys = await gitPaths(root, [...historyOf, "-E", `-G${KEYS}`]);
  const faults = [
    ...envFiles.map(({ path, where }) => `${path} is in ${where}.`),
    ...[...new Set([...keys, ...stagedKeys])].map((path) => `${path} holds what looks like a key.`),
    ...pastKeys.map((path) => `${path} held, in the history, what looks like a key.`),
  ];
  if (faults.length > 0) throw new StepFailed([...faults, ADVICE].join("\n"));
  const commits = (await git(root, ["rev-list", "--all", "--count"])).trim();
  return `no .env* but ${EXAMPLE} and no key, in the work tree and in ${commits} commits`;
}

const ADVICE =
  "Have every secret in it changed first: whoever has a clone has it. Then take it out (git filter-repo for the history).";

/** Ends a commit in what `pastFiles` reads. */
const COMMIT = "\0";

/**
 * What holds one of the texts, or once held it: paths of the index, of the work tree unless ignored, and of the history of
 * any ref, commit messages among them. No text stands in an argument, which every process of the machine can read.
 */
export async function filesWith(root: string, texts: readonly string[]): Promise<string[]> {
  const search = ["-lzF", "-f", "-"];
  const options = { codes: [0, 1], input: texts.join("\n") };
  const now = await gitPaths(root, ["grep", "--untracked", ...search], options);
  const staged = await gitPaths(root, ["grep", "--cached", ...search], options);
  const past = await pastFiles(root, (line) => texts.some((text) => line.includes(text)));
  return [...new Set([...now, ...staged, ...past])];
}

async function pastFiles(root: string, isIt: (line: string) => boolean): Promise<string[]> {
  const plain = ["--text", "--unified=0", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"];
  const format = ["--src-prefix=a/", "--dst-prefix=b/", `--format=%x00%n%B`];
  const log = await git(root, ["-c", "core.quotePath=false", "log", "--all", "-m", "-p", ...plain, ...format]);
  const found = new Set<string>();
  let place = "";
  for (const line of log.split("\n")) {
    if (line === COMMIT) place = "the message of a commit";
    else if (/^(---|\+\+\+) [ab]\//.test(line)) place = line.slice(6).replace(/\t$/, "");
    else if (isIt(line)) found.add(place);
  }
  return [...found];
}
