/** Mutants of expressions: one of each kind, and none that would be the expression in other words. */
import { describe, expect, it } from "vitest";
import { mutantsOf } from "./mutate.ts";
import { parseExpr } from "./parse.ts";

const RATIO = `sum by (job) (rate(tasks_total{job="worker", outcome=~"failed|lost"}[5m]))
  / sum by (job) (rate(tasks_total{job="worker"}[5m] offset 1h)) > 0.05
and sum by (job) (increase(tasks_total{job="worker"}[5m])) >= 5`;

const EXPRESSIONS = [
  RATIO,
  'histogram_quantile(0.95, sum by (job, le) (rate(task_seconds_bucket{job="worker"}[5m]))) > 1',
  'max by (job) (up{job="worker"}) == 0 or absent(up{job="worker"})',
  '(up{job="worker"} == 1) unless on (job, instance) (queue_size{job="worker"} >= bool 0)',
  "1 - disk_free_bytes / (disk_size_bytes > 0) > 0.80",
  "-(queue_size - queue_limit) * 2 + 1 <= -3 != 4",
  "max_over_time(avg_over_time(queue_size[5m])[1h:1m] offset -5m) < queue_limit",
  'tasks_total * on (instance) group_left (version, digest) build_info{version!="", digest=~"a(b)?"}',
  "sum(rate(tasks_total[5m])) without (instance) > bool (14.4 * 0.05)",
];

/** id → text */
const textsOf = (...args: Parameters<typeof mutantsOf>) =>
  Object.fromEntries(mutantsOf(...args).map(({ id, text }) => [id, text]));

describe.each(EXPRESSIONS)("%s", (text) => {
  const mutants = mutantsOf(text);

  it("has mutants, each another one", () => {
    expect(mutants.length).toBeGreaterThan(5);
    expect(new Set([text, ...mutants.map((mutant) => mutant.text)]).size).toBe(mutants.length + 1);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });

  it("has mutants that are PromQL", () => {
    for (const mutant of mutants) expect(parseExpr(mutant.text).faults, mutant.text).toEqual([]);
  });

  it("has ids of one word", () => {
    for (const { id } of mutants) expect(id).toMatch(/^[\w.+-]+$/);
  });
});

it("says what it changed and where", () => {
  expect(mutantsOf("queue_size > 100")[0]).toEqual({
    id: "gt-to-ge",
    description: "`>` → `>=` at 11",
    text: "queue_size >= 100",
  });
});

it("refuses what is no PromQL", () => {
  expect(() => mutantsOf("queue_size >")).toThrow("This is no PromQL.");
});

describe("operators", () => {
  it.each([
    ["a > 7.5", { "gt-to-ge": "a >= 7.5", "gt-to-lt": "a < 7.5", "add-bool": "a > bool 7.5" }],
    ["a >= 7.5", { "ge-to-gt": "a > 7.5", "ge-to-le": "a <= 7.5" }],
    ["a < 7.5", { "lt-to-le": "a <= 7.5", "lt-to-gt": "a > 7.5" }],
    ["a <= 7.5", { "le-to-lt": "a < 7.5", "le-to-ge": "a >= 7.5" }],
    ["a == 7.5", { "eq-to-ne": "a != 7.5", "eq-to-ge": "a >= 7.5", "eq-to-le": "a <= 7.5" }],
    ["a != 7.5", { "ne-to-eq": "a == 7.5", "ne-to-gt": "a > 7.5", "ne-to-lt": "a < 7.5" }],
    ["a > bool 7.5", { "drop-bool": "a > 7.5" }],
    ["a + b", { "plus-to-minus": "a - b" }],
    ["a * b", { "times-to-divide": "a / b" }],
    ["a - b", { "minus-to-plus": "a + b", "swap-minus": "b - a" }],
    ["a / b", { "divide-to-times": "a * b", "swap-divide": "b / a" }],
    ["a - b - c", { "swap-minus": "c - (a - b)", "swap-minus-2": "b - a - c" }],
    [
      "a and b",
      { "and-to-or": "a or b", "and-to-unless": "a unless b", "only-left-of-and": "a", "only-right-of-and": "b" },
    ],
    ["a or b", { "or-to-and": "a and b", "only-left-of-or": "a", "only-right-of-or": "b" }],
    ["a unless b", { "unless-to-and": "a and b", "only-left-of-unless": "a", "only-right-of-unless": "b" }],
    ["a or b and c", { "or-to-and": "a and (b and c)", "and-to-or": "a or (b or c)" }],
  ])("%s", (text, expected) => {
    expect(textsOf(text)).toMatchObject(expected);
  });
});

describe("numbers and lengths of time", () => {
  it.each([
    ["a > 200", { "number-200-to-202": "a > 202", "number-200-to-198": "a > 198" }],
    ["a > 5", { "number-5-to-5.05": "a > 5.05", "number-5-to-6": "a > 6", "number-5-to-4": "a > 4" }],
    ["a > 0", { "number-0-to-1": "a > 1", "number-0-to--1": "a > -1" }],
    ["a > (b + 0.5)", { "number-0.5-to-0.505": "a > (b + 0.505)" }],
    ["a > -30", { "number--30-to--30.3": "a > -30.3" }],
    ["histogram_quantile(0.95, a)", { "number-0.95-to-0.96": "histogram_quantile(0.96, a)" }],
    ["histogram_quantile(0.999, a)", { "number-0.999-to-0.9995": "histogram_quantile(0.9995, a)" }],
    ["quantile(0.5, a)", { "number-0.5-to-0.49": "quantile(0.49, a)" }],
    ["changes(a[5m])", { "window-5m-to-10m": "changes(a[10m])", "window-5m-to-2m30s": "changes(a[2m30s])" }],
    ["max_over_time(a[1h:5m])", { "window-1h-to-2h": "max_over_time(a[2h:5m])" }],
    ["a offset 1h", { "offset-1h-to-2h": "a offset 2h", "offset-1h-to-30m": "a offset 30m", "drop-offset": "a " }],
  ])("%s", (text, expected) => {
    expect(textsOf(text)).toMatchObject(expected);
  });

  it("leaves a function's arguments alone", () => {
    expect(mutantsOf("clamp_min(a, 5)")).toEqual([]);
  });
});

describe("labels", () => {
  it.each([
    ['a{b="c", d="e"}', { "drop-matcher-b": 'a{d="e"}', "drop-matcher-d": 'a{b="c"}' }],
    ['a{b="c"}', { "drop-matcher-b": "a{}", "negate-b": 'a{b!="c"}' }],
    ['a{b!~"c.*"}', { "negate-b": 'a{b=~"c.*"}' }],
    [
      'a{b=~"c|d|e"}',
      { "drop-alternative-c": 'a{b=~"d|e"}', "drop-alternative-d": 'a{b=~"c|e"}', "drop-alternative-e": 'a{b=~"c|d"}' },
    ],
    [
      String.raw`a{le=~"48(\\.0)?"}`,
      { "drop-optional-_.0": 'a{le=~"48"}', "require-_.0": String.raw`a{le=~"48\\.0"}` },
    ],
    ["sum by (b, c) (a)", { "drop-by-b": "sum by (c) (a)", "drop-by-c": "sum by (b) (a)" }],
    ["sum by (b) (a)", { "drop-by-b": "sum by () (a)", "by-to-without": "sum without (b) (a)" }],
    ["sum(a) by (b)", { "by-to-without": "sum(a) without (b)" }],
    ["sum without (b) (a)", { "without-to-by": "sum by (b) (a)", "drop-without-b": "sum without () (a)" }],
    ["a - on (b, c) d", { "drop-on-b": "a - on (c) d" }],
    ["a - on (b) group_left (c, d) e", { "drop-group-c": "a - on (b) group_left (d) e" }],
    ['a{b="c"} unless d{b="c"}', { "drop-every-b": "a{} unless d{}" }],
  ])("%s", (text, expected) => {
    expect(textsOf(text)).toMatchObject(expected);
  });
});

describe("functions", () => {
  it.each([
    ["rate(a[5m])", { "rate-to-increase": "increase(a[5m])", "rate-to-irate": "irate(a[5m])" }],
    ["increase(a[5m])", { "increase-to-rate": "rate(a[5m])" }],
    ["avg_over_time(a[5m])", { "avg_over_time-to-max_over_time": "max_over_time(a[5m])" }],
    ["sum(a)", { "sum-to-max": "max(a)", "sum-to-avg": "avg(a)", "sum-to-min": "min(a)", "sum-to-count": "count(a)" }],
    ["max(a)", { "max-to-min": "min(a)" }],
    ["topk(3, a)", { "topk-to-bottomk": "bottomk(3, a)" }],
    ["absent(a)", { "drop-absent": "a" }],
    ["b - absent(a or c)", { "drop-absent": "b - (a or c)" }],
  ])("%s", (text, expected) => {
    expect(textsOf(text)).toMatchObject(expected);
  });
});

describe("what would be the same in other words is left out:", () => {
  it.each([
    ["a rate's unit in a quantile", "histogram_quantile(0.9, sum by (le) (rate(a[5m])))", ["rate-to-increase"]],
    ["what an absence is measured by", "absent(sum(rate(a[5m])))", ["sum-to-max", "rate-to-increase"]],
    ["the values behind unless", "a unless sum by (b) (c - 1)", ["sum-to-max", "minus-to-plus", "number-1-to-2"]],
    ["a scale where the sign is seen", "(rate(a[5m]) * 3 > bool 0)", ["rate-to-increase", "number-3-to-4"]],
    ["sum and max above 0 of what is never below", "sum(rate(a[5m])) > bool 0", ["sum-to-max", "sum-to-avg"]],
    ["a matcher that the other side has", 'a{b="c"} / d{b="c"}', ["drop-matcher-b", "drop-matcher-b-2"]],
    ["the same behind unless", 'a{b="c"} unless sum by (b) (d{b="c"})', ["drop-matcher-b-2"]],
    ["a matched label of one value", 'a{b="c"} and on (b, e) d{b="c"}', ["drop-on-b"]],
    ["operands that are alike", "a / a", ["swap-divide"]],
    ["nothing added or taken away", "a - 0", ["minus-to-plus", "swap-minus"]],
    ["numbers that bool compares", "1 > bool 2", ["drop-bool"]],
  ])("%s", (_, text, ids) => {
    const made = Object.keys(textsOf(text));
    expect(made.filter((id) => ids.includes(id))).toEqual([]);
  });

  it.each([
    ["an average is no sum", "histogram_quantile(0.9, sum by (le) (rate(a[5m])))", "sum-to-avg"],
    ["what is left of unless is seen", 'a{b="c"} unless d{b="c"}', "drop-matcher-b"],
    ["another value", 'a{b="c"} / d{b="e"}', "drop-matcher-b"],
    ["not joined by that label", 'a{b="c"} / on (e) d{b="c"}', "drop-matcher-b"],
    ["summed up before the join", 'sum(a{b="c"}) / d{b="c"}', "drop-matcher-b"],
    ["labels of an operation come from on", 'a{b="c"} / on (b, e) d{b="c"}', "drop-on-b"],
    ["the 0 that is compared with", "absent(a > 0)", "number-0-to-1"],
    ["what may be below 0", "sum(a) > bool 0", "sum-to-max"],
  ])("but not where it differs: %s", (_, text, id) => {
    expect(Object.keys(textsOf(text))).toContain(id);
  });

  it("values, when only the labels of the result are seen", () => {
    expect(Object.keys(textsOf("rate(a[5m])", "presence"))).toEqual(["window-5m-to-10m", "window-5m-to-2m30s"]);
    expect(Object.keys(textsOf("sum(rate(a[5m])) > 0", "presence"))).not.toContain("rate-to-increase");
    expect(Object.keys(textsOf("sum(rate(a[5m])) > 0", "value"))).toContain("rate-to-increase");
  });
});
