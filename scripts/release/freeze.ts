/** The last step: the contract of this version is frozen, told in the changelog and listed in the index. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RELEASES } from "../../codegen/evolution/releases.ts";
import { addRelease } from "../memory/changelog.ts";
import { INDEX_FILE, indexText } from "../memory/index-file.ts";
import { readVersion } from "../memory/version.ts";
import { writeFilesWhole } from "../memory/write-files.ts";
import { StepFailed } from "../steps.ts";
import { type Release, readModel } from "./release.ts";

const CHANGELOG_FILE = "CHANGELOG.md";

/** Where the contract of a version is kept: the bytes of `Model.snapshot`, whose sha256 is the contract's digest. */
export function frozenPath(version: string): string {
  return `spec/${RELEASES}/${version}.json`;
}

/** Writes the three files, or with dryRun says what it would write. What is there already and right is left alone. */
export async function freeze({ root, dryRun }: Pick<Release, "root" | "dryRun">): Promise<string> {
  const { snapshot, digest } = await readModel(root);
  const version = await readVersion(root);
  const frozen = frozenPath(version.version);
  const read = (path: string) => readAsIs(join(root, path));
  const existing = await read(frozen);
  if (existing !== undefined && existing !== snapshot) {
    throw new StepFailed(
      `${frozen} is there and holds another contract: ${version.version} has been released. Run \`npm run contract -- bump\`.`,
    );
  }
  const files = new Map([
    [frozen, snapshot],
    [CHANGELOG_FILE, addRelease((await read(CHANGELOG_FILE)) ?? "", version)],
    [INDEX_FILE, await indexText(root, new Map([[frozen, snapshot]]))],
  ]);
  const current = await Promise.all(
    [...files].map(async ([path, text]) => ((await read(path)) === text ? [] : [path])),
  );
  const changed = current.flat();
  if (changed.length > 0 && !dryRun) await writeFilesWhole(root, files);
  const done = `${version.version} is frozen, digest ${digest.slice(0, 12)}`;
  if (changed.length === 0) return `${done}; everything was there already`;
  return `${dryRun ? "nothing written; would write" : `${done}; wrote`} ${changed.join(", ")}`;
}

/** undefined when there is no such file. */
async function readAsIs(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}
