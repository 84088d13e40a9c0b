/** Expressions of which promtool once contradicted what was inferred or interpreted, or that chance rarely makes. */

export interface Fixture {
  /** What holds, and did not always. */
  readonly why: string;
  readonly expr: string;
  /** Selector with all labels → values 15 s apart, as promtool writes them. */
  readonly series: Readonly<Record<string, string>>;
  readonly timeSeconds: number;
}

const worker = 'job="worker",instance="worker-0:9100"';
const relay = 'job="relay",instance="relay-0:9100"';
const skew = (part: string, values: string, le?: string) => ({
  [`clock_skew_seconds_${part}{${worker}${le === undefined ? "" : `,le="${le}"`}}`]: values,
});
const buckets = (queue: string, low: string, high: string) => ({
  [`task_duration_seconds_bucket{queue="${queue}",le="0.5",${worker}}`]: low,
  [`task_duration_seconds_bucket{queue="${queue}",le="5",${worker}}`]: low,
  [`task_duration_seconds_bucket{queue="${queue}",le="60",${worker}}`]: low,
  [`task_duration_seconds_bucket{queue="${queue}",le="+Inf",${worker}}`]: high,
});
const up = { [`up{${worker}}`]: "1 1 1 1 1", [`up{${relay}}`]: "0 0 0 0 0" };
const heap = { [`heap_bytes{${worker}}`]: "8 8 8 -4 -8" };

export const fixtures: readonly Fixture[] = [
  {
    why: "A limit that is NaN makes what it limits NaN.",
    expr: "clamp_max(up, scalar(heap_bytes))",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "A limit that is no literal lifts what is below it up to its own highest value, not its lowest.",
    expr: "clamp_min(lease_seconds, scalar(scrape_samples_scraped))",
    series: { [`scrape_samples_scraped{${worker}}`]: "645", [`lease_seconds{${worker}}`]: "120" },
    timeSeconds: 0,
  },
  {
    why: "A limit that is no literal can be lower than everything.",
    expr: "clamp_max(up, scalar(heap_bytes))",
    series: { ...up, ...heap },
    timeSeconds: 60,
  },
  {
    why: "A histogram with a bound below 0 has observations below 0, so its sum can be negative and can fall.",
    expr: "clock_skew_seconds_sum < 0",
    series: skew("sum", "0 -1"),
    timeSeconds: 15,
  },
  {
    why: "The mean of observations below 0 is below 0.",
    expr: "rate(clock_skew_seconds_sum[1m]) / rate(clock_skew_seconds_count[1m]) < 0",
    series: { ...skew("sum", "0 -1 -3 -3 -4"), ...skew("count", "0 1 2 3 4") },
    timeSeconds: 60,
  },
  {
    why: "A sum that falls to 0 reads as a restart while the count stands still: their quotient is infinite.",
    expr: "irate(clock_skew_seconds_sum[1m]) / irate(clock_skew_seconds_count[1m])",
    series: { ...skew("sum", "0 -1 -2 4 -5 2"), ...skew("count", "0 1 2 2 2 2") },
    timeSeconds: 75,
  },
  {
    why: "rate() of what can be negative can be negative.",
    expr: "rate(heap_bytes[1m])",
    series: heap,
    timeSeconds: 60,
  },
  {
    why: "rate() of what can be NaN misses a fall behind the NaN.",
    expr: "increase(lease_seconds[1m])",
    series: { [`lease_seconds{${worker}}`]: "100 100 NaN 20 20" },
    timeSeconds: 60,
  },
  {
    why: "What is NaN says nothing of where the other values lie.",
    expr: "up or on () vector(NaN)",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "What is above a number minus negative infinity is infinite.",
    expr: "(up > 0) - -Inf",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "Series that nothing is known of can have any value of a label of the others.",
    expr: 'up{job="relay"} or ignoring (job, instance) {__name__=~"heap_bytes"}',
    series: { [`heap_bytes{${worker}}`]: "8" },
    timeSeconds: 0,
  },
  {
    why: "Between two evaluations a rule shows the last one: what it holds is no part of what there is now.",
    expr: "max_over_time((job:tasks:rate2m / (sum by (job) (rate(tasks_total[2m]))))[2m:17s])",
    series: { [`tasks_total{queue="mail",result="done",${worker}}`]: "0 1 2 3 4 5 6 7 8 8 8 8 8 8" },
    timeSeconds: 180,
  },
  {
    why: "A label that only some series have can be asked for by its absence.",
    expr: 'some:depth{queue=""}',
    series: up,
    timeSeconds: 60,
  },
  {
    why: "A term of a sum is no part of it where another term can be negative.",
    expr: `sum(rate(tasks_total{result="failed"}[1m]))
      / (sum(rate(tasks_total{result="failed"}[1m])) + sum(delta(tasks_total{result="done"}[1m])) / 60)`,
    series: {
      [`tasks_total{queue="mail",result="failed",${worker}}`]: "0 1 2 3 4",
      [`tasks_total{queue="mail",result="done",${worker}}`]: "9 9 9 9 6",
    },
    timeSeconds: 60,
  },
  {
    why: "Matched by fewer labels, a term is divided by the sum of other series.",
    expr: `sum by (instance) (rate(restores_total[1m]))
      / on () group_left () (sum by (instance) (rate(restores_total[1m])) + sum by (instance) (rate(tasks_total[1m])))`,
    series: {
      [`restores_total{${worker}}`]: "0 1 2 3 4",
      [`restores_total{${relay}}`]: "0 9 18 27 36",
      [`tasks_total{queue="mail",result="done",${worker}}`]: "0 1 2 3 4",
    },
    timeSeconds: 60,
  },
  {
    why: "A sum over a sum of two leaves out what only one of them has.",
    expr: `sum(rate(restores_total[1m]))
      / sum(sum by (instance) (rate(restores_total[1m])) + sum by (instance) (rate(tasks_total[1m])))`,
    series: {
      [`restores_total{${worker}}`]: "0 1 2 3 4",
      [`restores_total{${relay}}`]: "0 9 18 27 36",
      [`tasks_total{queue="mail",result="done",${worker}}`]: "0 1 2 3 4",
    },
    timeSeconds: 60,
  },
  {
    why: "One series over many meets also those that it is no part of.",
    expr: 'irate(restores_total{job="worker"}[1m]) / on () group_right () sum by (job) (irate(restores_total[1m]))',
    series: { [`restores_total{${worker}}`]: "0 9 18 27 36", [`restores_total{${relay}}`]: "0 1 2 3 4" },
    timeSeconds: 60,
  },
  {
    why: "A sum over more is no part of one over less.",
    expr: "sum by (job) (rate(tasks_total[1m])) / on (job) group_right () sum by (job, queue) (rate(tasks_total[1m]))",
    series: {
      [`tasks_total{queue="mail",result="done",${worker}}`]: "0 1 2 3 4",
      [`tasks_total{queue="night",result="done",${worker}}`]: "0 1 2 3 4",
    },
    timeSeconds: 60,
  },
  {
    why: "Only where both sides are one number, and never NaN, are they never unequal.",
    expr: "vector(scalar(contract_info)) != 1",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "Infinity plus a finite number is infinite.",
    expr: "sum(up) / sum(up > 2 or heap_bytes) + count(up)",
    series: { ...up, [`heap_bytes{${worker}}`]: "0 0 0 0 0" },
    timeSeconds: 60,
  },
  {
    why: "Infinity divided by a finite number is infinite.",
    expr: "up / on (job) queue_open / on (job) (scrape_samples_scraped > 0)",
    series: {
      ...up,
      [`queue_open{queue="mail",state="idle",${worker}}`]: "0 0 0 0 0",
      [`scrape_samples_scraped{${worker}}`]: "7 7 7 7 7",
    },
    timeSeconds: 60,
  },
  {
    why: "A number over -0 is negative infinity.",
    expr: "up / on (job) (0 * heap_bytes)",
    series: { ...up, ...heap },
    timeSeconds: 60,
  },
  {
    why: "The sum and the mean of both infinities are NaN.",
    expr: "sum(1 / up or -1 / queue_open) + avg(1 / up or -1 / queue_open)",
    series: { ...up, [`queue_open{queue="mail",state="idle",${worker}}`]: "0 0 0 0 0" },
    timeSeconds: 60,
  },
  {
    why: "The variance of what may be infinite overflows.",
    expr: "stdvar(up ^ 2 * 10 ^ 300)",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "A quantile between a number and infinity is NaN, at whatever end.",
    expr: "quantile(0, 1 / up)",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "A quantile of which the number is NaN is NaN.",
    expr: "quantile(scalar(heap_bytes), up)",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "delta() between two infinities is NaN.",
    expr: "delta((1 / up)[1m:15s])",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "round() of infinity is infinity.",
    expr: "round(1 / up)",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "Buckets whose bounds are rewritten have other bounds than the histogram.",
    expr: 'histogram_quantile(0.9, label_replace(rate(task_duration_seconds_bucket[1m]), "le", "700", "le", "60"))',
    series: buckets("mail", "0 0 0 0 0", "0 1 2 3 4"),
    timeSeconds: 60,
  },
  {
    why: "Buckets that take over bounds of another side have other bounds than the histogram.",
    expr: `histogram_quantile(0.9, sum by (le) (rate(task_duration_seconds_bucket[1m]) >= on (queue) group_left (le)
      label_replace(label_replace(queue_depth, "le", "700", "queue", "mail"), "le", "+Inf", "queue", "night")))`,
    series: {
      [`task_duration_seconds_bucket{queue="mail",le="60",${worker}}`]: "0 1 2 3 4",
      [`task_duration_seconds_bucket{queue="night",le="+Inf",${worker}}`]: "0 2 4 6 8",
      [`queue_depth{queue="mail",${worker}}`]: "0 0 0 0 0",
      [`queue_depth{queue="night",${worker}}`]: "0 0 0 0 0",
    },
    timeSeconds: 60,
  },
  {
    why: "absent() keeps a label that an equality names after another matcher, and drops one named before.",
    expr: 'absent(queue_depth{queue!~"orders",queue="mail",job="worker",job!="relay"})',
    series: up,
    timeSeconds: 0,
  },
  {
    why: "A label that count_values makes is removed again where `without` names it.",
    expr: 'count_values without (job) ("job", up)',
    series: up,
    timeSeconds: 0,
  },
  {
    why: "The name of a series is a label that a matcher may ask for.",
    expr: '{__name__="up",__name__=~"u.*"}',
    series: up,
    timeSeconds: 0,
  },
  {
    why: "Part of a date of NaN and of infinity: a number, as Prometheus cuts it to 64 bits.",
    expr: "year(up / 0) + month(up / 0) + day_of_month(up / 0) + hour(up / 0) + days_in_month(-1 / up)",
    series: up,
    timeSeconds: 0,
  },
  {
    why: "offset belongs to the operand that it follows.",
    expr: "heap_bytes - heap_bytes offset 45s",
    series: heap,
    timeSeconds: 60,
  },
  {
    why: "An operator after an offset binds by its own precedence.",
    expr: "up or heap_bytes offset 45s * 0",
    series: up,
    timeSeconds: 60,
  },
  {
    why: "A power binds before the sign.",
    expr: "-2 ^ 2 + heap_bytes",
    series: heap,
    timeSeconds: 60,
  },
];
