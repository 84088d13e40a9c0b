/** What is learned from a handful of photos. */
import { expect, it } from "vitest";
import { createTypicalTimes } from "./typical-times.ts";

it("is the median of the last ones of a provider, once there are three", () => {
  const times = createTypicalTimes();
  times.observe("gemini", 9_000);
  times.observe("gemini", 20_000);
  expect(times.medianMs("gemini")).toBeUndefined();
  times.observe("gemini", 10_000);
  expect(times.medianMs("gemini")).toBe(10_000);
  expect(times.medianMs("openai")).toBeUndefined();
  for (let photo = 0; photo < 31; photo += 1) times.observe("gemini", 100);
  expect(times.medianMs("gemini")).toBe(100);
});
