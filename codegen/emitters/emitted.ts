/** For the emitters' tests: emitted files as a folder of modules that can be imported. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { OutputFile } from "../output.ts";

const NODE_MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));

export interface Emitted extends AsyncDisposable {
  readonly folder: string;
  /** Imports the module at an emitted path. */
  load(path: string): Promise<Record<string, unknown>>;
}

/** Writes the files into a temporary folder from which packages resolve as they do here. */
export async function writeEmitted(files: readonly OutputFile[]): Promise<Emitted> {
  const folder = await mkdtemp(join(tmpdir(), "emitted-"));
  await symlink(NODE_MODULES, join(folder, "node_modules"), "dir");
  await writeFile(join(folder, "package.json"), '{"type": "module"}');
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    folder,
    load: (path) => import(pathToFileURL(join(folder, path)).href),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
