/** The step on the rules: real promtool reads them and runs their tests. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { testRules } from "../rules-mutate/promtool.ts";
import { StepFailed } from "../steps.ts";
import { runCommand } from "./command.ts";
import type { Release } from "./release.ts";

export const RULES = "generated/prometheus";

const isTest = (name: string) => name.startsWith("rules_test");

/** promtool has nothing against any file of rules, and every test of them passes. */
export async function checkRules({ root, promtool, ruleTests }: Release): Promise<string> {
  const folder = join(root, RULES);
  const names = (await readdir(folder)).filter((name) => /^rules.*\.ya?ml$/.test(name)).sort();
  const rules = names.filter((name) => !isTest(name));
  const tests = names.filter(isTest).filter(ruleTests);
  if (rules.length === 0 || tests.length === 0) {
    throw new StepFailed(
      `${RULES} has ${rules.length} files of rules and ${tests.length} files of their tests. Run \`npm run codegen\`.`,
    );
  }
  const checked = runCommand(promtool, ["check", "rules", ...rules], { folder }).catch((cause: Error) => {
    throw new StepFailed(`${cause.message}; Debian has it in the package prometheus`);
  });
  const { exitCode, printed } = await checked;
  if (exitCode !== 0) throw new StepFailed(printed);
  const failures = await Promise.all(tests.map((name) => failureOf(join(folder, name), promtool)));
  const failed = failures.filter((output) => output !== undefined);
  if (failed.length > 0) throw new StepFailed(failed.join("\n"));
  return `${rules.length} file(s) of rules, ${tests.length} file(s) of tests pass: ${[...rules, ...tests].join(", ")}`;
}

async function failureOf(file: string, promtool: string): Promise<string | undefined> {
  const { passed, output } = await testRules([file], promtool);
  return passed.has(file) ? undefined : output;
}
