/** Many photos whose provider answers about at the deadline: whether client and row are told the same, each time. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, vi } from "vitest";
import { findJob } from "../../src/storage/repos/jobs.ts";
import { givePhoto, standIn } from "./drivers.ts";
import { jsonOf, photoForm, post } from "./ingest.ts";
import { makePhoto, makeUnique } from "./photos.ts";
import { startTestService, testPassword } from "./service.ts";

const T_SECONDS = 0.5;
const PARALLEL = 4;

/**
 * Posts `rounds` photos; the provider of each answers this many milliseconds before its deadline (after it, where that is
 * negative), whatever its signal says. They go to slot-test, which no breaker trips however many are late. Returns how many
 * were answered with a picture, and how many with 504.
 */
export async function raceDeadline(rounds: number, beforeMs: (round: number) => number) {
  let round = 0;
  const driver = standIn("local", async (request, { deadline }) => {
    const given = await givePhoto(request);
    const leadMs = beforeMs(round++);
    await sleep(Math.max(0, deadline.totalMs - deadline.elapsedMs() - leadMs));
    return given;
  });
  const service = await startTestService({ T_SYNC_RESPONSE_SECONDS: T_SECONDS }, [driver]);
  const base = await makePhoto({ width: 64, height: 48 });
  const tally = { pictures: 0, timeouts: 0 };
  /** Whether the photo came to be a job: on a machine that is busy, half a second may not be enough for its upload. */
  const one = async (): Promise<boolean> => {
    const answer = await post(`${service.url}/api/ingest/slot-test`, photoForm(makeUnique(base), testPassword));
    if (answer.status === 408) return false;
    const job = await findJob(service.db, String(answer.headers["x-job-id"]));
    if (answer.status === 200) {
      tally.pictures += 1;
      expect(job).toMatchObject({ outcome: "success", failureReason: null });
      expect(job?.picture?.sizeBytes).toBe(answer.body.length);
    } else {
      tally.timeouts += 1;
      expect([answer.status, jsonOf(answer)["failure_reason"]]).toEqual([504, "deadline_exceeded"]);
      expect(job).toMatchObject({ outcome: "timeout", failureReason: "deadline_exceeded", picture: null });
    }
    return true;
  };
  try {
    let begun = 0;
    const lane = async () => {
      for (; begun < rounds; ) {
        begun += 1;
        while (!(await one()));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    await service.app.inflight.idle();
    const count = (outcome: string) =>
      service.metric(`ingest_requests_total{slot_id="slot-test",provider="local",outcome="${outcome}"}`);
    expect({ pictures: await count("success"), timeouts: await count("timeout") }).toEqual(tally);
    // A late picture is neither served nor left behind.
    await vi.waitFor(async () => expect(await service.resultFiles()).toHaveLength(tally.pictures));
    expect(await service.tempFiles()).toEqual([]);
    expect(service.app.permits.inUse()).toBe(0);
    return tally;
  } finally {
    await service.stop();
  }
}
