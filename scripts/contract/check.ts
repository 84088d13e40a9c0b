/** npm run contract -- check: whether the contract's version is right after the last release. */
import { formatProblems, PROBLEM_FORMATS, type Problem, toPlain } from "../../codegen/problem.ts";
import { exitCodes, parseOptions, UsageError } from "../command.ts";
import { judgeWorking, type Working } from "./judge.ts";
import { SPEC, specFolder } from "./spec.ts";

export const checkUsage = `Usage: npm run contract -- check [--format text|json|github] [--json] [--spec DIR]

Compares the contract with the newest spec/contracts/releases/*.json. Fails when the version is too small a step for what
changed, lower than the last one or used for another content; when its date, summary or changes are not right; and when
package.json or .memory/INDEX.yaml say another version. It names the version that would be right.

  --format KIND  text (default), json, or github: annotations at the lines of a pull request
  --json         the same as --format json
  --spec DIR     the contract (default: spec/ of this project)
  --help         print this

Exit code: 0 right, 1 problems found, 2 wrong usage, 3 could not run.`;

/** Prints what is wrong; the exit code. */
export async function check(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      format: { type: "string", default: "text" },
      spec: { type: "string", default: SPEC },
    },
  });
  const format = values.json ? "json" : PROBLEM_FORMATS.find((known) => known === values.format);
  if (!format) throw new UsageError(`--format is ${PROBLEM_FORMATS.join(", ")}, not ${values.format}.`);
  const working = await judgeWorking(specFolder(values.spec));
  const problems = "judgement" in working ? working.judgement.problems : working;
  const failed = problems.some(({ severity }) => severity === "error");
  if (format === "json") process.stdout.write(`${JSON.stringify(report(working, problems, !failed), null, 2)}\n`);
  else process.stdout.write(formatProblems(problems, format, { verbose: true }));
  if (format !== "json") process.stderr.write(`${verdict(working, failed, problems)}\n`);
  return failed ? exitCodes.found : exitCodes.good;
}

function report(working: Working | readonly Problem[], problems: readonly Problem[], ok: boolean) {
  const judged =
    "judgement" in working
      ? {
          version: working.model.version.version,
          released: working.release?.version ?? null,
          required: working.judgement.diff.required,
          right_version: working.judgement.rightVersion ?? working.model.version.version,
        }
      : {};
  return { ok, ...judged, problems: problems.map(toPlain) };
}

function verdict(working: Working | readonly Problem[], failed: boolean, problems: readonly Problem[]): string {
  if (failed || !("judgement" in working)) {
    const count = problems.filter(({ severity }) => severity === "error").length;
    return `${count} ${count === 1 ? "problem" : "problems"} found${wayToPage(problems)}`;
  }
  const { model, release, judgement } = working;
  const { version } = model.version;
  if (!release) return `${version}: nothing is released yet, so there is nothing to compare with`;
  const { required, changes } = judgement.diff;
  if (judgement.rightVersion === undefined) return `${version} is as it was released`;
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${version} is right after ${release.version}: ${count}, ${required}`;
}

/** The page of what weighs most: of a change by its number, else of the first finding. */
function wayToPage(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const { rule, code } = errors.find((problem) => problem.code !== undefined) ?? errors[0] ?? {};
  const page = code ?? rule;
  return page === undefined ? "" : `; \`npm run codegen -- --explain ${page}\` says more`;
}
