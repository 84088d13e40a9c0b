/** A fresh clone of this repository, as a newcomer has it. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { trackedFiles } from "./tracked-files.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

export interface Clone {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies what git would give, uncommitted changes included, and makes it a repository of one commit. */
export async function freshClone(): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), "phc-clone-"));
  for (const path of await trackedFiles(ROOT)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(ROOT, path), join(folder, path));
  }
  const git = (...args: readonly string[]) =>
    run("git", ["-c", "user.name=clone", "-c", "user.email=clone@example.org", ...args], { cwd: folder });
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-q", "-m", "clone");
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
