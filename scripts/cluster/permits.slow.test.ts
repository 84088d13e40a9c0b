/** Three instances on one PostgreSQL with ten times the photos that the permits allow: every limit holds for all together. */
import { describe, expect, it } from "vitest";
import { answerOf, type Entry } from "../testkit/balancer.ts";
import { brokenPromises } from "../testkit/cluster.ts";
import { startHall, tally } from "../testkit/hall.ts";

const names = ["a", "b", "c"];
const limits = { http: 4, openai: 2, slot: 1 } as const;
const CLIENTS = 60;
const ROUNDS = 4;

/** The picture, or when to come again. */
function isProperAnswer(entry: Entry): boolean {
  const came = answerOf(entry);
  if ("error" in came) return false;
  return came.status === 200 || ((came.status === 429 || came.status === 503) && Number(came.retryAfter) > 0);
}

describe("the permits of three instances", () => {
  it("hold each provider's and each slot's limit under ten times as many photos", async () => {
    const { provider, cluster, balancer, photo } = await startHall({
      names,
      variables: { HTTP_MAX_PARALLEL: String(limits.http), OPENAI_MAX_PARALLEL: String(limits.openai) },
      slots: ({ httpSettings, openaiSettings }) => ({
        "slot-001": { provider: "http", settings: httpSettings("slot-001"), maxParallel: limits.slot },
        "slot-002": { provider: "http", settings: httpSettings("slot-002") },
        "slot-003": { provider: "openai", settings: openaiSettings("slot-003") },
      }),
    });
    provider.answerAfter(500);
    const slots = ["slot-001", "slot-002", "slot-003"] as const;
    const client = async (number: number) => {
      for (let round = number; round < number + ROUNDS; round += 1) {
        await balancer.post(slots[round % slots.length] ?? "slot-001", photo());
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
    // Reached, or the load was none; not passed, whichever instance asked.
    const peaks = { http: provider.peak("http"), openai: provider.peak("openai"), slot: provider.peak("slot-001") };
    expect(peaks).toEqual(limits);
    expect(balancer.journal).toHaveLength(CLIENTS * ROUNDS);
    expect(balancer.journal.filter((entry) => !isProperAnswer(entry))).toEqual([]);
    expect(Object.keys(tally(balancer.journal))).toEqual(expect.arrayContaining(["200", "429 busy"]));
    expect(await brokenPromises(cluster, balancer.journal, names)).toEqual([]);
    expect((await cluster.jobs()).filter(({ outcome }) => outcome === null)).toEqual([]);
  });
});
