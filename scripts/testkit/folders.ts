/** Temp folders that go away with their test, and a hash that tells whether a tree has changed. */
import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A new folder for every test of the file or describe block; call the returned function inside the test. */
export function useTempFolder(): () => string {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phc-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** One hash over the names, kinds, modes and contents of everything below the folder but the files named `except`. */
export async function treeHash(folder: string, except: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  for await (const line of describeTree(folder, "", except)) hash.update(`${line}\n`);
  return hash.digest("hex");
}

async function* describeTree(root: string, below: string, except: readonly string[]): AsyncIterable<string> {
  const names = (await readdir(join(root, below))).filter((name) => !except.includes(name)).sort();
  for (const name of names) {
    const path = join(below, name);
    const found = await lstat(join(root, path));
    yield `${path} ${found.mode.toString(8)} ${await contentOf(join(root, path), found)}`;
    if (found.isDirectory()) yield* describeTree(root, path, except);
  }
}

async function contentOf(path: string, found: { isFile(): boolean; isSymbolicLink(): boolean }): Promise<string> {
  if (found.isSymbolicLink()) return await readlink(path);
  if (!found.isFile()) return "";
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
