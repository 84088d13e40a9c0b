/** What is deprecated was so by this version, and stays for a while after it. */
import type { Model } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { compareVersions } from "../semver.ts";
import type { Check } from "./check.ts";
import { type Leaving, leaving } from "./deprecated.ts";

const id = "deprecated/dates";

export const deprecatedDates: Check = {
  id,
  explain: {
    what: "A deprecation is of a version that is yet to come, or its sunset is no later than the date of this version.",
    why: "People plan by the sunset. What is still there after it looks as if it could be relied on; what goes away on the day on which that is told breaks them.",
    wrong: "# version 1.4.0 of 2026-05-01\ndeprecated: {since: 1.5.0, renamed_to: queue_depth, sunset: 2026-05-01}",
    right: "# version 1.4.0 of 2026-05-01\ndeprecated: {since: 1.4.0, renamed_to: queue_depth, sunset: 2026-11-01}",
    severities: ["error", "warning"],
  },
  check: (model) => leaving(model).flatMap(({ name, deprecated }) => faults(model, name, deprecated)),
};

function faults({ version: { version, date } }: Model, name: string, deprecated: Leaving["deprecated"]): Problem[] {
  const { since, sunset, at } = deprecated;
  const problems: Problem[] = [];
  if (compareVersions(since, version) > 0) {
    const message = `\`${name}\` is deprecated since ${since}, but this is version ${version} of the contract.`;
    problems.push(
      error(id, at("since"), message, `Write the version that deprecates it: ${version}, if it is new here.`),
    );
  }
  // The frozen contract of a release has no date.
  if (date !== "" && sunset <= date) {
    const message = `The sunset of \`${name}\` is ${sunset}, and this version is of ${date}.`;
    // A promise that ends on the day on which it is made is none; an old one may be cleared away when it suits.
    const report = since === version ? error : warning;
    problems.push(report(id, at("sunset"), message, "Remove what is over, or set a later sunset."));
  }
  return problems;
}
