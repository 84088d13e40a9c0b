// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import type { Registry } from "prom-client";
import {
  type Audience, type Delivery, type Digest, type Outcome, type Phase, type Pool, type Provider, type Reason,
  type Result, type Scope, type SlotId, type State, type Version, labelValues,
} from "./contract.ts";
import {
  type Counter, type Family, type Gauge, type Histogram, type NoLabels, familiesIn, HistogramCells, noSeries,
  notObserved, placesOf,
} from "./metric-families.ts";

export { type Counter, type Family, type Gauge, type Histogram, exposition } from "./metric-families.ts";

export interface Metrics {
  /**
   * Ingest jobs by how they ended, counted once a job. Requests refused before a job exists are in
   * ingest_rejected_total. (unit: requests)
   */
  readonly ingest_requests_total: Family<{ slot_id: SlotId; provider: Provider; outcome: Outcome }, Counter>;
  /** Ingest requests refused before a job existed, by reason. Never part of the SLA. (unit: requests) */
  readonly ingest_rejected_total: Family<{ reason: Reason }, Counter>;
  /** Time of an ingest job from the request's headers to the last byte of its answer. (unit: seconds) */
  readonly ingest_duration_seconds: Family<{ slot_id: SlotId }, Histogram>;
  /**
   * ingest_duration_seconds over the T_sync_response in force for that job. Above 1 the client got no picture. (unit:
   * ratio)
   */
  readonly ingest_deadline_used_ratio: Family<{ slot_id: SlotId }, Histogram>;
  /** Time that an ingest job spent in a phase, observed once a job for each phase that it came to. (unit: seconds) */
  readonly ingest_phase_duration_seconds: Family<{ phase: Phase }, Histogram>;
  /** Ingest jobs that have not ended yet. (unit: requests) */
  readonly ingest_inflight: Family<{ slot_id: SlotId }, Gauge>;
  /** Age of the oldest ingest job that has not ended yet, slot-test aside; 0 when there is none. (unit: seconds) */
  readonly ingest_oldest_inflight_age_seconds: Family<NoLabels, Gauge>;
  /**
   * Permits that this instance has given out; the sum over all instances is held against the limit. global counts the
   * ingests from the start of their upload to the end of their work, a provider's also the jobs that went on there as
   * their standby. (unit: permits)
   */
  readonly ingest_permits_in_use: Family<{ pool: Pool }, Gauge>;
  /**
   * Permits that all instances together may give out, by the settings in force; read it with max. While more are in
   * use, nobody new is let in. (unit: permits)
   */
  readonly ingest_permits_limit: Family<{ pool: Pool }, Gauge>;
  /**
   * Permits that nobody gave back in time and that ended by their time limit. Anything but 0 is a defect of the
   * service. (unit: permits)
   */
  readonly ingest_permits_expired_total: Family<NoLabels, Counter>;
  /**
   * Photos that are not the one that their field hash names, by slot: refused or accepted, as INGEST_HASH_POLICY says.
   * (unit: requests)
   */
  readonly ingest_hash_mismatch_total: Family<{ slot_id: SlotId }, Counter>;
  /** T_sync_response in force. (unit: seconds) */
  readonly ingest_sync_response_seconds: Family<NoLabels, Gauge>;
  /** Calls made to a provider, by how each ended. (unit: attempts) */
  readonly provider_attempts_total: Family<{ slot_id: SlotId; provider: Provider; result: Result }, Counter>;
  /** Time of one call to a provider. (unit: seconds) */
  readonly provider_attempt_duration_seconds: Family<{ provider: Provider }, Histogram>;
  /**
   * 1 when the provider answered its last ping, 0 after three failed pings in a row. Absent while not configured.
   * (unit: boolean)
   */
  readonly provider_up: Family<{ provider: Provider }, Gauge>;
  /** 1 for the state that the slot is in, 0 for the others. (unit: boolean) */
  readonly slot_state: Family<{ slot_id: SlotId; state: State }, Gauge>;
  /**
   * Bytes of media files by kind, read in the background. Those of orphan, which no job knows, and on S3 also those of
   * result are what the last complete cleanup left there. (unit: bytes)
   */
  readonly media_storage_bytes: Family<{ scope: Scope }, Gauge>;
  /**
   * Size of the volume that holds the media, and with pictures on S3 the photos in work; NaN when it cannot be read.
   * (unit: bytes)
   */
  readonly media_volume_size_bytes: Family<NoLabels, Gauge>;
  /** Bytes of the media volume that the service may still write; NaN when it cannot be read. (unit: bytes) */
  readonly media_volume_available_bytes: Family<NoLabels, Gauge>;
  /** Bytes of the media volume that are set aside for the uploads and results of the ingests in work. (unit: bytes) */
  readonly media_reserved_bytes: Family<NoLabels, Gauge>;
  /** Unix time of the last complete cleanup, kept in the database and shown by every instance. (unit: seconds) */
  readonly cleanup_last_success_timestamp_seconds: Family<NoLabels, Gauge>;
  /**
   * Files that cleanup deleted, kept in the database and shown by every instance; read it with max, not sum. (unit:
   * files)
   */
  readonly cleanup_deleted_total: Family<{ scope: Scope }, Counter>;
  /**
   * Files that cleanup could not delete, kept in the database and shown by every instance; read it with max. (unit:
   * files)
   */
  readonly cleanup_failed_total: Family<{ scope: Scope }, Counter>;
  /**
   * Attempts to deliver a notification to a webhook, by how each ended. Without a webhook there are none. (unit:
   * attempts)
   */
  readonly notifications_total: Family<{ audience: Audience; delivery: Delivery }, Counter>;
  /**
   * 1 when the secrets were taken at the last reload, or at the start; 0 when that reload was refused and those from
   * before are still in force. The log says why. (unit: boolean)
   */
  readonly config_last_reload_successful: Family<NoLabels, Gauge>;
  /** When the secrets in force were read, at a reload or at the start, in seconds since 1970. (unit: seconds) */
  readonly config_last_reload_success_timestamp_seconds: Family<NoLabels, Gauge>;
  /** Always 1. Its labels name the contract that this process was built from. (unit: info) */
  readonly contract_info: Family<{ version: Version; digest: Digest }, Gauge>;
}

export const metricNames = [
  "ingest_requests_total", "ingest_rejected_total", "ingest_duration_seconds", "ingest_deadline_used_ratio",
  "ingest_phase_duration_seconds", "ingest_inflight", "ingest_oldest_inflight_age_seconds", "ingest_permits_in_use",
  "ingest_permits_limit", "ingest_permits_expired_total", "ingest_hash_mismatch_total", "ingest_sync_response_seconds",
  "provider_attempts_total", "provider_attempt_duration_seconds", "provider_up", "slot_state", "media_storage_bytes",
  "media_volume_size_bytes", "media_volume_available_bytes", "media_reserved_bytes",
  "cleanup_last_success_timestamp_seconds", "cleanup_deleted_total", "cleanup_failed_total", "notifications_total",
  "config_last_reload_successful", "config_last_reload_success_timestamp_seconds", "contract_info",
] as const;

/** The upper bounds of each histogram's buckets, +Inf aside. */
export const bucketBounds = {
  ingest_duration_seconds: [0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 40, 48, 60, 66, 75, 90, 120],
  ingest_deadline_used_ratio: [0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2],
  ingest_phase_duration_seconds: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 75],
  provider_attempt_duration_seconds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 75],
} as const;

const placeOf = placesOf(labelValues);

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  const { counter, gauge, histogram } = familiesIn(registry, labelValues);
  return {
    ingest_requests_total: counter({
      name: "ingest_requests_total",
      help: "Ingest jobs by how they ended, counted once a job. Requests refused before a job exists are in ingest_rejected_total.",
      labelNames: ["slot_id", "provider", "outcome"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id) * 30 + placeOf.provider(labels.provider) * 5 + placeOf.outcome(labels.outcome)] ?? noSeries("ingest_requests_total", labels),
    })),
    ingest_rejected_total: counter({
      name: "ingest_rejected_total",
      help: "Ingest requests refused before a job existed, by reason. Never part of the SLA.",
      labelNames: ["reason"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.reason(labels.reason)] ?? noSeries("ingest_rejected_total", labels),
    })),
    ingest_duration_seconds: histogram({
      name: "ingest_duration_seconds",
      help: "Time of an ingest job from the request's headers to the last byte of its answer.",
      labelNames: ["slot_id"],
    }, bucketBounds.ingest_duration_seconds, class extends HistogramCells {
      observe(value: number) {
        if (!Number.isFinite(value)) notObserved("ingest_duration_seconds", value);
        const { cells, first } = this;
        const bucket = first + (value <= 30 ? (value <= 5 ? (value <= 1 ? (value <= 0.5 ? (value <= 0.25 ? 0 : 1) : 2) : (value <= 2.5 ? 3 : 4)) : (value <= 15 ? (value <= 10 ? 5 : 6) : (value <= 20 ? 7 : 8))) : (value <= 66 ? (value <= 48 ? (value <= 40 ? 9 : 10) : (value <= 60 ? 11 : 12)) : (value <= 90 ? (value <= 75 ? 13 : 14) : (value <= 120 ? 15 : 16))));
        cells[bucket] = (cells[bucket] ?? 0) + 1;
        cells[first + 17] = (cells[first + 17] ?? 0) + value;
      }
    }, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id)] ?? noSeries("ingest_duration_seconds", labels),
    })),
    ingest_deadline_used_ratio: histogram({
      name: "ingest_deadline_used_ratio",
      help: "ingest_duration_seconds over the T_sync_response in force for that job. Above 1 the client got no picture.",
      labelNames: ["slot_id"],
    }, bucketBounds.ingest_deadline_used_ratio, class extends HistogramCells {
      observe(value: number) {
        if (!Number.isFinite(value)) notObserved("ingest_deadline_used_ratio", value);
        const { cells, first } = this;
        const bucket = first + (value <= 1 ? (value <= 0.75 ? (value <= 0.5 ? (value <= 0.25 ? 0 : 1) : 2) : (value <= 0.9 ? 3 : 4)) : (value <= 1.5 ? (value <= 1.25 ? (value <= 1.1 ? 5 : 6) : 7) : (value <= 2 ? 8 : 9)));
        cells[bucket] = (cells[bucket] ?? 0) + 1;
        cells[first + 10] = (cells[first + 10] ?? 0) + value;
      }
    }, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id)] ?? noSeries("ingest_deadline_used_ratio", labels),
    })),
    ingest_phase_duration_seconds: histogram({
      name: "ingest_phase_duration_seconds",
      help: "Time that an ingest job spent in a phase, observed once a job for each phase that it came to.",
      labelNames: ["phase"],
    }, bucketBounds.ingest_phase_duration_seconds, class extends HistogramCells {
      observe(value: number) {
        if (!Number.isFinite(value)) notObserved("ingest_phase_duration_seconds", value);
        const { cells, first } = this;
        const bucket = first + (value <= 10 ? (value <= 0.5 ? (value <= 0.1 ? (value <= 0.05 ? (value <= 0.01 ? 0 : 1) : 2) : (value <= 0.25 ? 3 : 4)) : (value <= 2.5 ? (value <= 1 ? 5 : 6) : (value <= 5 ? 7 : 8))) : (value <= 40 ? (value <= 20 ? (value <= 15 ? 9 : 10) : (value <= 30 ? 11 : 12)) : (value <= 60 ? (value <= 50 ? 13 : 14) : (value <= 75 ? 15 : 16))));
        cells[bucket] = (cells[bucket] ?? 0) + 1;
        cells[first + 17] = (cells[first + 17] ?? 0) + value;
      }
    }, (handles) => ({
      with: (labels) => handles[placeOf.phase(labels.phase)] ?? noSeries("ingest_phase_duration_seconds", labels),
    })),
    ingest_inflight: gauge({
      name: "ingest_inflight",
      help: "Ingest jobs that have not ended yet.",
      labelNames: ["slot_id"],
    }, 0, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id)] ?? noSeries("ingest_inflight", labels),
    })),
    ingest_oldest_inflight_age_seconds: gauge({
      name: "ingest_oldest_inflight_age_seconds",
      help: "Age of the oldest ingest job that has not ended yet, slot-test aside; 0 when there is none.",
      labelNames: [],
    }, 0, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("ingest_oldest_inflight_age_seconds", labels),
    })),
    ingest_permits_in_use: gauge({
      name: "ingest_permits_in_use",
      help: "Permits that this instance has given out; the sum over all instances is held against the limit. global counts the ingests from the start of their upload to the end of their work, a provider's also the jobs that went on there as their standby.",
      labelNames: ["pool"],
    }, 0, (handles) => ({
      with: (labels) => handles[placeOf.pool(labels.pool)] ?? noSeries("ingest_permits_in_use", labels),
    })),
    ingest_permits_limit: gauge({
      name: "ingest_permits_limit",
      help: "Permits that all instances together may give out, by the settings in force; read it with max. While more are in use, nobody new is let in.",
      labelNames: ["pool"],
    }, NaN, (handles) => ({
      with: (labels) => handles[placeOf.pool(labels.pool)] ?? noSeries("ingest_permits_limit", labels),
    })),
    ingest_permits_expired_total: counter({
      name: "ingest_permits_expired_total",
      help: "Permits that nobody gave back in time and that ended by their time limit. Anything but 0 is a defect of the service.",
      labelNames: [],
    }, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("ingest_permits_expired_total", labels),
    })),
    ingest_hash_mismatch_total: counter({
      name: "ingest_hash_mismatch_total",
      help: "Photos that are not the one that their field hash names, by slot: refused or accepted, as INGEST_HASH_POLICY says.",
      labelNames: ["slot_id"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id)] ?? noSeries("ingest_hash_mismatch_total", labels),
    })),
    ingest_sync_response_seconds: gauge({
      name: "ingest_sync_response_seconds",
      help: "T_sync_response in force.",
      labelNames: [],
    }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("ingest_sync_response_seconds", labels),
    })),
    provider_attempts_total: counter({
      name: "provider_attempts_total",
      help: "Calls made to a provider, by how each ended.",
      labelNames: ["slot_id", "provider", "result"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id) * 48 + placeOf.provider(labels.provider) * 8 + placeOf.result(labels.result)] ?? noSeries("provider_attempts_total", labels),
    })),
    provider_attempt_duration_seconds: histogram({
      name: "provider_attempt_duration_seconds",
      help: "Time of one call to a provider.",
      labelNames: ["provider"],
    }, bucketBounds.provider_attempt_duration_seconds, class extends HistogramCells {
      observe(value: number) {
        if (!Number.isFinite(value)) notObserved("provider_attempt_duration_seconds", value);
        const { cells, first } = this;
        const bucket = first + (value <= 15 ? (value <= 1 ? (value <= 0.25 ? (value <= 0.1 ? 0 : 1) : (value <= 0.5 ? 2 : 3)) : (value <= 5 ? (value <= 2.5 ? 4 : 5) : (value <= 10 ? 6 : 7))) : (value <= 50 ? (value <= 30 ? (value <= 20 ? 8 : 9) : (value <= 40 ? 10 : 11)) : (value <= 75 ? (value <= 60 ? 12 : 13) : 14)));
        cells[bucket] = (cells[bucket] ?? 0) + 1;
        cells[first + 15] = (cells[first + 15] ?? 0) + value;
      }
    }, (handles) => ({
      with: (labels) => handles[placeOf.provider(labels.provider)] ?? noSeries("provider_attempt_duration_seconds", labels),
    })),
    provider_up: gauge({
      name: "provider_up",
      help: "1 when the provider answered its last ping, 0 after three failed pings in a row. Absent while not configured.",
      labelNames: ["provider"],
    }, "absent", (handles) => ({
      with: (labels) => handles[placeOf.provider(labels.provider)] ?? noSeries("provider_up", labels),
    })),
    slot_state: gauge({
      name: "slot_state",
      help: "1 for the state that the slot is in, 0 for the others.",
      labelNames: ["slot_id", "state"],
    }, 0, (handles) => ({
      with: (labels) => handles[placeOf.slot_id(labels.slot_id) * 5 + placeOf.state(labels.state)] ?? noSeries("slot_state", labels),
    })),
    media_storage_bytes: gauge({
      name: "media_storage_bytes",
      help: "Bytes of media files by kind, read in the background. Those of orphan, which no job knows, and on S3 also those of result are what the last complete cleanup left there.",
      labelNames: ["scope"],
    }, NaN, (handles) => ({
      with: (labels) => handles[placeOf.scope(labels.scope)] ?? noSeries("media_storage_bytes", labels),
    })),
    media_volume_size_bytes: gauge({
      name: "media_volume_size_bytes",
      help: "Size of the volume that holds the media, and with pictures on S3 the photos in work; NaN when it cannot be read.",
      labelNames: [],
    }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("media_volume_size_bytes", labels),
    })),
    media_volume_available_bytes: gauge({
      name: "media_volume_available_bytes",
      help: "Bytes of the media volume that the service may still write; NaN when it cannot be read.",
      labelNames: [],
    }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("media_volume_available_bytes", labels),
    })),
    media_reserved_bytes: gauge({
      name: "media_reserved_bytes",
      help: "Bytes of the media volume that are set aside for the uploads and results of the ingests in work.",
      labelNames: [],
    }, 0, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("media_reserved_bytes", labels),
    })),
    cleanup_last_success_timestamp_seconds: gauge({
      name: "cleanup_last_success_timestamp_seconds",
      help: "Unix time of the last complete cleanup, kept in the database and shown by every instance.",
      labelNames: [],
    }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("cleanup_last_success_timestamp_seconds", labels),
    })),
    cleanup_deleted_total: counter({
      name: "cleanup_deleted_total",
      help: "Files that cleanup deleted, kept in the database and shown by every instance; read it with max, not sum.",
      labelNames: ["scope"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.scope(labels.scope)] ?? noSeries("cleanup_deleted_total", labels),
    })),
    cleanup_failed_total: counter({
      name: "cleanup_failed_total",
      help: "Files that cleanup could not delete, kept in the database and shown by every instance; read it with max.",
      labelNames: ["scope"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.scope(labels.scope)] ?? noSeries("cleanup_failed_total", labels),
    })),
    notifications_total: counter({
      name: "notifications_total",
      help: "Attempts to deliver a notification to a webhook, by how each ended. Without a webhook there are none.",
      labelNames: ["audience", "delivery"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.audience(labels.audience) * 3 + placeOf.delivery(labels.delivery)] ?? noSeries("notifications_total", labels),
    })),
    config_last_reload_successful: gauge({
      name: "config_last_reload_successful",
      help: "1 when the secrets were taken at the last reload, or at the start; 0 when that reload was refused and those from before are still in force. The log says why.",
      labelNames: [],
    }, 1, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("config_last_reload_successful", labels),
    })),
    config_last_reload_success_timestamp_seconds: gauge({
      name: "config_last_reload_success_timestamp_seconds",
      help: "When the secrets in force were read, at a reload or at the start, in seconds since 1970.",
      labelNames: [],
    }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("config_last_reload_success_timestamp_seconds", labels),
    })),
    contract_info: gauge({
      name: "contract_info",
      help: "Always 1. Its labels name the contract that this process was built from.",
      labelNames: ["version", "digest"],
    }, 1, (handles) => ({
      with: (labels) => handles[placeOf.version(labels.version) + placeOf.digest(labels.digest)] ?? noSeries("contract_info", labels),
    })),
  };
}
