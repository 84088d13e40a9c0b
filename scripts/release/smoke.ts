/** The step on the running service: the smoke test, with the secrets of the target and of nobody else. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../generated/config.ts";
import { shellWord } from "../command.ts";
import { StepFailed } from "../steps.ts";
import { runCommand } from "./command.ts";
import type { Release, Target } from "./release.ts";
import { readTarget } from "./target.ts";

/** The arguments of the smoke test; undefined without a service. */
function smokeArguments({ url, metricsUrls, target }: Release): string[] | undefined {
  if (url === undefined) return undefined;
  const metrics = metricsUrls.flatMap((one) => ["--metrics-url", one]);
  const file = target?.kind === "env-file" ? ["--env-file", target.path] : [];
  return ["--url", url, ...metrics, ...file];
}

/** What a person types to do the same; the secrets of a folder are given by their paths. */
export function smokeCommand(release: Release): string {
  const { target } = release;
  const files = target?.kind === "secrets-dir" ? secretFiles(target.path) : [];
  const args = smokeArguments(release) ?? ["--url", "URL"];
  return [...files, "npm run smoke --", ...args.map(shellWord)].join(" ");
}

function secretFiles(folder: string): string[] {
  return variables
    .filter(({ secret }) => secret)
    .flatMap(({ name }) => [name, name.toLowerCase()].map((file) => [name, join(folder, file)] as const))
    .filter(([, path]) => existsSync(path))
    .map(([name, path]) => `${name}_FILE=${shellWord(path)}`);
}

/** The service at the address is of this contract and does its work. */
export async function checkService(release: Release): Promise<string> {
  const args = smokeArguments(release);
  if (args === undefined) {
    throw new StepFailed("not checked: give --url URL of the running service, or waive this step by its name");
  }
  const { exitCode, output, printed } = await runCommand("npm", ["run", "--silent", "smoke", "--", ...args], {
    folder: release.root,
    environment: await environmentOf(release.target),
  });
  if (exitCode !== 0) throw new StepFailed(`exit ${exitCode}\n${printed}`);
  return `the service does its work\n${output.trimEnd()}`;
}

/** This process's own, without what would stand in for something that the target gives: the environment beats a file. */
async function environmentOf(target: Target | undefined): Promise<NodeJS.ProcessEnv> {
  if (target === undefined) return process.env;
  const names: readonly string[] = variables
    .filter(({ secret }) => secret || target.kind === "env-file")
    .map(({ name }) => name);
  const own = Object.entries(process.env).filter(([name]) => !names.includes(name.replace(/_FILE$/, "")));
  const { env } = target.kind === "secrets-dir" ? await readTarget(target) : { env: {} };
  return { ...Object.fromEntries(own), ...env };
}
