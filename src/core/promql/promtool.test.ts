/** Expressions over random series: the evaluator gives what real promtool gives, and refuses what that refuses. */
import { describe, expect, it } from "vitest";
import { oracleModel } from "../../../scripts/testkit/oracle/contract.ts";
import { compareInProcess } from "../../../scripts/testkit/oracle/in-process.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";

const promtool = requireTool("promtool");
const seed = process.env["ORACLE_SEED"] ?? "1";

describe.skipIf(promtool === undefined)("beside promtool", () => {
  it(`agrees on random expressions, seed ${seed}`, () => {
    const { disagreements, ...counts } = compareInProcess(promtool ?? "", oracleModel(), seed, 250);
    expect(disagreements.slice(0, 5).join("\n\n"), JSON.stringify(counts)).toBe("");
    // Cases without a result would show little.
    expect(counts.evaluated / counts.cases).toBeGreaterThan(0.4);
  });
});
