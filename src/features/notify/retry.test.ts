/** What follows from an attempt to deliver. */
import { describe, expect, it } from "vitest";
import { type Answer, type Attempt, judge } from "./retry.ts";

const DAY = 86_400_000;
const first: Attempt = { attempt: 1, ageMs: 0, jitter: 0, nowMs: Date.UTC(2026, 10, 26) };
const answered = (status: number, retryAfter: string | null = null): Answer => ({ status, retryAfter });

describe("an attempt to deliver", () => {
  it.each([200, 201, 202, 204])("is over with a %i", (status) => {
    expect(judge(answered(status), first)).toEqual({ is: "delivered" });
  });

  it.each([400, 405, 410, 413, 415, 422])("is given up at a %i, which no later attempt would change", (status) => {
    expect(judge(answered(status), first)).toEqual({ is: "given_up", error: `the receiver answered ${status}` });
  });

  it.each([301, 302, 307, 401, 403, 404, 408, 409, 429, 500, 502, 503])("is made again after a %i", (status) => {
    expect(judge(answered(status), first)).toMatchObject({ is: "failed", error: `the receiver answered ${status}` });
  });

  it("is made again with growing pauses between half and whole: 1 s, 2 s, 4 s, …, 10 minutes", () => {
    const pause = (attempt: number, jitter: number) => {
      const verdict = judge({ unreachable: "ECONNREFUSED" }, { ...first, attempt, jitter });
      return verdict.is === "failed" && verdict.retryInMs;
    };
    expect([1, 2, 3, 10, 11, 300].map((attempt) => pause(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 512_000, 600_000, 600_000,
    ]);
    expect([1, 11].map((attempt) => pause(attempt, 0))).toEqual([500, 300_000]);
  });

  it.each([
    ["120", 120_000],
    [" 7 ", 7_000],
    ["0", 500],
    ["Thu, 26 Nov 2026 00:01:00 GMT", 60_000],
    ["Thu, 26 Nov 2020 00:01:00 GMT", 500],
    ["99999999999", 3_600_000],
    ["soon", 500],
    ["-5", 500],
  ])("honours Retry-After: %s", (retryAfter, retryInMs) => {
    expect(judge(answered(503, retryAfter), first)).toMatchObject({ is: "failed", retryInMs });
  });

  it("is given up after three days", () => {
    expect(judge(answered(503), { ...first, attempt: 400, ageMs: 3 * DAY - 300_001 })).toMatchObject({ is: "failed" });
    expect(judge(answered(503), { ...first, attempt: 400, ageMs: 3 * DAY - 299_999 })).toEqual({
      is: "given_up",
      error: "the receiver answered 503, for three days",
    });
    expect(judge(answered(204), { ...first, attempt: 400, ageMs: 4 * DAY })).toEqual({ is: "delivered" });
  });
});
