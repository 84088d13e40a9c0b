/** What the smoke test takes from the environment: secrets, and where the data of this host are. Asked for when needed. */
import {
  type Config,
  type ConfigProblem,
  type Variable,
  type VariableName,
  variables,
} from "../../generated/config.ts";
import { type EnvSource, loadEnv, readConfig } from "../../src/env.ts";
import { StepFailed } from "../steps.ts";

export interface Environment {
  readonly warnings: readonly string[];
  /** The value of a secret, "" when it may be missing and is. Throws StepFailed with what is wrong with it. */
  secret(name: "INGEST_PASSWORD" | "METRICS_TOKEN"): string;
  /** The configuration without its secrets. Throws StepFailed with everything that is wrong with it. */
  storage(): Config;
  /** The text without any secret that stands in it. */
  withoutSecrets(text: string): string;
}

const declared: readonly Variable[] = variables;
const variableNames: ReadonlySet<string> = new Set(variables.map(({ name }) => name));
const secretNames = variables.filter(({ secret }) => secret).map(({ name }) => name);
/** The contract lets the metrics token be so short that it stands in any text by chance. */
const SHORTEST_SECRET = 8;

/** Reads the environment once. A problem is no reason to stop before the step that needs what is wrong. */
export function readEnvironment(source: EnvSource): Environment {
  const { record, warnings } = loadEnv(source);
  const full = readConfig(source);
  const problems = "config" in full ? [] : full;
  const spared = readConfig({ ...source, withoutSecrets: true });
  const secrets = secretNames.map((name) => record[name] ?? "").filter((text) => text.length >= SHORTEST_SECRET);
  return {
    warnings,
    secret(name: VariableName) {
      // A file with a fault is a problem under its own name: nothing that stands in it is used.
      const names = namesOf(name);
      const found = problems.filter((problem) => names.includes(problem.name) || !variableNames.has(problem.name));
      if (found.length > 0) throw new StepFailed(problemText(found));
      return names.map((one) => record[one] ?? "").find((text) => text !== "") ?? "";
    },
    storage() {
      if ("config" in spared) return spared.config;
      throw new StepFailed(problemText(spared));
    },
    withoutSecrets: (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "…"), text),
  };
}

/** Of a variable: its own name, and the old ones that count until their sunset. */
function namesOf(name: string): string[] {
  return [name, ...declared.filter(({ deprecated }) => deprecated?.renamedTo === name).map((old) => old.name)];
}

function problemText(problems: readonly ConfigProblem[]): string {
  const advice = "Give the variables of the service: in the environment, in .env, or with --env-file.";
  return [...problems.map(({ message }) => message), advice].join("\n");
}
