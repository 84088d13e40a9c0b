/** What is wrong with a slot, the worst thing first. */
import { describe, expect, it } from "vitest";
import type { HallSlot } from "./live.ts";
import { needing, shareOfLimit, verdictOf } from "./verdict.ts";

const slot = (facts: Partial<HallSlot>): HallSlot => ({
  ...{ id: "slot-001", state: "active", version: 1, provider: "local", standby_provider: null },
  ...{ state_by: "operator", state_reason: "", state_since: "2026-11-26T18:00:00Z", state_until: null },
  ...{
    answered: 20,
    timeouts: 0,
    failed: 0,
    refused: 0,
    p95_seconds: 10,
    deadline_used_p95: 0.2,
    inflight: 0,
    in_a_row: 0,
    pictures: [],
  },
  ...facts,
});

it("what works again needs nobody", () => {
  expect(needing([slot({ answered: 5, failed: 4, in_a_row: 3 })])).toEqual([]);
});

describe("the verdict", () => {
  it.each<[string, Partial<HallSlot>, string, string]>([
    ["maintenance hides what was before it", { state: "maintenance", timeouts: 20 }, "off", "maintenance"],
    ["a tripped slot", { state: "tripped" }, "bad", "tripped"],
    ["one on trial", { state: "probing", timeouts: 20 }, "warn", "probing"],
    ["more timeouts than the SLA bears", { answered: 18, timeouts: 2 }, "bad", "timeouts"],
    ["a single timeout of many", { answered: 99, timeouts: 1 }, "warn", "timeouts"],
    ["what failed, and has worked three times since", { answered: 5, failed: 4, in_a_row: 3 }, "warn", "mended"],
    ["what failed, and has worked twice since", { answered: 5, failed: 4, in_a_row: 2 }, "bad", "failures"],
    ["just as many as the SLA bears", { answered: 19, timeouts: 1 }, "warn", "timeouts"],
    ["more failures than timeouts", { answered: 5, timeouts: 1, failed: 4 }, "bad", "failures"],
    ["nothing but failures", { answered: 0, failed: 1 }, "bad", "failures"],
    ["p95 over T", { deadline_used_p95: 1.01 }, "bad", "late"],
    ["p95 near T", { deadline_used_p95: 0.9 }, "warn", "near"],
    ["a provider that stumbles", { state: "degraded" }, "warn", "degraded"],
    ["no photos", { answered: 0, deadline_used_p95: null }, "quiet", "quiet"],
    ["all is well", {}, "ok", "fine"],
  ])("%s", (_, facts, level, code) => {
    expect(verdictOf(slot(facts))).toEqual({ level, code });
  });

  it("names those that need somebody, the worst first, and nobody who is out on purpose", () => {
    const slots = [
      slot({ id: "slot-001", deadline_used_p95: 0.9 }),
      slot({ id: "slot-002" }),
      slot({ id: "slot-003", state: "tripped" }),
      slot({ id: "slot-004", state: "maintenance" }),
      slot({ id: "slot-005", state: "tripped" }),
    ];
    expect(needing(slots).map(({ level, code, slots: own }) => [level, code, ...own.map(({ id }) => id)])).toEqual([
      ["bad", "tripped", "slot-003", "slot-005"],
      ["warn", "near", "slot-001"],
    ]);
  });

  it("knows no share of what is not known", () => {
    expect(shareOfLimit(null, 0.05)).toBeNull();
    expect(shareOfLimit(0.1, 0.05)).toBe(2);
  });
});
