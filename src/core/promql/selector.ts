/** Selectors: which series they mean, and which of their samples at a time. */
import type { Matcher, Selector } from "../../../generated/alerts.ts";
import { type LabelSet, labelValue } from "./labels.ts";
import { mark, type Samples, type Series } from "./samples.ts";
import type { Element, Instant, Range } from "./value.ts";

/** How long a sample counts as the present value. */
const LOOKBACK_MS = 5 * 60_000;

/** The last sample of each series within the lookback, unless it is the marker of one that is gone. */
export function compileInstant(selector: Selector, samples: Samples): Instant {
  const select = selection(selector, samples);
  const at = (timeMs: number) => {
    const first = samples.countUntil(timeMs - LOOKBACK_MS - 1);
    const last = samples.countUntil(timeMs) - 1;
    const vector: Element[] = [];
    for (const series of select()) {
      let row = last;
      while (row >= first && series.marks[row] === mark.none) row--;
      if (row >= first && series.marks[row] === mark.value)
        vector.push({ set: series.set, value: series.values[row] ?? Number.NaN });
    }
    return vector;
  };
  return { kind: "vector", at };
}

/** The rows of each series between the edges of the range, both included. */
export function compileRange(selector: Selector, rangeMs: number, samples: Samples): Range {
  const select = selection(selector, samples);
  const { times } = samples;
  const at = (endMs: number) => {
    const startMs = endMs - rangeMs;
    const from = samples.countUntil(startMs - 1);
    const to = samples.countUntil(endMs);
    return select().map((series) => ({ series, times, from, to, startMs, endMs }));
  };
  return { kind: "range", at };
}

/** The series of a selector; only those that appeared since the last time are matched anew. */
function selection({ metric, matchers }: Selector, samples: Samples): () => readonly Series[] {
  const tests = matchers.map(compileMatcher);
  const matched: Series[] = [];
  const all = samples.named(metric);
  let seen = 0;
  return () => {
    for (; seen < all.length; seen++) {
      const series = all[seen];
      if (series && tests.every((test) => test(series.set))) matched.push(series);
    }
    return matched;
  };
}

function compileMatcher({ label, op, value, flags }: Matcher): (set: LabelSet) => boolean {
  if (op === "=") return (set) => labelValue(set, label) === value;
  if (op === "!=") return (set) => labelValue(set, label) !== value;
  const regex = new RegExp(value, flags);
  return (set) => regex.test(labelValue(set, label)) === (op === "=~");
}
