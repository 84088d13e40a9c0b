/** The files of the operators' page as the build has left them: read once, known by their names alone. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Operations } from "../../../generated/routes.ts";

type FileType = Extract<Operations["consoleAsset"]["reply"], { status: 200 }>["contentType"];

/** A file and what it is compressed to; without a variant that would be larger. */
export interface ConsoleFile {
  readonly type: FileType;
  readonly plain: Buffer;
  readonly br?: Buffer | undefined;
  readonly gzip?: Buffer | undefined;
}

/** A page that was built. */
export interface ConsoleBuild {
  readonly page: Buffer;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

const types: Readonly<Record<string, FileType>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** As the build names its files: with a hash, so that a name always means the same bytes. */
const HASHED = /^[A-Za-z0-9_][A-Za-z0-9._-]*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/**
 * Reads a build; undefined when there is none, or not a whole one: a page without its script would be blank. What does not
 * belong to a page, or may change under its name, is not read and so is never served. Rejects when it cannot be read.
 */
export async function readConsole(folder: string): Promise<ConsoleBuild | undefined> {
  const page = await optional(join(folder, "index.html"));
  if (page === undefined) return undefined;
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const files = new Map<string, ConsoleFile>();
  for (const name of names) {
    const type = types[extname(name)];
    if (type === undefined || !HASHED.test(name)) continue;
    const path = join(folder, name);
    const [br, gzip] = [await optional(`${path}.br`), await optional(`${path}.gz`)];
    files.set(name, { type, plain: await readFile(path), br, gzip });
  }
  const named = [...page.toString().matchAll(/"\/console\/([^"]+)"/g)].map(([, name = ""]) => name);
  return named.every((name) => files.has(name)) ? { page, files } : undefined;
}

async function optional(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Where the build puts the page: beside the built service, and in dist/ of a checkout that runs from its sources. */
export function consoleFolder(): string {
  const root = join(import.meta.dirname, "../../..");
  const beside = join(root, "console");
  return existsSync(beside) ? beside : join(root, "dist/console");
}
