/** Tests are constructed from an expression: at its limits, at its times, with series that a mistake would count. */
import { describe, expect, it } from "vitest";
import { construct } from "./cases.ts";
import { modelWith } from "./fixture.ts";
import { testedAlerts } from "./index.ts";
import type { RuleTest } from "./rule-test.ts";

function testsOf(expr: string, pending = "2m"): readonly RuleTest[] {
  const model = modelWith([{ name: "Tried", expr, for: pending }]);
  const [alert] = model.alerts;
  const made = alert && construct(model, alert);
  if (!made?.tests) throw new Error(made?.reason ?? "no alert");
  return made.tests;
}

/** What happens at the times of a test: fires with a value, or is silent. */
function outcomes(tests: readonly RuleTest[], name: string): string[] {
  const test = tests.find((one) => one.name === `Tried: ${name}`);
  return (test?.expectations ?? []).map(({ atSeconds, firing, pending }) => {
    const values = firing.map(({ value }) => Number(value.toPrecision(6)));
    return `${atSeconds}s ${firing.length > 0 ? `fires ${values}` : `silent${pending ? ", waits" : ""}`}`;
  });
}

const RATIO =
  'sum by (job) (rate(tasks_total{queue!="trial", result="failed"}[5m])) / sum by (job) (rate(tasks_total{queue!="trial"}[5m]))';

describe("a share", () => {
  const tests = testsOf(`${RATIO} > 0.05`);

  it("fires above its limit, and neither at it nor below", () => {
    expect(outcomes(tests, "just above the limit")).toEqual([expect.stringMatching(/ fires 0\.0500/)]);
    expect(outcomes(tests, "exactly at the limit")).toEqual(["450s silent"]);
    expect(outcomes(tests, "just below the limit")).toEqual(["450s silent"]);
  });

  it("fires at its limit when it says so", () => {
    expect(outcomes(testsOf(`${RATIO} >= 0.05`), "exactly at the limit")).toEqual(["450s fires 0.05"]);
  });

  it("waits for its time to the second, and ends", () => {
    const [before, at, last, over] = outcomes(tests, "waits, fires and ends");
    expect(before).toMatch(/silent, waits$/);
    expect(at).toMatch(/fires/);
    expect(last).toMatch(/fires/);
    expect(over).toMatch(/silent$/);
  });

  it("is silent without numerator and without traffic", () => {
    expect(outcomes(tests, "without the numerator")).toEqual(["450s silent"]);
    expect(outcomes(tests, "without any traffic")).toEqual(["450s silent"]);
    expect(outcomes(tests, "without the rest of the denominator")).toEqual(["450s fires 1"]);
  });

  it("has series that its matchers keep out, and counts every value that they let through", () => {
    const series =
      tests[0]?.series.map(({ labels }) => `${labels["job"]} ${labels["queue"]} ${labels["result"]}`) ?? [];
    expect(series).toEqual(
      expect.arrayContaining(["worker trial failed", "worker mails failed", "worker orders done"]),
    );
  });

  it("differs in numbers only from what fires", () => {
    const named = (name: string) =>
      tests.find((test) => test.name === `Tried: ${name}`)?.series.map((one) => one.labels);
    expect(named("exactly at the limit")).toEqual(named("just above the limit"));
    expect(named("just below the limit")).toEqual(named("just above the limit"));
  });
});

describe("a count beside a share", () => {
  const tests = testsOf(`${RATIO} > 0.05 and sum by (job) (increase(tasks_total{queue!="trial"}[5m])) >= 20`);

  it("has its own limit", () => {
    expect(outcomes(tests, "exactly at the limit (condition 2)")[0]).toMatch(/ fires /);
    expect(outcomes(tests, "just below the limit (condition 2)")[0]).toMatch(/ silent$/);
  });
});

describe("other shapes", () => {
  it.each([
    ["queue_depth > 100", "just above the limit", / fires 100\.063$/],
    ["queue_depth > 100", "exactly at the limit", / silent$/],
    ["100 < queue_depth", "just above the limit", / fires 100\.063$/],
    ["1 - queue_depth / (queue_limit > 0) < 0.2", "just below the limit", / fires 0\.199878$/],
    ["1 - queue_depth / (queue_limit > 0) < 0.2", "exactly at the limit of filter 1", / silent$/],
    ["queue_depth > on (job, instance, queue) (queue_limit * 2)", "just above the limit", / fires 2001$/],
    ["time() - max by (job) (last_done_timestamp_seconds) > 3600", "just above the limit", / fires 3602$/],
    ["max by (job) (queue_depth) > 10", "just above the limit", / fires 10\.0078$/],
    ["sum by (job) (queue_depth) > 10", "just above the limit", / fires 10\.0078$/],
    ["min_over_time(queue_depth[10m]) > 10", "just above the limit", / fires 10\.0078$/],
    ['absent(up{job="worker"})', "fires", / fires 1$/],
    ['absent(up{job="worker"})', "the other way round", / silent$/],
    ["(up == 1) unless on (job, instance) tasks_total", "held back (condition 2)", / silent$/],
    ["queue_depth > 5 or queue_limit < 3", "fires (way 2)", / fires 1\.5$/],
    [
      "histogram_quantile(0.9, sum by (job, le) (rate(task_duration_seconds_bucket[5m]))) > 30",
      "exactly at the limit",
      / silent$/,
    ],
    [
      "histogram_quantile(0.9, sum by (job, le) (rate(task_duration_seconds_bucket[5m]))) > 30",
      "just above the limit",
      / fires 30\.0/,
    ],
    [
      "histogram_quantile(0.9, sum by (job, le) (rate(task_duration_seconds_bucket[5m]))) > 20",
      "just below the limit",
      / silent$/,
    ],
    [
      "histogram_quantile(0.9, sum by (job, le) (rate(task_duration_seconds_bucket[5m]))) > 20",
      "bounds as Prometheus 3 writes them",
      / fires 20\.0/,
    ],
  ])("%s: %s", (expr, name, outcome) => {
    expect(outcomes(testsOf(expr), name)[0]).toMatch(outcome);
  });

  it("one of two instances", () => {
    const [test] = testsOf("queue_depth > 100");
    expect(test?.expectations[0]?.firing).toEqual([
      { labels: { job: "worker", instance: "a", queue: "orders" }, value: 1000 },
    ]);
    expect(test?.series.map(({ labels }) => labels["instance"])).toContain("b");
  });

  it("what is not constructed says why", () => {
    const model = modelWith([{ name: "Tried", expr: "changes(queue_depth[5m]) > 3" }]);
    const [alert] = model.alerts;
    expect(alert && construct(model, alert)).toEqual({ reason: "`changes` is not constructed" });
  });
});

describe("what cannot be shown", () => {
  const reasonFor = (expr: string, summary?: string) => {
    const model = modelWith([{ name: "Tried", expr, ...(summary === undefined ? {} : { summary }) }]);
    const [alert] = model.alerts;
    return alert && construct(model, alert)?.reason;
  };

  it("more ways to fire than anybody means", () => {
    const pairs = Array.from({ length: 8 }, (_, i) => `(queue_depth > ${100 + i} or queue_limit < ${i + 1})`);
    expect(reasonFor(pairs.join(" and "))).toBe("it can fire in more than 32 ways");
  });

  it("an alert that does not fire over what was made for it", () => {
    const expr = "queue_depth / on (job, queue) group_left () sum by (job, queue) (queue_limit) > 0.9";
    expect(reasonFor(expr)).toBe("over the series that were constructed it does not fire");
  });

  it("what an alert prints does not depend on the order of its series", () => {
    const expr = 'sum by (job) (rate(tasks_total{result="failed"}[5m])) / sum by (job) (rate(tasks_total[5m])) > 0.07';
    const model = modelWith([{ name: "Tried", expr }]);
    const [tested] = testedAlerts(model);
    expect(tested?.tests.length).toBeGreaterThan(8);
    expect(tested?.tests.length).toBeLessThanOrEqual(testsOf(expr).length);
  });
});
