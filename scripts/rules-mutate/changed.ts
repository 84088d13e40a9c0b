/** Tells which generated rules are not those of an earlier revision. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UsageError } from "../command.ts";
import { parseRules, type Rule, type RuleBook } from "./rules.ts";

const run = promisify(execFile);

/** The rules that differ from those of `rules.yml` in the revision; all of them when it had no such file. */
export async function rulesChangedSince(revision: string, folder: string, book: RuleBook): Promise<Rule[]> {
  const git = (...args: string[]) => run("git", ["-C", folder, ...args], { maxBuffer: Number.POSITIVE_INFINITY });
  await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`).catch(() => {
    throw new UsageError(`--changed ${revision}: there is no such revision.`);
  });
  const shown = await git("show", `${revision}:./rules.yml`).catch(() => undefined);
  if (!shown) return [...book.rules];
  const before = new Set(parseRules(shown.stdout, `${revision}:rules.yml`).rules.map(({ raw }) => JSON.stringify(raw)));
  return book.rules.filter(({ raw }) => !before.has(JSON.stringify(raw)));
}
