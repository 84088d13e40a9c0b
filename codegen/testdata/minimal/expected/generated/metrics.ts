// Generated from spec/contracts/schemas/metrics.yaml by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/** The metrics of the contract as typed handles; every series of a closed domain exists from the first scrape. */
import type { Registry } from "prom-client";
import { labelValues } from "./contract.ts";
import { type Counter, type Family, type NoLabels, familiesIn, noSeries, placesOf } from "./metric-families.ts";

export { type Counter, type Family, exposition } from "./metric-families.ts";

export interface Metrics {
  /** Ticks since the start. (unit: ticks) */
  readonly ticks_total: Family<NoLabels, Counter>;
}

export const metricNames = ["ticks_total"] as const;

const placeOf = placesOf(labelValues);

/** Registers every metric. Throws when the registry already holds one of the names. */
export function createMetrics(registry: Registry): Metrics {
  const { counter } = familiesIn(registry, labelValues);
  return {
    ticks_total: counter({ name: "ticks_total", help: "Ticks since the start.", labelNames: [] }, (handles) => ({
      with: (labels) => handles[0] ?? noSeries("ticks_total", labels),
    })),
  };
}
