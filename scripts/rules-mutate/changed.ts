/** Tells which generated rules, or tests of them, are not those of an earlier revision. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UsageError } from "../command.ts";
import { parseRules, type Rule, type RuleBook } from "./rules.ts";
import { narrow, parseSuites, type Suite } from "./suites.ts";

const run = promisify(execFile);

type Git = (...args: string[]) => Promise<string | undefined>;

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
  const git: Git = (...args) =>
    run("git", ["-C", folder, ...args], { maxBuffer: Number.POSITIVE_INFINITY }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  const commit = revision === BASE ? await baseOf(git) : await commitOf(git, revision);
  if (commit === undefined && revision !== BASE)
    throw new UsageError(`--changed ${revision}: there is no such revision.`);
  const before = commit && (await git("show", `${commit}:./rules.yml`));
  if (!before) return [...book.rules];
  const rules = new Set(parseRules(before, `${revision}:rules.yml`).rules.map(({ raw }) => JSON.stringify(raw)));
  const old = await suitesAt(git, commit);
  return book.rules.filter(
    (rule) => !rules.has(JSON.stringify(rule.raw)) || testsOf(rule, suites) !== testsOf(rule, old),
  );
}

async function commitOf(git: Git, revision: string): Promise<string | undefined> {
  const found = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  return found?.trim();
}

async function baseOf(git: Git): Promise<string | undefined> {
  const head = await commitOf(git, "HEAD");
  const shared = (await git("merge-base", "HEAD", "origin/main"))?.trim();
  return shared !== undefined && shared !== "" && shared !== head ? shared : await commitOf(git, "HEAD~1");
}

async function suitesAt(git: Git, commit: string): Promise<Suite[]> {
  const listed = (await git("ls-tree", "--name-only", commit, "./")) ?? "";
  const files = listed.split("\n").filter((name) => /^rules_test.*\.ya?ml$/.test(name));
  const texts = await Promise.all(files.map(async (name) => [name, await git("show", `${commit}:./${name}`)] as const));
  return texts.flatMap(([name, text]) => (text === undefined ? [] : parseSuites(text, name)));
}

function testsOf(rule: Rule, suites: readonly Suite[]): string {
  const own = suites.flatMap((suite) => narrow(suite, new Set([rule])) ?? []);
  return JSON.stringify(
    own.map(({ settings, group, alertTests, exprTests }) => [settings, group, alertTests, exprTests]),
  );
}
