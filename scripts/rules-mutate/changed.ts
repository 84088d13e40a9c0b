/** Tells which generated rules, or tests of them, are not those of an earlier revision. */
import { UsageError } from "../command.ts";
import { askGit, commitOf } from "../git.ts";
import { parseRules, type Rule, type RuleBook } from "./rules.ts";
import { narrow, parseSuites, type Suite } from "./suites.ts";

/** Where the present branch began, or the commit before; the word for it on the command line. */
export const BASE = "base";

/**
 * The rules that differ from those of `rules.yml` in the revision, or whose tests do; all of them when it had no such file,
 * or when the base is asked for and the clone does not go back that far.
 */
export async function rulesChangedSince(
  revision: string,
  folder: string,
  book: RuleBook,
  suites: readonly Suite[],
): Promise<Rule[]> {
  const commit = revision === BASE ? await baseOf(folder) : await commitOf(folder, revision);
  if (commit === undefined && revision !== BASE)
    throw new UsageError(`--changed ${revision}: there is no such revision.`);
  const before = commit && (await askGit(folder, "show", `${commit}:./rules.yml`));
  if (!before) return [...book.rules];
  const rules = new Set(parseRules(before, `${revision}:rules.yml`).rules.map(({ raw }) => JSON.stringify(raw)));
  const old = await suitesAt(folder, commit);
  return book.rules.filter(
    (rule) => !rules.has(JSON.stringify(rule.raw)) || testsOf(rule, suites) !== testsOf(rule, old),
  );
}

async function baseOf(folder: string): Promise<string | undefined> {
  const head = await commitOf(folder, "HEAD");
  const shared = (await askGit(folder, "merge-base", "HEAD", "origin/main"))?.trim();
  return shared !== undefined && shared !== "" && shared !== head ? shared : await commitOf(folder, "HEAD~1");
}

async function suitesAt(folder: string, commit: string): Promise<Suite[]> {
  const listed = (await askGit(folder, "ls-tree", "--name-only", commit, "./")) ?? "";
  const files = listed.split("\n").filter((name) => /^rules_test.*\.ya?ml$/.test(name));
  const texts = await Promise.all(
    files.map(async (name) => [name, await askGit(folder, "show", `${commit}:./${name}`)] as const),
  );
  return texts.flatMap(([name, text]) => (text === undefined ? [] : parseSuites(text, name)));
}

function testsOf(rule: Rule, suites: readonly Suite[]): string {
  const own = suites.flatMap((suite) => narrow(suite, new Set([rule])) ?? []);
  return JSON.stringify(
    own.map(({ settings, group, alertTests, exprTests }) => [settings, group, alertTests, exprTests]),
  );
}
