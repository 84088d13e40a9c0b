/** The arithmetic of burn rates, against the tables that others printed. */
import { describe, expect, it, test } from "vitest";
import { sampleSlo } from "./emitters/sample-model.ts";
import type { BurnTier } from "./model.ts";
import {
  burnFactor,
  burnLimit,
  burnTiers,
  errorBudget,
  leastEvents,
  leastObjective,
  secondsToSpend,
  usableTiers,
} from "./slo-tiers.ts";

const DAY = 86_400;
const all = burnTiers(undefined);
const slo = (objective: number, days = 30) => sampleSlo({ objective, periodSeconds: days * DAY });
const over = <T>(of: (tier: BurnTier) => T) => all.map(of);

test("windows, shares and severities", () => {
  const rows = all.map(({ name, severity, budget, short }) => `${severity} ${budget} ${name} ${short.name}`);
  expect(rows).toEqual(["page 0.02 1h 5m", "page 0.05 6h 30m", "ticket 0.1 1d 2h", "ticket 0.1 3d 6h"]);
  expect(over(({ long, short }) => long.seconds / short.seconds)).toEqual([12, 12, 12, 12]);
});

test("a choice keeps the order of the table; the time scale divides windows and leaves names", () => {
  expect(burnTiers(["3d", "1h"]).map(({ name }) => name)).toEqual(["1h", "3d"]);
  const [fastest] = burnTiers(["1h"], 60);
  expect(fastest).toMatchObject({ long: { name: "1h", seconds: 60 }, short: { name: "5m", seconds: 5 } });
});

test.each([
  [30, [14.4, 6, 3, 1]],
  [28, [13.44, 5.6, 2.8, 0.933333333333]],
])("burn factors over %sd", (days, factors) => {
  expect(over((tier) => burnFactor(tier, slo(0.95, days)))).toEqual(factors);
});

test.each([
  [0.95, 30, [0.72, 0.3, 0.15, 0.05]],
  [0.99, 30, [0.144, 0.06, 0.03, 0.01]],
  [0.999, 30, [0.0144, 0.006, 0.003, 0.001]],
  [0.95, 28, [0.672, 0.28, 0.14, 0.0466667]],
  [0.9999, 30, [0.00144, 0.0006, 0.0003, 0.0001]],
])("error ratios that %s over %sd fires above, without float dust", (objective, days, limits) => {
  expect(over((tier) => burnLimit(tier, slo(objective, days)))).toEqual(limits);
  expect(over((tier) => String(burnLimit(tier, slo(objective, days))).length <= 10)).toEqual(over(() => true));
});

test.each([
  [0.95, 0.05],
  [0.9, 0.1],
  [0.999999, 0.000001],
  [0.3, 0.7],
])("the budget of %s is %s", (objective, budget) => {
  expect(errorBudget({ objective })).toBe(budget);
});

test("seconds of nothing but errors until a page: 43 minutes for 95 %, 52 seconds for 99.9 %", () => {
  const [fastest] = all;
  expect(fastest && secondsToSpend(fastest, slo(0.95))).toBe(43.2 * 60);
  expect(fastest && secondsToSpend(fastest, slo(0.999))).toBe(51.84);
});

test.each([
  [0.72, 2],
  [0.3, 4],
  [0.05, 20],
  [0.01, 100],
  [0.0466667, 22],
  [0.00001, 100_000],
  [0.5, 2],
])("above %s a single bad event is only one of fewer than %s", (limit, events) => {
  expect(leastEvents(limit)).toBe(events);
  expect(1 / events).toBeLessThanOrEqual(limit);
  expect(1 / (events - 1)).toBeGreaterThan(limit);
});

describe("a tier can fire", () => {
  it.each([14.4, 13.44, 6, 2.8, 2, 17_520])("at factor %s from the lowest objective on, and not below", (factor) => {
    const lowest = leastObjective(factor);
    expect(lowest).toBeLessThan(1);
    expect(factor * (1 - lowest)).toBeLessThan(1);
    expect(factor * (1 - (lowest - 0.00001))).toBeGreaterThanOrEqual(1 - 1e-9);
  });

  const names = (...of: Parameters<typeof usableTiers>) => usableTiers(...of).map(({ name }) => name);

  it("when its limit is below 1", () => {
    expect(names(slo(0.9), 15 * DAY)).toEqual(["6h", "1d", "3d"]);
    expect(names(slo(0.93055), 15 * DAY)).toEqual(["6h", "1d", "3d"]);
    expect(names(slo(0.93056), 15 * DAY)).toEqual(["1h", "6h", "1d", "3d"]);
    expect(names(slo(0.01), 15 * DAY)).toEqual(["3d"]);
  });

  it("when its window is kept and within the period", () => {
    expect(names(slo(0.95), 2 * DAY)).toEqual(["1h", "6h", "1d"]);
    expect(names(slo(0.95), 3 * DAY)).toEqual(["1h", "6h", "1d", "3d"]);
    expect(names(slo(0.95, 2), 15 * DAY)).toEqual(["1h", "6h", "1d"]);
  });
});
