/** The composition root: what the service is made of, and what each part gets of the others. */
import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Config } from "../generated/config.ts";
import type { Provider } from "../generated/contract.ts";
import { createMetrics, type Metrics } from "../generated/metrics.ts";
import type { Handlers } from "../generated/routes.ts";
import type { BreakerRules } from "./core/breaker.ts";
import type { IsProxy } from "./core/client-address.ts";
import { createDrain, type Drain } from "./core/drain.ts";
import { createInflight, type Inflight } from "./core/inflight.ts";
import { type MediaStore, MediaUnavailable } from "./core/media.ts";
import { createObservedTimes } from "./core/observed-times.ts";
import { createPermits, type Permits } from "./core/permits.ts";
import type { ProviderDriver } from "./core/provider.ts";
import { createDesk } from "./desk.ts";
import { createRunningJobs } from "./features/ingest/duplicates.ts";
import { createIngestRoute } from "./features/ingest/route.ts";
import { createJobHandlers } from "./features/jobs/index.ts";
import type { Account } from "./features/operators/accounts.ts";
import { createOperators, type Operators } from "./features/operators/index.ts";
import { createResultHandlers } from "./features/results/index.ts";
import type { LiveSettings } from "./features/settings/service.ts";
import { createStatsHandlers } from "./features/stats/index.ts";
import { followProviders } from "./follow-providers.ts";
import type { Context } from "./http/context.ts";
import { errorTable } from "./http/errors.ts";
import { type ApiOptions, createApi } from "./http/mount.ts";
import type { SecurityTable } from "./http/security.ts";
import { observe } from "./observe.ts";
import { isUnavailable } from "./storage/dialect.ts";
import type { Db } from "./storage/schema.ts";

/** What a service stands on; src/service.ts opens it. */
export interface AppDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Db;
  readonly media: MediaStore;
  readonly settings: LiveSettings;
  readonly drivers: readonly ProviderDriver[];
  /** Who can sign in. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly isProxy: IsProxy;
  readonly breakerRules: BreakerRules;
}

export interface App {
  readonly api: ReturnType<typeof createApi>;
  readonly drain: Drain;
  readonly inflight: Inflight;
  readonly permits: Permits;
  /** Reads once what metrics and alerts show of disk and database; await it before the first request. */
  sample(): Promise<void>;
  /** Ends what goes on in the background; resolves when none of it works on the database any more. */
  stop(): Promise<void>;
}

export function createApp(deps: AppDeps): App {
  const { config, log, db, media, settings, drivers, accounts, isProxy } = deps;
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const stopping = new AbortController();
  const drain = createDrain();
  const inflight = createInflight(metrics.ingest_inflight);
  const permits = createPermits(() => settings.current().maxParallel);
  const space = watchSpace(media);
  const usable = drivers.filter((driver) => driver.configured(config));
  const driverFor = (provider: Provider) => usable.find((driver) => driver.name === provider);

  const observers = observe(deps, { registry, metrics, drain, inflight, volume: space.volume });
  const followers = followProviders(deps, { metrics, permits, driverFor, changed: observers.sampleSlots });
  const desk = createDesk({ config, log, db, media, settings, slotsChanged: observers.sampleSlots });
  const operators = createOperators({ db, config, accounts, isProxy });
  const handlers: Handlers<Context> = {
    ingestPhoto: createIngestRoute({
      ...{ config, db, media, settings, permits, inflight, metrics, driverFor },
      ...{ running: createRunningJobs(), times: createObservedTimes() },
      ...{ attempted: followers.attempted, concluded: followers.concluded },
      availableBytes: space.availableBytes,
      draining: drain.refusing,
      stopping: stopping.signal,
    }),
    ...createResultHandlers({ db, media, settings, ingestPassword: config.INGEST_PASSWORD }),
    ...operators.handlers,
    ...desk.handlers,
    ...createStatsHandlers({ db }),
    ...createJobHandlers({ db }),
    ...observers.handlers,
  };
  const api = createApi({
    ...{ handlers, log, errors, security: securityTable(operators) },
    checkReplies: config.NODE_ENV === "development" || config.NODE_ENV === "test",
    closing: drain.refusing,
    track: inflight.track,
    onRefusal: countRejected(metrics),
  });
  return {
    ...{ api, drain, inflight, permits, sample: observers.sample },
    async stop() {
      stopping.abort();
      observers.stop();
      await Promise.all([desk.stop(), followers.stop()]);
    },
  };
}

/** Photos that were refused before there was a job. */
function countRejected({ ingest_rejected_total }: Metrics): ApiOptions["onRefusal"] {
  return (operation, reason, hasJob) => {
    if (operation === "ingestPhoto" && !hasJob) ingest_rejected_total.with({ reason }).inc();
  };
}

/** What the failures of database and media are to clients. */
const errors = errorTable([
  { is: isUnavailable, reason: "database_unavailable" },
  { is: (thrown) => thrown instanceof MediaUnavailable, reason: "media_unavailable" },
]);

/** Where each scheme of the contract is checked. */
function securityTable({ session, token }: Operators): SecurityTable {
  return {
    // In the handler of deleteResult.
    ingestPassword: "by_handler",
    // In the handler of getMetrics, which is open to requests of this machine without it.
    metricsToken: "by_handler",
    operatorSession: session,
    operatorToken: token,
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
