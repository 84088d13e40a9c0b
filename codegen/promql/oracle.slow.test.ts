/** The oracle with more cases than the quick one. A gate must not fail by chance: to hunt, give it ORACLE_SEED=$RANDOM. */
import { describe, expect, it } from "vitest";
import { runCases, runList } from "../../scripts/testkit/oracle/cases.ts";
import { tryCollisions } from "../../scripts/testkit/oracle/collisions.ts";
import { oracleModel } from "../../scripts/testkit/oracle/contract.ts";
import { tryCounters, tryUnits } from "../../scripts/testkit/oracle/meaning.ts";
import { tryOffence } from "../../scripts/testkit/oracle/offence.ts";
import { selectionOffences } from "../../scripts/testkit/oracle/offences-selection.ts";
import { valueOffences } from "../../scripts/testkit/oracle/offences-values.ts";
import { tryRefusals } from "../../scripts/testkit/oracle/refusals.ts";
import { sweep } from "../../scripts/testkit/oracle/sweep.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";

const promtool = requireTool("promtool");
const seed = process.env["ORACLE_SEED"] ?? "slow";
const cases = Number(process.env["ORACLE_CASES"] ?? 10_000);
const model = oracleModel();

describe.skipIf(promtool === undefined)(`the oracle with ORACLE_SEED=${seed}`, () => {
  it("agrees with what is inferred", () => {
    const run = { promtool: promtool ?? "", model, seed, cases };
    const found = [runList(run, sweep), runCases(run)];
    console.info(`ORACLE_SEED=${seed}`, ...found.map(({ disagreements: _, ...counts }) => JSON.stringify(counts)));
    expect(found.flatMap(({ disagreements }) => disagreements).join("\n\n")).toBe("");
  });

  it("agrees with what counters and units are", () => {
    const tried = [tryCounters, tryUnits].map((run) => run(promtool ?? "", seed, 1000));
    expect(tried.flatMap(({ disagreements }) => disagreements).join("\n")).toBe("");
  });

  it.each([...selectionOffences, ...valueOffences])("shows nonsense of $name", (offence) => {
    expect(tryOffence(promtool ?? "", offence, seed, 200).wrong.join("\n\n")).toBe("");
  });

  it("matches whatever promql/join lets pass", () => {
    expect(tryCollisions(promtool ?? "", seed, cases).missed.join("\n\n")).toBe("");
  });

  it("refuses what the compiler reports", () => {
    expect(tryRefusals(promtool ?? "", seed, cases).missed.join("\n\n")).toBe("");
  });
});
