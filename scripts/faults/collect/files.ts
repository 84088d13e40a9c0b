/** What lies in the media and beside it, to the byte. */
import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileFact } from "../evidence.ts";
import type { StageSecrets } from "../stage.ts";

/** What of the files is known before they are read. */
export interface KnownFiles {
  readonly secrets: StageSecrets;
  /** The pictures that were read already, by their paths; one that has not changed since is not read again. */
  readonly filesBefore: Map<string, FileFact>;
}

/** So many files are open at once. */
const FILES_AT_ONCE = 64;

/** The files of the media, and where a secret stands in one of them. */
export async function readFiles(root: string, known: KnownFiles): Promise<{ files: FileFact[]; leaks: string[] }> {
  const files: FileFact[] = [];
  const leaks: string[] = [];
  const read = async (path: string) => {
    const found = await readFact(root, path, known.filesBefore);
    if (found === undefined) return;
    files.push(found.fact);
    if (found.bytes !== undefined) leaks.push(...leaksIn(path, found.bytes.toString("latin1"), known.secrets));
  };
  const paths = await filesBelow(root);
  for (let at = 0; at < paths.length; at += FILES_AT_ONCE)
    await Promise.all(paths.slice(at, at + FILES_AT_ONCE).map(read));
  for (const fact of files) known.filesBefore.set(fact.path, fact);
  return { files, leaks };
}

/** Everything below it that is no folder. */
export async function filesBelow(root: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

/** undefined for what has gone meanwhile; without its bytes when they were read before. */
async function readFact(root: string, path: string, before: ReadonlyMap<string, FileFact>) {
  try {
    const found = await lstat(path);
    const seen = {
      ...{ path: path.slice(root.length + 1), isRegular: found.isFile(), mode: found.mode & 0o777 },
      ...{ sizeBytes: found.size, modifiedMs: found.mtimeMs },
    };
    const last = before.get(seen.path);
    if (last?.modifiedMs === seen.modifiedMs && last.sizeBytes === seen.sizeBytes)
      return { fact: { ...seen, sha256: last.sha256 } };
    const bytes = found.isFile() ? await readFile(path) : Buffer.alloc(0);
    return { fact: { ...seen, sha256: hashOf(bytes) }, bytes };
  } catch (error) {
    // The health check's own file comes and goes.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Which secrets stand in this text: one line each, without the secret. */
export function leaksIn(place: string, text: string, secrets: StageSecrets): string[] {
  return Object.entries(secrets).flatMap(([name, value]) => (text.includes(value) ? [`${place} holds ${name}`] : []));
}

/** SHA-256, in hexadecimal. */
export function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
