/** The steps on the contract's version and on what is generated from it. */
import { today } from "../day.ts";
import { readVersion, VERSION_FILE } from "../memory/version.ts";
import { StepFailed } from "../steps.ts";
import { passingScript } from "./command.ts";
import type { Release } from "./release.ts";

/** VERSION.json is by its schema, says something, and is not of tomorrow. */
export async function checkVersion({ root }: Release): Promise<string> {
  const { version, date, summary } = await readVersion(root);
  if (summary.trim() === "")
    throw new StepFailed(`${VERSION_FILE}: the summary is empty. Say what this version is about.`);
  const latest = today();
  if (date > latest) {
    throw new StepFailed(
      `${VERSION_FILE}: the date ${date} is in the future; today is ${latest}. Write the day of the release.`,
    );
  }
  return `${version} of ${date}: ${summary}`;
}

export const GATE = ["check"];

/** The bump is large enough, and every copy of the version is the same. */
export async function checkBump({ root }: Release): Promise<string> {
  return await passingScript("contract", GATE, { folder: root });
}

export const DRIFT = ["--check", "--code", "src"];

/** Everything generated is what the contract gives. */
export async function checkGenerated({ root }: Release): Promise<string> {
  return await passingScript("codegen", DRIFT, { folder: root });
}
