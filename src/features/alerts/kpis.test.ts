/** The promised key figures of one process over its own metrics, on a clock that the test moves. */
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { alertRules, slas } from "../../../generated/alerts.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { kpisOf } from "./kpis.ts";
import { startAlertWatch } from "./watch.ts";

/** A process whose clock stands still between the steps. */
function start() {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const clock = { wallMs: 0, steadyMs: 0, epoch: "boot:1" };
  const watch = startAlertWatch({
    ...{ registry, refresh: () => undefined, clock: { read: () => ({ ...clock }) } },
    failed: (error) => {
      throw error;
    },
  });
  watch.stop();
  return {
    metrics,
    values: () => Object.fromEntries(kpisOf(watch.watched()).map(({ name, value }) => [name, value])),
    kpis: () => kpisOf(watch.watched()),
    async step() {
      clock.wallMs += 15_000;
      clock.steadyMs += 15_000;
      await watch.tick();
    },
  };
}

it("are those of the contract, each with the alert that fires when it is broken", async () => {
  const { kpis, step } = start();
  await step();
  expect(kpis().map(({ name }) => name)).toEqual(slas.map(({ name }) => name));
  expect(kpis().map(({ unit }) => unit)).toEqual(["ratio", "ratio", "ratio"]);
  for (const { alert } of kpis()) expect(alertRules.map(({ name }) => name)).toContain(alert);
});

it("have no value without anything to take it from", async () => {
  const { metrics, values, step } = start();
  metrics.media_volume_size_bytes.with({}).set(Number.NaN);
  for (let i = 0; i < 4; i++) await step();
  expect(values()).toEqual({ timeout_rate: null, p95_ingest: null, media_volume_used: null });
});

it("are what the rules record, slot-test aside", async () => {
  const { metrics, values, step } = start();
  metrics.media_volume_size_bytes.with({}).set(200);
  metrics.media_volume_available_bytes.with({}).set(50);
  const end = (slot_id: "slot-001" | "slot-test", outcome: "success" | "timeout", ratio: number) => {
    metrics.ingest_requests_total.with({ slot_id, provider: "local", outcome }).inc();
    metrics.ingest_deadline_used_ratio.with({ slot_id }).observe(ratio);
  };
  for (let i = 0; i < 8; i++) {
    await step();
    for (let job = 0; job < 3; job++) end("slot-001", "success", 0.6);
    end("slot-001", "timeout", 1.05);
    end("slot-test", "timeout", 2);
  }
  await step();
  const { timeout_rate, p95_ingest, media_volume_used } = values();
  expect(timeout_rate).toBeCloseTo(0.25);
  expect(p95_ingest).toBeGreaterThan(1);
  expect(p95_ingest).toBeLessThanOrEqual(1.1);
  expect(media_volume_used).toBe(0.75);
});
