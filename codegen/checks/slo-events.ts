/** What an objective counts are events: of plain counters, the bad ones among all, and enough of them to judge. */
import type { Expression, Model, Slo } from "../model.ts";
import { error, type Problem, warning } from "../problem.ts";
import { parse } from "../promql/expressions.ts";
import { infer } from "../promql/infer.ts";
import { isPart } from "../promql/part.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { type Events, eventsIn, histogramOf, jobsOf, plainSelector } from "../slo-events.ts";
import { burnFactor, burnLimit, leastEvents, shown, usableTiers } from "../slo-tiers.ts";
import type { Check } from "./check.ts";

const id = "slo/events";
const code = "P10";

export const sloEvents: Check = {
  id,
  code,
  explain: {
    what: "`total` or `bad` selects no counter of events, the bad events are not among all, or `min_events` lets a single failure fire.",
    why: "An error ratio needs events that can be counted over any window. Bad ones that `total` leaves out make it more than a share. One failure of three is 33 %: below a least number of events a quiet night pages.",
    wrong:
      "- {name: tasks_done, kind: ratio, bad: 'rate(tasks_failed_total[5m])', total: tasks_total, min_events: 1, …}",
    right:
      "- {name: tasks_done, kind: ratio, bad: 'tasks_total{result=\"failed\"}', total: tasks_total, min_events: 20, …}",
    severities: ["error", "warning"],
  },
  check: (model) => {
    const catalog = catalogOf(model);
    return model.slos.flatMap((slo) => [
      ...ofTotal(slo, catalog, model),
      ...ofBad(slo, catalog),
      ...tooFew(slo, model),
    ]);
  },
};

function ofTotal(slo: Slo, catalog: Catalog, { endpoints, metrics }: Model): Problem[] {
  const events = eventsIn(slo.total, catalog);
  if (!events) return noCounter(slo, "total", slo.total, catalog);
  const jobs = jobsOf(events, endpoints);
  const report = (message: string, help: string) => [error(id, slo.at("total"), message, help, code)];
  if (!jobs) {
    const all = endpoints.map(({ job }) => job);
    const message = `\`total\` of \`${slo.name}\` names none of the jobs ${all.join(", ")}, so nobody can say whose data is missing when there is none.`;
    return report(message, `Add \`job="${all[0]}"\` to its matchers.`);
  }
  if (slo.kind === "ratio" || histogramOf(events)) return [];
  const counts = metrics.filter(({ type }) => type === "histogram").map(({ name }) => `${name}_count`);
  const message = `\`total\` of the latency \`${slo.name}\` is \`${events.series.name}\`, which is no \`_count\` of a histogram.`;
  return report(message, counts.length === 0 ? "Declare a histogram." : `Write one of ${counts.join(", ")}.`);
}

function ofBad(slo: Slo, catalog: Catalog): Problem[] {
  const { name, kind, bad, at } = slo;
  if (kind === "latency") {
    if (!bad) return [];
    const message = `\`${name}\` is a latency, whose bad events are those above \`le\`: \`bad\` says nothing.`;
    return [error(id, at("bad"), message, "Remove `bad`, or write `kind: ratio`.", code)];
  }
  if (!bad) {
    const message = `\`${name}\` is a ratio, but does not say which events are bad.`;
    return [error(id, at("kind"), message, "Add `bad`: a selector of them.", code)];
  }
  const [part, whole] = [eventsIn(bad, catalog), eventsIn(slo.total, catalog)];
  if (!part) return noCounter(slo, "bad", bad, catalog);
  return whole ? outside(slo, part, whole, catalog) : [];
}

/** Of an unknown series the name has its Problem already, of what is no PromQL the syntax. */
function noCounter({ name, at }: Slo, key: "total" | "bad", expression: Expression, catalog: Catalog): Problem[] {
  const series = plainSelector(expression)?.metric?.text;
  const known = catalog.get(series ?? "");
  if (!parse(expression).expr || (series !== undefined && !known)) return [];
  const what = known?.recordingRule ? "a recording rule" : `a ${known?.metric?.type ?? "series of Prometheus"}`;
  const message = known
    ? `\`${key}\` of \`${name}\` selects \`${series}\`, ${what}, which does not rise by one with every event.`
    : `\`${key}\` of \`${name}\` is no plain selector, so its events cannot be counted over the windows of burn rates.`;
  const help = "Write a counter, or the `_count` of a histogram, with its matchers alone: rate() and sum() are added.";
  return [error(id, at(key), message, help, code)];
}

function outside({ name, at }: Slo, bad: Events, total: Events, catalog: Catalog): Problem[] {
  // What selects nothing at all has its own Problem.
  const isEmpty = infer(bad.selector, catalog).get(bad.selector)?.empty ?? false;
  if (isEmpty || isPart(bad.selector, total.selector, catalog)) return [];
  const message = `Nothing shows that the bad events of \`${name}\` are among all: \`bad\` may select some that \`total\` leaves out, and then their ratio is no share.`;
  const help = "Select both from one counter, the bad ones with the matchers of `total` and one more.";
  return [warning(id, at("bad"), message, help, code)];
}

/** A page for a single failure is an error, a ticket for it worth a thought. */
function tooFew(slo: Slo, { prometheus }: Model): Problem[] {
  const { name, minEvents, objective, at } = slo;
  const touchy = usableTiers(slo, prometheus.retentionSeconds).filter(
    (tier) => minEvents < leastEvents(burnLimit(tier, slo)),
  );
  if (touchy.length === 0) return [];
  const limits = touchy.map((tier) => {
    const [factor, limit] = [burnFactor(tier, slo), burnLimit(tier, slo)].map(shown);
    return `${limit} = ${factor} × (1 − ${objective}) of ${tier.name}`;
  });
  const needed = Math.max(...touchy.map((tier) => leastEvents(burnLimit(tier, slo))));
  const smallest = Math.min(...touchy.map((tier) => burnLimit(tier, slo)));
  const message = `With \`min_events: ${minEvents}\` a single bad event lets \`${name}\` fire: 1 / ${minEvents} = ${shown(1 / minEvents)} is above ${limits.join(" and ")}.`;
  const help = `Write \`min_events: ${needed}\` (1 / ${shown(smallest)}, rounded up), or leave the tier out with \`tiers\`.`;
  const report = touchy.some(({ severity }) => severity === "page") ? error : warning;
  return [report(id, at("min_events"), message, help, code)];
}
