/** The two sides of a diff: a released version, a folder or a git revision becomes a Model. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readRelease, releasedVersions } from "../../codegen/evolution/releases.ts";
import { BLUEPRINT_FILE, CONTRACT_FILES, parse, resolve } from "../../codegen/index.ts";
import type { Model } from "../../codegen/model.ts";
import { formatProblems, type Problem } from "../../codegen/problem.ts";
import { CannotRun, UsageError } from "../command.ts";
import { askGit, commitOf } from "../git.ts";

/** The contract that a word of the command line means: a release of `spec`, a folder, or a revision of `spec`'s repository. */
export async function readSide(word: string, spec: string): Promise<Model> {
  const versions = await releasedVersions(spec);
  const release = versions.includes(word) ? await readRelease(spec, word) : undefined;
  if (release && "model" in release) return release.model;
  if (release) throw refused(word, release);
  if (existsSync(join(word, CONTRACT_FILES.version))) return await compile(word, word);
  const commit = await commitOf(spec, word);
  if (commit !== undefined) return await atRevision(word, commit, spec);
  const released = versions.length === 0 ? "there is none yet" : versions.join(", ");
  throw new UsageError(
    `${word} is no released version (${released}), no folder laid out like spec/, and no git revision.`,
  );
}

/** The Model of a folder; throws CannotRun with everything that keeps it from being one. */
export async function compile(folder: string, shownAs: string): Promise<Model> {
  const { contract, problems } = await parse(folder, shownAs);
  const resolved = contract && resolve(contract);
  if (resolved?.model) return resolved.model;
  throw refused(shownAs, [...problems, ...(resolved?.problems ?? [])]);
}

function refused(word: string, problems: readonly Problem[]): CannotRun {
  return new CannotRun(`The contract of ${word} does not compile.\n${formatProblems(problems, "text")}`);
}

async function atRevision(word: string, commit: string, spec: string): Promise<Model> {
  const prefix = (await askGit(spec, "rev-parse", "--show-prefix"))?.trim() ?? "";
  const files = [...Object.values(CONTRACT_FILES), BLUEPRINT_FILE];
  const texts = await Promise.all(files.map((file) => askGit(spec, "show", `${commit}:${prefix}${file}`)));
  if (texts.every((text) => text === undefined)) {
    throw new UsageError(`${word} is a revision without a contract in ${prefix === "" ? "this folder" : prefix}.`);
  }
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  try {
    for (const [i, file] of files.entries()) {
      const text = texts[i];
      if (text === undefined) continue;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return await compile(folder, `${word}:${prefix.replace(/\/$/, "")}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
