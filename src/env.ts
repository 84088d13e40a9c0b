/** The only reader of the process environment: variables, .env files and secret files become the configuration. */

import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import {
  type Config,
  type ConfigProblem,
  configWarnings,
  parseConfig,
  type Variable,
  type VariableName,
  variables,
} from "../generated/config.ts";
import { folderFaults, isCredentialsFolder, readPrivateFile } from "./private-file.ts";
import { secretFaults, secretNames } from "./secret-rules.ts";

type Layer = Readonly<Record<string, string | undefined>>;

/** Where to read from; the defaults are this process's own. */
export interface EnvSource {
  readonly env?: Layer;
  /** Folder of .env and .env.local. */
  readonly folder?: string;
  /** A file in the place of both; unlike them it must be there. */
  readonly envFile?: string;
  /** What a command line says; it wins over everything else. */
  readonly given?: Layer;
  /** Judges as production does, whatever NODE_ENV says. */
  readonly strict?: boolean;
}

/** The variables by name, as text; `problems` are faults of files, each one a reason not to start. */
export interface LoadedEnv {
  readonly record: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly problems: readonly ConfigProblem[];
  /** Names in .env files that no variable has. */
  readonly unknown: readonly UnknownName[];
  /** Every file that was read, with the secret that it holds; a .env file has no such name. */
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  readonly path: string;
  readonly secret?: string;
  readonly bytes: Buffer;
}

interface UnknownName {
  readonly path: string;
  /** Or its line, where it does not look like a name. */
  readonly name: string;
  /** The line about it in `warnings`. */
  readonly warning: string;
}

interface Findings {
  readonly warnings: string[];
  readonly problems: ConfigProblem[];
  /** Modes and owners of files: problems in production and staging, warnings elsewhere. */
  readonly faults: ConfigProblem[];
  /** What only production and staging mind: a developer's folder and password are nobody's business. */
  readonly strictFaults: ConfigProblem[];
  readonly unknown: UnknownName[];
  readonly files: SourceFile[];
}

const declared: readonly Variable[] = variables;
/** What says where the data are: without one of them a script would work on other data than the service's. */
const placing: readonly string[] = [
  "DATABASE_URL",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
] satisfies VariableName[];
const known: ReadonlySet<string> = new Set([
  ...variables.map((variable) => variable.name),
  ...secretNames.map((name) => `${name}_FILE`),
]);

/**
 * Reads the process environment, which wins over .env, which wins over .env.local (development and test only). A layer
 * that sets a secret or its NAME_FILE hides both from the layers below it.
 */
export function loadEnv(source: EnvSource = {}): LoadedEnv {
  const env = source.env ?? process.env;
  const folder = source.folder ?? process.cwd();
  const findings: Findings = { warnings: [], problems: [], faults: [], strictFaults: [], unknown: [], files: [] };
  const dotEnv = readDotEnv(resolve(source.envFile ?? resolve(folder, ".env")), findings, source.envFile !== undefined);
  const nodeEnv = env["NODE_ENV"] || dotEnv["NODE_ENV"] || "development";
  const layers = [dotEnv, env];
  if (source.envFile === undefined && (nodeEnv === "development" || nodeEnv === "test")) {
    const { NODE_ENV: localNodeEnv, ...dotEnvLocal } = readDotEnv(resolve(folder, ".env.local"), findings, false);
    layers.unshift(dotEnvLocal);
    if (localNodeEnv && localNodeEnv !== "development" && localNodeEnv !== "test") {
      const message = `NODE_ENV=${localNodeEnv} in .env.local: that file is for development and test; set it in .env`;
      findings.problems.push({ name: "NODE_ENV", message });
    }
  }
  if (source.given !== undefined) layers.push(source.given);
  const record = mergeLayers(layers, env["CREDENTIALS_DIRECTORY"], findings);
  findings.warnings.push(...configWarnings(record));
  const strict = source.strict ?? (nodeEnv !== "development" && nodeEnv !== "test");
  if (strict) findings.problems.push(...findings.faults, ...findings.strictFaults, ...secretFaults(record));
  else findings.warnings.push(...findings.faults.map((fault) => fault.message));
  const { warnings, problems, unknown, files } = findings;
  return { record, warnings, problems, unknown, files };
}

function readDotEnv(path: string, findings: Findings, required: boolean): Layer {
  const file = readPrivateFile(path, false);
  if (file.missing && !required) return {};
  findings.faults.push(...file.faults.map((message) => ({ name: path, message })));
  findings.strictFaults.push(...folderFaults(path, false).map((message) => ({ name: path, message })));
  if (file.text === undefined) {
    findings.problems.push({ name: path, message: file.error ?? `${path}: cannot be read` });
    return {};
  }
  if (file.bytes !== undefined) findings.files.push({ path, bytes: file.bytes });
  const trouble = encodingTrouble(path, file.text);
  if (trouble !== undefined) findings.problems.push({ name: path, message: trouble });
  const layer: Layer = parseEnv(file.text.replace(MARK, ""));
  for (const name of openQuotes(file.text, layer)) {
    findings.faults.push({
      name: path,
      message: `${path}: the value of ${name} begins with a quote that nothing closes`,
    });
  }
  for (const name of Object.keys(layer).filter((key) => !known.has(key))) {
    const shown = showName(name, file.text);
    const warning = `${path}: ${shown} is no variable of this service; .env.example lists them`;
    findings.unknown.push({ path, name: shown, warning });
    findings.warnings.push(warning);
  }
  return layer;
}

/** Names whose values have kept their opening quote: half of a line is there, or a value is not what it was meant to be. */
function openQuotes(text: string, layer: Layer): string[] {
  const quoted = [...text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(["'`])/gm)];
  const open = quoted.filter(([, name = "", quote = ""]) => layer[name]?.startsWith(quote) === true);
  return [...new Set(open.map(([, name = ""]) => name))];
}

/** A byte-order mark. */
const MARK = /^\uFEFF/;

/** What an editor may have saved that looks right and is read otherwise: the first name, or secret, would have the mark in it. */
function encodingTrouble(path: string, text: string): string | undefined {
  if (MARK.test(text))
    return `${path}: begins with a byte-order mark, which editors do not show; save it as UTF-8 without`;
  return text.includes("\0") ? `${path}: must hold text in UTF-8` : undefined;
}

/** What does not look like a name may be a part of a secret that was broken over two lines, and is told by its line. */
function showName(name: string, text: string): string {
  if (/^[A-Z]+\d*(_[A-Z\d]+)*$/.test(name) || known.has(name.toUpperCase())) return name;
  return `line ${text.split("\n").findIndex((line) => line.includes(name)) + 1}`;
}

function mergeLayers(
  layers: readonly Layer[],
  credentials: string | undefined,
  findings: Findings,
): Record<string, string> {
  const record: Record<string, string> = {};
  for (const layer of layers) {
    for (const { name, secret } of variables) {
      const value = layer[name] || undefined;
      const file = (secret && layer[`${name}_FILE`]) || undefined;
      if (value === undefined && file === undefined) continue;
      if (value !== undefined && file !== undefined) {
        findings.problems.push({ name, message: `${name}: ${name}_FILE is set as well; set one of them` });
      }
      const text = value ?? readSecret(name, file ?? "", credentials, findings);
      if (text === undefined) delete record[name];
      else record[name] = text;
    }
  }
  return record;
}

function readSecret(
  name: string,
  path: string,
  credentials: string | undefined,
  findings: Findings,
): string | undefined {
  const mounted = isCredentialsFolder(path, credentials);
  const file = readPrivateFile(path, mounted);
  const told = (faults: readonly string[]) => faults.map((message) => ({ name, message: `${name}_FILE=${message}` }));
  findings.faults.push(...told(file.faults));
  findings.strictFaults.push(...told(folderFaults(path, mounted)));
  const text = file.text?.replace(/\r?\n$/, "");
  const trouble = file.error ?? secretTrouble(name, path, text ?? "");
  if (file.bytes !== undefined) findings.files.push({ path, secret: name, bytes: file.bytes });
  if (trouble === undefined) return text;
  findings.problems.push({ name, message: `${name}_FILE=${trouble}` });
  return undefined;
}

/** Several lines are a mistake, unless the variable has a pattern that lets them pass. */
function secretTrouble(name: string, path: string, text: string): string | undefined {
  if (text === "") return `${path}: is empty`;
  const encoding = encodingTrouble(path, text);
  if (encoding !== undefined) return encoding;
  const { pattern } = declared.find((variable) => variable.name === name) ?? {};
  const severalLines = pattern !== undefined && new RegExp(pattern, "u").test(text);
  return /[\r\n]/.test(text) && !severalLines ? `${path}: must hold one line of text` : undefined;
}

export interface ConfigOptions extends EnvSource {
  /**
   * For scripts that use no secret but those that lead to the data: what is wrong with the others is ignored, and required
   * ones get unguessable values.
   */
  readonly withoutSecrets?: boolean;
}

/** The configuration with what to warn of, or every problem of it. */
export function readConfig(
  options: ConfigOptions = {},
): { readonly config: Config; readonly warnings: readonly string[] } | readonly ConfigProblem[] {
  const loaded = loadEnv(options);
  const spared = options.withoutSecrets === true;
  const problems = loaded.problems.filter(
    ({ name }) => !spared || !secretNames.includes(name) || placing.includes(name),
  );
  const parsed = parseConfig(spared ? { ...loaded.record, ...unguessableSecrets() } : loaded.record);
  if (!Array.isArray(parsed)) return problems.length > 0 ? problems : { config: parsed, warnings: loaded.warnings };
  // A secret whose file is at fault is reported once, by its file.
  const reported = new Set(problems.flatMap((found) => [found.name, successorOf(found.name)]));
  return [...problems, ...parsed.filter((found) => !reported.has(found.name))];
}

/** The name that a variable was renamed to. */
function successorOf(name: string): string | undefined {
  return declared.find((variable) => variable.name === name)?.deprecated?.renamedTo;
}

/** One a secret: under its old name it is not set. */
function unguessableSecrets(): Record<string, string> {
  const required = variables.filter((variable) => variable.secret && variable.required);
  const value = (name: string) => (successorOf(name) === undefined ? randomBytes(32).toString("hex") : "");
  return Object.fromEntries(required.map(({ name }) => [name, value(name)]));
}

/** For processes: the configuration; or prints every problem, one a line, and exits 3. Warnings go to standard error. */
export function loadConfig(options: ConfigOptions = {}): Config {
  const result = readConfig(options);
  if (!("config" in result)) {
    for (const found of result) process.stderr.write(`${found.message}\n`);
    process.exit(3);
  }
  for (const warning of result.warnings) process.stderr.write(`warning: ${warning}\n`);
  return result.config;
}
