/** The same moment 500 times, and once more over the whole stretch in which a picture is looked at and committed. */
import { expect, it } from "vitest";
import { raceDeadline } from "../../../scripts/testkit/deadline-race.ts";

it("client and row are told the same 500 times, 5 ms before the deadline and 5 ms after it", async () => {
  const tally = await raceDeadline(500, (round) => (round % 2 === 0 ? 5 : -5));
  expect(tally.pictures + tally.timeouts).toBe(500);
});

it("client and row are told the same wherever in its last 150 ms the provider answers", async () => {
  const tally = await raceDeadline(200, (round) => (round * 7) % 150);
  expect(tally.pictures).toBeGreaterThan(0);
  expect(tally.timeouts).toBeGreaterThan(0);
});
