/** The set of jobs in flight, its gauge and its idleness. */
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { createMetrics } from "../../generated/metrics.ts";
import { createInflight } from "./inflight.ts";

async function setUp() {
  const registry = new Registry();
  const inflight = createInflight(createMetrics(registry).ingest_inflight);
  const shown = async () => /ingest_inflight\{slot_id="slot-001"\} (\d+)/.exec(await registry.metrics())?.[1];
  return { inflight, shown };
}

describe("the jobs in flight", () => {
  it("are shown by slot until each has ended, once", async () => {
    const { inflight, shown } = await setUp();
    const ends = ["a", "b"].map((id) => inflight.begin(id, "slot-001", performance.now()));
    expect([inflight.size(), await shown()]).toEqual([2, "2"]);
    for (const end of [...ends, ...ends]) end();
    expect([inflight.size(), await shown()]).toEqual([0, "0"]);
  });

  it("have an oldest one, slot-test aside", async () => {
    const { inflight } = await setUp();
    expect(inflight.oldestAgeSeconds()).toBe(0);
    inflight.begin("a", "slot-test", performance.now() - 90_000);
    expect(inflight.oldestAgeSeconds()).toBe(0);
    inflight.begin("b", "slot-001", performance.now() - 20_000);
    inflight.begin("c", "slot-002", performance.now() - 10_000);
    expect(inflight.oldestAgeSeconds()).toBeCloseTo(20, 0);
  });

  it("are idle when the last job has ended and what they left behind has settled, however", async () => {
    const { inflight } = await setUp();
    let fail = () => {};
    inflight.track(new Promise((_resolve, reject) => (fail = () => reject(new Error("left behind")))));
    const end = inflight.begin("a", "slot-001", performance.now());
    let idle = false;
    const waiting = inflight.idle().then(() => {
      idle = true;
    });
    end();
    await Promise.resolve();
    expect(idle).toBe(false);
    fail();
    await waiting;
    await inflight.idle();
  });
});
