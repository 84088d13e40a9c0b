/** Durations read and printed. */
import { expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

it.each([
  ["0s", 0],
  ["250ms", 0.25],
  ["90s", 90],
  ["1h30m", 5400],
  ["30d", 2_592_000],
  ["1w", 604_800],
])("%s is %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it.each([
  [0, "0s"],
  [0.25, "250ms"],
  [90, "1m30s"],
  [600, "10m"],
  [14_400, "4h"],
  [2_592_000, "30d"],
])("%d seconds print as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
  expect(parseDuration(text)).toBe(seconds);
});

it("knows what is no duration", () => {
  expect(["", "5", "m", "5 m", "5x"].map(parseDuration)).toEqual([NaN, NaN, NaN, NaN, NaN]);
});
