/** What is repeated waits for its own end, however long that takes. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { repeat } from "./repeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("begins at once, and again only a while after the last time has ended", async () => {
  const ends: (() => void)[] = [];
  const stop = repeat(() => new Promise<void>((resolve) => ends.push(resolve)), 1_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ends.length).toBe(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(999);
  expect(ends.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(ends.length).toBe(2);
  stop();
});

it("ends for good, also while it is at it, and tells that to what goes on", async () => {
  const given: AbortSignal[] = [];
  let end = () => {};
  const stop = repeat((signal) => {
    given.push(signal);
    return new Promise((resolve) => {
      end = resolve;
    });
  }, 1_000);
  stop();
  end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(given.map(({ aborted }) => aborted)).toEqual([true]);
});
