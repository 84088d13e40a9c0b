/** Expressions that are right pass without a word: a false alarm is a defect. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { check, parseSnapshot, resolve } from "./index.ts";
import { formatProblems } from "./problem.ts";

interface Entry {
  readonly name: string;
  readonly expr: string;
  /** A recording rule instead of an alert. */
  readonly record?: boolean;
  /** A check that the expression offends on purpose. */
  readonly allow?: string;
  readonly reason?: string;
}

interface Corpus {
  readonly contract: { readonly recording_rules: readonly object[] };
  readonly expressions: readonly Entry[];
}

const text = await readFile(new URL("testdata/corpus.yaml", import.meta.url), "utf8");
const { contract, expressions } = parseYaml(text) as Corpus;

describe("expressions of well-known mixins", () => {
  it("are many", () => {
    expect(expressions.length).toBeGreaterThanOrEqual(60);
    expect(new Set(expressions.map(({ name }) => name)).size).toBe(expressions.length);
  });

  it.each(expressions)("$name", (entry) => {
    expect(findings(entry)).toBe("");
  });
});

/** What the compiler says of one expression, observations aside. */
function findings({ name, expr, record, allow, reason }: Entry): string {
  const exception = allow === undefined ? {} : { allow: [{ id: allow, reason }] };
  const rule = record
    ? { recording_rules: [...contract.recording_rules, { record: `test:${name}`, expr, help: "Tried.", ...exception }] }
    : { alerts: [{ name, expr, for: "2m", severity: "ticket", ...texts, ...exception }] };
  const snapshot = { version: { version: "1.0.0" }, metrics: { ...contract, ...rule } };
  const parsed = parseSnapshot({ path: `${name}.json`, text: JSON.stringify(snapshot, null, 1) });
  if (!parsed.contract) return formatProblems(parsed.problems, "text");
  const { model, problems } = resolve(parsed.contract);
  if (!model) return formatProblems(problems, "text");
  return formatProblems(
    // Whether tests can be constructed says nothing of whether it is right.
    check(model).filter(({ severity, rule }) => severity !== "info" && rule !== "alert/untested"),
    "text",
  );
}

const texts = { summary: "It is wrong.", action: "Look.", playbook: "https://example.org/book" };
