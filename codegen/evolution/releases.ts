/** The frozen contracts of earlier releases, and the newest of them. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseSnapshot, resolve } from "../index.ts";
import { readIfExists } from "../load.ts";
import type { Model } from "../model.ts";
import { error, type Problem, type Source, wholeFile } from "../problem.ts";
import { compareVersions, parseVersion } from "../semver.ts";

/** Below the folder of a contract. */
export const RELEASES = "contracts/releases";

export interface Release {
  readonly version: string;
  readonly model: Model;
}

/** Versions that are frozen below a contract's folder, the oldest first. Files of other names are none. */
export async function releasedVersions(spec: string): Promise<string[]> {
  const names = await readdir(join(spec, RELEASES)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw cause;
  });
  return names
    .flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -".json".length)] : []))
    .filter((version) => parseVersion(version) !== undefined)
    .sort(compareVersions);
}

/** A release, or what is wrong with its file; undefined when there is no such version. */
export async function readRelease(
  spec: string,
  version: string,
  shownAs: string = spec,
): Promise<Release | readonly Problem[] | undefined> {
  const file = `${RELEASES}/${version}.json`;
  const path = `${shownAs}/${file}`;
  const text = await readIfExists(join(spec, file));
  if (text === undefined) return undefined;
  return releaseOf({ path, text: text ?? "" }, version);
}

/** The contract frozen in a text, which must be the one of this version. */
export function releaseOf(source: Source, version: string): Release | readonly Problem[] {
  const { contract, problems } = parseSnapshot(source);
  const resolved = contract && resolve(contract);
  const { model } = resolved ?? {};
  if (!model) return broken(source, [...problems, ...(resolved?.problems ?? [])]);
  if (model.version.version === version) return { version, model };
  const message = `${source.path} holds the contract of ${model.version.version}.`;
  return [error("release/renamed", wholeFile(source.path, source.text), message, RESTORE)];
}

const RESTORE = "Restore the file from the history; a release is never changed.";

function broken(source: Source, problems: readonly Problem[]): Problem[] {
  const [first] = problems;
  const reason = first ? `: ${first.message}` : ".";
  const message = `${source.path} cannot be read as a contract${reason}`;
  return [error("release/broken", wholeFile(source.path, source.text), message, RESTORE)];
}
