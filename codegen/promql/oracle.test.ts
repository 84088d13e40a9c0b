/** What is inferred of expressions holds: real promtool evaluates random ones over random series of a contract. */
import { describe, expect, it } from "vitest";
import { runCases, runList } from "../../scripts/testkit/oracle/cases.ts";
import { oracleModel } from "../../scripts/testkit/oracle/contract.ts";
import { tryCounters, tryUnits } from "../../scripts/testkit/oracle/meaning.ts";
import { inputSeries } from "../../scripts/testkit/oracle/promtool.ts";
import { sweep } from "../../scripts/testkit/oracle/sweep.ts";
import { explain, judge, trialOf, type World } from "../../scripts/testkit/oracle/trial.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";
import { emit } from "../emitters/rules.ts";
import { type Fixture, fixtures } from "./oracle.fixture.ts";
import { catalogOf } from "./series.ts";

const promtool = requireTool("promtool");
const STEP_SECONDS = 15;

/** Another seed tries other expressions: ORACLE_SEED=7 ORACLE_CASES=20000 npx vitest run codegen/promql/oracle.test.ts */
const seed = process.env["ORACLE_SEED"] ?? "1";
const cases = Number(process.env["ORACLE_CASES"] ?? 2500);
const model = oracleModel();
const rules = emit(model)[0]?.text;

describe.skipIf(promtool === undefined)("the oracle", () => {
  it.each(fixtures)("$why", ({ expr, series, timeSeconds }: Fixture) => {
    const world: World = {
      promtool: promtool ?? "",
      catalog: catalogOf(model),
      series: Object.entries(series).map(([selector, values]) => inputSeries(selector, values)),
      intervalSeconds: STEP_SECONDS,
      rules,
    };
    const [verdict] = judge(world, [trialOf(expr, [timeSeconds], world.catalog)]);
    // A fixture in which nothing happens shows nothing.
    expect(verdict?.answers).toEqual([{ samples: expect.arrayContaining([expect.anything()]) }]);
    expect(verdict && verdict.faults.length > 0 ? explain(world, "fixture", verdict) : "").toBe("");
  });

  it(`agrees with what is inferred of every function and operator over every sort of values, seed ${seed}`, () => {
    const { disagreements, ...counts } = runList({ promtool: promtool ?? "", model, seed }, sweep);
    expect(disagreements.slice(0, 10).join("\n\n"), JSON.stringify(counts)).toBe("");
    expect(counts.evaluated / counts.cases).toBeGreaterThan(0.5);
  });

  it(`agrees that what is called a counter never falls while no process restarts, seed ${seed}`, () => {
    const { cases, disagreements } = tryCounters(promtool ?? "", seed, 150);
    expect(disagreements.join("\n")).toBe("");
    expect(cases).toBeGreaterThan(100);
  });

  it(`agrees with the units that are inferred, seed ${seed}`, () => {
    const { cases, disagreements } = tryUnits(promtool ?? "", seed, 300);
    expect(disagreements.join("\n")).toBe("");
    expect(cases).toBeGreaterThan(50);
  });

  it(`agrees with what is inferred of random expressions, seed ${seed}`, () => {
    const { disagreements, ...counts } = runCases({ promtool: promtool ?? "", model, seed, cases });
    expect(disagreements.slice(0, 10).join("\n\n"), JSON.stringify(counts)).toBe("");
    // Cases without a result would show little.
    expect(counts.evaluated / counts.cases).toBeGreaterThan(0.5);
    expect(counts.refused / counts.cases).toBeLessThan(0.1);
    expect(counts.interpreted / counts.cases).toBeGreaterThan(0.5);
    expect(counts.calledEmpty / counts.cases).toBeGreaterThan(0.05);
  });
});
