/** Times in text: those that are a moment, and those that only look like one. */
import { expect, it } from "vitest";
import { momentOf } from "./moment.ts";

it("is milliseconds, wherever the clock hung", () => {
  expect(momentOf("2026-11-26T20:00:00.5+03:00")).toBe(Date.UTC(2026, 10, 26, 17, 0, 0, 500));
  expect(momentOf("9999-12-31T23:59:59.999Z")).toBe(Date.UTC(9999, 11, 31, 23, 59, 59, 999));
});

it.each(["2026-12-31T23:59:60Z", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00", "never"])(
  "%s is none",
  (text) => {
    expect(momentOf(text)).toBeUndefined();
  },
);
