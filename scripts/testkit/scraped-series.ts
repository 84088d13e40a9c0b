/** What /metrics showed over time, as the series that promtool evaluates rules over. */
import type { InputSeries } from "../../codegen/promql/evaluate/index.ts";

/** How often Prometheus scrapes, as the contract has it. */
export const SCRAPE_SECONDS = 15;

/**
 * The series of one instance, `samplesEach` samples for each text. A scrape that failed is undefined: `up` is 0 then, and
 * what was there before is stale, as Prometheus has it.
 */
export function scrapedSeries(
  instance: string,
  scrapes: readonly (string | undefined)[],
  samplesEach = 1,
): InputSeries[] {
  const length = scrapes.length * samplesEach;
  const values = new Map<string, InputSeries["values"][number][]>();
  for (const [number, scrape] of scrapes.entries()) {
    const at = number * samplesEach;
    if (scrape === undefined) {
      for (const known of values.values()) if (typeof known[at - 1] === "number") known[at] = "stale";
      continue;
    }
    for (const [, selector = "", value = ""] of scrape.matchAll(/^([a-z_]+(?:\{.*\})?) (\S+)$/gm)) {
      const known = values.get(selector) ?? Array<undefined>(length).fill(undefined);
      known.fill(Number(value.replace("Inf", "Infinity")), at, at + samplesEach);
      values.set(selector, known);
    }
  }
  const up = scrapes.flatMap((scrape) => Array<number>(samplesEach).fill(scrape === undefined ? 0 : 1));
  return [...values, ["up", up] as const].map(([selector, samples]) => ({
    labels: labelsOf(selector, instance),
    values: samples,
  }));
}

function labelsOf(selector: string, instance: string): Record<string, string> {
  const [name = ""] = selector.split("{");
  const pairs = [...selector.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", value = ""]) => [label, value]);
  return { __name__: name, job: "ingest", instance, ...Object.fromEntries(pairs) };
}
