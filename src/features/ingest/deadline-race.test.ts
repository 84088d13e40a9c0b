/** An answer a moment before and after the deadline: a picture with its row, or a 504 with its row, and nothing between. */
import { expect, it } from "vitest";
import { raceDeadline } from "../../../scripts/testkit/deadline-race.ts";

it("client and row are told the same by a provider that answers about at the deadline", async () => {
  // From well before it, so that some are in time, to 5 ms after it.
  const tally = await raceDeadline(16, (round) => [300, 5, -5, 20][round % 4] ?? 0);
  expect(tally.pictures).toBeGreaterThan(0);
  expect(tally.timeouts).toBeGreaterThan(0);
});
