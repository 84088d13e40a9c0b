/** What shows how the service is: metrics that need a disk or a database, health, and the alerts that hold now. */
import type { Registry } from "prom-client";
import type { Metrics } from "../generated/metrics.ts";
import type { AppDeps } from "./app-deps.ts";
import { systemClock } from "./core/clock.ts";
import type { Drain } from "./core/drain.ts";
import type { Inflight } from "./core/inflight.ts";
import type { MediaStore } from "./core/media.ts";
import type { Permits } from "./core/permits.ts";
import { configuredOf } from "./core/provider.ts";
import { type AlertsSeen, createAlertHandlers, createAlertReader } from "./features/alerts/index.ts";
import { startAlertWatch } from "./features/alerts/watch.ts";
import { readCleanupTotals } from "./features/cleanup/repo.ts";
import { createHealth, type Health } from "./features/health/index.ts";
import { createMetricsHandler, gaugesOfNow } from "./features/metrics/index.ts";
import { startSampler } from "./features/metrics/sampler.ts";
import { createProviderHandlers } from "./features/providers/index.ts";
import { acquireLease } from "./storage/repos/leases.ts";
import { listSlots } from "./storage/repos/slots.ts";
import type { Db } from "./storage/schema.ts";

/** What the service is made of so far, as it is watched. */
export interface ObservedParts {
  readonly registry: Registry;
  readonly metrics: Metrics;
  readonly drain: Drain;
  readonly inflight: Inflight;
  readonly permits: Permits;
  /** Reads the volume, and tells whoever keeps count of its bytes. */
  readonly volume: MediaStore["volume"];
}

export interface Observers {
  readonly handlers: Health["handlers"] &
    ReturnType<typeof createAlertHandlers> &
    ReturnType<typeof createProviderHandlers> & { getMetrics: ReturnType<typeof createMetricsHandler> };
  /** What the last evaluation of the alerts has found. */
  alertsSeen(): Promise<AlertsSeen>;
  /** Reads once what metrics and alerts show of disk and database. */
  sample(): Promise<void>;
  /** Shows the states of the slots as they are now. */
  sampleSlots(): void;
  stop(): void;
}

export function observe(
  { live, log, db, media, settings, drivers }: AppDeps,
  { registry, metrics, drain, inflight, permits, volume }: ObservedParts,
): Observers {
  const slots = () => listSlots(db);
  const sampler = startSampler(metrics, {
    media: { volume, usage: media.usage },
    cleanupTotals: () => readCleanupTotals(db),
    slots,
    failed: (source, error) => log.warn({ source, err: error }, "A source of the metrics cannot be read."),
  });
  const health = createHealth({
    ...{ drivers, live, metrics, slots },
    database: () => probeDatabase(db),
    media: () => media.probe().then(media.volume).then(ignore),
    draining: drain.announced,
    failed: (check, error) => log.warn({ check, err: error }, "A health check failed."),
  });
  const refresh = gaugesOfNow({ metrics, settings, permits, oldestInflightSeconds: inflight.oldestAgeSeconds });
  const watch = startAlertWatch({
    ...{ registry, refresh, clock: systemClock() },
    failed: (error) => log.warn({ err: error }, "The alerts cannot be evaluated."),
  });
  return {
    handlers: {
      ...health.handlers,
      ...createAlertHandlers({ watch, db, settings }),
      ...createProviderHandlers({ db, configured: () => configuredOf(drivers, live.current()), up: health.providerUp }),
      getMetrics: createMetricsHandler({ registry, secrets: live.current, refresh }),
    },
    alertsSeen: createAlertReader({ watch, db, settings }),
    sample: () => sampler.sample().then(watch.tick),
    sampleSlots: sampler.sampleSlots,
    stop() {
      sampler.stop();
      watch.stop();
      health.stop();
    },
  };
}

/** Reads and writes the database for real: a lease that has expired when it is given. */
async function probeDatabase(db: Db): Promise<void> {
  await acquireLease(db, "health-probe", "health", 0);
}

function ignore(): void {}
