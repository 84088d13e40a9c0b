/** The drills against the contract: each alert has one, and what is drilled is what is shipped. */
import { expect, it } from "vitest";
import { alertRules } from "../../generated/alerts.ts";
import { compile } from "./compile.ts";
import { drills, seed } from "./drills.ts";

it("are one for each alert of the contract", () => {
  expect(drills.map(({ alert }) => alert).sort()).toEqual(alertRules.map(({ name }) => name).sort());
});

it("begin with the blueprint's own alerts", () => {
  expect(seed).toEqual(alertRules.slice(0, 4).map(({ name }) => name));
});

it("say of every stand-in why no real service shows it", () => {
  const reasons = drills.flatMap(({ standInFor }) => standInFor ?? []);
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.every((reason) => reason.length > 20)).toBe(true);
});

it("divide the times of the shipped rules and touch nothing else", async () => {
  const [shipped, drilled] = [await compile(1), await compile(60)];
  const withoutTimes = (text: string) => text.replaceAll(/\[[^\]]+\]/g, "[]");
  expect(drilled.alerts.map(({ expr }) => withoutTimes(expr.text))).toEqual(
    shipped.alerts.map(({ expr }) => withoutTimes(expr.text)),
  );
  for (const time of ["forSeconds", "keepFiringSeconds"] as const)
    expect(drilled.alerts.map((alert) => Math.round(alert[time] * 60))).toEqual(
      shipped.alerts.map((alert) => alert[time]),
    );
  expect(drilled.recordingRules.map(({ expr }) => expr.text)).not.toEqual(
    shipped.recordingRules.map(({ expr }) => expr.text),
  );
});
