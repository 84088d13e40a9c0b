/** Replaces files as a whole, several together: whoever looks finds the old text or the new one, never half of it. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

interface Pending {
  readonly path: string;
  readonly beside: string;
  /** undefined: there is no such file yet. */
  readonly old: string | undefined;
}

/**
 * Writes the texts (path from `root` → text) beside their places, and only when all are written renames them; files that
 * have their text already are left alone. Throws what the file system refuses; then every path is as it was.
 */
export async function writeFilesWhole(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  const pending: Pending[] = [];
  const placed: Pending[] = [];
  try {
    for (const [name, text] of files) {
      const path = join(root, name);
      const old = await readFile(path, "utf8").catch((cause: unknown) => {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
        throw cause;
      });
      if (old === text) continue;
      const beside = `${path}.${randomBytes(4).toString("hex")}.tmp`;
      pending.push({ path, beside, old });
      await mkdir(dirname(path), { recursive: true });
      await writeFile(beside, text, { flag: "wx" });
    }
    for (const one of pending) {
      await rename(one.beside, one.path);
      placed.push(one);
    }
  } catch (cause) {
    for (const { path, old } of placed) await (old === undefined ? rm(path) : writeFile(path, old));
    throw cause;
  } finally {
    for (const { beside } of pending) await rm(beside, { force: true });
  }
}
