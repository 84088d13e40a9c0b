/** Usage: npm run bench -- NAME [--json]: times one part of the project and prints medians and ratios. */
import type { Measured } from "./bench/case.ts";
import { codegen } from "./bench/codegen.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";

const cases: Readonly<Record<string, () => Promise<Measured[]>>> = { codegen };

const usage = `Usage: npm run bench -- NAME [--json]

  codegen   the contract compiler: the own contract, and growth from 100 to 1,000 metrics and alerts

Times are of this machine and this run; compare the ratios.
Exit code: 0 good, 2 wrong usage, 3 could not run.`;

async function bench(argv: string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: argv,
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const run = cases[positionals[0] ?? ""];
  if (!run || positionals.length > 1) throw new UsageError(`NAME is one of ${Object.keys(cases).join(", ")}`);
  const measured = await run();
  const lines = measured.map(
    ({ name, value, unit }) => `${value.toFixed(unit === "ms" ? 0 : 2).padStart(8)} ${unit}  ${name}`,
  );
  process.stdout.write(values.json ? `${JSON.stringify(measured, null, 2)}\n` : `${lines.join("\n")}\n`);
  return exitCodes.good;
}

await runCommand(usage, bench);
