/** The step on the running service: the smoke test, with the secrets of the target and of nobody else. */
import { variables } from "../../generated/config.ts";
import { StepFailed } from "../steps.ts";
import { passingScript } from "./command.ts";
import type { Release, Target } from "./release.ts";
import { readTarget } from "./target.ts";

/** The arguments of the smoke test; undefined without a service. */
export function smokeArguments({ url, metricsUrls, target }: Release): string[] | undefined {
  if (url === undefined) return undefined;
  const metrics = metricsUrls.flatMap((one) => ["--metrics-url", one]);
  const file = target?.kind === "env-file" ? ["--env-file", target.path] : [];
  return ["--url", url, ...metrics, ...file];
}

/** The service at the address is of this contract and does its work. */
export async function checkService(release: Release): Promise<string> {
  const args = smokeArguments(release);
  if (args === undefined) {
    throw new StepFailed("not checked: give --url URL of the running service, or waive this step by its name");
  }
  return await passingScript("smoke", args, { folder: release.root, environment: await environmentOf(release.target) });
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
