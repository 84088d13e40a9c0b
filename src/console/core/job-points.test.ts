/** The columns that the chart of a day is drawn from. */
import { describe, expect, it } from "vitest";
import type { Schemas } from "./api.ts";
import { columnsOf, newestOver } from "./job-points.ts";

type Job = Schemas["Job"];

const job = (startedMs: number, tookMs: number | null, outcome: Job["outcome"]): Job => ({
  ...{ job_id: "0".repeat(32), slot_id: "slot-001", slot_version: 1, provider: "local", answered_by: null, outcome },
  created_at: new Date(startedMs).toISOString(),
  deadline_at: new Date(startedMs + 48_000).toISOString(),
  finished_at: tookMs === null ? null : new Date(startedMs + tookMs).toISOString(),
  ...{ failure_reason: null, upload_bytes: 1, has_picture: false, removed: null, recovered: false, ledger: null },
});

describe("the columns of a day", () => {
  it("have the oldest first, each job in the column of its outcome, and none that has not ended", () => {
    const jobs = [
      job(9000, null, null),
      job(5000, 48_000, "timeout"),
      job(3000, 2000, "provider_error"),
      job(1000, 1500, "success"),
    ];
    expect(columnsOf(jobs)).toEqual([
      [1, 3, 5],
      [1.5, null, null],
      [null, null, 48],
      [null, 2, null],
      [48, 48, 48],
    ]);
  });
});

it("the newest jobs take the place of what was known of them, and stand before all others", () => {
  const known = [
    { job_id: "b", outcome: null },
    { job_id: "a", outcome: "success" },
  ];
  const newest = [
    { job_id: "c", outcome: null },
    { job_id: "b", outcome: "timeout" },
  ];
  expect(newestOver(newest, known)).toEqual([...newest, { job_id: "a", outcome: "success" }]);
});
