/** The composition root: what the service is made of, and what each part gets of the others. */
import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Config } from "../generated/config.ts";
import { createMetrics } from "../generated/metrics.ts";
import type { Handlers } from "../generated/routes.ts";
import { createDrain, type Drain } from "./core/drain.ts";
import { createInflight, type Inflight } from "./core/inflight.ts";
import { type MediaStore, MediaUnavailable } from "./core/media.ts";
import { createObservedTimes } from "./core/observed-times.ts";
import { createPermits, type Permits } from "./core/permits.ts";
import type { ProviderDriver } from "./core/provider.ts";
import { createDesk } from "./desk.ts";
import { readCleanupTotals } from "./features/cleanup/repo.ts";
import { createHealth } from "./features/health/index.ts";
import { createRunningJobs } from "./features/ingest/duplicates.ts";
import { createProviderReports } from "./features/ingest/provider-reports.ts";
import { createIngestRoute } from "./features/ingest/route.ts";
import { createJobHandlers } from "./features/jobs/index.ts";
import { createMetricsHandler } from "./features/metrics/index.ts";
import { startSampler } from "./features/metrics/sampler.ts";
import { createResultHandlers } from "./features/results/index.ts";
import type { LiveSettings } from "./features/settings/service.ts";
import { createStatsHandlers } from "./features/stats/index.ts";
import type { Context } from "./http/context.ts";
import { errorTable } from "./http/errors.ts";
import { createApi } from "./http/mount.ts";
import type { SecurityTable } from "./http/security.ts";
import { isUnavailable } from "./storage/dialect.ts";
import { acquireLease } from "./storage/repos/leases.ts";
import { listSlots } from "./storage/repos/slots.ts";
import type { Db } from "./storage/schema.ts";

/** What a service stands on; src/service.ts opens it. */
export interface AppDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Db;
  readonly media: MediaStore;
  readonly settings: LiveSettings;
  readonly drivers: readonly ProviderDriver[];
}

export interface App {
  readonly api: ReturnType<typeof createApi>;
  readonly drain: Drain;
  readonly inflight: Inflight;
  readonly permits: Permits;
  /** Reads once what the metrics show of disk and database; await it before the first scrape. */
  sample(): Promise<void>;
  /** Ends what goes on in the background; resolves when none of it works on the database any more. */
  stop(): Promise<void>;
}

export function createApp({ config, log, db, media, settings, drivers }: AppDeps): App {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const stopping = new AbortController();
  const drain = createDrain();
  const inflight = createInflight(metrics.ingest_inflight);
  const permits = createPermits(() => settings.current().maxParallel);
  const space = watchSpace(media);
  const usable = drivers.filter((driver) => driver.configured(config));
  const reports = createProviderReports(db, log);

  const sampler = startSampler(metrics, {
    media: { volume: space.volume, usage: media.usage },
    cleanupTotals: () => readCleanupTotals(db),
    slots: () => listSlots(db),
    failed: (source, error) => log.warn({ source, err: error }, "A source of the metrics cannot be read."),
  });
  const health = createHealth({
    drivers,
    config,
    metrics,
    database: () => probeDatabase(db),
    media: () => media.probe().then(media.volume).then(ignore),
    slots: () => listSlots(db),
    draining: drain.announced,
    failed: (check, error) => log.warn({ check, err: error }, "A health check failed."),
  });
  const ingestPhoto = createIngestRoute({
    ...{ config, db, media, settings, permits, inflight, metrics },
    running: createRunningJobs(),
    times: createObservedTimes(),
    attempted: reports.note,
    driverFor: (provider) => usable.find((driver) => driver.name === provider),
    availableBytes: space.availableBytes,
    draining: drain.refusing,
    stopping: stopping.signal,
  });
  const desk = createDesk({ config, log, db, media, settings, slotsChanged: () => void sampler.sample() });
  const handlers: Handlers<Context> = {
    ingestPhoto,
    ...createResultHandlers({ db, media, settings, ingestPassword: config.INGEST_PASSWORD }),
    ...desk.handlers,
    ...createStatsHandlers({ db }),
    ...createJobHandlers({ db }),
    getMetrics: createMetricsHandler({
      ...{ registry, metrics, config, settings },
      oldestInflightSeconds: inflight.oldestAgeSeconds,
    }),
    ...health.handlers,
  };

  const api = createApi({
    handlers,
    log,
    security,
    errors: errorTable([
      { is: isUnavailable, reason: "database_unavailable" },
      { is: (thrown) => thrown instanceof MediaUnavailable, reason: "media_unavailable" },
    ]),
    checkReplies: config.NODE_ENV === "development" || config.NODE_ENV === "test",
    closing: drain.refusing,
    track: inflight.track,
    onRefusal(operation, reason, hasJob) {
      if (operation === "ingestPhoto" && !hasJob) metrics.ingest_rejected_total.with({ reason }).inc();
    },
  });
  return {
    ...{ api, drain, inflight, permits, sample: sampler.sample },
    async stop() {
      stopping.abort();
      sampler.stop();
      health.stop();
      await reports.stop();
      await desk.stop();
    },
  };
}

/** Remembers what the sampler saw of the volume, so that an ingest need not ask the disk; undefined while unknown. */
function watchSpace(media: MediaStore): { volume: MediaStore["volume"]; availableBytes: () => number | undefined } {
  let available: number | undefined;
  return {
    async volume() {
      available = undefined;
      const volume = await media.volume();
      available = volume.availableBytes;
      return volume;
    },
    availableBytes: () => available,
  };
}

/** Reads and writes the database for real: a lease that has expired when it is given. */
async function probeDatabase(db: Db): Promise<void> {
  await acquireLease(db, "health-probe", "health", 0);
}

function ignore(): void {}

/** Nobody can sign in yet: credentials of an operator are as good as none. */
async function nobody(): Promise<undefined> {}

/** Where each scheme of the contract is checked. */
const security: SecurityTable = {
  // In the handler of deleteResult.
  ingestPassword: "by_handler",
  // In the handler of getMetrics, which is open to requests of this machine without it.
  metricsToken: "by_handler",
  operatorSession: nobody,
  operatorToken: nobody,
};
