/** env -- check: everything that is wrong with a file of variables and its secrets. */
import { resolve } from "node:path";
import { suggest } from "../../codegen/schema.ts";
import { variables } from "../../generated/config.ts";
import { type EnvSource, loadEnv, readConfig } from "../../src/env.ts";
import { readPrivateFile } from "../../src/private-file.ts";
import { secretNames } from "../../src/secret-rules.ts";
import { exitCodes, parseOptions } from "../command.ts";
import type { EnvCommand } from "./command.ts";
import { findInGit } from "./git.ts";
import { manifestPath } from "./manifest.ts";

export const checkCommand: EnvCommand = {
  verb: "check",
  does: "everything that is wrong with the file, its secrets, and where they lie",
  help: `Usage: npm run env -- check [--env-file FILE]

Prints everything that is wrong, a line each: what, where, and what to do; never the value of a secret. It judges as a
service with NODE_ENV=production does at its start, whatever NODE_ENV is, and looks into git besides:

  - .env, its manifest and the files that NAME_FILE lines name: regular files, no links, mode 0600 or 0400, of the user
    who runs this, in a folder where neither its group nor others may write. A file in /run/secrets or
    $CREDENTIALS_DIRECTORY may be readable by all, as Docker and systemd mount it; no other may.
  - the names: those that the contract requires are there, and none that it does not know
  - the values: within the bounds of the contract; no secret that stands in for one, is easy to guess, is given twice as
    NAME and NAME_FILE, or serves two variables; a file of a secret is one line of text
  - git: no .env* but .env.example, and none of these files, is in the index, in the work tree without being ignored, or
    anywhere in the history

Without --env-file it reads what a service started here would: the environment of this process, then .env in this folder.
With it, that file and nothing else. Run it as the user of the service.

  --env-file FILE  the file of variables
  --help           print this

Exit code: 0 good, 1 something is wrong, 2 wrong usage, 3 could not run.`,
  async run(args) {
    const { values } = parseOptions({ args, options: { "env-file": { type: "string" } } });
    const { findings, warnings, summary } = await checkEnv(values["env-file"]);
    const lines = [...warnings.map((line) => `warning: ${line}`), ...findings];
    process.stdout.write(lines.map((line) => `${line}\n`).join(""));
    if (findings.length > 0) process.stdout.write(`${findings.length} to mend.\n`);
    else process.stdout.write(`${summary}\n`);
    return findings.length > 0 ? exitCodes.found : exitCodes.good;
  },
};

interface Checked {
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
  readonly summary: string;
}

async function checkEnv(envFile: string | undefined): Promise<Checked> {
  const { CREDENTIALS_DIRECTORY } = process.env;
  const source: EnvSource = {
    ...(envFile !== undefined && { env: { CREDENTIALS_DIRECTORY }, envFile: resolve(envFile) }),
    strict: true,
  };
  const loaded = loadEnv(source);
  const config = readConfig(source);
  const problems = "config" in config ? [] : config.map(({ message }) => message);
  const envFiles = loaded.files.filter(({ secret }) => secret === undefined).map(({ path }) => path);
  const manifests = envFiles.map(manifestPath).filter((path) => readPrivateFile(path, false).missing !== true);
  const paths = [...new Set([...loaded.files.map(({ path }) => resolve(path)), ...manifests])];
  const git = await findInGit(process.cwd(), paths);
  const unknown = loaded.unknown.map(
    ({ path, name }) => `${path}: ${name} is no variable of this service. ${meant(name)}`,
  );
  const manifestFaults = manifests.flatMap((path) => readPrivateFile(path, false).faults);
  const secrets = secretNames.filter((name) => loaded.record[name] !== undefined);
  return {
    // Those stand among the findings, with a suggestion.
    warnings: loaded.warnings.filter((line) => !loaded.unknown.some(({ warning }) => warning === line)),
    findings: [...new Set([...problems, ...manifestFaults, ...unknown, ...git.findings])],
    summary: `Good: ${envFiles.join(", ") || "the environment alone"}, with ${secrets.join(", ")}; ${git.summary}.`,
  };
}

function meant(name: string): string {
  const known = [...variables.map((variable) => variable.name), ...secretNames.map((secret) => `${secret}_FILE`)];
  return suggest(name, known);
}
