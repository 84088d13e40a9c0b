/** The clocks of the machine that the tests run on. */
import { expect, it } from "vitest";
import { systemClock } from "./clock.ts";

it("reads a wall clock and a steady clock that move together", async () => {
  const clock = systemClock();
  const before = clock.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = clock.read();
  expect(after.epoch).toBe(before.epoch);
  expect(Math.abs(after.wallMs - Date.now())).toBeLessThan(5000);
  expect(after.steadyMs).toBeGreaterThan(before.steadyMs);
  const drift = after.wallMs - after.steadyMs - (before.wallMs - before.steadyMs);
  expect(Math.abs(drift)).toBeLessThan(1000);
});

it("counts from the same moment in every process of a boot", () => {
  expect(systemClock().read().epoch).toMatch(/^(boot|process):[0-9a-f-]{36}$/);
  if (process.platform === "linux") expect(systemClock().read().epoch).toBe(systemClock().read().epoch);
});
