/** What the page says of the stream: live only while it is heard, and honest about since when it is not. */
import { describe, expect, it } from "vitest";
import {
  changesBetween,
  type Hall,
  type HallSlot,
  initialLive,
  type LiveEvent,
  type LiveState,
  nextLive,
  PATIENCE_MS,
  SILENCE_MS,
  staleEvaluation,
} from "./live.ts";

const slot = (id: HallSlot["id"], state: HallSlot["state"]): HallSlot => ({
  ...{ id, state, version: 1, provider: "local", standby_provider: null },
  ...{ state_by: "operator", state_reason: "", state_since: "2026-11-26T18:00:00Z", state_until: null },
  ...{
    answered: 0,
    timeouts: 0,
    failed: 0,
    refused: 0,
    p95_seconds: null,
    deadline_used_p95: null,
    inflight: 0,
    in_a_row: 0,
    pictures: [],
  },
});
const hall = (...slots: readonly HallSlot[]): Hall => ({
  ...{
    at: "2026-11-26T18:00:00Z",
    evaluated_at: "2026-11-26T17:59:50Z",
    t_sync_response_seconds: 48,
    kpis: [],
    alerts: [],
    slots,
    volume: { used_ratio: null },
  },
});
const reached = (...events: readonly LiveEvent[]): LiveState => events.reduce(nextLive, initialLive);

describe("the stream", () => {
  it("is live from the first hall on", () => {
    expect(reached({ type: "heard", atMs: 1000 })).toMatchObject({ phase: "starting" });
    expect(reached({ type: "hall", hall: hall(), atMs: 1000 })).toMatchObject({ phase: "live", hallAtMs: 1000 });
  });

  it("stays live while anything is heard, and stops when nothing was for too long", () => {
    const live = reached({ type: "hall", hall: hall(), atMs: 1000 }, { type: "heard", atMs: 20_000 });
    expect(nextLive(live, { type: "tick", atMs: 20_000 + SILENCE_MS })).toBe(live);
    const silent = nextLive(live, { type: "tick", atMs: 20_001 + SILENCE_MS });
    expect(silent).toMatchObject({ phase: "stopped", why: "silent", heardAtMs: 20_000, hallAtMs: 1000 });
  });

  it("keeps since when it has stopped, and waits longer each time, up to a quarter of a minute", () => {
    let state = reached({ type: "hall", hall: hall(), atMs: 1000 }, { type: "stopped", why: "lost", atMs: 5000 });
    expect(state).toMatchObject({ phase: "stopped", why: "lost", heardAtMs: 1000, retryAtMs: 6000 });
    for (const wait of [2000, 4000, 8000, 15_000, 15_000]) {
      state = nextLive(nextLive(state, { type: "trying", atMs: 40_000 }), {
        type: "stopped",
        why: "refused",
        atMs: 50_000,
      });
      expect(state).toMatchObject({ heardAtMs: 1000, retryAtMs: 50_000 + wait });
    }
    expect(nextLive(state, { type: "hall", hall: hall(), atMs: 60_000 })).toMatchObject({ phase: "live", failures: 0 });
  });

  it("that never came says so from the first failure on, and is not tried for who is signed out", () => {
    expect(reached({ type: "stopped", why: "lost", atMs: 5000 })).toMatchObject({ heardAtMs: 5000, hall: undefined });
    expect(reached({ type: "stopped", why: "signed-out", atMs: 5000 }).retryAtMs).toBeUndefined();
  });

  it("is tried anew when a try brings nothing, be it the first", () => {
    const trying = reached({ type: "trying", atMs: 1000 });
    expect(nextLive(trying, { type: "tick", atMs: 1000 + PATIENCE_MS })).toBe(trying);
    const given = nextLive(trying, { type: "tick", atMs: 1001 + PATIENCE_MS });
    expect(given).toMatchObject({ phase: "stopped", why: "silent", tryingSinceMs: undefined });
    expect(given.retryAtMs).toBeGreaterThan(1001 + PATIENCE_MS);
  });

  it("that was given back by a hidden page has not failed, and waits for somebody who looks", () => {
    const hidden = reached(
      { type: "hall", hall: hall(), atMs: 1000 },
      { type: "stopped", why: "hidden", atMs: 61_000 },
    );
    expect(hidden).toMatchObject({ phase: "stopped", why: "hidden", heardAtMs: 1000, failures: 0 });
    expect(hidden.retryAtMs).toBeUndefined();
    expect(nextLive(hidden, { type: "tick", atMs: 900_000 })).toBe(hidden);
  });

  it("is not live again because of a beat alone: the numbers are still the old ones", () => {
    const stopped = reached({ type: "hall", hall: hall(), atMs: 1000 }, { type: "stopped", why: "lost", atMs: 5000 });
    expect(nextLive(stopped, { type: "heard", atMs: 6000 }).phase).toBe("stopped");
  });
});

describe("what was evaluated", () => {
  const atMs = Date.parse("2026-11-26T18:00:03Z");
  const live = reached({ type: "hall", hall: hall(), atMs });

  it("is old 45 s after the evaluation, whatever the browser's clock says", () => {
    // The hall came 10 s after its evaluation.
    expect(staleEvaluation(live, atMs + 35_000)).toBeUndefined();
    expect(staleEvaluation(live, atMs + 35_001)).toBe(Date.parse("2026-11-26T17:59:50Z"));
    const wrong = reached({ type: "hall", hall: hall(), atMs: 5_000 });
    expect([staleEvaluation(wrong, 40_000), staleEvaluation(wrong, 40_001)]).toEqual([
      undefined,
      Date.parse("2026-11-26T17:59:50Z"),
    ]);
  });

  it("is old at once in a hall that came with an old one", () => {
    const old = { ...hall(), evaluated_at: "2026-11-26T17:58:00Z" };
    expect(staleEvaluation(reached({ type: "hall", hall: old, atMs }), atMs)).toBe(Date.parse(old.evaluated_at));
    expect(staleEvaluation(initialLive, atMs)).toBeUndefined();
  });
});

describe("what is read out", () => {
  it("is each slot whose state is another, and nothing at the first look", () => {
    const before = hall(slot("slot-001", "active"), slot("slot-002", "active"));
    const now = hall(slot("slot-001", "active"), slot("slot-002", "degraded"), slot("slot-003", "tripped"));
    expect(changesBetween(before, now).map(({ id, state }) => [id, state])).toEqual([["slot-002", "degraded"]]);
    expect(changesBetween(undefined, now)).toEqual([]);
  });
});
