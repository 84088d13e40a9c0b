/** Usage: npm run drill -- NAME…|seed|all [--record FILE] [--json] */
import { writeFile } from "node:fs/promises";
import { CannotRun, exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";
import type { Drill } from "./drill/drill.ts";
import { drills, seed } from "./drill/drills.ts";
import { line, markdownOf, type Recorded, stepOf, tableOf } from "./drill/report.ts";
import { runDrill } from "./drill/run.ts";
import type { Programs } from "./drill/watch.ts";
import type { StepResult } from "./steps.ts";
import { requireTool, type Tool } from "./testkit/tools.ts";

const names = drills.map(({ alert }) => alert);

const usage = `Usage: npm run drill -- NAME…|seed|all [OPTIONS]

Brings a fault about and watches the alert reach somebody: a real service (or, for what no drill can have it do, a stand-in
that says so), a real Prometheus and Alertmanager with the generated rules and routes, and a receiver. All times of the
rules are divided, no threshold is touched. Needs prometheus and alertmanager, and no network.

  NAME           an alert of the contract, such as ${names[0]}
  seed           ${seed.join(", ")}
  all            every alert
  --record FILE  write what was seen as Markdown
  --json         print one JSON object
  --help         print this

Exit code: 0 every alert reached its receiver and ended, 1 one did not, 2 wrong usage, 3 could not run.`;

function chosen(words: readonly string[]): readonly Drill[] {
  if (words.length === 0) throw new UsageError("Name a drill: an alert, seed or all.");
  const wanted = new Set(words.flatMap((word) => (word === "all" ? names : word === "seed" ? seed : [word])));
  const unknown = [...wanted].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no drill ${unknown}; there are: ${names.join(", ")}.`);
  return drills.filter(({ alert }) => wanted.has(alert));
}

function program(tool: Tool): string {
  const found = requireTool(tool);
  if (found === undefined) throw new CannotRun(`A drill needs ${tool} on the PATH.`);
  return found;
}

interface Done {
  readonly steps: readonly StepResult[];
  readonly recorded: readonly Recorded[];
}

/** Ends the drill that runs, which tidies up; under npm a Ctrl-C comes twice. */
function untilInterrupted(): AbortSignal {
  const interrupting = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interrupting.abort(new CannotRun("The drill was interrupted; nothing of it is left.")));
  return interrupting.signal;
}

async function runAll(list: readonly Drill[], programs: Programs, say: (text: string) => void): Promise<Done> {
  const interrupted = untilInterrupted();
  const steps: StepResult[] = [];
  const recorded: Recorded[] = [];
  for (const drill of list) {
    const by = drill.standInFor === undefined ? "the service" : `a stand-in, for ${drill.standInFor}`;
    say(`\n${drill.alert}, shown by ${by}; times divided by ${drill.timeScale}`);
    const lines: string[] = [];
    const startedAt = performance.now();
    const ms = () => Math.round(performance.now() - startedAt);
    try {
      const result = await runDrill(drill, programs, interrupted, (...seen) => {
        lines.push(line(...seen));
        say(line(...seen));
      });
      recorded.push({ result, lines });
      steps.push(stepOf(drill.alert, ms(), result));
    } catch (error) {
      if (error instanceof CannotRun) throw error;
      const failed = error instanceof Error ? error : new Error(String(error));
      say(`  FAILED  ${failed.message}`);
      steps.push(stepOf(drill.alert, ms(), failed));
    }
  }
  return { steps, recorded };
}

await runCommand(usage, async (args) => {
  const { values, positionals } = parseOptions({
    args,
    options: { record: { type: "string" }, json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const { json, record } = values;
  const list = chosen(positionals);
  const programs = { prometheus: program("prometheus"), alertmanager: program("alertmanager") };
  const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
  const { steps, recorded } = await runAll(list, programs, say);
  const ok = steps.every((step) => step.ok);
  if (json) process.stdout.write(`${JSON.stringify({ ok, steps })}\n`);
  else say(`\n${tableOf(recorded.map(({ result }) => result))}`);
  if (record !== undefined) await writeFile(record, markdownOf(recorded));
  return ok ? exitCodes.good : exitCodes.found;
});
