/** Series of a contract in full — every value of every label, two instances a job — that move in one way all the time. */
import type { Metric, Model } from "../../../codegen/model.ts";
import type { InputSeries, Labels } from "../../../codegen/promql/evaluate/index.ts";
import { STEP_SECONDS, STEPS } from "./series.ts";

/** How everything moves. `share` of the time that has passed: from 0 to 1. */
export interface Motion {
  /** Of an instance that starts at 0. */
  readonly counter: (step: number, instance: number) => number;
  /** Where a gauge stands between the lowest (0) and the highest (1) of its values. */
  readonly level: (share: number, instance: number) => number;
  /** Observations in the bucket of that index so far, the ones below not counted in. */
  readonly observed: (step: number, bucket: number) => number;
  /** The bound of a bucket as the series has it. */
  readonly le: (bound: number) => string;
}

export const rising: Motion = {
  counter: (step, instance) => step * (5 + 2 * instance),
  level: (share) => share,
  observed: (step, bucket) => step * (1 + (bucket % 3)),
  le: (bound) => String(bound).replace("Infinity", "+Inf"),
};

/** Every metric and `up`; nothing is absent, NaN or restarted unless the motion says so. */
export function steadySeries(model: Model, motion: Motion): InputSeries[] {
  return model.endpoints.flatMap(({ job }) =>
    [0, 1].flatMap((instance) => {
      const target = { job, instance: `${job}-${instance}:9100` };
      const up = { labels: { __name__: "up", ...target }, values: overTime(() => 1) };
      return [up, ...model.metrics.flatMap((metric) => seriesOf(model, metric, target, instance, motion))];
    }),
  );
}

/** When the series are looked at, in seconds; halfway, and just after it. */
export const TIMES = [0.25, 0.5, 0.55, 0.75, 1].map((share) => (STEPS * share - (share === 1 ? 1 : 0)) * STEP_SECONDS);

function seriesOf(model: Model, metric: Metric, target: Labels, instance: number, motion: Motion): InputSeries[] {
  return combinations(metric).flatMap((labels) => {
    const own = { ...labels, ...target };
    if (metric.type === "histogram") return histogram(metric, own, motion);
    const [low, high] = limits(model, metric);
    const value = (step: number) =>
      metric.type === "counter"
        ? motion.counter(step, instance)
        : low + (high - low) * motion.level(step / (STEPS - 1), instance);
    return [{ labels: { __name__: metric.name, ...own }, values: overTime(value) }];
  });
}

function histogram({ name, buckets }: Metric, labels: Labels, motion: Motion): InputSeries[] {
  const bounds = [...buckets, Number.POSITIVE_INFINITY];
  const upTo = (step: number, last: number) =>
    bounds.slice(0, last + 1).reduce((sum, _, bucket) => sum + motion.observed(step, bucket), 0);
  const all = (step: number) => upTo(step, bounds.length - 1);
  return [
    ...bounds.map((bound, last) => ({
      labels: { __name__: `${name}_bucket`, ...labels, le: motion.le(bound) },
      values: overTime((step) => upTo(step, last)),
    })),
    { labels: { __name__: `${name}_sum`, ...labels }, values: overTime((step) => 2 * all(step)) },
    { labels: { __name__: `${name}_count`, ...labels }, values: overTime(all) },
  ];
}

function combinations({ labels }: Metric): Labels[] {
  let all: Labels[] = [{}];
  for (const { name, values } of labels)
    all = all.flatMap((known) => values.map((value) => ({ ...known, [name]: value })));
  return all;
}

/** The lowest and the highest value of a gauge; of one without limits some that are as good as any. */
function limits({ params }: Model, { name, unit }: Metric): readonly [number, number] {
  const param = params.find(({ metric }) => metric === name);
  if (param) return [param.min, param.max];
  if (unit === "boolean" || unit === "ratio") return [0, 1];
  return unit === "info" ? [1, 1] : [0, 1180];
}

function overTime(value: (step: number) => number): number[] {
  return Array.from({ length: STEPS }, (_, step) => value(step));
}
