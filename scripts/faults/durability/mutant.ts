/** The service with one line of it replaced, to show that a fault would be seen. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { trackedFiles } from "../../testkit/tracked-files.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** What is replaced, once, in which file. */
export interface Mutation {
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Mutant {
  /** For Stage.start. */
  readonly project: string;
  remove(): Promise<void>;
}

/** A copy of the sources with the mutation in it. Throws when the text that it replaces is not there exactly once. */
export async function createMutant({ file, from, to, says }: Mutation): Promise<Mutant> {
  // Below the checkout, so that node finds its packages by walking up; git ignores it.
  await mkdir(join(ROOT, "data"), { recursive: true });
  const project = await mkdtemp(join(ROOT, "data", "mutant-"));
  for (const path of await trackedFiles(ROOT, "src", "generated", "package.json")) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await cp(join(ROOT, path), join(project, path));
  }
  const text = await readFile(join(project, file), "utf8");
  if (text.split(from).length !== 2) {
    throw new Error(`The mutant "${says}" cannot be made: ${file} must have ${JSON.stringify(from)} exactly once.`);
  }
  await writeFile(
    join(project, file),
    text.replace(from, () => to),
  );
  return { project, remove: () => rm(project, { recursive: true, force: true }) };
}
