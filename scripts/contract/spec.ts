/** Which contract a command is about, and the project around it. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Repeated } from "../../codegen/evolution/gate.ts";
import { CONTRACT_FILES } from "../../codegen/index.ts";
import { readIfExists } from "../../codegen/load.ts";
import type { Model } from "../../codegen/model.ts";
import { UsageError } from "../command.ts";
import { releaseDates } from "../memory/changelog.ts";

/** The contract of this project. */
export const SPEC = fileURLToPath(new URL("../../spec", import.meta.url));

/** The folder of a contract; throws a UsageError for one that is none. */
export function specFolder(path: string): string {
  const folder = resolve(path);
  if (existsSync(join(folder, CONTRACT_FILES.version))) return folder;
  throw new UsageError(`--spec ${path}: there is no ${CONTRACT_FILES.version} in it.`);
}

/** Below the working directory a relative path, as people type it; else the absolute one. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return (below === "" ? "." : below.startsWith("..") ? path : below).split(sep).join("/");
}

/** Where files of the project repeat the contract's version. */
const COPIES: readonly (readonly [file: string, version: RegExp])[] = [
  ["package.json", /^ {2}"version": "([^"]*)"/m],
  ["package-lock.json", /^ {2}"version": "([^"]*)"/m],
  [".memory/INDEX.yaml", /^version: *["']?([^\s"'#]*)/m],
];

/** The versions that files around the contract repeat; those of files that are there. */
export async function repeatedVersions(root: string): Promise<Repeated[]> {
  const found = COPIES.map(async ([file, pattern]): Promise<Repeated[]> => {
    const text = await readIfExists(join(root, file));
    const match = text ? pattern.exec(text) : null;
    if (!text || !match) return [];
    const start = match.index + match[0].lastIndexOf(match[1] ?? "");
    const source = { path: shownPath(join(root, file)), text };
    return [{ file, version: match[1] ?? "", at: { source, start, end: start + (match[1] ?? "").length } }];
  });
  return (await Promise.all(found)).flat();
}

/** Files that VERSION.json names as changed and that are not there. */
export function missingFiles({ version: { changes } }: Model, root: string): string[] {
  const named = new Set(changes.flatMap(({ artifacts }) => artifacts));
  return [...named].filter((file) => !existsSync(join(root, file)));
}

/** The day on which a version was released, by the changelog. */
export async function releaseDay(root: string, version: string): Promise<string | undefined> {
  return releaseDates((await readIfExists(join(root, "CHANGELOG.md"))) ?? "").get(version);
}

/** The folder around a contract's folder. */
export function rootOf(spec: string): string {
  return dirname(spec);
}
