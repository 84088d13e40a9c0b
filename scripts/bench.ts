/** Usage: npm run bench -- NAME [--rows N] [--json]: times one part of the project and prints medians and ratios. */
import type { Measured } from "./bench/case.ts";
import { codegen } from "./bench/codegen.ts";
import { coldStarts } from "./bench/cold.ts";
import { consoleFrames } from "./bench/console.ts";
import { ingest } from "./bench/ingest.ts";
import { ingestCost } from "./bench/ingest-cost.ts";
import { metricsHot } from "./bench/metrics-hot.ts";
import { metricsScrape } from "./bench/metrics-scrape.ts";
import { LARGE, stats } from "./bench/stats.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";

const cases: Readonly<Record<string, (rows?: number) => Promise<Measured[]>>> = {
  codegen: () => codegen(),
  cold: () => coldStarts(),
  console: () => consoleFrames(),
  ingest: () => ingest(),
  "ingest-cost": () => ingestCost(),
  "metrics-hot": () => metricsHot(),
  "metrics-scrape": () => metricsScrape(),
  stats,
};

const usage = `Usage: npm run bench -- NAME [--rows N] [--json]

  codegen         the contract compiler: the own contract, and growth from 100 to 1,000 metrics and alerts
  cold            the compiler as a command, and the service from its start to its first answer
  console         frame times of the console while a day's history is drawn; needs Chromium
  ingest          photos of 5 and 20 MiB beside Express and Fastify servers as one usually writes them; on Linux
  ingest-cost     processor time and memory of an ingest, at a provider that waits and edited here; on Linux
  metrics-hot     recording beside prom-client, @platformatic/prom-client and OpenTelemetry
  metrics-scrape  a scrape of 75 to 100,000 series beside the same three
  stats           stats, lists of jobs and an ingest's queries, with 1,000 jobs and with N, ${LARGE.toLocaleString("en")} unless given

Times are of this machine and this run; compare the ratios.
Exit code: 0 good, 2 wrong usage, 3 could not run.`;

async function bench(argv: string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: argv,
    options: { rows: { type: "string" }, json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const run = cases[positionals[0] ?? ""];
  if (!run || positionals.length > 1) throw new UsageError(`NAME is one of ${Object.keys(cases).join(", ")}`);
  if (values.rows !== undefined && run !== stats) throw new UsageError("--rows belongs to stats");
  const measured = await run(values.rows === undefined ? undefined : toRows(values.rows));
  const lines = measured.map(lineOf);
  process.stdout.write(values.json ? `${JSON.stringify(measured, null, 2)}\n` : `${lines.join("\n")}\n`);
  return exitCodes.good;
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
