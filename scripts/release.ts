/** Usage: npm run release -- --url URL (--env-file FILE | --secrets-dir DIR) [OPTIONS], or npm run release -- --self-test */
import { resolve } from "node:path";
import { exitCodes, parseOptions, runCommand, toAddress, UsageError } from "./command.ts";
import { releaseSteps, type StepId, stepIds } from "./release/checklist.ts";
import type { Release, Target } from "./release/release.ts";
import { selfTest } from "./release/self-test.ts";
import { formatStep, runSteps, type StepReport, type StepResult } from "./steps.ts";

const usage = `Usage: npm run release -- --url URL (--env-file FILE | --secrets-dir DIR) [OPTIONS]
       npm run release -- --self-test [--json]

Walks the checklist of a release in its order and stops at the first failure. When everything is right, it freezes the
contract in spec/contracts/releases/ and writes its section of CHANGELOG.md and its entry in .memory/INDEX.yaml.

  --url URL            the running service, which must be of this contract
  --metrics-url URL    /metrics of an instance; once for each
  --env-file FILE      variables of the target, its .env
  --secrets-dir DIR    secrets of the target, each in a file called after its variable (ingest_password)
  --only STEP          check this step alone, and release nothing; may be given again
  --waive STEP         leave a step out, and say so; may be given again
  --dry-run            write nothing
  --json               print one JSON object
  --self-test          plant each fault in a temporary copy of the project, and show which step catches it
  --help               print this

Steps: ${stepIds.join(", ")}.
A step that cannot be checked, because its option is missing, is a failure unless it is waived.
Exit code: 0 good, 1 a step failed, 2 wrong usage, 3 could not run.`;

const ROOT = resolve(import.meta.dirname, "..");

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      url: { type: "string" },
      "metrics-url": { type: "string", multiple: true, default: [] },
      "env-file": { type: "string" },
      "secrets-dir": { type: "string" },
      only: { type: "string", multiple: true, default: [] },
      waive: { type: "string", multiple: true, default: [] },
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      "self-test": { type: "boolean", default: false },
    },
  });
  if (values["self-test"] && args.some((arg) => !["--self-test", "--json"].includes(arg))) {
    throw new UsageError("--self-test takes --json and nothing else.");
  }
  return values;
}

type Options = ReturnType<typeof readOptions>;

function toRelease(options: Options): Release {
  return {
    root: ROOT,
    url: options.url === undefined ? undefined : toAddress("--url", options.url),
    metricsUrls: options["metrics-url"].map((text) => toAddress("--metrics-url", text)),
    target: toTarget(options),
    dryRun: options["dry-run"],
    promtool: "promtool",
    registry: undefined,
    ruleTests: () => true,
  };
}

function toTarget({ "env-file": file, "secrets-dir": folder }: Options): Target | undefined {
  if (file !== undefined && folder !== undefined)
    throw new UsageError("--env-file and --secrets-dir: give one of them.");
  if (file === "" || folder === "") throw new UsageError("--env-file and --secrets-dir need a path.");
  if (file !== undefined) return { kind: "env-file", path: resolve(file) };
  return folder === undefined ? undefined : { kind: "secrets-dir", path: resolve(folder) };
}

function toStepId(option: "waive" | "only", text: string): StepId {
  const id = stepIds.find((one) => one === text);
  if (id === undefined)
    throw new UsageError(`--${option} ${text}: there is no such step; the steps are ${stepIds.join(", ")}.`);
  if (option === "only" && id === "freeze")
    throw new UsageError("--only freeze: a contract is frozen when all the other steps have passed.");
  return id;
}

/** The line below the table. */
function conclusion({ ok, steps }: StepReport, { "dry-run": dryRun, only }: Options): string {
  if (only.length > 0)
    return `Of ${stepIds.length} steps only ${only.join(", ")} ${ok ? "passed" : "was tried"}; nothing is released.`;
  const waived = steps.filter((step) => step.waived === true).map(({ id }) => id);
  const without = waived.length === 0 ? "" : ` Waived: ${waived.join(", ")}.`;
  if (!ok) return `Not released: stopped at ${steps.at(-1)?.id}, step ${steps.length} of ${stepIds.length}.${without}`;
  return `${dryRun ? "Ready to be released; nothing was written." : "Released. Commit what was written."}${without}`;
}

async function release(options: Options): Promise<number> {
  const only = options.only.map((text) => toStepId("only", text));
  const waived = new Set(options.waive.map((text) => toStepId("waive", text)));
  const all = releaseSteps(toRelease(options), waived);
  const steps = only.length === 0 ? all : all.filter(({ id }) => only.includes(id));
  const onResult = (result: StepResult) => {
    if (!options.json) process.stdout.write(`${formatStep(result, { commands: "all" })}\n`);
  };
  const report = await runSteps(steps, { stopAtFailure: true, onResult });
  process.stdout.write(`${options.json ? JSON.stringify(report) : `\n${conclusion(report, options)}`}\n`);
  return report.ok ? exitCodes.good : exitCodes.found;
}

await runCommand(usage, async (argv) => {
  const options = readOptions(argv);
  return options["self-test"] ? await selfTest(ROOT, options.json) : await release(options);
});
