/** Objectives → recording rules of their error ratios, alerts on the burn rate of their budgets and on missing data. */
import { formatDuration, parseDuration } from "./duration.ts";
import { append, compose, edit, slice } from "./expression.ts";
import type {
  Alert,
  AlertSeverity,
  BurnTier,
  BurnWindow,
  Expression,
  Locate,
  Model,
  RecordingRule,
  Slo,
} from "./model.ts";
import type { Selector } from "./promql/ast.ts";
import { boundMatcher } from "./promql/bounds.ts";
import { canonicalizer, isSameForm } from "./promql/canonical.ts";
import { parse } from "./promql/expressions.ts";
import { sampleInterval } from "./promql/scrape.ts";
import { catalogOf } from "./promql/series.ts";
import { type Countable, countable } from "./slo-events.ts";
import { burnFactor, burnLimit, secondsToSpend, shown, usableTiers } from "./slo-tiers.ts";

/** An objective with what its rules are made of. */
interface Source {
  readonly slo: Slo;
  readonly counted: Countable;
  /** Those that can fire; never empty. */
  readonly tiers: readonly BurnTier[];
  /** Selector of all events. */
  readonly total: Expression;
  /** Seconds for which the data may be missing before that is told. */
  readonly patienceSeconds: number;
  /** How often what looks back over a window is evaluated, if not as usual. */
  readonly everySeconds: (window: BurnWindow) => number | undefined;
}

/**
 * What is generated from the objectives of a contract whose other rules are resolved. Of an objective that says too
 * little nothing is made, of a tier that can never fire no alert: checks report both.
 */
export function rulesOfSlos(model: Model): Pick<Model, "recordingRules" | "alerts"> {
  const sources = model.slos.flatMap((slo) => sourceOf(slo, model));
  return {
    recordingRules: sources.flatMap(errorRatios),
    alerts: [
      ...sources.flatMap((source) => source.tiers.map((tier, i) => burnAlert(source, tier, source.tiers.slice(i + 1)))),
      ...absentAlerts(sources, model),
      ...goneAlerts(sources, model),
    ],
  };
}

function sourceOf(slo: Slo, model: Model): Source[] {
  const counted = countable(slo, model.endpoints, catalogOf(model));
  const tiers = usableTiers(slo, model.prometheus.retentionSeconds);
  const [fastest] = tiers;
  if (!counted || !fastest) return [];
  const { selector } = counted.total;
  const patienceSeconds = patience(secondsToSpend(fastest, slo), selector, model);
  const everySeconds = (window: BurnWindow) => slowPace(window, model.prometheus.evaluationIntervalSeconds);
  return [{ slo, counted, tiers, total: slice(slo.total, selector.from, selector.to), patienceSeconds, everySeconds }];
}

/**
 * A range of a day holds thousands of samples of each series, which every evaluation reads anew, and moves slowly: once a
 * minute is enough, and keeps its cost low.
 */
function slowPace({ name, seconds }: BurnWindow, usualSeconds: number): number | undefined {
  const [longSeconds, paceSeconds] = [86_400, 60];
  const unscaled = parseDuration(name);
  const pace = (paceSeconds * seconds) / unscaled;
  return unscaled >= longSeconds && pace > usualSeconds ? pace : undefined;
}

/**
 * How long data may be missing, as Pyrra has it: for as long as errors alone would have needed to spend the budget share
 * of the fastest tier, because that is what the gap may hide; and two scrapes, because one may fail. A whole number of
 * evaluations.
 */
function patience(seconds: number, selector: Selector, model: Model): number {
  const interval = model.prometheus.evaluationIntervalSeconds;
  const wanted = seconds + 2 * sampleInterval(selector, model, catalogOf(model));
  return Math.ceil(wanted / interval - 1e-9) * interval;
}

/** One recording rule a window; two tiers may share one. */
function errorRatios(source: Source): RecordingRule[] {
  const windows = new Map(
    source.tiers.flatMap(({ short, long }) => [short, long].map((window) => [window.name, window])),
  );
  const { slo } = source;
  return [...windows.values()]
    .sort((a, b) => a.seconds - b.seconds)
    .map((window) => ({
      record: recordName(slo, window),
      expr: errorRatio(source, formatDuration(window.seconds)),
      help: `Share of the events of the objective ${slo.name} within ${window.name} that were bad. NaN without events.`,
      allow: slo.allow,
      slo: slo.name,
      everySeconds: source.everySeconds(window),
      at: placeIn(slo),
    }));
}

function recordName({ name }: Slo, { name: window }: BurnWindow): string {
  return `job:${name}:error_ratio_${window}`;
}

/** Bad events over all events of a window: every event counts the same, which no average of ratios has. */
function errorRatio({ slo, counted, total }: Source, window: string): Expression {
  const over = (selector: Expression) => ["sum by (job) (rate(", append(selector, `[${window}]`), "))"] as const;
  const part = counted.kind === "ratio" ? badEvents(counted) : goodEvents(counted, total);
  const without = counted.kind === "ratio" ? "" : "1 - ";
  return compose([without, ...over(part), "\n  / ", ...over(total)], slo.at("name"));
}

function badEvents({ bad }: Extract<Countable, { kind: "ratio" }>): Expression {
  return slice(bad.expression, bad.selector.from, bad.selector.to);
}

/** The bucket of the histogram that holds the good events, with the matchers of the `_count`. */
function goodEvents({ total, histogram, le }: Extract<Countable, { kind: "latency" }>, count: Expression): Expression {
  const { metric, matchers, from, to } = total.selector;
  const [name, last] = [`${histogram.name}_bucket`, matchers.at(-1)];
  const end = (metric?.to ?? to) - from;
  const renamed = { from: 0, to: end, text: name };
  if (!last)
    return edit(count, [
      { ...renamed, text: `${name}{${boundMatcher(le)}}` },
      { from: end, to: to - from, text: "" },
    ]);
  return edit(count, [renamed, { from: last.to - from, to: last.to - from, text: `, ${boundMatcher(le)}` }]);
}

/**
 * Fires when both windows are above the limit: the long one shows that much is spent, the short one that it still is. It
 * waits for nothing more, as in the SRE Workbook: the long window is the waiting. With even traffic it takes burn rate ×
 * budget × window of nothing but errors to rise that far (of 1h 43 minutes for 95 %, 52 seconds for 99.9 %), and a `for`
 * on top would start anew with every dip of the short one. Against a few failures in a quiet night, which fill a window
 * by themselves, stands the least number of events. While it fires, the `slower` tiers say nothing new.
 */
function burnAlert({ slo, counted, total, everySeconds }: Source, tier: BurnTier, slower: readonly BurnTier[]): Alert {
  const { short, long } = tier;
  const limit = burnLimit(tier, slo);
  const [ratio, window] = [(of: BurnWindow) => `${recordName(slo, of)} > ${limit}`, formatDuration(long.seconds)];
  const condition = `${ratio(short)}\n  and ${ratio(long)}\n  and on (job) sum by (job) (increase(`;
  const [spent, period] = [percent(tier.budget), formatDuration(slo.periodSeconds)];
  return {
    ...madeFor(slo, burnName(slo, tier), tier.severity),
    inhibits: slower.map((other) => burnName(slo, other)),
    expr: compose([condition, append(total, `[${window}]`), `)) >= ${slo.minEvents}`], slo.at("name")),
    forSeconds: 0,
    everySeconds: everySeconds(long),
    labels: { slo: slo.name, tier: tier.name },
    summary:
      `{{ $value | humanizePercentage }} of the events of ${slo.name} in the last ${formatDuration(short.seconds)} ` +
      `${badness(counted)}: the burn rate is above ${shown(burnFactor(tier, slo))}.`,
    action: `${URGENCY[tier.severity]}; ${window} of this spends ${spent} of the error budget of ${period}.`,
  };
}

function burnName({ name }: Slo, tier: BurnTier): string {
  return `${camelCase(name)}Burn${tier.name}`;
}

const URGENCY: Readonly<Record<AlertSeverity, string>> = {
  page: "Find what makes them bad and stop it now",
  ticket: "Find what makes them bad and have it mended",
};

function badness(counted: Countable): string {
  return counted.kind === "ratio" ? "were bad" : `were above ${counted.le} ${counted.histogram.unit}`.trimEnd();
}

/** Objectives that count the same events miss them together, and one alert tells it. */
function absentAlerts(sources: readonly Source[], model: Model): Alert[] {
  const formOf = canonicalizer(catalogOf(model));
  const byTotal = Map.groupBy(sources, ({ counted }) => formOf(counted.total.selector).key);
  return [...byTotal.values()].flatMap(absentAlert);
}

/**
 * Tells that objectives are not watched: their series are gone while the job is scraped. Somebody must mend that, but
 * nobody is woken: what ends the service itself is told by others.
 */
function absentAlert(watching: readonly Source[]): Alert[] {
  const [first] = watching;
  if (!first) return [];
  const { slo, counted, total } = first;
  const [job = ""] = counted.jobs;
  const up = counted.jobs.length === 1 ? `up{job="${job}"}` : `up{job=~"${counted.jobs.join("|")}"}`;
  const condition = `max by (job) (${up}) == 1\n  unless on (job) count by (job) (`;
  const names = watching.map((one) => one.slo.name).join(" and ");
  const nobody = watching.length === 1 ? "nobody watches it" : "nobody watches them";
  return [
    {
      ...madeFor(slo, `${camelCase(slo.name)}Absent`, "ticket"),
      expr: compose([condition, total, ")"], slo.at("name")),
      forSeconds: Math.min(...watching.map(({ patienceSeconds }) => patienceSeconds)),
      everySeconds: undefined,
      labels: watching.length === 1 ? { slo: slo.name } : {},
      summary: `{{ $labels.job }} is scraped, but the series that ${names} count${watching.length === 1 ? "s" : ""} are missing: ${nobody}.`,
      action: "See what answers the scrape, and whether a metric or a label was renamed.",
    },
  ];
}

/**
 * A page a job, when not one of its instances is scraped: then no ratio of it exists and no burn rate can fire, however
 * bad it is. Where the contract states that very condition itself, with a time and words of its own, that is enough.
 */
function goneAlerts(sources: readonly Source[], model: Model): Alert[] {
  const formOf = canonicalizer(catalogOf(model));
  const stated = model.alerts.flatMap(({ expr }) => parse(expr).expr ?? []).map(formOf);
  const isStated = (expr: Expression) => {
    const { expr: top } = parse(expr);
    return top !== undefined && stated.some((form) => isSameForm(form, formOf(top)));
  };
  const jobs = [...new Set(sources.flatMap(({ counted }) => counted.jobs))];
  const all = jobs.flatMap((job) =>
    goneAlert(
      job,
      sources.filter(({ counted }) => counted.jobs.includes(job)),
    ),
  );
  return all.filter(({ expr }) => !isStated(expr));
}

/** Of the objectives that the job is watched by, the one without patience decides how long is waited. */
function goneAlert(job: string, watching: readonly Source[]): Alert[] {
  const [first] = watching;
  if (!first) return [];
  const { slo } = first;
  return [
    {
      ...madeFor(slo, `${camelCase(job)}Gone`, "page"),
      expr: compose([`max by (job) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`], slo.at("name")),
      forSeconds: Math.min(...watching.map(({ patienceSeconds }) => patienceSeconds)),
      everySeconds: undefined,
      labels: {},
      summary: "No instance of {{ $labels.job }} is scraped: nobody watches its objectives.",
      action: "Start it, or mend the network and the targets of Prometheus.",
    },
  ];
}

type Made = Pick<
  Alert,
  "name" | "keepFiringSeconds" | "severity" | "inhibits" | "playbook" | "deprecated" | "allow" | "tests" | "slo" | "at"
>;

function madeFor(slo: Slo, name: string, severity: AlertSeverity): Made {
  const { playbook, allow } = slo;
  const { name: objective } = slo;
  return {
    ...{ name, severity, playbook, deprecated: undefined, allow, tests: [], inhibits: [], keepFiringSeconds: 0 },
    ...{ slo: objective, at: placeIn(slo) },
  };
}

/** What a generated rule says stands nowhere but in the objective: its playbook there, the rest with its name. */
function placeIn({ at }: Slo): Locate {
  return (...path) => (path.length === 0 ? at() : at(path[0] === "playbook" ? "playbook" : "name"));
}

function camelCase(name: string): string {
  return name.replace(/(?:^|[_-]+)([a-zA-Z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
