/** Usage: npm run rules:mutate -- [--rule NAME]... [--changed REV] [--json] */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { parseDuration } from "../codegen/duration.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";
import { rulesChangedSince } from "./rules-mutate/changed.ts";
import { type Equivalent, readEquivalents, staleEntries } from "./rules-mutate/equivalents.ts";
import { type Court, survivorsOf } from "./rules-mutate/judge.ts";
import { mutantsOfRule, type RuleMutant } from "./rules-mutate/mutants.ts";
import { type Outcome, toJson, toLines } from "./rules-mutate/report.ts";
import { CouldNotRun, dependencies, type Rule, type RuleBook, readRules, recordsOf } from "./rules-mutate/rules.ts";
import { readSuites, type Suite } from "./rules-mutate/suites.ts";

const usage = `Usage: npm run rules:mutate -- [OPTIONS]

Makes every small mistake in the generated rules, one at a time, and looks whether the generated tests notice.

  --rule NAME          only this alert or recording rule; can be repeated
  --changed REV        only the rules that differ from those of a git revision, or whose tests do; "base" is where the
                       branch left origin/main, or else the commit before
  --json               for programs
  --folder DIR         where rules.yml and rules_test*.yml are; generated/prometheus
  --equivalents FILE   the mutants that no test can notice; scripts/rules-mutate/equivalents.yaml

Exit code: 0 every mutant is noticed or a known equivalent, 1 some survived or the list of equivalents is stale,
2 wrong usage, 3 could not run.`;

type Options = ReturnType<typeof readOptions>;

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      rule: { type: "string", multiple: true, default: [] },
      changed: { type: "string" },
      json: { type: "boolean", default: false },
      folder: { type: "string", default: join(import.meta.dirname, "../generated/prometheus") },
      equivalents: { type: "string", default: join(import.meta.dirname, "rules-mutate/equivalents.yaml") },
    },
  });
  return values;
}

async function chooseRules(
  { rule: names, changed, folder }: Options,
  book: RuleBook,
  suites: readonly Suite[],
): Promise<readonly Rule[]> {
  const unknown = names.find((name) => !book.rules.some((rule) => rule.name === name));
  if (unknown !== undefined) throw new UsageError(`--rule ${unknown}: there is no such rule.`);
  const candidates = changed === undefined ? book.rules : await rulesChangedSince(changed, folder, book, suites);
  return names.length === 0 ? candidates : candidates.filter(({ name }) => names.includes(name));
}

/** Seconds between two evaluations where a group says nothing: those of prometheus.yml, or Prometheus' own minute. */
async function evaluationInterval(folder: string): Promise<number> {
  const text = await readFile(join(folder, "prometheus.yml"), "utf8").catch(() => "");
  return parseDuration(String(parse(text)?.global?.evaluation_interval)) || 60;
}

interface Judged {
  readonly rule: Rule;
  readonly mutants: readonly RuleMutant[];
  readonly survivors: readonly RuleMutant[];
}

async function judge(
  book: RuleBook,
  rules: readonly Rule[],
  suites: readonly Suite[],
  interval: number,
): Promise<Judged[]> {
  const records = recordsOf(book);
  const temporary = await mkdtemp(join(tmpdir(), "rules-mutate-"));
  const court: Court = { book, graph: dependencies(book), suites, folder: temporary };
  try {
    const tried = rules.map(async (rule) => {
      const own = parseDuration(String(book.groups[rule.group]?.["interval"])) || interval;
      const mutants = mutantsOfRule(rule, own, records);
      return { rule, mutants, survivors: await survivorsOf(court, rule, mutants) };
    });
    // All are waited for before the folder goes.
    const settled = await Promise.allSettled(tried);
    const failed = settled.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
    return settled.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  } finally {
    await rm(temporary, { recursive: true });
  }
}

function outcomeOf({ rule, mutants, survivors }: Judged, equivalents: readonly Equivalent[]): Outcome {
  const listed = ({ id }: RuleMutant) => equivalents.some((entry) => entry.rule === rule.id && entry.mutant === id);
  return {
    rule,
    mutants,
    survived: survivors.filter((one) => !listed(one)),
    equivalent: survivors.filter(listed),
  };
}

async function main(options: Options): Promise<number> {
  const file = join(options.folder, "rules.yml");
  const book = await readRules(file);
  const [equivalents, suites] = await Promise.all([readEquivalents(options.equivalents), readSuites(options.folder)]);
  const rules = await chooseRules(options, book, suites);
  const judged = await judge(book, rules, suites, await evaluationInterval(options.folder));
  const outcomes = judged.map((one) => outcomeOf(one, equivalents));
  const stale = staleEntries(equivalents, book, judged);
  const lines = toLines(outcomes, stale, relative(process.cwd(), file));
  process.stdout.write(`${options.json ? JSON.stringify(toJson(outcomes, stale)) : lines.join("\n")}\n`);
  const good = stale.length === 0 && outcomes.every(({ survived }) => survived.length === 0);
  return good ? exitCodes.good : exitCodes.found;
}

await runCommand(usage, async (argv) => {
  const options = readOptions(argv);
  try {
    return await main(options);
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.couldNotRun;
  }
});
