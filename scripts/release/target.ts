/** The steps on the target's secrets: the names that are given, and what is behind them. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { formersOf, isRenamed } from "../../codegen/deprecated.ts";
import { suggest } from "../../codegen/schema.ts";
import { loadEnv, readConfig } from "../../src/env.ts";
import { readPrivateFile } from "../../src/private-file.ts";
import { isStandIn } from "../../src/secret-rules.ts";
import { EXAMPLE } from "../git.ts";
import { StepFailed } from "../steps.ts";
import { filesWith } from "./git.ts";
import { type Release, readModel, type Target } from "./release.ts";

/** What is given, as a process would find it in its environment: the secrets of a folder as NAME_FILE. */
export interface Given {
  readonly names: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Reasons not to trust the file of variables. */
  readonly faults: readonly string[];
}

const MISSING = "not checked: give --env-file FILE or --secrets-dir DIR of the target, or waive this step by its name";

/** Throws StepFailed when there is no target, or it cannot be read. */
export async function readTarget(target: Target | undefined): Promise<Given> {
  if (target === undefined) throw new StepFailed(MISSING);
  const { kind, path } = target;
  if (kind === "secrets-dir") return await readFolder(path);
  const file = readPrivateFile(path, false);
  if (file.text === undefined) throw new StepFailed(file.error ?? `${path}: cannot be read`);
  const env = Object.fromEntries(Object.entries(parseEnv(file.text)).map(([name, text = ""]) => [name, text]));
  return { names: Object.keys(env), env, faults: file.faults };
}

/** A file `ingest_password` or `INGEST_PASSWORD` is the secret of that name, as Docker mounts it. */
async function readFolder(folder: string): Promise<Given> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new StepFailed(`--secrets-dir: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  const env = Object.fromEntries(files.map((file) => [`${file.toUpperCase()}_FILE`, join(folder, file)]));
  return { names: files.map((file) => `${file.toUpperCase()}_FILE`), env, faults: [] };
}

/** The names are those of the example, all that are required are there, none twice, and no value is a stand-in. */
export async function checkNames({ root, target }: Release): Promise<string> {
  const { names, env } = await readTarget(target);
  const example = Object.keys(parseEnv(await readFile(join(root, EXAMPLE), "utf8")));
  const { config = [] } = await readModel(root);
  const secrets = config.filter(({ secret }) => secret).map(({ name }) => name);
  const files = secrets.map((name) => `${name}_FILE`);
  const known = target?.kind === "secrets-dir" ? files : [...example, ...files];
  const isGiven = (name: string) => (env[name] ?? "") !== "";
  const isThere = (name: string) => isGiven(name) || isGiven(`${name}_FILE`);
  // An old name is as good as the new one until its sunset, and never asked for itself.
  const required = config.filter((variable) => variable.required && !isRenamed(variable));
  const faults = [
    ...names
      .filter((name) => !known.includes(name))
      .map((name) => `${shown(name, target)} is no name of ${EXAMPLE}. ${suggest(name, known)}`),
    ...names
      .filter((name, i) => names.indexOf(name) !== i)
      .map((name) => `${shown(name, target)} is there in capitals and in small letters: keep one of the files.`),
    ...required
      .filter((variable) => ![variable, ...formersOf(variable, config)].some(({ name }) => isThere(name)))
      .map(({ name }) => `${name} is missing: set it, or ${name}_FILE.`),
    ...secrets
      .filter((name) => isGiven(name) && isGiven(`${name}_FILE`))
      .map((name) => `${name} and ${name}_FILE are both set: keep one of them.`),
    ...secrets
      .filter((name) => isStandIn(name, env[name] ?? ""))
      .map((name) => `${name} is a stand-in, not a secret: put the real value there.`),
  ];
  if (faults.length > 0) throw new StepFailed([target?.path, ...faults].join("\n"));
  return `${names.length} names, all of them in ${EXAMPLE}, and every required one`;
}

function shown(name: string, target: Target | undefined): string {
  return target?.kind === "secrets-dir" ? `The file ${name.replace(/_FILE$/, "").toLowerCase()}` : name;
}

/** Each secret is a regular file of the right mode and owner, or stands in one; the service takes its value; git has it not. */
export async function checkSecrets({ root, target }: Release): Promise<string> {
  const { env, faults } = await readTarget(target);
  const { config = [] } = await readModel(root);
  const { problems, record } = await asService(env);
  const secrets = config.filter(({ name, secret }) => secret && record[name] !== undefined).map(({ name }) => name);
  const known = await inRepository(
    root,
    secrets.map((name) => record[name] ?? ""),
  );
  const all = [
    ...faults,
    ...problems,
    ...known.map(
      (path) =>
        `${path} holds the value of a secret of the target, now or in the history: have it changed, then take it out.`,
    ),
  ];
  if (all.length > 0) throw new StepFailed(all.join("\n"));
  return `${secrets.join(", ")}: there, readable by their owner alone, and in no file of the repository, now or in its history`;
}

/** What the service of a production installation finds wrong with this environment, and the values that it takes from it. */
async function asService(
  given: Readonly<Record<string, string>>,
): Promise<{ readonly problems: readonly string[]; readonly record: Readonly<Record<string, string>> }> {
  const { NODE_ENV: kind = "" } = given;
  const { CREDENTIALS_DIRECTORY } = process.env;
  // The service of a developer only warns of what is a refusal elsewhere.
  const nodeEnv = ["", "development", "test"].includes(kind) ? "production" : kind;
  const env = { CREDENTIALS_DIRECTORY, ...given, NODE_ENV: nodeEnv };
  // No .env of this folder is part of the target.
  const folder = await mkdtemp(join(tmpdir(), "release-"));
  try {
    const result = readConfig({ env, folder });
    const { record } = loadEnv({ env, folder });
    return { problems: "config" in result ? [] : result.map(({ message }) => message), record };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Shorter ones, and the place of an embedded database, stand in files by chance. */
const SHORTEST = 8;
const EMBEDDED = /^sqlite:/;

/** Files that hold one of the values, or once held it. */
async function inRepository(root: string, values: readonly string[]): Promise<string[]> {
  const searched = values.filter((text) => text.length >= SHORTEST && !EMBEDDED.test(text));
  return searched.length === 0 ? [] : await filesWith(root, searched);
}
