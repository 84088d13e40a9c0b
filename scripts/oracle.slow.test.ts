/** What is inferred over the project's own contract holds: promtool evaluates random expressions over random series of it. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, resolve } from "../codegen/index.ts";
import { formatProblems } from "../codegen/problem.ts";
import { runCases } from "./testkit/oracle/cases.ts";
import { requireTool } from "./testkit/tools.ts";

const promtool = requireTool("promtool");
const seed = process.env["ORACLE_SEED"] ?? "1";
const cases = Number(process.env["ORACLE_CASES"] ?? 1000);

const { contract, problems } = await parse(join(import.meta.dirname, "../spec"), "spec");
const { model } = contract ? resolve(contract) : {};
if (!model) throw new Error(formatProblems(problems, "text"));

describe.skipIf(promtool === undefined)("the oracle over spec/", () => {
  it(`agrees with what is inferred of random expressions, seed ${seed}`, () => {
    const { disagreements, ...counts } = runCases({ promtool: promtool ?? "", model, seed, cases });
    expect(disagreements.slice(0, 10).join("\n\n"), JSON.stringify(counts)).toBe("");
    expect(counts.evaluated / counts.cases).toBeGreaterThan(0.4);
  });
});
