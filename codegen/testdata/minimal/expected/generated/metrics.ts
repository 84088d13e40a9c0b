// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import { Counter as PromCounter, Gauge as PromGauge, Histogram as PromHistogram, type Registry } from "prom-client";
import { type LabelName, type LabelValue, labelValues } from "./contract.ts";

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
  /** Ticks since the start. (unit: ticks) */
  readonly ticks_total: Family<NoLabels, Counter>;
}

export const metricNames = ["ticks_total"] as const;

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  return {
    ticks_total: counter(registry, { name: "ticks_total", help: "Ticks since the start.", labelNames: [] }),
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
