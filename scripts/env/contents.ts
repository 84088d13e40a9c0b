/** A file of variables with everything that it leads to: its secrets, and the files that hold them. */
import { resolve } from "node:path";
import { loadEnv, type SourceFile } from "../../src/env.ts";
import { secretNames } from "../../src/secret-rules.ts";
import { CannotRun } from "../command.ts";

export interface EnvContents {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Values by the name of the variable, those from files among them. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The files that NAME_FILE names. */
  readonly secretFiles: readonly Required<SourceFile>[];
}

/**
 * Reads them once, as the service would; nothing of this process's own environment is in it. Modes and owners are not
 * judged here. Throws CannotRun, a line each, for what cannot be read.
 */
export function readContents(envFile: string): EnvContents {
  const path = resolve(envFile);
  const { CREDENTIALS_DIRECTORY } = process.env;
  const { record, problems, files } = loadEnv({ env: { CREDENTIALS_DIRECTORY }, envFile: path, strict: false });
  if (problems.length > 0) throw new CannotRun(problems.map(({ message }) => message).join("\n"));
  const bytes = files.find((file) => file.secret === undefined)?.bytes;
  if (bytes === undefined) throw new CannotRun(`${path}: cannot be read`);
  const secrets = new Map(Object.entries(record).filter(([name]) => secretNames.includes(name)));
  const secretFiles = files.flatMap(({ secret, ...file }) => (secret === undefined ? [] : [{ secret, ...file }]));
  return { path, bytes, secrets, secretFiles };
}
