// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import { Counter as PromCounter, Gauge as PromGauge, Histogram as PromHistogram, type Registry } from "prom-client";
import {
  type Digest, type LabelName, type LabelValue, type Pool, type Queue, type Result, type Version, type Zone,
  labelValues,
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

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  return {
    worker_tasks_total: counter(registry, {
      name: "worker_tasks_total",
      help: "Tasks by how they ended. A \"retried\" task comes again.",
      labelNames: ["queue", "result"],
    }),
    worker_task_duration_seconds: histogram(registry, {
      name: "worker_task_duration_seconds",
      help: "Time from taking a task to its end.",
      labelNames: ["queue"],
    }, bucketBounds.worker_task_duration_seconds),
    worker_queue_depth: gauge(registry, {
      name: "worker_queue_depth",
      help: "Tasks that wait.",
      labelNames: ["queue"],
    }, "absent"),
    worker_lease_seconds: gauge(registry, {
      name: "worker_lease_seconds",
      help: "The lease in force.",
      labelNames: [],
    }, NaN),
    worker_heap_bytes: gauge(registry, { name: "worker_heap_bytes", help: "Bytes of the heap.", labelNames: [] }, 0),
    worker_restarts_total: together(allCounters, [
      coupled(counter(registry, {
        name: "worker_restarts_total",
        help: "Restarts of a worker.",
        labelNames: ["pool", "size", "zone"],
      }), (labels: { pool: Pool; zone: Zone }) => ({ pool: labels.pool, size: labels.pool, zone: labels.zone })),
      coupled(counter(registry, {
        name: "worker_crashes_total",
        help: "Restarts of a worker.",
        labelNames: ["size", "zone"],
      }), (labels: { pool: Pool; zone: Zone }) => ({ size: labels.pool, zone: labels.zone })),
    ]),
    worker_spare_bytes: gauge(registry, {
      name: "worker_spare_bytes",
      help: "Bytes of the heap that were free once.",
      labelNames: [],
    }, 0),
    worker_contract_info: gauge(registry, {
      name: "worker_contract_info",
      help: "Always 1.",
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

/** By the deprecated name of a label the name that stays: the two have one value. */
const lastingNames: Readonly<Record<string, string>> = { size: "pool" };

/** Every combination of the labels' values. */
function allSeries(labelNames: readonly string[]): Record<string, string>[] {
  const lastingName = (name: string) => lastingNames[name] ?? name;
  const series = [...new Set(labelNames.map(lastingName))].reduce<Record<string, string>[]>(
    (series, name) => series.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
  return series.map((labels) =>
    Object.fromEntries(labelNames.map((name) => [name, labels[lastingName(name)] ?? ""])),
  );
}

/** A family that is asked for by the names that stay. */
function coupled<Shown, Asked, Handle>(
  family: Family<Shown, Handle>,
  shown: (labels: Asked) => Shown,
): Family<Asked, Handle> {
  return { with: (labels) => family.with(shown(labels)) };
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
