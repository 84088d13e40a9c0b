/** Permits under the limits of the settings: in memory, or shared where several instances work on one database. */
import type { Metrics } from "../generated/metrics.ts";
import type { AppDeps } from "./app-deps.ts";
import type { ObservedTimes } from "./core/observed-times.ts";
import { createPermits, type PermitOptions, type Permits } from "./core/permits.ts";
import { createSharedPermits } from "./core/shared-permits.ts";
import { isShared } from "./storage/dialect.ts";
import { createPlaces } from "./storage/repos/permits.ts";

interface Watched {
  readonly metrics: Pick<Metrics, "ingest_permits_expired_total">;
  readonly times: ObservedTimes;
}

/** Nobody holds a permit yet. One that expires is a defect: it is counted and logged. */
export function watchPermits(
  { config, log, db, instance, settings }: Pick<AppDeps, "config" | "log" | "db" | "instance" | "settings">,
  { metrics, times }: Watched,
): Permits {
  const expired = metrics.ingest_permits_expired_total.with({});
  const options: PermitOptions = {
    limits: {
      global: () => settings.current().maxParallel,
      provider: (provider) => settings.current().providerMaxParallel[provider],
      unauthenticatedPerAddress: () => config.UPLOADS_PER_ADDRESS,
    },
    typicalMs: (provider) => times.of(provider).p50Ms,
    expired(fence, pools) {
      expired.inc();
      log.error({ fence, pools }, "A permit was not given back in time and has expired: a defect of the service.");
    },
  };
  if (!isShared(db)) return createPermits(options);
  const delayed = (error: unknown) =>
    log.warn({ err: error }, "A permit cannot be given back now; it is tried again until its lease ends.");
  return createSharedPermits({ ...options, places: createPlaces(db, instance.id), delayed });
}
