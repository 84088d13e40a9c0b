/** VERSION.json as the records of a release read it: by its schema, without the rest of the contract. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CONTRACT_FILES } from "../../codegen/index.ts";
import { parseText } from "../../codegen/load.ts";
import type { Change, Version } from "../../codegen/model.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { checkSchema } from "../../codegen/schema.ts";

/** What VERSION.json says. */
export interface PlainVersion extends Omit<Version, "at" | "changes"> {
  readonly changes: readonly Omit<Change, "at">[];
}

/** Where it lies below the root of a project. */
export const VERSION_FILE = `spec/${CONTRACT_FILES.version}`;

/** Throws an Error with every fault at its line when the file is missing or is not by its schema. */
export async function readVersion(root: string): Promise<PlainVersion> {
  const text = await readFile(join(root, VERSION_FILE), "utf8").catch((cause: unknown) => {
    throw new Error(`${VERSION_FILE} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  const { document, problems } = parseText({ path: VERSION_FILE, text });
  const found = document === undefined ? problems : checkSchema(document, "version");
  if (document === undefined || found.length > 0) throw new Error(formatProblems(found, "text").trimEnd());
  // By its schema.
  return document.value as PlainVersion;
}
