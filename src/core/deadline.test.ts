/** Deadlines and bounded waiting, on the real clock. */
import { describe, expect, it } from "vitest";
import { beforeAbort, DeadlinePassed, startDeadline, startPart, whenAborted, within } from "./deadline.ts";

const never = new Promise<never>(() => undefined);

describe("a deadline", () => {
  it("counts from the moment it is given, and aborts its signal once", async () => {
    const deadline = startDeadline(60, performance.now() - 30);
    expect(deadline.remainingMs()).toBeLessThanOrEqual(30);
    expect(deadline.elapsedMs()).toBeGreaterThanOrEqual(30);
    expect(deadline.signal.aborted).toBe(false);
    await whenAborted(deadline.signal);
    expect(deadline.signal.reason).toBeInstanceOf(DeadlinePassed);
    expect(deadline.remainingMs()).toBe(0);
  });

  it("that is stopped never aborts", async () => {
    const deadline = startDeadline(10);
    deadline.stop();
    await within(never, 40);
    expect(deadline.signal.aborted).toBe(false);
  });

  it("in the past aborts at once, and has nothing left", async () => {
    const deadline = startDeadline(10, performance.now() - 1000);
    await whenAborted(deadline.signal);
    expect(deadline.remainingMs()).toBe(0);
  });
});

describe("the deadline of a part", () => {
  it("passes on its own while the whole goes on", async () => {
    const whole = startDeadline(10_000);
    const part = startPart(whole, 20);
    await whenAborted(part.signal);
    expect(part.signal.reason).toBeInstanceOf(DeadlinePassed);
    expect([part.remainingMs(), part.totalMs, whole.signal.aborted]).toEqual([0, 20, false]);
    whole.stop();
  });

  it("is that of the whole when that comes first; stopping it does not stop the whole", async () => {
    const whole = startDeadline(30, performance.now() - 5);
    const part = startPart(whole, 60);
    expect(part.totalMs).toBeLessThanOrEqual(25);
    expect(part.startedAt).toBeGreaterThan(whole.startedAt);
    part.stop();
    await whenAborted(whole.signal);
    expect([part.signal.aborted, part.remainingMs()]).toEqual([true, 0]);
  });
});

describe("waiting", () => {
  it("before an abort gives the work or undefined", async () => {
    const controller = new AbortController();
    expect(await beforeAbort(Promise.resolve(7), controller.signal)).toBe(7);
    const waiting = beforeAbort(never, controller.signal);
    controller.abort();
    expect(await waiting).toBeUndefined();
    expect(await beforeAbort(never, controller.signal)).toBeUndefined();
  });

  it("within a time gives the work, its failure, or undefined", async () => {
    expect(await within(Promise.resolve(7), 1000)).toBe(7);
    await expect(within(Promise.reject(new Error("no")), 1000)).rejects.toThrow("no");
    expect(await within(never, 5)).toBeUndefined();
  });
});
