/** The composition root: what the service is made of, and what each part gets of the others. */
import { Registry } from "prom-client";
import type { Config } from "../generated/config.ts";
import type { Provider } from "../generated/contract.ts";
import { createMetrics, type Metrics } from "../generated/metrics.ts";
import type { Handlers } from "../generated/routes.ts";
import type { AppDeps } from "./app-deps.ts";
import { isFromNetworks } from "./core/client-address.ts";
import { createDrain, type Drain } from "./core/drain.ts";
import { createInflight, type Inflight } from "./core/inflight.ts";
import { MediaUnavailable } from "./core/media.ts";
import { createObservedTimes } from "./core/observed-times.ts";
import type { Permits } from "./core/permits.ts";
import { createSpace, type Space } from "./core/space.ts";
import { createDesk, slotRules } from "./desk.ts";
import { createConsole } from "./features/console/index.ts";
import type { IngestDeps } from "./features/ingest/deps.ts";
import { createRunningJobs } from "./features/ingest/duplicates.ts";
import { createIngestRoute } from "./features/ingest/route.ts";
import { createTestRunRoute } from "./features/ingest/test-run.ts";
import { createJobHandlers } from "./features/jobs/index.ts";
import { createOperators, type Operators } from "./features/operators/index.ts";
import { createResultHandlers } from "./features/results/index.ts";
import { createIngestPasswords } from "./features/settings/password-check.ts";
import { settingsProblem } from "./features/slots/service.ts";
import { createStatsHandlers } from "./features/stats/index.ts";
import { followProviders } from "./follow-providers.ts";
import type { Context } from "./http/context.ts";
import { errorTable } from "./http/errors.ts";
import { type ApiOptions, createApi } from "./http/mount.ts";
import type { SecurityTable } from "./http/security.ts";
import { createLiveHall } from "./live-hall.ts";
import { observe } from "./observe.ts";
import { discreet } from "./providers/discreet.ts";
import { isUnavailable } from "./storage/dialect.ts";
import { watchPermits } from "./watch-permits.ts";

export interface App {
  readonly api: ReturnType<typeof createApi>;
  readonly drain: Drain;
  readonly inflight: Inflight;
  readonly permits: Permits;
  readonly space: Pick<Space, "onPressure">;
  /** How many watch the hall. */
  watchers(): number;
  /** Whether this process works on the job with this id. */
  works(jobId: string): boolean;
  /** Shows whether a reload of the secrets was good. */
  noteReload(succeeded: boolean): void;
  /** Reads once what metrics and alerts show of disk and database; await it before the first request. */
  sample(): Promise<void>;
  /** Ends what goes on in the background; resolves when none of it works on the database any more. */
  stop(): Promise<void>;
}

export function createApp(deps: AppDeps): App {
  const { config, live, log, db, instance, media, settings, accounts, isProxy, isOperatorNetwork } = deps;
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const stopping = new AbortController();
  const drain = createDrain();
  const inflight = createInflight(metrics.ingest_inflight);
  const times = createObservedTimes();
  const permits = watchPermits(deps, { metrics, times });
  const space = createSpace(media, metrics.media_reserved_bytes);
  const drivers = deps.drivers.map(discreet);
  const driverFor = (provider: Provider, config: Config) =>
    drivers.find((driver) => driver.name === provider && driver.configured(config));

  const observers = observe(deps, { registry, metrics, drain, inflight, permits, volume: space.volume });
  const followers = followProviders(deps, { metrics, permits, driverFor, changed: observers.sampleSlots });
  const page = createConsole(deps.page);
  const { sampleSlots: slotsChanged } = observers;
  const desk = createDesk({ config, log, db, media, settings, slotsChanged, pageFor: page.pageFor });
  const mayOperate = ({ remoteAddress: peer, headers }: Context) =>
    isFromNetworks({ peer, headers }, isProxy, isOperatorNetwork);
  const operators = createOperators({ db, config, accounts, isProxy, mayOperate });
  const noteReload = reloadGauges(metrics);
  noteReload(true);
  const passwords = createIngestPasswords({ db, settings });
  const running = createRunningJobs();
  // Each request works to its end with the secrets that it began with.
  const ingest = (): IngestDeps => ({
    ...{ config: live.current(), db, instance, media, settings, passwords, permits, times, space, inflight },
    ...{ metrics, driverFor, running, attempted: followers.attempted, concluded: followers.concluded },
    avoids: followers.avoids,
    settingsProblem: (provider, wanted) => settingsProblem(provider, wanted, slotRules(config)),
    draining: drain.refusing,
    stopping: stopping.signal,
  });
  const hall = createLiveHall(deps, { drain, alerts: observers.alertsSeen, operators });
  const handlers: Handlers<Context> = {
    ingestPhoto: createIngestRoute(ingest),
    testRunSlot: createTestRunRoute(ingest),
    ...createResultHandlers({ db, media, settings, passwords, secrets: live.current }),
    ...operators.handlers,
    ...desk.handlers,
    ...createStatsHandlers({ db }),
    ...createJobHandlers({ db }),
    ...observers.handlers,
    ...page.handlers,
    ...hall.handlers,
  };
  const api = createApi({
    ...{ handlers, log, errors, security: securityTable(operators), mayOperate, isProxy },
    checkReplies: config.NODE_ENV === "development" || config.NODE_ENV === "test",
    closing: drain.refusing,
    track: inflight.track,
    onRefusal: countRejected(metrics),
  });
  return {
    ...{ api, drain, inflight, permits, space, works: running.works, noteReload, sample: observers.sample },
    watchers: hall.listeners,
    async stop() {
      stopping.abort();
      observers.stop();
      await Promise.all([desk.stop(), followers.stop()]);
      // After the followers, whose canaries have permits too.
      await permits.stop();
    },
  };
}

function reloadGauges(metrics: Metrics): App["noteReload"] {
  const successful = metrics.config_last_reload_successful.with({});
  const succeededAt = metrics.config_last_reload_success_timestamp_seconds.with({});
  return (succeeded) => {
    successful.set(succeeded ? 1 : 0);
    if (succeeded) succeededAt.set(Date.now() / 1000);
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
