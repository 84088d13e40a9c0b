/** How often the series that a selector reads get a sample. */
import type { Model } from "../model.ts";
import type { Selector } from "./ast.ts";
import { testOf } from "./infer-selector.ts";
import type { Catalog } from "./series.ts";

/**
 * Seconds between two samples: of what is scraped the longest interval of the jobs that the selector lets through, of
 * what rules make the interval at which they are evaluated.
 */
export function sampleInterval({ metric, matchers }: Selector, model: Model, catalog: Catalog): number {
  const { endpoints, prometheus } = model;
  const series = metric && catalog.get(metric.text);
  if (series?.recordingRule || metric?.text.startsWith("ALERTS"))
    return series?.recordingRule?.everySeconds ?? prometheus.evaluationIntervalSeconds;
  const tests = matchers.filter(({ label }) => label.text === "job").map(testOf);
  const meant = endpoints.filter(({ job }) => tests.every((test) => test?.(job) ?? true));
  const known = meant.length > 0 ? meant : endpoints;
  return Math.max(...known.map(({ scrapeIntervalSeconds }) => scrapeIntervalSeconds));
}
