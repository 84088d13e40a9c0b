/** The same as promtool.test.ts with more cases. A gate must not fail by chance: to hunt, give it ORACLE_SEED=$RANDOM. */
import { describe, expect, it } from "vitest";
import { oracleModel } from "../../../scripts/testkit/oracle/contract.ts";
import { compareInProcess } from "../../../scripts/testkit/oracle/in-process.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";

const promtool = requireTool("promtool");
const seed = process.env["ORACLE_SEED"] ?? "slow";
const cases = Number(process.env["ORACLE_CASES"] ?? 5000);

describe.skipIf(promtool === undefined)("beside promtool", () => {
  it(`agrees on ${cases} random expressions, seed ${seed}`, () => {
    const { disagreements, ...counts } = compareInProcess(promtool ?? "", oracleModel(), seed, cases);
    console.info(`ORACLE_SEED=${seed}`, JSON.stringify(counts));
    expect(disagreements.slice(0, 5).join("\n\n")).toBe("");
    expect(counts.refused).toBeGreaterThan(0);
  });
});
