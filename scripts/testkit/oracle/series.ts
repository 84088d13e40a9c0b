/** Random series such as the processes of a contract would show, with restarts, failed scrapes and late starts. */
import type { Metric, Model } from "../../../codegen/model.ts";
import type { InputSeries, InputValue, Labels } from "../../../codegen/promql/evaluate/index.ts";
import type { Random } from "./random.ts";
import { randomTimeline, type Step } from "./timeline.ts";

/** Seconds between two scrapes, and how many there are. */
export const STEP_SECONDS = 15;
export const STEPS = 60;

/** Values of a label of the contract, and combinations of them of a metric, of which there are series. */
const MOST_VALUES = 2;
const MOST_COMBINATIONS = 6;

/** What one scrape shows of a metric, by the ending of the name and the bucket; undefined: nothing of it. */
type Reading = readonly (readonly [suffix: string, le: string | undefined, value: number])[] | undefined;

/** What the process behind a series does between two scrapes. `fresh`: it has just started. */
type Process = (fresh: boolean) => Reading;

interface Target {
  readonly labels: Labels;
  readonly timeline: readonly Step[];
  /** Values of the labels that tell of which contract a process is. */
  readonly version: string;
  readonly digest: string;
}

/**
 * Series of every metric of the contract and of the scrapes: one or two instances a job, some values of each label, from
 * the first scrape unless the contract says `absent`. Sums of them are exact, whatever their order.
 */
export function randomSeries(model: Model, random: Random): InputSeries[] {
  const domains = new Map(
    model.labels.map(({ name, values }) => [name, random.shuffled(values).slice(0, MOST_VALUES)] as const),
  );
  return randomTargets(model, random).flatMap((target) => [
    ...scrapeSeries(target, random),
    ...model.metrics.flatMap((metric) =>
      random
        .shuffled(combinations(model, metric, domains, target))
        .slice(0, MOST_COMBINATIONS)
        .flatMap((labels) => metricSeries(model, metric, { ...labels, ...target.labels }, target, random)),
    ),
  ]);
}

function randomTargets({ endpoints, version, digest }: Model, random: Random): Target[] {
  return endpoints.flatMap(({ job }) =>
    Array.from({ length: 1 + random.below(2) }, (_, index) => ({
      labels: { job, instance: `${job}-${index}:9100` },
      timeline: randomTimeline(STEPS, random),
      ...(random.chance(0.7) ? { version: version.version, digest } : { version: "9.9.9", digest: "another" }),
    })),
  );
}

function combinations(
  model: Model,
  { labels }: Metric,
  domains: ReadonlyMap<string, readonly string[]>,
  target: Target,
): Labels[] {
  let all: Labels[] = [{}];
  for (const { name, values } of labels) {
    const ofContract = values.includes(model.digest)
      ? [target.digest]
      : values.includes(model.version.version)
        ? [target.version]
        : undefined;
    const own = ofContract ?? domains.get(name) ?? values;
    all = all.flatMap((labels) => own.map((value) => ({ ...labels, [name]: value })));
  }
  return all;
}

function metricSeries(model: Model, metric: Metric, labels: Labels, { timeline }: Target, random: Random) {
  const process = processes[metric.type](model, metric, random);
  const readings = timeline.map(({ state, fresh }) => (state === "up" ? process(fresh) : undefined));
  const first = readings.find((reading) => reading !== undefined) ?? [];
  return first.map(([suffix, le], index) => ({
    labels: { __name__: `${metric.name}${suffix}`, ...labels, ...(le === undefined ? {} : { le }) },
    values: marked(timeline, (step) => readings[step]?.[index]?.[2]),
  }));
}

function scrapeSeries({ labels, timeline }: Target, random: Random): InputSeries[] {
  const samples = 1 + random.below(90);
  const own: Readonly<Record<string, (up: boolean) => number>> = {
    up: (up) => (up ? 1 : 0),
    scrape_duration_seconds: () => (1 + random.below(16)) / 64,
    scrape_samples_scraped: (up) => (up ? samples : 0),
    scrape_samples_post_metric_relabeling: (up) => (up ? samples : 0),
    scrape_series_added: () => random.below(5),
  };
  return Object.entries(own).map(([name, value]) => ({
    labels: { __name__: name, ...labels },
    values: marked(timeline, (step) => {
      const { state } = timeline[step] ?? {};
      return state === "up" || state === "down" ? value(state === "up") : undefined;
    }),
  }));
}

/** Values as Prometheus stores them: where a series was and is not any more, there is a marker. */
function marked(timeline: readonly Step[], valueAt: (step: number) => number | undefined): InputValue[] {
  let shown = false;
  return timeline.map(({ state }, step) => {
    if (state === "missed") return undefined;
    const value = valueAt(step);
    const ends = value === undefined && shown;
    shown = value !== undefined;
    return ends ? "stale" : value;
  });
}

const processes: Readonly<Record<Metric["type"], (model: Model, metric: Metric, random: Random) => Process>> = {
  counter: (_, __, random) => {
    const grow = randomGrowth(random);
    let value = random.chance(0.3) ? random.below(1000) : 0;
    return (fresh) => {
      value = fresh ? 0 : value + grow();
      return [["", undefined, value]];
    };
  },
  histogram: (_, { buckets }, random) => histogramProcess(buckets, random),
  gauge: gaugeProcess,
};

/** What a counter gains between two scrapes; eighths, so that sums are exact. */
function randomGrowth(random: Random): () => number {
  const step = 1 + random.below(20);
  return random.pick([
    () => 0,
    () => step,
    () => (random.chance(0.3) ? random.below(step + 1) : 0),
    () => random.below(8 * step) / 8,
  ]);
}

/** Each start shows zeros once, so that whoever sees the restart in one part of a histogram sees it in all. */
function histogramProcess(bounds: readonly number[], random: Random): Process {
  const [lowest = 0, top = 1] = [bounds[0], bounds.at(-1)];
  const count = random.pick([() => 0, () => 1, () => random.below(4), () => (random.chance(0.2) ? 1 : 0)]);
  const style = random.below(4);
  const observe = () => {
    if (style === 0) return top + random.below(40);
    if (style === 1) return random.pick(bounds);
    const low = Math.min(0, 2 * lowest);
    return low + (random.below(16) / 16) * (1.25 * top - low);
  };
  let observed: number[] = [];
  return (fresh) => {
    observed = fresh ? [] : [...observed, ...Array.from({ length: count() }, () => Math.round(observe() * 8) / 8)];
    return [
      ...[...bounds, Number.POSITIVE_INFINITY].map((bound): readonly [string, string, number] => [
        "_bucket",
        String(bound).replace("Infinity", "+Inf"),
        observed.filter((value) => value <= bound).length,
      ]),
      ["_sum", undefined, observed.reduce((sum, value) => sum + value, 0)],
      ["_count", undefined, observed.length],
    ];
  };
}

function gaugeProcess(model: Model, metric: Metric, random: Random): Process {
  const level = randomLevel(model, metric, random);
  const { initial } = metric;
  const often = random.pick([0, 0.1, 0.6]);
  let value: number | undefined;
  return (fresh) => {
    if (fresh) value = undefined;
    if (random.chance(often)) value = initial === "nan" && random.chance(0.1) ? undefined : level();
    const shown = value ?? (initial === "nan" ? Number.NaN : initial === "absent" ? undefined : initial);
    return shown === undefined ? undefined : [["", undefined, shown]];
  };
}

/** The values that the contract lets a gauge have. */
function randomLevel({ params }: Model, { name, unit, initial }: Metric, random: Random): () => number {
  const param = params.find(({ metric }) => metric === name);
  if (param) return () => random.pick([param.min, param.max, param.default, (param.min + param.max) / 2]);
  if (unit === "boolean") return () => random.below(2);
  if (unit === "info" && initial === 1) return () => 1;
  if (name.endsWith("_timestamp_seconds")) return () => random.below(STEPS) * STEP_SECONDS;
  const base = random.below(2 ** 20);
  return random.pick([
    () => random.below(10),
    () => random.below(11) - 5,
    () => random.below(9) / 8,
    () => base * 1024 + random.below(1024),
    () => random.pick([-1, 0, 1, 0.5]),
  ]);
}
