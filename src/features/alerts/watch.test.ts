/** The alerts of one process over its own metrics, at the pace of a scrape, on a clock that the test moves. */

import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { createMetrics } from "../../../generated/metrics.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import type { Slot } from "../../core/slot.ts";
import { alertList, type Surroundings } from "./service.ts";
import { startAlertWatch } from "./watch.ts";

const START = Date.UTC(2026, 10, 26, 18);
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const settings = testSettings({ version: 1, maxParallel: 8 });
const slot = (id: Slot["id"], standby: Slot["standby"] = null): Slot => ({
  ...{ id, provider: "gemini", settings: {}, standby, maxParallel: null, maxAttempts: 3, state: "active" },
  ...{ stateBy: "operator", stateSinceMs: START, stateUntilMs: null, stateReason: "", version: 1 },
});
const surroundings: Surroundings = {
  ...{ settings, expiredBytes: 2 ** 30 },
  slots: [slot("slot-004", { provider: "openai", settings: {} }), slot("slot-005")],
};

/** A process whose clock stands still between the steps. */
function start() {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  metrics.media_volume_size_bytes.with({}).set(100);
  metrics.media_volume_available_bytes.with({}).set(60);
  metrics.ingest_sync_response_seconds.with({}).set(48);
  metrics.cleanup_last_success_timestamp_seconds.with({}).set(START / 1000);
  const clock = { wallMs: START, steadyMs: 500, epoch: "boot:1" };
  const errors: unknown[] = [];
  const watch = startAlertWatch({
    ...{ registry, refresh: () => undefined, clock: { read: () => ({ ...clock }) } },
    failed: (error) => void errors.push(error),
  });
  watch.stop();
  let elapsed = 0;
  const alerts = (name: string) =>
    alertList(watch.watched(), surroundings).alerts.filter((alert) => alert.name === name);
  return {
    ...{ metrics, clock, watch, errors, alerts },
    list: () => alertList(watch.watched(), surroundings),
    /** Goes on, tick by tick, until so many seconds after the start; `each` happens before every tick. */
    async until(seconds: number, each: () => void = () => undefined) {
      for (; elapsed <= seconds; elapsed += 15) {
        Object.assign(clock, { wallMs: START + elapsed * 1000, steadyMs: 500 + elapsed * 1000 });
        each();
        await watch.tick();
      }
    },
  };
}

it("says how long it has watched, and what it leaves to Prometheus and why", async () => {
  const { until, list, watch } = start();
  expect(() => watch.watched()).toThrow("Nothing was evaluated yet.");
  await until(60);
  const { watching_since, evaluated_at, alerts } = list();
  expect({ watching_since, evaluated_at }).toEqual({ watching_since: at(0), evaluated_at: at(60) });
  const reasons = Map.groupBy(
    alerts.filter(({ state }) => state === "unknown"),
    ({ reason }) => reason,
  );
  expect(Object.fromEntries([...reasons].map(([reason, list]) => [reason, list.map(({ name }) => name)]))).toEqual({
    "only who scrapes this process can see it": [
      ...["MetricsDown", "MetricsMissing", "MetricsEmpty", "MetricsFlapping", "ServiceGone", "ContractMismatch"],
      "IngestAnsweredInTimeAbsent",
    ],
    "window 6h is longer than this process remembers": ["IngestAnsweredInTimeBurn6h", "IngestEditedBurn6h"],
    "window 1d is longer than this process remembers": ["IngestAnsweredInTimeBurn1d", "IngestEditedBurn1d"],
    "window 3d is longer than this process remembers": ["IngestAnsweredInTimeBurn3d", "IngestEditedBurn3d"],
  });
  for (const { state, needs, since } of alerts) {
    if (state === "unknown") expect({ needs, since }).toEqual({ needs: "prometheus", since: null });
    else expect({ state, needs, since }).toEqual({ state: "inactive", needs: null, since: at(0) });
  }
});

it("raises HighTimeoutRate when Prometheus would, says where the timeouts are, and lets it go", async () => {
  const { metrics, until, alerts, errors } = start();
  const job = (outcome: "success" | "timeout", ratio: number) => {
    metrics.ingest_requests_total.with({ slot_id: "slot-005", provider: "gemini", outcome }).inc();
    metrics.ingest_deadline_used_ratio.with({ slot_id: "slot-005" }).observe(ratio);
  };
  const busy = () => {
    for (let i = 0; i < 9; i++) job("success", i === 0 ? 0.95 : 0.3);
    job("timeout", 1.02);
    metrics.ingest_requests_total.with({ slot_id: "slot-test", provider: "local", outcome: "timeout" }).inc(50);
  };
  await until(600, busy);
  expect(alerts("HighTimeoutRate")).toMatchObject([{ state: "pending", since: at(15), value: expect.closeTo(0.1) }]);
  await until(630, busy);
  const [firing] = alerts("HighTimeoutRate");
  expect(firing).toMatchObject({
    ...{ state: "firing", since: at(615), severity: "page", labels: { job: "ingest", severity: "page" } },
    ...{ summary: "10% of the ingests run into T_sync_response.", playbook: "spec/docs/blueprints/ops.md#timeouts" },
  });
  expect(firing?.suggestions.map(({ type, params }) => [type, params])).toEqual([
    ["t_sync_response.set", { seconds: 55 }],
    ["parallelism.set", { limit: 4 }],
    ["provider.failover", { provider: "gemini" }],
    ["notice.set", { text: expect.any(String) }],
  ]);
  expect(firing?.suggestions[0]?.effect).toBe(
    "100 % of the 42 timeouts of the last 11 minutes are slot-005 at gemini. New photos get 7 s more: 42 of 378 jobs " +
      "that ended within 48 s needed its last tenth; how long those that were cut off would have taken nobody knows.",
  );
  await until(630 + 330);
  expect(alerts("HighTimeoutRate")).toMatchObject([
    { state: "inactive", since: at(930), value: null, suggestions: [] },
  ]);
  expect(errors).toEqual([]);
});

it("sees a volume that cannot be read, and one that is full", async () => {
  const { metrics, until, alerts } = start();
  await until(300, () => metrics.media_volume_available_bytes.with({}).set(Number.NaN));
  expect(alerts("MediaDiskUnknown")).toMatchObject([{ state: "firing", suggestions: [] }]);
  await until(645, () => metrics.media_volume_available_bytes.with({}).set(10));
  // Kept, as Prometheus keeps it.
  expect(alerts("MediaDiskUnknown")).toMatchObject([{ state: "firing" }]);
  expect(alerts("MediaDiskHigh")).toMatchObject([
    { state: "firing", value: 0.9, labels: { instance: "self" }, summary: "The media volume of self is 90% full." },
  ]);
  await until(300 + 495);
  expect(alerts("MediaDiskUnknown")).toMatchObject([{ state: "inactive" }]);
});

it("lists an alert once for each of its labels", async () => {
  const { metrics, until, alerts } = start();
  for (const slot_id of ["slot-002", "slot-004"] as const)
    metrics.slot_state.with({ slot_id, state: "maintenance" }).set(1);
  await until(30);
  expect(alerts("SlotMaintenanceLong").map(({ state, labels }) => [state, labels["slot_id"]])).toEqual([
    ["pending", "slot-002"],
    ["pending", "slot-004"],
  ]);
});

it("begins anew when the clock is set, for what it remembers is then of another time", async () => {
  const { clock, watch, metrics, until, list, alerts } = start();
  metrics.slot_state.with({ slot_id: "slot-002", state: "maintenance" }).set(1);
  await until(60);
  Object.assign(clock, { wallMs: START + 3_600_000, steadyMs: 75_500 });
  await watch.tick();
  expect(list().watching_since).toBe(at(3600));
  expect(alerts("SlotMaintenanceLong")).toMatchObject([{ state: "pending", since: at(3600) }]);
});

it("keeps a failure of one round to itself, and the round that follows is whole", async () => {
  const registry = new Registry();
  createMetrics(registry);
  const errors: unknown[] = [];
  let broken = false;
  const watch = startAlertWatch({
    registry,
    refresh: () => {
      if (broken) throw new Error("gone");
    },
    clock: { read: () => ({ wallMs: performance.now(), steadyMs: performance.now(), epoch: "boot:1" }) },
    failed: (error) => void errors.push(error),
  });
  watch.stop();
  await watch.tick();
  broken = true;
  await watch.tick();
  expect(errors).toEqual([new Error("gone")]);
  broken = false;
  const before = watch.watched().evaluatedAtMs;
  await Promise.all([watch.tick(), watch.tick()]);
  expect(watch.watched().evaluatedAtMs).toBeGreaterThanOrEqual(before);
  expect(errors).toHaveLength(1);
});
