/** Offences against what values mean: rates of gauges, sums of counters, quantiles of what is no histogram, units. */
import { promqlQuantile } from "../../../codegen/checks/promql-quantile.ts";
import { promqlRateOfAggregate } from "../../../codegen/checks/promql-rate-of-aggregate.ts";
import { promqlRateOnGauge } from "../../../codegen/checks/promql-rate-on-gauge.ts";
import { promqlUnit } from "../../../codegen/checks/promql-unit.ts";
import type { InputSeries } from "../../../codegen/promql/evaluate/index.ts";
import { oracleModel } from "./contract.ts";
import { around, textOf } from "./flagged.ts";
import { isEmpty, isSame, type Offence, pairs, samplesOf } from "./offence.ts";
import type { Answer } from "./promtool.ts";
import { WINDOWS } from "./selectors.ts";
import { STEPS } from "./series.ts";
import { rising, steadySeries } from "./steady.ts";
import type { Vocabulary } from "./vocabulary.ts";

const model = oracleModel();
const HALF = STEPS / 2;

const steady = steadySeries(model, rising);
/** Gauges sink; what counters count becomes rarer, and observations become smaller. */
const falling = steadySeries(model, {
  ...rising,
  level: (share) => 1 - share,
  counter: (step, instance) => 1000 * (instance + 1) + 40 * step - (step * step) / 4,
  observed: (step, bucket) => [5 * step * step, step, step][bucket] ?? 0,
});
/** Both instances of a job have counted for long; one restarts halfway, the other goes on. */
const restarting = steadySeries(model, {
  ...rising,
  counter: (step, instance) => (instance === 0 && step >= HALF ? step - HALF : 1e6 + step),
});
/** Both restart at once. */
const restartingTogether = steadySeries(model, {
  ...rising,
  counter: (step) => (step < HALF ? 1e6 + step : step - HALF),
});
/** The same as `young`, but every process has run for long. */
const young = steadySeries(model, { ...rising, counter: (step, i) => 1000 + rising.counter(step, i) });
const old = steadySeries(model, {
  ...rising,
  counter: (step, i) => 1e7 + rising.counter(step, i),
  observed: (step, bucket) => (bucket === 0 ? 1e6 : 0) + rising.observed(step, bucket),
});

function someOf({ random }: Vocabulary, names: readonly string[]): string {
  return `${random.pick(names)}${random.pick(["", '{job="worker"}', '{job=~"relay|worker",instance!=""}'])}`;
}

const GAUGES = model.metrics.flatMap(({ name, type, unit }) => (type === "gauge" && unit !== "info" ? [name] : []));
const COUNTERS = model.metrics.flatMap(({ name, type }) => (type === "counter" ? [name] : []));
const BUCKETS = model.metrics.flatMap(({ name, type }) => (type === "histogram" ? [`${name}_bucket`] : []));

const CHANGE: Readonly<Record<string, string>> = { rate: "delta", increase: "delta", irate: "idelta", resets: "delta" };

const rateOfGauge: Offence = {
  name: "rates of gauges",
  check: promqlRateOnGauge,
  shows: "It grows while the gauge falls.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const gauge = someOf(vocabulary, GAUGES);
    const window = random.pick(WINDOWS);
    const range = random.pick([`${gauge}[${window}]`, `avg by (job) (${gauge})[${window}:15s]`]);
    return `sum(${random.pick(Object.keys(CHANGE))}(${range}))`;
  },
  ask: (part) => {
    const call = around(part, "call");
    const [range] = call?.args ?? [];
    const change = call && CHANGE[call.name.text];
    return call && range && change ? [textOf(part.text, call), `${change}(${textOf(part.text, range)})`] : undefined;
  },
  worlds: [falling],
  judge: ([given]) => {
    const [call, change] = given ?? [];
    return growsWhileItFalls(call, change) ? "nonsense" : undefined;
  },
};

function growsWhileItFalls(growth: Answer | undefined, change: Answer | undefined): boolean {
  return pairs(growth, change).some(([grown, changed]) => grown > 0 && changed < 0);
}

const deltaOfCounter: Offence = {
  name: "changes of counters",
  check: promqlRateOnGauge,
  shows: "It falls at a restart, though a counter counts what only grows.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const range = `${someOf(vocabulary, COUNTERS)}[${random.pick(WINDOWS)}]`;
    return random.pick([
      ...["delta", "idelta", "deriv"].map((name) => `${name}(${range})`),
      `predict_linear(${range}, 600)`,
    ]);
  },
  ask: (part) => {
    const call = around(part, "call");
    const range = call?.args[0] && textOf(part.text, call.args[0]);
    return call && range ? [textOf(part.text, call), `increase(${range})`, `last_over_time(${range})`] : undefined;
  },
  worlds: [restarting],
  judge: ([given], part) => {
    const [call, growth, last] = given ?? [];
    const predicted = part.text.includes("predict_linear");
    const fell = predicted
      ? pairs(call, last).some(([value, now]) => value < now)
      : pairs(call, growth).some(([value, grown]) => value < 0 && grown >= 0);
    return fell ? "nonsense" : undefined;
  },
};

const bareCounter: Offence = {
  name: "counters compared as they are",
  check: promqlRateOnGauge,
  shows: "The result depends on when the process started, though the same happens now.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const counter = someOf(vocabulary, COUNTERS);
    const limit = random.pick(["1e5", "5e5", "1e6"]);
    const op = random.pick([">", ">=", "<", "<="]);
    return random.pick([
      () => `${counter} ${op} ${limit}`,
      () => `${limit} ${op} ${counter}`,
      () => `${random.pick(["sum", "max", "min", "avg"])} by (job) (${counter}) ${op} ${limit}`,
      () => `${counter} ${op} 200 * ${limit} / 200`,
    ])();
  },
  ask: (part) => {
    const filter = around(part, "binary");
    return filter && [textOf(part.text, filter)];
  },
  worlds: [young, old],
  judge: ([before, after]) => (isEmpty(before?.[0]) === isEmpty(after?.[0]) ? undefined : "nonsense"),
};

const rateOfSum: Offence = {
  name: "rates of sums of counters",
  check: promqlRateOfAggregate,
  shows: "One restart is a burst of everything, or restarts are not counted.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const rate = random.pick(["rate", "increase", "resets"]);
    const by = random.pick(["job", "job, queue", "queue", ""]);
    return `${rate}(sum by (${by}) (${random.pick(COUNTERS)})[${random.pick(["2m", "3m", "5m"])}:15s])`;
  },
  ask: (part) => {
    const [, rate, sum, counter, window] = /^(\w+)\((sum by \(.*?\)) \((\w+)\)\[(\w+):/.exec(part.text) ?? [];
    return [part.text, `${sum} (${rate}(${counter}[${window}]))`];
  },
  worlds: [restarting, restartingTogether],
  judge: ([one, together], part) => {
    const [sums, right] = (part.text.startsWith("resets") ? together : one) ?? [];
    const off = pairs(sums, right).some(([value, sum]) =>
      part.text.startsWith("resets") ? value < sum : value > 2 * sum,
    );
    return off ? "nonsense" : undefined;
  },
};

const rateOfRate: Offence = {
  name: "rates of what falls as it likes",
  check: promqlRateOfAggregate,
  shows: "It grows while what it is taken of falls.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const inner = random.pick([
      () => `rate(${someOf(vocabulary, COUNTERS)}[1m])`,
      () => `sum by (job) (rate(${someOf(vocabulary, COUNTERS)}[1m]))`,
      () => "heap_bytes / lease_seconds",
      () => "histogram_quantile(0.9, sum by (job, le) (rate(task_duration_seconds_bucket[1m])))",
    ])();
    return `${random.pick(["rate", "increase", "irate", "resets"])}((${inner})[3m:15s])`;
  },
  ask: (part) => {
    const call = around(part, "call");
    const [range] = call?.args ?? [];
    return call && range && [textOf(part.text, call), `${CHANGE[call.name.text]}(${textOf(part.text, range)})`];
  },
  worlds: [falling],
  judge: ([given]) => (growsWhileItFalls(given?.[0], given?.[1]) ? "nonsense" : undefined),
};

const quantileOutside: Offence = {
  name: "quantiles that are none",
  check: promqlQuantile,
  shows: "It is infinite, NaN, or a bound of a bucket, whatever is observed.",
  make: ({ random }) => {
    const q = random.pick(["0", "1", "95", "-0.5", "1.5", "100"]);
    return `histogram_quantile(${q}, sum by (${random.pick(["job, le", "le"])}) (rate(${random.pick(BUCKETS)}[2m])))`;
  },
  ask: (part) => (/^-?\d/.test(textOf(part.text, part)) ? [part.text] : undefined),
  worlds: [steady, falling],
  judge: (given) => {
    const bounds = [0, ...model.metrics.flatMap(({ buckets }) => buckets)];
    const values = given.flatMap((answers) => samplesOf(answers[0]).map(({ value }) => value));
    return values.every((value) => !Number.isFinite(value) || bounds.includes(value)) ? "nonsense" : "sense";
  },
};

const noBuckets: Offence = {
  name: "quantiles without bounds or without a histogram",
  check: promqlQuantile,
  shows: "There is no result.",
  make: (vocabulary) => {
    const { random } = vocabulary;
    const bucket = random.pick(BUCKETS);
    const of = random.pick([
      () => `sum by (${random.pick(["job", "queue", "job, queue", ""])}) (rate(${bucket}[2m]))`,
      () => `sum without (le) (rate(${bucket}[2m]))`,
      () => `rate(${someOf(vocabulary, COUNTERS)}[2m])`,
      () => someOf(vocabulary, GAUGES),
      () => `rate(${bucket.replace("_bucket", "_count")}[2m])`,
      () => `histogram_quantile(0.5, rate(${bucket}[2m]))`,
    ])();
    return `histogram_quantile(${random.pick(["0.5", "0.9", "0.99"])}, ${of})`;
  },
  ask: (part) => [part.text],
  worlds: [steady, falling],
  judge: (given) => (given.every((answers) => isEmpty(answers[0])) ? "nonsense" : "sense"),
};

const quantileOfCounter: Offence = {
  name: "quantiles of counters",
  check: promqlQuantile,
  shows: "The result depends on when the process started, though the same happens now.",
  make: ({ random }) => {
    const bucket = random.pick(BUCKETS);
    const of = random.pick([bucket, `sum by (le) (${bucket})`, `sum without (instance) (${bucket})`]);
    return `histogram_quantile(${random.pick(["0.5", "0.9", "0.99"])}, ${of})`;
  },
  ask: (part) => [part.text],
  worlds: [young, old],
  judge: ([before, after]) => (isSame(before?.[0], after?.[0]) ? undefined : "nonsense"),
};

const UNITS: Readonly<Record<string, string>> = {
  heap_bytes: "bytes",
  lease_seconds: "seconds",
  backup_last_success_timestamp_seconds: "seconds",
  queue_depth: "tasks",
  disk_used_ratio: "a ratio",
};
const SCALE = 2 ** 20;

const mixedUnits: Offence = {
  name: "units that do not fit",
  check: promqlUnit,
  shows: "It depends on the unit in which one of the quantities is reported.",
  make: ({ random }) => {
    const [left, right] = [0, 0].map(() => random.pick(Object.keys(UNITS)));
    const op = random.pick(["+", "-", ">", "<", ">="]);
    return `sum(max by (job) (${left}) ${op} min by (job) (${right}))`;
  },
  ask: (part) => [textOf(part.text, part)],
  worlds: [
    steady,
    scaled("bytes", SCALE),
    scaled("seconds", SCALE),
    scaled("bytes", 1 / SCALE),
    scaled("seconds", 1 / SCALE),
  ],
  judge: ([here, ...others]) => (others.some((there) => isChanged(here?.[0], there[0])) ? "nonsense" : undefined),
};

/** Other series pass, or the values are not all multiplied by what one unit of the whole would be. */
function isChanged(here: Answer | undefined, there: Answer | undefined): boolean {
  if (samplesOf(here).length !== samplesOf(there).length) return true;
  const factors = [1, SCALE, 1 / SCALE];
  return pairs(here, there).some(([a, b]) => factors.every((factor) => Math.abs(a * factor - b) > 1e-9 * Math.abs(b)));
}

/** The steady series, with what is measured in a unit reported in another. */
function scaled(unit: string, factor: number): InputSeries[] {
  return steady.map(({ labels, values }) => {
    const measured = UNITS[labels["__name__"] ?? ""] === unit;
    return { labels, values: values.map((value) => (measured && typeof value === "number" ? value * factor : value)) };
  });
}

export const valueOffences: readonly Offence[] = [
  ...[rateOfGauge, deltaOfCounter, bareCounter, rateOfSum, rateOfRate],
  ...[quantileOutside, noBuckets, quantileOfCounter, mixedUnits],
];
