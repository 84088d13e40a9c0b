/** What an objective counts: the selectors of its events, the histogram of a latency, and the jobs that show them. */
import type { Endpoint, Expression, Metric, Slo } from "./model.ts";
import { type Selector, unwrap } from "./promql/ast.ts";
import { parse } from "./promql/expressions.ts";
import { testOf } from "./promql/infer-selector.ts";
import type { Catalog, Series } from "./promql/series.ts";

/** A counter of events, selected as it is scraped. */
export interface Events {
  readonly selector: Selector;
  readonly series: Series;
}

/** A selector of the present, with the name in front of its matchers, whatever it selects; undefined for anything else. */
export function plainSelector(expression: Expression): Selector | undefined {
  const { expr } = parse(expression);
  const node = expr && unwrap(expr);
  if (node?.type !== "selector" || node.metric?.from !== node.from) return undefined;
  return node.offset === undefined && node.at === undefined ? node : undefined;
}

/** The events that an expression selects; undefined when it is no plain selector of a scraped counter. */
export function eventsIn(expression: Expression, catalog: Catalog): Events | undefined {
  const selector = plainSelector(expression);
  const series = catalog.get(selector?.metric?.text ?? "");
  if (!selector || !series?.metric || series.shape.nature !== "counter") return undefined;
  const { name, type } = series.metric;
  // Of a histogram only the `_count` rises by one with an event.
  return type !== "histogram" || series.name === `${name}_count` ? { selector, series } : undefined;
}

/** The histogram whose `_count` the events are. */
export function histogramOf({ series: { metric } }: Events): Metric | undefined {
  return metric?.type === "histogram" ? metric : undefined;
}

/**
 * The jobs whose instances show the events: those that the matchers let through, or the only one that is scraped.
 * undefined: there are several and no matcher says which.
 */
export function jobsOf({ selector }: Events, endpoints: readonly Endpoint[]): readonly string[] | undefined {
  const all = [...new Set(endpoints.map(({ job }) => job))];
  const matchers = selector.matchers.filter(({ label }) => label.text === "job");
  if (matchers.length === 0) return all.length === 1 ? all : undefined;
  return all.filter((job) => matchers.map(testOf).every((test) => test?.(job) ?? true));
}

/** An objective that says all that is needed to make rules of it. */
export type Countable = { readonly slo: Slo; readonly total: Events; readonly jobs: readonly string[] } & (
  | { readonly kind: "ratio"; readonly bad: Events & { readonly expression: Expression } }
  | { readonly kind: "latency"; readonly histogram: Metric; readonly le: number }
);

/** undefined when something is missing or wrong; the checks `slo/…` say what. */
export function countable(slo: Slo, endpoints: readonly Endpoint[], catalog: Catalog): Countable | undefined {
  const total = eventsIn(slo.total, catalog);
  const jobs = total && jobsOf(total, endpoints);
  if (!total || !jobs || jobs.length === 0) return undefined;
  if (slo.kind === "ratio") {
    const bad = slo.bad && eventsIn(slo.bad, catalog);
    if (!slo.bad || !bad || slo.le !== undefined) return undefined;
    return { kind: "ratio", slo, total, jobs, bad: { ...bad, expression: slo.bad } };
  }
  const [histogram, le] = [histogramOf(total), slo.le];
  if (!histogram || le === undefined || slo.bad !== undefined || !histogram.buckets.includes(le)) return undefined;
  return { kind: "latency", slo, total, jobs, histogram, le };
}
