/** What is suggested in which situation, and that each says what is known. */

import { describe, expect, it } from "vitest";
import { alertRules } from "../../../generated/alerts.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import type { Slot } from "../../core/slot.ts";
import type { Count, Facts } from "./facts.ts";
import { type Situation, suggestedAnchors, suggestionsFor } from "./suggestions.ts";

const count = (labels: Count["labels"], count: number): Count => ({ labels, count });
const noFacts: Facts = {
  minutes: 30,
  jobs: [],
  attempts: [],
  rejected: [],
  withinT: 0,
  lastTenth: 0,
  volume: undefined,
};
const settings = testSettings({ version: 1, maxParallel: 8 });

function slot(id: Slot["id"], change: Partial<Slot> = {}): Slot {
  return {
    ...{ id, provider: "gemini", settings: {}, standby: null, maxParallel: null, maxAttempts: 3, state: "active" },
    ...{ stateBy: "operator", stateSinceMs: 0, stateUntilMs: null, stateReason: "", version: 1, ...change },
  };
}

function suggest(step: string, change: Partial<Situation> = {}, facts: Partial<Facts> = {}) {
  const situation: Situation = {
    ...{ labels: {}, settings, slots: [], expiredBytes: 0, ...change },
    facts: { ...noFacts, ...facts },
  };
  return suggestionsFor(`spec/docs/blueprints/ops.md#${step}`, situation).map(({ type, params, effect }) => {
    return { type, params, effect };
  });
}
const standby = { provider: "openai", settings: {} } as const;

it("has its steps in the playbooks of alerts, and nothing for other steps", () => {
  const anchors = new Set(alertRules.map(({ playbook }) => playbook.split("#")[1]));
  expect(suggestedAnchors.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  // The one objective that is asked for by its name.
  expect(alertRules.some(({ labels }) => labels["slo"] === "ingest_edited")).toBe(true);
  for (const step of ["stuck", "internal-errors", "constructor", ""]) expect(suggest(step)).toEqual([]);
});

describe("timeouts", () => {
  const jobs = [
    count({ slot_id: "slot-005", provider: "gemini", outcome: "timeout" }, 31),
    count({ slot_id: "slot-001", provider: "openai", outcome: "timeout" }, 9),
    count({ slot_id: "slot-005", provider: "gemini", outcome: "success" }, 300),
  ];

  it("says where they are and what is not known of them", () => {
    const slots = [slot("slot-005", { standby }), slot("slot-006"), slot("slot-007", { provider: "local", standby })];
    const attempts = [count({ slot_id: "slot-005", provider: "gemini", result: "overload" }, 12)];
    const all = suggest("timeouts", { slots }, { jobs, attempts, withinT: 300, lastTenth: 40 });
    const where = "78 % of the 40 timeouts of the last 30 minutes are slot-005 at gemini. ";
    expect(all.slice(0, 3)).toEqual([
      {
        type: "t_sync_response.set",
        params: { seconds: 55 },
        effect: `${where}New photos get 7 s more: 40 of 300 jobs that ended within 48 s needed its last tenth; how long those that were cut off would have taken nobody knows.`,
      },
      {
        type: "parallelism.set",
        params: { limit: 4 },
        effect: `${where}At most 4 photos at once instead of 8; what is beyond is answered 429 at once. gemini refused 12 calls as overload.`,
      },
      {
        type: "provider.failover",
        params: { provider: "gemini" },
        effect: `${where}slot-005 is edited by openai instead. slot-006 has no standby and stays at gemini.`,
      },
    ]);
    expect(all[3]).toMatchObject({ type: "notice.set", effect: expect.stringContaining("40 photos") });
  });

  it("does not raise T beyond what the contract allows, nor lower one photo at a time", () => {
    const types = (change: Partial<typeof settings>) =>
      suggest("timeouts", { settings: { ...settings, ...change } }, { jobs }).map(({ type, params }) => [type, params]);
    expect(types({ tSyncResponseSeconds: 55 })[0]).toEqual(["t_sync_response.set", { seconds: 60 }]);
    expect(types({ tSyncResponseSeconds: 60, maxParallel: 1 }).map(([type]) => type)).toEqual(["notice.set"]);
  });

  it("says less where less is known, and nothing wrong", () => {
    const all = suggest("timeouts", { slots: undefined });
    expect(all.map(({ type }) => type)).toEqual(["t_sync_response.set", "parallelism.set", "notice.set"]);
    expect(all[0]?.effect).toMatch(/^New photos get 7 s more: 0 of 0 jobs/);
  });
});

describe("provider errors", () => {
  const attempts = [
    count({ slot_id: "slot-001", provider: "gemini", result: "no_image" }, 20),
    count({ slot_id: "slot-002", provider: "gemini", result: "transient" }, 5),
    count({ slot_id: "slot-002", provider: "gemini", result: "rejected" }, 50),
    count({ slot_id: "slot-002", provider: "gemini", result: "ok" }, 25),
    count({ slot_id: "slot-003", provider: "local", result: "transient" }, 99),
  ];

  it("lets the standby edit where there is one, and takes the others out of service", () => {
    const slots = [slot("slot-001", { standby }), slot("slot-002"), slot("slot-003", { provider: "local" })];
    expect(suggest("provider-errors", { labels: { provider: "gemini" }, slots }, { attempts })).toEqual([
      {
        type: "provider.failover",
        params: { provider: "gemini" },
        effect:
          "25 of 100 calls to gemini failed in the last 30 minutes, most of them (80 %) no_image. slot-001 is edited by openai instead. slot-002 has no standby and stays at gemini.",
      },
      {
        type: "slot.maintenance",
        params: { slot_id: "slot-002" },
        effect:
          "slot-002 has no standby and 20 % of the failed calls: its photos are answered 503 at once instead of failing late.",
      },
    ]);
  });

  it("takes a slot back that was left in maintenance, and does not touch one that is not", () => {
    const left = slot("slot-004", { state: "maintenance", stateReason: "lens", stateSinceMs: Date.UTC(2026, 10, 26) });
    const labels = { slot_id: "slot-004" };
    expect(suggest("provider-errors", { labels, slots: [left] })).toEqual([
      {
        type: "slot.activate",
        params: { slot_id: "slot-004" },
        effect:
          "slot-004 takes photos again; it is in maintenance since 2026-11-26T00:00:00.000Z, the reason was: lens.",
      },
    ]);
    expect(suggest("provider-errors", { labels, slots: [slot("slot-004")] })).toEqual([]);
  });
});

describe("the media disk", () => {
  const volume = { sizeBytes: 100 * 2 ** 30, availableBytes: 10 * 2 ** 30 };

  it("says what a cleanup would free now, and what a shorter TTL means", () => {
    expect(suggest("media-disk", { expiredBytes: 25 * 2 ** 30 }, { volume })).toEqual([
      {
        type: "cleanup.run",
        params: {},
        effect: "The volume is 90 % full: 25 GiB of results have expired, after which it is 65 % full.",
      },
      { type: "ttl.set", params: { hours: 84 }, effect: expect.stringContaining("for 84 h instead of 168 h") },
    ]);
  });

  it("suggests nothing for a volume that cannot be read, and no shorter TTL than an hour", () => {
    expect(suggest("media-disk")).toEqual([]);
    const short = { ...settings, resultTtlHours: 1 };
    expect(suggest("media-disk", { settings: short, expiredBytes: undefined }, { volume })).toMatchObject([
      { type: "cleanup.run", effect: "The volume is 90 % full: how much has expired cannot be read now." },
    ]);
  });
});

describe("rejections", () => {
  const types = (rejected: readonly Count[], facts: Partial<Facts> = {}, slots: readonly Slot[] = []) =>
    suggest("rejections", { slots }, { rejected, ...facts }).map(({ type, params }) => [type, params]);
  const notice = ["notice.set", { text: expect.any(String) }];

  it("frees what the commonest of the service's own reasons names", () => {
    const all = suggest(
      "rejections",
      {},
      { rejected: [count({ reason: "busy" }, 6), count({ reason: "draining" }, 99)] },
    );
    expect(all[0]).toEqual({
      type: "parallelism.set",
      params: { limit: 16 },
      effect:
        "100 % of the 6 refusals of the last 30 minutes are busy. Up to 16 photos at once instead of 8, if machine and provider have room.",
    });
    const volume = { sizeBytes: 100, availableBytes: 3 };
    expect(types([count({ reason: "storage_pressure" }, 9), count({ reason: "busy" }, 1)], { volume })).toEqual([
      ["cleanup.run", {}],
      ["ttl.set", { hours: 84 }],
      notice,
    ]);
    const attempts = [count({ provider: "gemini", result: "no_image" }, 9)];
    const slots = [slot("slot-001", { standby })];
    expect(types([count({ reason: "slot_tripped" }, 9)], { attempts }, slots)).toEqual([
      ["provider.failover", { provider: "gemini" }],
      notice,
    ]);
    expect(types([count({ reason: "database_unavailable" }, 9)])).toEqual([notice]);
  });

  it("is silent when the counters show none", () => {
    expect(types([])).toEqual([]);
  });
});

describe("the error budget", () => {
  const job = (outcome: string, amount: number) => count({ slot_id: "slot-001", provider: "gemini", outcome }, amount);
  const types = (slo: string, jobs: readonly Count[]) =>
    suggest("error-budget", { labels: { slo }, slots: [slot("slot-001", { standby })] }, { jobs }).map(
      ({ type }) => type,
    );

  it("goes by what the objective counts and by the outcome that most of it has", () => {
    expect(types("ingest_answered_in_time", [job("timeout", 9)])[0]).toBe("t_sync_response.set");
    expect(types("ingest_edited", [job("timeout", 9), job("provider_error", 3)])[0]).toBe("t_sync_response.set");
    expect(types("ingest_edited", [job("timeout", 2), job("provider_error", 3)])).toEqual(["provider.failover"]);
    expect(types("ingest_edited", [job("internal_error", 2), job("success", 30)])).toEqual([]);
  });
});
