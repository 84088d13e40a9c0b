/** Tests of one cached check: single-flight, hanging and recovering probes. */
import { describe, expect, it } from "vitest";
import { type CheckOptions, createCheck } from "./check.ts";

interface Harness extends CheckOptions {
  readonly failures: unknown[];
  /** Moves the clock of the cache; timers run on real time. */
  advance(ms: number): void;
}

function harness(limitMs = 40): Harness {
  const failures: unknown[] = [];
  let ahead = 0;
  return {
    limitMs,
    cacheMs: 1_000,
    now: () => performance.now() + ahead,
    failed: (error) => failures.push(error),
    failures,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

describe("createCheck", () => {
  it("asks once for 200 at the same time, and once a second after that", async () => {
    const options = harness();
    let probes = 0;
    const check = createCheck(async () => ++probes, options);
    const answers = await Promise.all(Array.from({ length: 200 }, check));
    expect(new Set(answers)).toEqual(new Set([{ ok: true, value: 1 }]));
    options.advance(900);
    expect(await check()).toEqual({ ok: true, value: 1 });
    options.advance(101);
    expect(await check()).toEqual({ ok: true, value: 2 });
  });

  it("fails when the probe fails, even before it gives a promise, and recovers", async () => {
    const options = harness();
    const ways = [
      () => Promise.reject(new Error("refused")),
      () => {
        throw new Error("thrown");
      },
      () => Promise.resolve(1),
    ];
    const check = createCheck<number>(() => ways.shift()?.() ?? Promise.resolve(0), options);
    expect(await check()).toEqual({ ok: false });
    options.advance(1_001);
    expect(await check()).toEqual({ ok: false });
    options.advance(1_001);
    expect(await check()).toEqual({ ok: true, value: 1 });
    expect(options.failures.map(String)).toEqual(["Error: refused", "Error: thrown"]);
  });

  it("fails a probe that hangs in time, starts no second one meanwhile, and recovers when it answers", async () => {
    const options = harness();
    const hanging = Promise.withResolvers<number>();
    let probes = 0;
    const check = createCheck(() => (++probes === 1 ? hanging.promise : Promise.resolve(2)), options);
    const startedAt = performance.now();
    expect(await Promise.all(Array.from({ length: 200 }, check))).toEqual(Array(200).fill({ ok: false }));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
    for (let round = 0; round < 3; round += 1) {
      options.advance(1_001);
      expect(await check()).toEqual({ ok: false });
    }
    expect(probes).toBe(1);
    hanging.resolve(1);
    await new Promise((resolve) => setImmediate(resolve));
    options.advance(1_001);
    expect(await check()).toEqual({ ok: true, value: 2 });
    expect(probes).toBe(2);
  });
});
