/** Times of providers: where they begin, what they follow, what they forget. */
import { describe, expect, it } from "vitest";
import { labelValues } from "../../generated/contract.ts";
import { createObservedTimes } from "./observed-times.ts";

describe("the times of a provider", () => {
  it("begin with a prior that fits the default deadline beside any other provider", () => {
    const times = createObservedTimes();
    for (const provider of labelValues.provider) {
      const { p50Ms, p90Ms } = times.of(provider);
      expect(p50Ms).toBeGreaterThan(0);
      expect(p90Ms).toBeGreaterThan(p50Ms);
      expect(p90Ms).toBeLessThan(24_000);
    }
  });

  it("move little at a first odd call, and are all observation after fifty", () => {
    const times = createObservedTimes();
    const prior = times.of("gemini");
    times.observe("gemini", 47_000);
    expect(times.of("gemini").p50Ms).toBe(prior.p50Ms);
    for (let ms = 1; ms <= 50; ms += 1) times.observe("gemini", ms);
    expect(times.of("gemini")).toEqual({ p50Ms: 25, p90Ms: 45 });
    expect(times.of("openai")).toEqual(createObservedTimes().of("openai"));
  });

  it("forget what is older than fifty calls", () => {
    const times = createObservedTimes();
    for (let call = 0; call < 50; call += 1) times.observe("http", 30_000);
    for (let call = 0; call < 26; call += 1) times.observe("http", 1_000);
    expect(times.of("http")).toEqual({ p50Ms: 1_000, p90Ms: 30_000 });
  });
});
