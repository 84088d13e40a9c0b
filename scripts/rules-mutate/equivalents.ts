/** The mutants that no test can notice, with the reason, and what is wrong with that list. */
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { CouldNotRun, type RuleBook } from "./rules.ts";

export interface Equivalent {
  readonly rule: string;
  /** Id of the mutant. */
  readonly mutant: string;
  readonly reason: string;
}

/** @throws CouldNotRun when the file is missing or an entry is not complete. */
export async function readEquivalents(file: string): Promise<Equivalent[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CouldNotRun(`${file} cannot be read.`);
  });
  const list: unknown = parse(text) ?? [];
  if (!Array.isArray(list)) throw new CouldNotRun(`${file} is no list.`);
  return list.map((entry: unknown) => {
    if (isEquivalent(entry)) return entry;
    throw new CouldNotRun(`${file}: ${JSON.stringify(entry)} needs rule, mutant and reason, each a text.`);
  });
}

function isEquivalent(entry: unknown): entry is Equivalent {
  if (typeof entry !== "object" || entry === null) return false;
  const fields = new Map<string, unknown>(Object.entries(entry));
  return ["rule", "mutant", "reason"].every((name) => {
    const text = fields.get(name);
    return typeof text === "string" && text.trim() !== "";
  });
}

/** The outcome of a rule, as far as the list can be compared with it. */
interface Judged {
  readonly rule: { readonly id: string };
  readonly mutants: readonly { readonly id: string }[];
  readonly survivors: readonly { readonly id: string }[];
}

/** Entries of rules that are gone, of mutants that are gone, and of mutants that a test does notice. */
export function staleEntries(entries: readonly Equivalent[], book: RuleBook, judged: readonly Judged[]): string[] {
  return entries.flatMap(({ rule, mutant }, i) => {
    const entry = `equivalent ${rule} ${mutant}`;
    if (entries.findIndex((other) => other.rule === rule && other.mutant === mutant) < i)
      return [`${entry}: listed twice`];
    if (!book.rules.some(({ id }) => id === rule)) return [`${entry}: there is no such rule`];
    const outcome = judged.find((one) => one.rule.id === rule);
    if (!outcome || outcome.survivors.some(({ id }) => id === mutant)) return [];
    const exists = outcome.mutants.some(({ id }) => id === mutant);
    return [`${entry}: ${exists ? "a test kills it" : "there is no such mutant"}`];
  });
}
