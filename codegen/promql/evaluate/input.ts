/** Series as a test gives them: a value at each step of an interval, beginning at time 0. */
import type { Labels } from "./label-set.ts";
import { createStorage, type Storage } from "./storage.ts";

/** One scrape: a number, the marker of a series that is gone, or no sample. */
export type InputValue = number | "stale" | undefined;

export interface InputSeries {
  readonly labels: Labels;
  readonly values: readonly InputValue[];
}

/** The samples of the series, `intervalSeconds` apart. */
export function storageOf(series: readonly InputSeries[], intervalSeconds: number): Storage {
  const storage = createStorage();
  for (const { labels, values } of series) {
    const append = storage.appender(labels);
    for (const [step, value] of values.entries())
      if (value !== undefined) append(step * intervalSeconds * 1000, value === "stale" ? undefined : value);
  }
  return storage;
}
