/** Samples in a memory of fixed size: what is kept, what is found, and that old rows make room without a trace. */
import { expect, it } from "vitest";
import type { Expression } from "../../../generated/alerts.ts";
import { prepare } from "./evaluate.ts";
import { createSamples, mark } from "./samples.ts";

const tasks = { __name__: "tasks_total", queue: "mail" };
const selector = (rangeMs?: number): Expression => {
  return { type: "selector", metric: "tasks_total", matchers: [], ...(rangeMs === undefined ? {} : { rangeMs }) };
};
const grown: Expression = { type: "call", fn: "increase", args: [selector(60_000)] };

it("gives one series for the same labels, whatever their order, and takes an empty label for none", () => {
  const samples = createSamples(4);
  const series = samples.series(tasks);
  expect(samples.series({ queue: "mail", zone: "", __name__: "tasks_total" })).toBe(series);
  expect(samples.named("tasks_total")).toEqual([series]);
  expect(samples.named("other")).toEqual([]);
});

it("puts samples of one time into one row, and refuses to go back", () => {
  const samples = createSamples(4);
  const [a, b] = [samples.series(tasks), samples.series({ ...tasks, queue: "fax" })];
  samples.add(a, 1000, 1);
  samples.add(b, 1000, 2);
  samples.add(a, 2000, 3);
  expect([samples.rows(), samples.countUntil(999), samples.countUntil(1000), samples.countUntil(5000)]).toEqual([
    2, 0, 1, 2,
  ]);
  expect([...b.marks.subarray(0, 2)]).toEqual([mark.value, mark.none]);
  expect(() => samples.add(a, 1999, 4)).toThrow("a sample of 1999 comes after one of 2000");
});

it("never holds fewer rows than were asked for, nor more memory than at its start", () => {
  const samples = createSamples(10);
  const series = samples.series(tasks);
  const size = samples.sizeBytes();
  for (let step = 0; step < 1000; step++) {
    samples.add(series, step * 15_000, step);
    expect(samples.rows()).toBeGreaterThanOrEqual(Math.min(step + 1, 10));
    expect(samples.rows()).toBeLessThanOrEqual(12);
  }
  expect(samples.sizeBytes()).toBe(size);
  expect(samples.times[samples.rows() - 1]).toBe(999 * 15_000);
});

it("evaluates over a memory that made room as over one that holds everything", () => {
  const [small, large] = [createSamples(21), createSamples(5000)];
  const value = (step: number) => (step % 7 === 3 ? undefined : step % 31);
  const evaluated = [small, large].map((samples) => {
    const series = samples.series(tasks);
    const gap = samples.series({ ...tasks, queue: "fax" });
    const asked = [selector(), grown].map((expr) => prepare(expr, samples));
    return Array.from({ length: 400 }, (_, step) => {
      samples.add(series, step * 15_000, value(step));
      if (step % 3 > 0) samples.add(gap, step * 15_000, step);
      return asked.map((evaluate) => evaluate(step * 15_000).map(({ value }) => value));
    });
  });
  expect(evaluated[0]).toEqual(evaluated[1]);
});

it("sees a sample for five minutes, and a series that is marked as gone not at all", () => {
  const samples = createSamples(40);
  const series = samples.series(tasks);
  const evaluate = prepare(selector(), samples);
  samples.add(series, 1000, 7);
  expect(evaluate(301_000)).toEqual([{ set: series.set, value: 7 }]);
  expect(evaluate(301_001)).toEqual([]);
  expect(evaluate(999)).toEqual([]);
  samples.add(series, 2000, undefined);
  expect(evaluate(2000)).toEqual([]);
  expect(evaluate(1999)).toHaveLength(1);
});

it("counts a fall as a restart, with and without gaps beside it", () => {
  for (const gap of [false, true]) {
    const samples = createSamples(40);
    const series = samples.series(tasks);
    const other = samples.series({ __name__: "other" });
    for (const [step, value] of [10, 20, 5, 15].entries()) {
      samples.add(series, step * 20_000, value);
      if (gap) samples.add(other, step * 20_000 + 1, 0);
    }
    // 10 → 20, a start from 0 to 5, 5 → 15.
    expect(prepare(grown, samples)(60_000)[0]?.value).toBeCloseTo(25);
  }
});
