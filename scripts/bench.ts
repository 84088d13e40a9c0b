/** Usage: npm run bench -- NAME|all [--rows N] [--brief] [--json]: times parts of the project, prints medians and ratios. */
import type { Extent, Measured } from "./bench/case.ts";
import { cleanup } from "./bench/cleanup.ts";
import { codegen } from "./bench/codegen.ts";
import { coldStarts } from "./bench/cold.ts";
import { consoleFrames } from "./bench/console.ts";
import { runEach } from "./bench/each.ts";
import { ingest } from "./bench/ingest.ts";
import { ingestCost } from "./bench/ingest-cost.ts";
import { metricsHot } from "./bench/metrics-hot.ts";
import { metricsScrape } from "./bench/metrics-scrape.ts";
import { overhead } from "./bench/overhead.ts";
import { scrapeUnderLoad } from "./bench/scrape-under-load.ts";
import { stats } from "./bench/stats.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";

interface Case {
  readonly says: string;
  run(extent: Extent): Promise<Measured[]>;
  /** Whether it has a large database. */
  readonly hasRows?: true;
}

const cases: Readonly<Record<string, Case>> = {
  "metrics-hot": { run: metricsHot, says: "recording beside prom-client, @platformatic/prom-client and OpenTelemetry" },
  "metrics-scrape": { run: metricsScrape, says: "a scrape of 75 to 100,000 series beside the same three" },
  ingest: {
    run: ingest,
    says: "photos of 5 and 20 MiB beside Express and Fastify servers as usually written; on Linux",
  },
  "ingest-cost": {
    run: ingestCost,
    says: "processor time and memory of an ingest, at a provider that waits and edited here; on Linux",
  },
  overhead: { run: overhead, says: "what the service adds to a provider of 50 ms, beside Node with busboy" },
  "scrape-under-load": {
    ...{ run: scrapeUnderLoad, hasRows: true },
    says: "ingests with and without scrapes; scrapes with 1,000 and N jobs, and with many files",
  },
  stats: {
    run: stats,
    hasRows: true,
    says: "stats, lists of jobs and an ingest's queries, with 1,000 jobs and with N",
  },
  cleanup: { run: cleanup, hasRows: true, says: "a cleanup with 1,000 jobs and with N, and by how many files are due" },
  codegen: {
    run: codegen,
    says: "the contract compiler: the own contract, and growth from 100 to 1,000 metrics and alerts",
  },
  cold: { run: coldStarts, says: "the compiler as a command, and the service from its start to its first answer" },
  console: { run: consoleFrames, says: "frame times of the console while a day's history is drawn; needs Chromium" },
};

const names = Object.keys(cases);
const width = Math.max(...names.map(({ length }) => length)) + 2;

const usage = `Usage: npm run bench -- NAME|all [--rows N] [--brief] [--json]

${Object.entries(cases)
  .map(([name, { says }]) => `  ${name.padEnd(width)}${says}`)
  .join("\n")}
  ${"all".padEnd(width)}each of them in a process of its own, as --brief; one that fails keeps no other from running

  --rows N   jobs of the large database, 1,000,000 unless given: ${names.filter((name) => cases[name]?.hasRows).join(", ")}
  --brief    fewer rounds: all cases together take about ten minutes
  --json     print one JSON value: a list of what was measured, with all an object of them by case

Times are of this machine and this run; compare the ratios.
Exit code: 0 good, 2 wrong usage, 3 could not run.`;

async function bench(argv: string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: argv,
    options: {
      rows: { type: "string" },
      brief: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const { rows, brief, json } = values;
  const [name = "", ...more] = positionals;
  const chosen = Object.hasOwn(cases, name) ? cases[name] : undefined;
  if (more.length > 0 || (chosen === undefined && name !== "all")) {
    throw new UsageError(`NAME is one of ${[...names, "all"].join(", ")}`);
  }
  if (rows !== undefined && chosen?.hasRows !== true) throw new UsageError(`--rows does not belong to ${name}`);
  if (chosen === undefined) return await benchAll(json);
  const measured = await chosen.run({ brief, ...(rows === undefined ? {} : { rows: toRows(rows) }) });
  process.stdout.write(json ? `${JSON.stringify(measured, null, 2)}\n` : `${measured.map(lineOf).join("\n")}\n`);
  return exitCodes.good;
}

/** Tells of each case as soon as it is over, or with `json` of all at the end. */
async function benchAll(json: boolean): Promise<number> {
  const results = await runEach(names, ({ name, seconds, measured, error }) => {
    if (json) return;
    const told = error === undefined ? measured.map(lineOf).join("\n") : `could not run: ${error}`;
    process.stdout.write(`\n${name} (${seconds.toFixed(0)} s): ${cases[name]?.says}\n${told}\n`);
  });
  const byName = results.map(({ name, measured, error }) => [name, error === undefined ? measured : { error }]);
  if (json) process.stdout.write(`${JSON.stringify(Object.fromEntries(byName), null, 2)}\n`);
  const failed = results.filter(({ error }) => error !== undefined).map(({ name }) => name);
  if (failed.length > 0) process.stderr.write(`Could not run: ${failed.join(", ")}.\n`);
  return failed.length > 0 ? exitCodes.couldNotRun : exitCodes.good;
}

function lineOf({ name, value, unit, range }: Measured): string {
  const text = (figure: number) => figure.toFixed(unit !== "×" && figure >= 10 ? 0 : 2);
  const between = range === undefined ? "" : `  (${text(range[0])} to ${text(range[1])})`;
  return `${text(value).padStart(8)} ${unit.padEnd(4)}  ${name}${between}`;
}

function toRows(text: string): number {
  const rows = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (rows < 2_000) throw new UsageError(`--rows ${text}: a whole number from 2000 to 99999999`);
  return rows;
}

await runCommand(usage, bench);
