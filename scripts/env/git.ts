/** What git has of the files of an installation, and what it would take. */

import { realpath } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";
import { askGit, envFilesInGit, type GitPlace, placesOf, repositoryAbove } from "../git.ts";

interface InGit {
  readonly findings: readonly string[];
  /** What was looked at. */
  readonly summary: string;
}

/** Looks into the repository of `folder`, and into that of each of the files. */
export async function findInGit(folder: string, files: readonly string[]): Promise<InGit> {
  const byRepository = new Map<string, string[]>();
  for (const [where, file] of [[folder, undefined] as const, ...files.map((path) => [dirname(path), path] as const)]) {
    const root = await repositoryAbove(where).catch(() => undefined);
    if (root === undefined) continue;
    const own = byRepository.get(root) ?? [];
    if (file !== undefined) own.push(relative(root, `${await realpath(where)}/${basename(file)}`));
    byRepository.set(root, own);
  }
  const findings: string[] = [];
  for (const [root, own] of byRepository) findings.push(...(await findIn(root, own)));
  const roots = [...byRepository.keys()];
  return { findings, summary: roots.length === 0 ? "no git repository" : `nothing of it in git (${roots.join(", ")})` };
}

async function findIn(root: string, own: readonly string[]): Promise<string[]> {
  const shallow = (await askGit(root, "rev-parse", "--is-shallow-repository"))?.trim();
  const envFiles = await envFilesInGit(root);
  const ownFiles =
    own.length === 0
      ? []
      : await placesOf(
          root,
          own.map((path) => `:(literal)${path}`),
        );
  if (envFiles === undefined || ownFiles === undefined || shallow === undefined) {
    return [`${root}: is a git repository that cannot be looked into; install git, or run: git -C ${root} status`];
  }
  const lines = [...envFiles, ...ownFiles].map(
    ({ path, where }) => `${root}/${path}: is in ${where}; ${advice(path, where)}`,
  );
  if (shallow === "true")
    lines.push(`${root}: this clone has not the whole history; run: git -C ${root} fetch --unshallow`);
  return lines;
}

function advice(path: string, where: GitPlace["where"]): string {
  if (where === "the index")
    return `run: git rm --cached ${path}, and change the secrets in it if it was ever committed`;
  if (where === "the history") {
    return "whoever has a clone has it: change every secret in it, then take it out with git filter-repo";
  }
  return "the next `git add` takes it: put it outside, or its name into .gitignore";
}
