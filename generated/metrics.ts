// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import { Counter as PromCounter, Gauge as PromGauge, Histogram as PromHistogram, type Registry } from "prom-client";
import {
  type Audience, type Delivery, type Digest, type LabelName, type LabelValue, type Outcome, type Phase, type Pool,
  type Provider, type Reason, type Result, type Scope, type SlotId, type State, type Version, labelValues,
} from "./contract.ts";

export interface Counter {
  /** Adds n, 1 unless given. Throws when n is negative or not finite. */
  inc(n?: number): void;
}

export interface Gauge {
  set(value: number): void;
  inc(n?: number): void;
  dec(n?: number): void;
  /** Takes the series out of the exposition until it is set again. */
  remove(): void;
}

export interface Histogram {
  /** Throws when the value is not finite. */
  observe(value: number): void;
}

export interface Family<Labels, Handle> {
  /** The handle of one series. Look it up once and keep it. Throws on a value outside the label's domain. */
  with(labels: Labels): Handle;
}

export type NoLabels = Readonly<Record<string, never>>;

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

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  return {
    ingest_requests_total: counter(registry, {
      name: "ingest_requests_total",
      help: "Ingest jobs by how they ended, counted once a job. Requests refused before a job exists are in ingest_rejected_total.",
      labelNames: ["slot_id", "provider", "outcome"],
    }),
    ingest_rejected_total: counter(registry, {
      name: "ingest_rejected_total",
      help: "Ingest requests refused before a job existed, by reason. Never part of the SLA.",
      labelNames: ["reason"],
    }),
    ingest_duration_seconds: histogram(registry, {
      name: "ingest_duration_seconds",
      help: "Time of an ingest job from the request's headers to the last byte of its answer.",
      labelNames: ["slot_id"],
    }, bucketBounds.ingest_duration_seconds),
    ingest_deadline_used_ratio: histogram(registry, {
      name: "ingest_deadline_used_ratio",
      help: "ingest_duration_seconds over the T_sync_response in force for that job. Above 1 the client got no picture.",
      labelNames: ["slot_id"],
    }, bucketBounds.ingest_deadline_used_ratio),
    ingest_phase_duration_seconds: histogram(registry, {
      name: "ingest_phase_duration_seconds",
      help: "Time that an ingest job spent in a phase, observed once a job for each phase that it came to.",
      labelNames: ["phase"],
    }, bucketBounds.ingest_phase_duration_seconds),
    ingest_inflight: gauge(registry, {
      name: "ingest_inflight",
      help: "Ingest jobs that have not ended yet.",
      labelNames: ["slot_id"],
    }, 0),
    ingest_oldest_inflight_age_seconds: gauge(registry, {
      name: "ingest_oldest_inflight_age_seconds",
      help: "Age of the oldest ingest job that has not ended yet, slot-test aside; 0 when there is none.",
      labelNames: [],
    }, 0),
    ingest_permits_in_use: gauge(registry, {
      name: "ingest_permits_in_use",
      help: "Permits that this instance has given out; the sum over all instances is held against the limit. global counts the ingests from the start of their upload to the end of their work, a provider's also the jobs that went on there as their standby.",
      labelNames: ["pool"],
    }, 0),
    ingest_permits_limit: gauge(registry, {
      name: "ingest_permits_limit",
      help: "Permits that all instances together may give out, by the settings in force; read it with max. While more are in use, nobody new is let in.",
      labelNames: ["pool"],
    }, NaN),
    ingest_permits_expired_total: counter(registry, {
      name: "ingest_permits_expired_total",
      help: "Permits that nobody gave back in time and that ended by their time limit. Anything but 0 is a defect of the service.",
      labelNames: [],
    }),
    ingest_hash_mismatch_total: counter(registry, {
      name: "ingest_hash_mismatch_total",
      help: "Photos that are not the one that their field hash names, by slot: refused or accepted, as INGEST_HASH_POLICY says.",
      labelNames: ["slot_id"],
    }),
    ingest_sync_response_seconds: gauge(registry, {
      name: "ingest_sync_response_seconds",
      help: "T_sync_response in force.",
      labelNames: [],
    }, NaN),
    provider_attempts_total: counter(registry, {
      name: "provider_attempts_total",
      help: "Calls made to a provider, by how each ended.",
      labelNames: ["slot_id", "provider", "result"],
    }),
    provider_attempt_duration_seconds: histogram(registry, {
      name: "provider_attempt_duration_seconds",
      help: "Time of one call to a provider.",
      labelNames: ["provider"],
    }, bucketBounds.provider_attempt_duration_seconds),
    provider_up: gauge(registry, {
      name: "provider_up",
      help: "1 when the provider answered its last ping, 0 after three failed pings in a row. Absent while not configured.",
      labelNames: ["provider"],
    }, "absent"),
    slot_state: gauge(registry, {
      name: "slot_state",
      help: "1 for the state that the slot is in, 0 for the others.",
      labelNames: ["slot_id", "state"],
    }, 0),
    media_storage_bytes: gauge(registry, {
      name: "media_storage_bytes",
      help: "Bytes of media files by kind, read in the background. Those of orphan, which no job knows, and on S3 also those of result are what the last complete cleanup left there.",
      labelNames: ["scope"],
    }, NaN),
    media_volume_size_bytes: gauge(registry, {
      name: "media_volume_size_bytes",
      help: "Size of the volume that holds the media, and with pictures on S3 the photos in work; NaN when it cannot be read.",
      labelNames: [],
    }, NaN),
    media_volume_available_bytes: gauge(registry, {
      name: "media_volume_available_bytes",
      help: "Bytes of the media volume that the service may still write; NaN when it cannot be read.",
      labelNames: [],
    }, NaN),
    media_reserved_bytes: gauge(registry, {
      name: "media_reserved_bytes",
      help: "Bytes of the media volume that are set aside for the uploads and results of the ingests in work.",
      labelNames: [],
    }, 0),
    cleanup_last_success_timestamp_seconds: gauge(registry, {
      name: "cleanup_last_success_timestamp_seconds",
      help: "Unix time of the last complete cleanup, kept in the database and shown by every instance.",
      labelNames: [],
    }, NaN),
    cleanup_deleted_total: counter(registry, {
      name: "cleanup_deleted_total",
      help: "Files that cleanup deleted, kept in the database and shown by every instance; read it with max, not sum.",
      labelNames: ["scope"],
    }),
    cleanup_failed_total: counter(registry, {
      name: "cleanup_failed_total",
      help: "Files that cleanup could not delete, kept in the database and shown by every instance; read it with max.",
      labelNames: ["scope"],
    }),
    notifications_total: counter(registry, {
      name: "notifications_total",
      help: "Attempts to deliver a notification to a webhook, by how each ended. Without a webhook there are none.",
      labelNames: ["audience", "delivery"],
    }),
    config_last_reload_successful: gauge(registry, {
      name: "config_last_reload_successful",
      help: "1 when the secrets were taken at the last reload, or at the start; 0 when that reload was refused and those from before are still in force. The log says why.",
      labelNames: [],
    }, 1),
    config_last_reload_success_timestamp_seconds: gauge(registry, {
      name: "config_last_reload_success_timestamp_seconds",
      help: "When the secrets in force were read, at a reload or at the start, in seconds since 1970.",
      labelNames: [],
    }, NaN),
    contract_info: gauge(registry, {
      name: "contract_info",
      help: "Always 1. Its labels name the contract that this process was built from.",
      labelNames: ["version", "digest"],
    }, 1),
  };
}

/** The scrape text, in parts. */
export async function* exposition(registry: Registry): AsyncIterable<string> {
  yield await registry.metrics();
}

type Labels<N extends LabelName> = { readonly [K in N]: LabelValue<K> };

interface Spec<N extends LabelName> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly N[];
}

function counter<N extends LabelName>(registry: Registry, spec: Spec<N>): Family<Labels<N>, Counter> {
  const metric = new PromCounter<string>({ ...spec, registers: [registry] });
  return family(spec, (labels) => {
    metric.inc(labels, 0);
    return { inc: (n = 1) => metric.inc(labels, n) };
  });
}

function gauge<N extends LabelName>(
  registry: Registry,
  spec: Spec<N>,
  initial: number | "absent",
): Family<Labels<N>, Gauge> {
  const metric = new PromGauge<string>({ ...spec, registers: [registry] });
  return family(spec, (labels) => {
    // prom-client starts a gauge without labels at 0 by itself.
    if (initial === "absent") metric.remove(labels);
    else metric.set(labels, initial);
    return {
      set: (value) => metric.set(labels, value),
      inc: (n = 1) => metric.inc(labels, n),
      dec: (n = 1) => metric.dec(labels, n),
      remove: () => metric.remove(labels),
    };
  });
}

function histogram<N extends LabelName>(
  registry: Registry,
  spec: Spec<N>,
  buckets: readonly number[],
): Family<Labels<N>, Histogram> {
  const metric = new PromHistogram<string>({ ...spec, buckets: [...buckets], registers: [registry] });
  return family(spec, (labels) => {
    metric.zero(labels);
    return { observe: (value) => metric.observe(labels, value) };
  });
}

/** Makes the handle of every series now, so that `with` is a lookup. */
function family<N extends LabelName, Handle>(
  { name, labelNames }: Spec<N>,
  makeHandle: (labels: Record<string, string>) => Handle,
): Family<Labels<N>, Handle> {
  const keyOf = (labels: Readonly<Record<string, string>>) => labelNames.map((label) => labels[label]).join("\0");
  const handles = new Map(allSeries(labelNames).map((labels) => [keyOf(labels), makeHandle(labels)]));
  return {
    with(labels) {
      const handle = handles.get(keyOf(labels));
      if (handle === undefined) throw new Error(`${name}${JSON.stringify(labels)}: no such series in the contract`);
      return handle;
    },
  };
}

const domains: Readonly<Record<string, readonly string[]>> = labelValues;

/** Every combination of the labels' values. */
function allSeries(labelNames: readonly string[]): Record<string, string>[] {
  return labelNames.reduce<Record<string, string>[]>(
    (series, name) => series.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
}
