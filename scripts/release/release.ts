/** What a release is checked against: the project, the target that it goes to, and what was waived. */
import { parse, resolve } from "../../codegen/index.ts";
import type { Model } from "../../codegen/model.ts";
import { formatProblems, type Problem } from "../../codegen/problem.ts";
import { StepFailed } from "../steps.ts";

/** Where the secrets of the target are. */
export interface Target {
  /** A file of variables, or a folder in which each secret is a file. */
  readonly kind: "env-file" | "secrets-dir";
  /** Absolute. */
  readonly path: string;
}

export interface Release {
  /** Root of the project, absolute. */
  readonly root: string;
  /** Of the running service; undefined: it was not given. */
  readonly url: string | undefined;
  /** /metrics of each instance. */
  readonly metricsUrls: readonly string[];
  readonly target: Target | undefined;
  /** Write nothing. */
  readonly dryRun: boolean;
  /** The program of this name runs the tests of the rules. */
  readonly promtool: string;
  /** The registry that is asked for advisories; undefined: the one that npm is configured with. */
  readonly registry: string | undefined;
  /** Which files of rule tests are run, by their name. */
  readonly ruleTests: (name: string) => boolean;
}

/** The contract of the project. Throws StepFailed with everything that keeps it from being read. */
export async function readModel(root: string): Promise<Model> {
  const { contract, problems } = await parse(`${root}/spec`, "spec");
  const resolved = contract && resolve(contract);
  if (!resolved?.model)
    throw new StepFailed(formatProblems([...problems, ...(resolved?.problems ?? [])], "text").trimEnd());
  return resolved.model;
}

/** Throws StepFailed with all of them, if there are any. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new StepFailed(formatProblems(problems, "text").trimEnd());
}
