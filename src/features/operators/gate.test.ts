/** Password checks take turns. */
import { expect, it } from "vitest";
import { Refused } from "../../core/failure.ts";
import { createGate } from "./gate.ts";

/** Checks that end when they are told to. */
function setUp() {
  const gate = createGate();
  const running: (() => void)[] = [];
  let most = 0;
  const enter = (trusted: boolean) =>
    gate.run(trusted, async () => {
      await new Promise<void>((resolve) => {
        running.push(resolve);
        most = Math.max(most, running.length);
      });
      return trusted;
    });
  const finish = async () => {
    running.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { enter, finish, running, most: () => most };
}

it("runs two at once, one of them for strangers, and refuses more than wait their turn", async () => {
  const { enter, finish, running, most } = setUp();
  const strangers = Array.from({ length: 20 }, () => enter(false).catch((error: unknown) => error));
  await finish();
  expect(running).toHaveLength(1);
  const known = Array.from({ length: 3 }, () => enter(true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(running).toHaveLength(2);
  while (running.length > 0) await finish();
  expect(await Promise.all(known)).toEqual([true, true, true]);
  const results = await Promise.all(strangers);
  const refusals = results.filter((result) => result instanceof Refused);
  expect(refusals.map(({ refusal }) => refusal.reason)).toEqual(Array(11).fill("too_many_attempts"));
  expect(refusals[0]?.refusal.retryAfterSeconds).toBeGreaterThan(0);
  expect(most()).toBe(2);
});

it("goes on after a check that fails", async () => {
  const gate = createGate();
  await expect(gate.run(false, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await gate.run(false, async () => "fine")).toBe("fine");
});
