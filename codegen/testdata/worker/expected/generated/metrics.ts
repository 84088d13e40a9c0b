// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import type { Registry } from "prom-client";
import {
  type Digest, type Pool, type Queue, type Result, type Version, type Zone, labelValues,
} from "./contract.ts";
import {
  type Counter, type Family, type Gauge, type Histogram, type NoLabels, familiesIn, HistogramCells, noSeries,
  notObserved, placesOf,
} from "./metric-families.ts";

export { type Counter, type Family, type Gauge, type Histogram, exposition } from "./metric-families.ts";

export interface Metrics {
  /** Tasks by how they ended. A "retried" task comes again. (unit: tasks) */
  readonly worker_tasks_total: Family<{ queue: Queue; result: Result }, Counter>;
  /** Time from taking a task to its end. (unit: seconds) */
  readonly worker_task_duration_seconds: Family<{ queue: Queue }, Histogram>;
  /** Tasks that wait. (unit: tasks) */
  readonly worker_queue_depth: Family<{ queue: Queue }, Gauge>;
  /** The lease in force. (unit: seconds) */
  readonly worker_lease_seconds: Family<NoLabels, Gauge>;
  /** Bytes of the heap. (unit: bytes) */
  readonly worker_heap_bytes: Family<NoLabels, Gauge>;
  /** Restarts of a worker. (unit: restarts) */
  readonly worker_restarts_total: Family<{ pool: Pool; /** @deprecated since 2.3.1; gone after 2026-09-30 */ zone: Zone }, Counter>;
  /**
   * Bytes of the heap that were free once. (unit: bytes)
   * @deprecated since 2.3.1; gone after 2026-09-30
   */
  readonly worker_spare_bytes: Family<NoLabels, Gauge>;
  /** Always 1. (unit: info) */
  readonly worker_contract_info: Family<{ version: Version; digest: Digest }, Gauge>;
}

export const metricNames = [
  "worker_tasks_total", "worker_task_duration_seconds", "worker_queue_depth", "worker_lease_seconds",
  "worker_heap_bytes", "worker_restarts_total", "worker_crashes_total", "worker_spare_bytes", "worker_contract_info",
] as const;

/** The upper bounds of each histogram's buckets, +Inf aside. */
export const bucketBounds = {
  worker_task_duration_seconds: [0.5, 5, 30, 60, 120, 180],
} as const;

const placeOf = placesOf(labelValues);

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  const { counter, gauge, histogram } = familiesIn(registry, labelValues);
  return {
    worker_tasks_total: counter({
      name: "worker_tasks_total",
      help: "Tasks by how they ended. A \"retried\" task comes again.",
      labelNames: ["queue", "result"],
    }, (handles) => ({
      with: (labels) => handles[placeOf.queue(labels.queue) * 3 + placeOf.result(labels.result)] ?? noSeries("worker_tasks_total", labels),
    })),
    worker_task_duration_seconds: histogram({
      name: "worker_task_duration_seconds",
      help: "Time from taking a task to its end.",
      labelNames: ["queue"],
    }, bucketBounds.worker_task_duration_seconds, class extends HistogramCells {
      observe(value: number) {
        if (!Number.isFinite(value)) notObserved("worker_task_duration_seconds", value);
        const { cells, first } = this;
        const bucket = first + (value <= 60 ? (value <= 5 ? (value <= 0.5 ? 0 : 1) : (value <= 30 ? 2 : 3)) : (value <= 180 ? (value <= 120 ? 4 : 5) : 6));
        cells[bucket] = (cells[bucket] ?? 0) + 1;
        cells[first + 7] = (cells[first + 7] ?? 0) + value;
      }
    }, (handles) => ({
      with: (labels) => handles[placeOf.queue(labels.queue)] ?? noSeries("worker_task_duration_seconds", labels),
    })),
    worker_queue_depth: gauge({ name: "worker_queue_depth", help: "Tasks that wait.", labelNames: ["queue"] }, "absent", (handles) => ({
      with: (labels) => handles[placeOf.queue(labels.queue)] ?? noSeries("worker_queue_depth", labels),
    })),
    worker_lease_seconds: gauge({ name: "worker_lease_seconds", help: "The lease in force.", labelNames: [] }, NaN, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("worker_lease_seconds", labels),
    })),
    worker_heap_bytes: gauge({ name: "worker_heap_bytes", help: "Bytes of the heap.", labelNames: [] }, 0, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("worker_heap_bytes", labels),
    })),
    worker_restarts_total: together(allCounters, [
      counter({
        name: "worker_restarts_total",
        help: "Restarts of a worker.",
        labelNames: ["pool", "zone"],
        shown: [["pool", "pool"], ["size", "pool"], ["zone", "zone"]],
      }, (handles) => ({
        with: (labels) => handles[placeOf.pool(labels.pool) * 2 + placeOf.zone(labels.zone)] ?? noSeries("worker_restarts_total", labels),
      })),
      counter({
        name: "worker_crashes_total",
        help: "Restarts of a worker.",
        labelNames: ["pool", "zone"],
        shown: [["size", "pool"], ["zone", "zone"]],
      }, (handles) => ({
        with: (labels) => handles[placeOf.pool(labels.pool) * 2 + placeOf.zone(labels.zone)] ?? noSeries("worker_crashes_total", labels),
      })),
    ]),
    worker_spare_bytes: gauge({
      name: "worker_spare_bytes",
      help: "Bytes of the heap that were free once.",
      labelNames: [],
    }, 0, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("worker_spare_bytes", labels),
    })),
    worker_contract_info: gauge({
      name: "worker_contract_info",
      help: "Always 1.",
      labelNames: ["version", "digest"],
    }, 1, (handles) => ({
      with: (labels) => handles[placeOf.version(labels.version) + placeOf.digest(labels.digest)] ?? noSeries("worker_contract_info", labels),
    })),
  };
}

/** One family for a metric and its deprecated names: what is recorded is recorded on each of them. */
function together<Labels, Handle>(
  all: (handles: readonly Handle[]) => Handle,
  families: readonly Family<Labels, Handle>[],
): Family<Labels, Handle> {
  return { with: (labels) => all(families.map((family) => family.with(labels))) };
}

const allCounters = (handles: readonly Counter[]): Counter => ({
  inc: (n) => handles.forEach((handle) => handle.inc(n)),
});
