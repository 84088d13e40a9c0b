/** GET /metrics: renders what is in memory; neither disk, database nor provider is asked. */
import type { Registry } from "prom-client";
import type { Config } from "../../../generated/config.ts";
import { endpoints } from "../../../generated/contract.ts";
import { exposition, type Metrics } from "../../../generated/metrics.ts";
import type { Handlers } from "../../../generated/routes.ts";
import type { Permits } from "../../core/permits.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { refuseReader } from "./access.ts";

export interface GaugeSources {
  readonly metrics: Pick<
    Metrics,
    | "ingest_oldest_inflight_age_seconds"
    | "ingest_sync_response_seconds"
    | "ingest_permits_in_use"
    | "ingest_permits_limit"
  >;
  readonly settings: SettingsSource;
  /** Age of the oldest ingest in flight, from memory; 0 when there is none. */
  readonly oldestInflightSeconds: () => number;
  readonly permits: Pick<Permits, "usage">;
}

/** Brings the gauges up to date that nobody sets when they change: to be called before they are read. */
export function gaugesOfNow({ metrics, settings, oldestInflightSeconds, permits }: GaugeSources): () => void {
  const oldest = metrics.ingest_oldest_inflight_age_seconds.with({});
  const syncResponse = metrics.ingest_sync_response_seconds.with({});
  return () => {
    oldest.set(oldestInflightSeconds());
    syncResponse.set(settings.current().tSyncResponseSeconds);
    for (const { pool, inUse, limit } of permits.usage()) {
      metrics.ingest_permits_in_use.with({ pool }).set(inUse);
      metrics.ingest_permits_limit.with({ pool }).set(limit);
    }
  };
}

export interface MetricsDependencies {
  readonly registry: Registry;
  /** The secrets of now. */
  readonly secrets: () => Pick<Config, "METRICS_TOKEN">;
  /** See gaugesOfNow. */
  readonly refresh: () => void;
}

export function createMetricsHandler(dependencies: MetricsDependencies): Handlers<Context>["getMetrics"] {
  const { registry, secrets, refresh } = dependencies;
  return (_request, context) => {
    const refusal = refuseReader(context, secrets().METRICS_TOKEN);
    if (refusal !== undefined) return refusal;
    refresh();
    return { status: 200, contentType: endpoints[0].format, body: exposition(registry) };
  };
}
