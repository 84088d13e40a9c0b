/** Usage: npm run cleanup_media -- [--dry-run [--ttl-hours N]] [--force] [--json] */
import { loadConfig } from "../src/env.ts";
import type { CleanupItem } from "../src/features/cleanup/findings.ts";
import { type CleanupOutcome, type CleanupReport, runCleanup } from "../src/features/cleanup/service.ts";
import { parseSetting } from "../src/features/settings/service.ts";
import { openDesk } from "./cleanup_media/desk.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";

const usage = `Usage: npm run cleanup_media -- [--dry-run [--ttl-hours N]] [--force] [--json]

Deletes expired results, uploads that were left behind and files that no job knows. Works beside the running service,
which does the same every 15 minutes.

  --dry-run      print what would be deleted, change nothing
  --ttl-hours N  with --dry-run: what RESULT_TTL_HOURS=N would free
  --force        run although the clock looks wrong; it counts as right from now on
  --json         print one JSON object
  --help         print this

Exit code: 0 good, 1 something could not be deleted, 2 wrong usage, 3 could not run.`;

interface Options {
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean;
  readonly ttlHours?: number;
}

function readOptions(args: string[]): Options {
  const { values } = parseOptions({
    args,
    options: {
      "dry-run": { type: "boolean", default: false },
      "ttl-hours": { type: "string" },
      force: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, "ttl-hours": ttlText, force, json } = values;
  if (ttlText === undefined) return { dryRun, force, json };
  if (!dryRun) throw new UsageError("--ttl-hours goes with --dry-run only: a real run follows RESULT_TTL_HOURS.");
  const ttlHours = parseSetting("RESULT_TTL_HOURS", ttlText);
  if (typeof ttlHours !== "number") throw new UsageError(`--ttl-hours: ${ttlHours.problem}`);
  return { dryRun, force, json, ttlHours };
}

async function clean(options: Options): Promise<CleanupOutcome> {
  const desk = await openDesk(loadConfig({ withoutSecrets: true }), options);
  try {
    return await runCleanup(desk, options);
  } finally {
    await desk.close();
  }
}

function print(outcome: CleanupOutcome, { dryRun, json }: Options): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.ran ? { dryRun, ...outcome.report } : outcome)}\n`);
  else if (outcome.ran) process.stdout.write(`${reportLines(outcome.report, dryRun).join("\n")}\n`);
  else process.stderr.write(`No cleanup: ${outcome.message}.\n`);
}

/** The lines of the items are the same in a dry run and in the real run after it. */
function reportLines({ items, totals, failed, missing }: CleanupReport, dryRun: boolean): string[] {
  const bytes = Object.values(totals).reduce((sum, scope) => sum + scope.bytes, 0);
  const scopes = Object.entries(totals).map(([scope, { files }]) => `${scope} ${files}`);
  return [
    ...items.map(itemLine),
    ...missing.map((key) => `missing  the file of this picture is not there: ${key}`),
    ...failed.map((item) => `FAILED   ${itemLine(item)}`),
    `${dryRun ? "Would delete" : "Deleted"} ${items.length} files, ${bytes} bytes (${scopes.join(", ")}).`,
    ...(failed.length > 0 ? [`Could not delete ${failed.length} files; the next cleanup tries again.`] : []),
    ...(dryRun ? ["This was a dry run: nothing was changed."] : []),
  ];
}

function itemLine({ scope, key, sizeBytes, reason }: CleanupItem): string {
  return `${scope.padEnd(8)} ${reason.padEnd(11)} ${String(sizeBytes).padStart(10)} bytes  ${key}`;
}

await runCommand(usage, async (argv) => {
  const options = readOptions(argv);
  const outcome = await clean(options);
  print(outcome, options);
  if (!outcome.ran) return exitCodes.couldNotRun;
  return outcome.report.failed.length > 0 ? exitCodes.found : exitCodes.good;
});
