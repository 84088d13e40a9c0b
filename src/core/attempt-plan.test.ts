/** The plan of attempts: every rule of it, and what holds over random jobs. */
import { describe, expect, it } from "vitest";
import { labelValues } from "../../generated/contract.ts";
import { type Choice, chooseProviders, nextStep, type Situation, type Tried, WRITE_MS } from "./attempt-plan.ts";
import type { FailureKind } from "./provider.ts";
import type { Slot } from "./slot.ts";

const own: Choice = { provider: "gemini", settings: { prompt: "a" }, standby: false };
const standby: Choice = { provider: "openai", settings: { prompt: "b" }, standby: true };
const times = { gemini: { p50Ms: 6_000, p90Ms: 15_000 }, openai: { p50Ms: 4_000, p90Ms: 8_000 } };

function situation(changes: Partial<Situation> = {}): Situation {
  return {
    choices: [own, standby],
    maxAttempts: 3,
    totalMs: 48_000,
    remainingMs: 48_000,
    sinceLastMs: 60_000,
    tried: [],
    times: (provider) => (provider === "openai" ? times.openai : times.gemini),
    ...changes,
  };
}

const failed = (kind: FailureKind, changes: Partial<Tried> = {}): Tried => ({
  choice: 0,
  kind,
  called: true,
  jitter: 0.5,
  ...changes,
});
const alone = [own];
const stop = { do: "stop" };

describe("the providers of a slot", () => {
  const slot = { provider: "gemini", settings: { prompt: "a" }, state: "active" } as Slot;
  const other = { provider: "openai", settings: { prompt: "b" } } as const;

  it("are its own, then the standby", () => {
    expect(chooseProviders({ ...slot, standby: null })).toEqual([own]);
    for (const state of ["active", "degraded", "maintenance"] as const) {
      expect(chooseProviders({ ...slot, state, standby: other })).toEqual([own, standby]);
    }
  });

  it("are the standby alone, or nobody, while it is tripped or probing", () => {
    for (const state of ["tripped", "probing"] as const) {
      expect(chooseProviders({ ...slot, state, standby: other })).toEqual([standby]);
      expect(chooseProviders({ ...slot, state, standby: null })).toEqual([]);
    }
  });
});

describe("the first attempt", () => {
  it("has all the time when nobody comes after it", () => {
    expect(nextStep(situation({ choices: alone }))).toEqual({ do: "attempt", choice: 0, capMs: 48_000 });
    expect(nextStep(situation({ maxAttempts: 1 }))).toEqual({ do: "attempt", choice: 0, capMs: 48_000 });
  });

  it("leaves the standby what it needs for nine of ten pictures, and 5 s at least", () => {
    expect(nextStep(situation())).toEqual({ do: "attempt", choice: 0, capMs: 40_000 });
    const quick = situation({ times: () => ({ p50Ms: 100, p90Ms: 200 }) });
    expect(nextStep(quick)).toEqual({ do: "attempt", choice: 0, capMs: 43_000 });
  });

  it("leaves a standby that is slow half of what is left, and nothing when it could not be in time anyway", () => {
    const slow = (p50Ms: number) => situation({ remainingMs: 20_000, times: () => ({ p50Ms, p90Ms: 30_000 }) });
    expect(nextStep(slow(10_000 - WRITE_MS))).toEqual({ do: "attempt", choice: 0, capMs: 10_000 });
    expect(nextStep(slow(10_001 - WRITE_MS))).toEqual({ do: "attempt", choice: 0, capMs: 20_000 });
  });

  it("leaves less of a short deadline", () => {
    const short = { totalMs: 10_000, remainingMs: 9_800, times: () => ({ p50Ms: 300, p90Ms: 500 }) };
    expect(nextStep(situation(short))).toEqual({ do: "attempt", choice: 0, capMs: 9_800 - 1_250 });
  });

  it("starts however little is left, but not after the deadline", () => {
    expect(nextStep(situation({ remainingMs: 1, choices: alone }))).toEqual({ do: "attempt", choice: 0, capMs: 1 });
    expect(nextStep(situation({ remainingMs: 0 }))).toEqual(stop);
  });
});

describe("after a failure", () => {
  const afterwards = (tried: readonly Tried[], changes: Partial<Situation> = {}) =>
    nextStep(situation({ tried, ...changes }));
  const atStandby = (capMs = 48_000) => ({ do: "attempt", choice: 1, capMs });
  const atOwn = (capMs = 40_000) => ({ do: "attempt", choice: 0, capMs });

  it.each(["no_image", "transient"] as const)(
    "of %s the same provider is tried again, the last call is the standby's",
    (kind) => {
      expect(afterwards([failed(kind)])).toEqual(atOwn());
      expect(afterwards([failed(kind), failed(kind)])).toEqual(atStandby());
      const five = { maxAttempts: 5 };
      expect(afterwards([failed(kind), failed(kind)], five)).toEqual(atOwn());
      expect(afterwards([failed(kind), failed(kind), failed(kind)], five)).toEqual(atStandby());
    },
  );

  it.each(["no_image", "transient"] as const)("of %s without a standby two more calls are made", (kind) => {
    const five = { choices: alone, maxAttempts: 5 };
    expect(afterwards([failed(kind), failed(kind)], five)).toEqual(atOwn(48_000));
    expect(afterwards([failed(kind), failed(kind), failed(kind)], five)).toEqual(stop);
  });

  it.each([
    ["no_image", 0, 300],
    ["no_image", 1, 1_000],
    ["transient", 0, 500],
    ["transient", 1, 2_000],
    ["overload", 0, 1_000],
    ["overload", 1, 2_000],
  ] as const)("of %s the pause is jittered: at %d it is %d ms", (kind, jitter, ms) => {
    const tried = [failed(kind, { jitter })];
    expect(afterwards(tried, { sinceLastMs: 0, choices: alone })).toEqual({ do: "wait", ms });
    expect(afterwards(tried, { sinceLastMs: 100, choices: alone })).toEqual({ do: "wait", ms: ms - 100 });
    expect(afterwards(tried, { sinceLastMs: ms, choices: alone })).toEqual(atOwn(48_000));
  });

  it("the pause is as long as the provider asks", () => {
    const tried = [failed("transient", { retryAfterMs: 7_000, jitter: 0 })];
    expect(afterwards(tried, { sinceLastMs: 0 })).toEqual({ do: "wait", ms: 7_000 });
    const nonsense = [failed("transient", { retryAfterMs: Number.NaN, jitter: 0 })];
    expect(afterwards(nonsense, { sinceLastMs: 0 })).toEqual({ do: "wait", ms: 500 });
  });

  it("of overload the standby comes at once, unless the provider says when to come back and that is in time", () => {
    expect(afterwards([failed("overload")])).toEqual(atStandby());
    const told = (retryAfterMs: number) => [failed("overload", { retryAfterMs, jitter: 0 })];
    expect(afterwards(told(20_000), { sinceLastMs: 0 })).toEqual({ do: "wait", ms: 20_000 });
    // Half of the 13 s that are left then is the standby's; the other half are 6 s for one of two pictures, and the write.
    const latest = 48_000 - 2 * (6_000 + WRITE_MS);
    expect(afterwards(told(latest), { sinceLastMs: 0 })).toEqual({ do: "wait", ms: latest });
    expect(afterwards(told(latest + 1), { sinceLastMs: 0 })).toEqual(atStandby());
    expect(afterwards([...told(1_000), ...told(1_000)])).toEqual(atStandby());
  });

  it("of overload without a standby one more call is made, in time or not at all", () => {
    expect(afterwards([failed("overload")], { choices: alone })).toEqual(atOwn(48_000));
    expect(afterwards([failed("overload"), failed("overload")], { choices: alone })).toEqual(stop);
    const late = [failed("overload", { retryAfterMs: 60_000 })];
    expect(afterwards(late, { choices: alone, sinceLastMs: 0 })).toEqual(stop);
  });

  it.each(["configuration", "deadline"] as const)("of %s the standby comes at once, or nobody", (kind) => {
    expect(afterwards([failed(kind)], { sinceLastMs: 0 })).toEqual(atStandby());
    expect(afterwards([failed(kind)], { choices: alone })).toEqual(stop);
  });

  it.each(["rejected", "aborted"] as const)("of %s nobody is tried any more", (kind) => {
    expect(afterwards([failed(kind)])).toEqual(stop);
  });

  it("of the standby the same rules hold, and nobody comes after it", () => {
    const tried = [failed("configuration"), failed("no_image", { choice: 1 })];
    expect(afterwards(tried)).toEqual(atStandby());
    expect(afterwards([...tried, failed("no_image", { choice: 1 })])).toEqual(stop);
    expect(afterwards([failed("no_image"), failed("rejected", { choice: 1 })])).toEqual(stop);
  });

  it("no more calls are made than the photo may cost; a provider that is not set up costs none", () => {
    expect(afterwards([failed("no_image")], { maxAttempts: 1 })).toEqual(stop);
    expect(afterwards([failed("no_image")], { maxAttempts: 2 })).toEqual(atStandby());
    expect(afterwards([failed("configuration", { called: false })], { maxAttempts: 1 })).toEqual(atStandby());
  });

  it("a retry needs the time of one of two pictures and of the write, a standby that of one of two", () => {
    const enough = 6_000 + WRITE_MS;
    expect(afterwards([failed("no_image")], { choices: alone, remainingMs: enough })).toEqual(atOwn(enough));
    expect(afterwards([failed("no_image")], { choices: alone, remainingMs: enough - 1 })).toEqual(stop);
    expect(afterwards([failed("deadline")], { remainingMs: 4_000 })).toEqual(atStandby(4_000));
    expect(afterwards([failed("deadline")], { remainingMs: 3_999 })).toEqual(stop);
  });

  it("a standby that can come now is not lost to a retry", () => {
    expect(afterwards([failed("no_image")], { remainingMs: 8_000 })).toEqual(atStandby(8_000));
  });

  it("a standby that cannot come any more leaves the time to the retry", () => {
    const times = (provider: string) =>
      provider === "openai" ? { p50Ms: 20_000, p90Ms: 30_000 } : { p50Ms: 900, p90Ms: 2_000 };
    expect(afterwards([failed("no_image")], { remainingMs: 10_000, times })).toEqual(atOwn(10_000));
  });
});

/** A small generator with a seed, so that a failing job can be run again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = labelValues.result.filter((result) => result !== "ok");

interface Seen {
  readonly choice: number;
  readonly remainingMs: number;
  readonly capMs: number;
  readonly usedCap: boolean;
}

/** Plays a random job whose calls all fail, and holds every step against what is promised. Returns the attempts. */
function play(seed: number): { seen: Seen[]; calls: number; leftMs: number; given: Situation } {
  const random = generator(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  const provider = () => {
    const p50Ms = between(50, 20_000);
    return { p50Ms, p90Ms: p50Ms * between(1, 3) };
  };
  const observed = { gemini: provider(), openai: provider() };
  const totalMs = between(10_000, 60_000);
  const given = situation({
    choices: random() < 0.7 ? [own, standby] : alone,
    maxAttempts: 1 + Math.floor(random() * 6),
    totalMs,
    times: (name) => (name === "openai" ? observed.openai : observed.gemini),
  });
  const seen: Seen[] = [];
  const tried: Tried[] = [];
  let remainingMs = totalMs * between(0.05, 1);
  let sinceLastMs = 0;
  for (let steps = 0; steps < 100; steps += 1) {
    const step = nextStep({ ...given, remainingMs, sinceLastMs, tried });
    // Timers fire late: by up to 30 ms here.
    const lateMs = between(0, 30);
    if (step.do === "stop") {
      return { seen, calls: tried.filter(({ called }) => called).length, leftMs: remainingMs, given };
    }
    if (step.do === "wait") {
      expect(step.ms).toBeGreaterThan(0);
      expect(step.ms).toBeLessThan(remainingMs);
      remainingMs -= step.ms + lateMs;
      sinceLastMs += step.ms + lateMs;
      continue;
    }
    const usedCap = random() < 0.3;
    // Failures are quick, most of the time.
    const ms = usedCap ? step.capMs + lateMs : step.capMs * random() ** 4;
    seen.push({ choice: step.choice, remainingMs, capMs: step.capMs, usedCap });
    remainingMs -= ms;
    sinceLastMs = 0;
    const kind = usedCap ? "deadline" : (kinds[Math.floor(random() * kinds.length)] ?? "transient");
    const retryAfterMs = random() < 0.3 ? between(0, 40_000) : undefined;
    tried.push({ choice: step.choice, kind, retryAfterMs, called: random() < 0.95, jitter: random() });
  }
  throw new Error("The plan does not end.");
}

describe("over random jobs", () => {
  const jobs = Array.from({ length: 5_000 }, (_, seed) => ({ seed, ...play(seed) }));

  it("no attempt may run past the deadline, and each may run at all", () => {
    for (const { seed, seen } of jobs) {
      for (const { capMs, remainingMs } of seen) {
        expect(capMs, `seed ${seed}`).toBeLessThanOrEqual(remainingMs);
        expect(capMs, `seed ${seed}`).toBeGreaterThan(0);
      }
    }
  });

  it("only the first attempt starts with less time than one of two pictures takes", () => {
    for (const { seed, seen, given } of jobs) {
      for (const { choice, remainingMs } of seen.slice(1)) {
        const { p50Ms } = given.times(given.choices[choice]?.provider ?? "fault");
        expect(remainingMs, `seed ${seed}`).toBeGreaterThanOrEqual(p50Ms);
      }
    }
  });

  it("no photo costs more calls than it may, and some cost all of them", () => {
    for (const { seed, calls, given } of jobs) expect(calls, `seed ${seed}`).toBeLessThanOrEqual(given.maxAttempts);
    expect(jobs.filter(({ calls, given }) => calls === given.maxAttempts && calls > 2).length).toBeGreaterThan(30);
  });

  it("the providers come in their order", () => {
    for (const { seed, seen } of jobs) {
      expect(
        seen.map(({ choice }) => choice),
        `seed ${seed}`,
      ).toEqual(seen.map(({ choice }) => choice).toSorted());
    }
  });

  it("a standby for which time was kept gets it when the attempt before it used up its cap", () => {
    let kept = 0;
    for (const { seed, seen, leftMs } of jobs) {
      for (const [i, { choice, capMs, remainingMs, usedCap }] of seen.entries()) {
        const reserveMs = remainingMs - capMs;
        if (choice !== 0 || !usedCap || reserveMs === 0) continue;
        kept += 1;
        expect(seen[i + 1]?.choice, `seed ${seed}, ${leftMs} ms left`).toBe(1);
        expect(seen[i + 1]?.remainingMs, `seed ${seed}`).toBeGreaterThanOrEqual(reserveMs - 30);
      }
    }
    expect(kept).toBeGreaterThan(300);
  });
});
