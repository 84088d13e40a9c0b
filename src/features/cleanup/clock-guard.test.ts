/** Clocks that were set, told from time that has passed. */
import { describe, expect, it } from "vitest";
import { clockProblem, toRecord } from "./clock-guard.ts";

const hour = 3_600_000;
const start = { wallMs: 1_800_000_000_000, steadyMs: 1_000_000, epoch: "boot:a" };
const later = (wallMs: number, steadyMs: number, epoch = start.epoch) => ({
  wallMs: start.wallMs + wallMs,
  steadyMs: start.steadyMs + steadyMs,
  epoch,
});

describe("clockProblem", () => {
  const recorded = toRecord(start);

  it("finds nothing in time that passes, however long", () => {
    expect(clockProblem(later(0, 0), recorded)).toBeUndefined();
    expect(clockProblem(later(200 * hour, 200 * hour), recorded)).toBeUndefined();
    expect(clockProblem(later(59 * 60_000, 0), recorded)).toBeUndefined();
  });

  it("finds a wall clock that was set forward or back by more than an hour", () => {
    expect(clockProblem(later(8760 * hour, hour), recorded)).toMatch(/set 8759\.0 h forward/);
    expect(clockProblem(later(1.1 * hour, 0), recorded)).toMatch(/set 1\.1 h forward/);
    expect(clockProblem(later(10 * hour, 12 * hour), recorded)).toMatch(/set 2\.0 h back/);
  });

  it("cannot compare clocks across a boot, but sees time that runs backwards", () => {
    expect(clockProblem(later(8760 * hour, 0, "boot:b"), recorded)).toBeUndefined();
    expect(clockProblem(later(-0.9 * hour, 0, "boot:b"), recorded)).toBeUndefined();
    expect(clockProblem(later(-2 * hour, 0, "boot:b"), recorded)).toMatch(/stands 2\.0 h before the last cleanup/);
  });

  it("has nothing to compare with before the first run but the database's birth", () => {
    const newborn = { epoch: null, offsetMs: null, lastWallMs: start.wallMs };
    expect(clockProblem(later(8760 * hour, 0), newborn)).toBeUndefined();
    expect(clockProblem(later(-2 * hour, 0), newborn)).toMatch(/before the last cleanup/);
  });
});
