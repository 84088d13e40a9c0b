/** Tries every mutant of a rule against the tests that can notice it. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RuleMutant } from "./mutants.ts";
import { testRules } from "./promtool.ts";
import { CouldNotRun, type Dependencies, isNamed, type Raw, type Rule, type RuleBook, rulesText } from "./rules.ts";
import { costOf, namesOf, narrow, type Suite, suiteText } from "./suites.ts";

/** What all rules are judged with. */
export interface Court {
  readonly book: RuleBook;
  readonly graph: Dependencies;
  readonly suites: readonly Suite[];
  /** For temporary files. */
  readonly folder: string;
}

/** A suite as it concerns one rule, with the rules that its assertions need. */
interface Case {
  readonly suite: Suite;
  readonly needed: ReadonlySet<Rule>;
}

/** So many files share the start of a promtool; a process more costs less than a processor that has nothing to do. */
const FILES_AT_ONCE = 32;

/**
 * The mutants of one rule that no test notices.
 *
 * @throws CouldNotRun when the tests fail without any mutant: then their failures would prove nothing.
 */
export async function survivorsOf(court: Court, rule: Rule, mutants: readonly RuleMutant[]): Promise<RuleMutant[]> {
  await requirePassing(court, rule);
  const cases = casesOf(court, rule);
  let alive = [...mutants];
  for (const one of cases) {
    const survived = await Promise.all(chunks(alive).map((some) => passing(court, one, some)));
    alive = survived.flat();
  }
  return alive;
}

/** Quick ones first, so that the slow ones find few mutants alive. */
function casesOf({ book, graph, suites }: Court, rule: Rule): Case[] {
  const affected = graph.affected(rule);
  return suites
    .flatMap((suite) => narrow(suite, affected) ?? [])
    .sort((a, b) => costOf(a) - costOf(b))
    .map((suite) => {
      const names = namesOf(suite);
      const asserted = book.rules.filter((one) => isNamed(one, names));
      return { suite, needed: new Set(asserted.flatMap((one) => [...graph.needed(one)])) };
    });
}

/** @throws CouldNotRun with promtool's words when a test that the rule can change does not pass. */
export async function requirePassing(court: Court, rule: Rule): Promise<void> {
  const trials = casesOf(court, rule).map((one) => ({ one, rawOf: ({ raw }: Rule) => raw }));
  for (const some of chunks(trials)) {
    const { failed, output } = await run(court, some);
    if (failed) throw new CouldNotRun(`The tests of ${rule.id} fail with the rules as they are:\n${output}`);
  }
}

async function passing(court: Court, one: Case, mutants: readonly RuleMutant[]): Promise<RuleMutant[]> {
  const rawOf = (mutant: RuleMutant) => (rule: Rule) => (rule === mutant.rule ? mutant.raw : rule.raw);
  const { passed } = await run(
    court,
    mutants.map((mutant) => ({ one, rawOf: rawOf(mutant) })),
  );
  return mutants.filter((_, i) => passed[i]);
}

interface Trial {
  readonly one: Case;
  /** A rule as it shall be for this trial; undefined leaves it out. */
  readonly rawOf: (rule: Rule) => Raw | undefined;
}

let count = 0;

/** Runs trials under one promtool; `passed` is in their order. */
async function run(
  { book, folder }: Court,
  trials: readonly Trial[],
): Promise<{ passed: boolean[]; failed: boolean; output: string }> {
  const files = await Promise.all(
    trials.map(async ({ one: { suite, needed }, rawOf }) => {
      const name = String(++count);
      const [rules, tests] = [`${name}.rules.yml`, join(folder, `${name}.test.yml`)];
      const text = rulesText(book, (rule) => (needed.has(rule) ? rawOf(rule) : undefined));
      await Promise.all([writeFile(join(folder, rules), text), writeFile(tests, suiteText(suite, rules))]);
      return { rules: join(folder, rules), tests };
    }),
  );
  const verdicts = await testRules(files.map(({ tests }) => tests));
  await Promise.all(files.flatMap(({ rules, tests }) => [rm(rules), rm(tests)]));
  const passed = files.map(({ tests }) => verdicts.passed.has(tests));
  return { passed, failed: passed.includes(false), output: verdicts.output };
}

function chunks<T>(list: readonly T[]): T[][] {
  const parts = Math.ceil(list.length / FILES_AT_ONCE);
  const size = Math.ceil(list.length / parts);
  return Array.from({ length: parts }, (_, i) => list.slice(i * size, (i + 1) * size));
}
