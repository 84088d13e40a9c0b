/** A `for` or `keep_firing_for` between two evaluations is rounded up, which is told as an info. */
import { expect, test } from "vitest";
import { sampleAlert, sampleModel } from "../emitters/sample-model.ts";
import { alertFor } from "./alert-for.ts";

test.each([
  [100, ["`WorkerIdle` goes on firing for 1m40s, but rules are evaluated every 30s: it does so for 2m."]],
  [90, []],
])("kept for %ss with rules every 30s", (keepFiringSeconds, messages) => {
  const problems = alertFor.check(sampleModel({ alerts: [sampleAlert({ keepFiringSeconds })] }));
  expect(problems.map(({ message }) => message)).toEqual(messages);
});

test.each([
  [100, ["`WorkerIdle` waits for 1m40s, but rules are evaluated every 30s: it fires after 2m."]],
  [90, []],
  [0, []],
])("for %ss with rules every 30s", (forSeconds, messages) => {
  const problems = alertFor.check(sampleModel({ alerts: [sampleAlert({ forSeconds })] }));
  expect(problems.map(({ message }) => message)).toEqual(messages);
  expect(problems.every(({ severity }) => severity === "info")).toBe(true);
});
