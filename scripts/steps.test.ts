/** The table and the report of steps. */
import { describe, expect, it } from "vitest";
import { formatStep, runSteps, type Step, StepFailed } from "./steps.ts";

const good: Step = { id: "good", run: async () => "two of two are there" };
const bad: Step = {
  id: "bad",
  command: "npm run codegen",
  run: async () => {
    throw new StepFailed("one is missing\nit is b");
  },
};

describe("steps", () => {
  it("are run in order, all of them or up to the first failure, and each result is told as it comes", async () => {
    const heard: string[] = [];
    const all = await runSteps([bad, good], { onResult: ({ id }) => void heard.push(id) });
    expect(all).toMatchObject({
      ok: false,
      steps: [
        { id: "bad", ok: false },
        { id: "good", ok: true },
      ],
    });
    expect(heard).toEqual(["bad", "good"]);
    expect((await runSteps([bad, good], { stopAtFailure: true })).steps.map(({ id }) => id)).toEqual(["bad"]);
    expect((await runSteps([good])).ok).toBe(true);
  });

  it("fail on any error", async () => {
    const broken: Step = { id: "broken", run: async () => JSON.parse("{") };
    expect(await runSteps([broken])).toMatchObject({ ok: false, steps: [{ id: "broken", ok: false }] });
  });

  it("are not run when they are waived, and the table and the report say so", async () => {
    const report = await runSteps([{ ...bad, waived: true }, good]);
    const [first] = report.steps;
    expect(report.ok).toBe(true);
    expect(first).toEqual({ id: "bad", ok: true, message: "waived by name, not checked", ms: 0, waived: true });
    expect(first && formatStep(first)).toBe("WAIVED bad                0.00 s waived by name, not checked");
    expect(report.steps[1]).not.toHaveProperty("waived");
  });

  it("are rows of a table, with the command below a failure", () => {
    expect(formatStep({ id: "bad", ok: false, message: "one\ntwo", ms: 1234, command: "npm test" })).toBe(
      `FAILED bad                1.23 s one\n${" ".repeat(33)}two\n${" ".repeat(33)}run: npm test`,
    );
    expect(formatStep({ id: "good", ok: true, message: "one", ms: 5, command: "npm test" })).toBe(
      "ok     good               0.01 s one",
    );
  });
});
