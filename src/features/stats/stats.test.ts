/** GET /api/stats through the whole service: the same jobs as in the metrics, and what it refuses. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { components } from "../../../generated/api.ts";
import { labelValues, type SlotId } from "../../../generated/contract.ts";
import { photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { operatorHeaders } from "../../../scripts/testkit/operator-token.ts";
import { makePhoto, makeUnique } from "../../../scripts/testkit/photos.ts";
import { startTestService, type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { newJobId } from "../../core/job.ts";
import { insertJob } from "../../storage/repos/jobs.ts";
import { countEnding } from "../../storage/repos/outcome-counts.ts";

type Stats = components["schemas"]["Stats"];

let service: TestService;
let headers: Record<string, string>;
let photo: Buffer;

beforeAll(async () => {
  service = await startTestService({ T_SYNC_RESPONSE_SECONDS: 1 });
  headers = await operatorHeaders(service.db);
  photo = await makePhoto({ width: 64, height: 48 });
});
afterAll(() => service.stop());

const ask = (query = "", sent: Record<string, string> = headers) =>
  fetch(`${service.url}/api/stats${query}`, { headers: sent });
const stats = async (query?: string): Promise<Stats> => JSON.parse(await (await ask(query)).text());
const ofSlot = ({ slots }: Stats, id: SlotId) => slots.find((slot) => slot.slot_id === id);
const ingest = (slot: SlotId) =>
  post(`${service.url}/api/ingest/${slot}`, photoForm(makeUnique(photo), testPassword)).then(({ status }) => status);

const nothing = {
  jobs: 0,
  outcomes: { success: 0, timeout: 0, provider_error: 0, refused: 0, internal_error: 0 },
  timeout_share: null,
  p50_seconds: null,
  p95_seconds: null,
};

describe("stats", () => {
  it("have every slot and no number where nothing was measured", async () => {
    const { since, until, slots, ...rest } = await stats();
    expect(rest).toEqual({ window_minutes: 60, in_flight: 0, total: nothing, providers: [] });
    expect(slots).toEqual(labelValues.slot_id.map((slot_id) => ({ slot_id, in_flight: 0, stats: nothing })));
    expect(Date.parse(until) - Date.parse(since)).toBeGreaterThanOrEqual(3_600_000);
  });

  it("agree with the metrics on how jobs ended, and leave slot-test out of the totals", async () => {
    const faults = { "slot-002": "error", "slot-003": "reject", "slot-004": "hang" } as const;
    for (const slot of ["slot-002", "slot-003", "slot-004"] as const) {
      await service.setSlot(slot, { provider: "fault", settings: { fault: faults[slot] }, maxAttempts: 1 });
    }
    const slots = ["slot-001", "slot-001", "slot-002", "slot-003", "slot-004", "slot-test"] as const;
    expect(await Promise.all(slots.map(ingest))).toEqual([200, 200, 502, 422, 504, 200]);
    const found = await stats("?window_minutes=1");
    for (const { slot_id, stats: ofOne } of found.slots) {
      for (const outcome of labelValues.outcome) {
        const provider = slot_id in faults ? "fault" : "local";
        const labels = `slot_id="${slot_id}",provider="${provider}",outcome="${outcome}"`;
        const counted = await service.metric(`ingest_requests_total{${labels}}`);
        expect([slot_id, outcome, ofOne.outcomes[outcome]]).toEqual([slot_id, outcome, counted]);
      }
    }
    expect(found.total).toMatchObject({ jobs: 5, timeout_share: 1 / 4 });
    expect(found.total.outcomes).toEqual({ success: 2, timeout: 1, provider_error: 1, refused: 1, internal_error: 0 });
    expect(found.providers.map(({ provider, stats: { jobs } }) => [provider, jobs])).toEqual([
      ["local", 2],
      ["fault", 3],
    ]);
    // T is 1 s, a bound: who ran into it took longer, whatever the clock says.
    expect(ofSlot(found, "slot-004")?.stats.p50_seconds).toBeGreaterThan(1);
    expect(ofSlot(found, "slot-test")?.stats).toMatchObject({ jobs: 1, outcomes: { success: 1 } });
  });

  it("show what is in flight", async () => {
    const job = {
      provider: "local",
      fence: 1,
      deadlineInMs: 48_000,
      sha256: "00",
      uploadBytes: 1,
      slotVersion: 1,
    } as const;
    for (const slotId of ["slot-006", "slot-006", "slot-test"] as const) {
      await insertJob(service.db, { id: newJobId(), slotId, ...job });
    }
    const found = await stats();
    expect(found.in_flight).toBe(2);
    expect([ofSlot(found, "slot-006"), ofSlot(found, "slot-test")]).toMatchObject([{ in_flight: 2 }, { in_flight: 1 }]);
  });

  it("interpolate quantiles in the buckets of ingest_duration_seconds, and only over the window", async () => {
    const ending = { slotId: "slot-007", provider: "local", outcome: "success" } as const;
    const endedAtMs = Date.now();
    // 6 up to 5 s, 3 up to 10 s, 1 above all bounds; one whose time is unknown.
    const times = [3, 3, 4, 4, 5, 5, 6, 7, 8, 500].map((seconds) => seconds * 1000);
    for (const elapsedMs of [...times, null]) await countEnding(service.db, { ...ending, endedAtMs, elapsedMs });
    for (let old = 0; old < 20; old += 1) {
      await countEnding(service.db, { ...ending, endedAtMs: endedAtMs - 7_500_000, elapsedMs: 100 });
    }
    expect(ofSlot(await stats(), "slot-007")?.stats).toMatchObject({
      jobs: 11,
      p50_seconds: 2.5 + 2.5 * (5 / 6),
      p95_seconds: 120,
    });
    const day = ofSlot(await stats("?window_minutes=1440"), "slot-007")?.stats;
    expect(day).toMatchObject({ jobs: 31, p50_seconds: 0.25 * (15 / 20) });
  });

  it("are for operators, within bounds", async () => {
    const wrong: [string, Record<string, string>, number, string][] = [
      ["", {}, 401, "not_signed_in"],
      ["", { Authorization: "Bearer phc_nothing" }, 401, "not_signed_in"],
      ["?window_minutes=0", headers, 400, "invalid_request"],
      ["?window_minutes=10081", headers, 400, "invalid_request"],
      ["?window_minutes=1.5", headers, 400, "invalid_request"],
      ["?window_minutes=60m", headers, 400, "invalid_request"],
      ["?window_minutes=", headers, 400, "invalid_request"],
      ["?window_minutes=1&window_minutes=2", headers, 400, "invalid_request"],
      ["?window=60", headers, 400, "invalid_request"],
    ];
    for (const [query, sent, status, reason] of wrong) {
      const answer = await ask(query, sent);
      const body = JSON.parse(await answer.text());
      expect([query, answer.status, body.failure_reason]).toEqual([query, status, reason]);
    }
    expect((await stats("?window_minutes=10080")).window_minutes).toBe(10_080);
  });
});
