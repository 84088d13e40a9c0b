/** Selectors: which series they mean, and which of their samples at a moment. */
import type { Matcher, Range, Selector, Shift } from "../ast.ts";
import { EvaluationError } from "./error.ts";
import { type LabelSet, labelValue } from "./label-set.ts";
import { matchRegex } from "./regex.ts";
import type { Series, Storage } from "./storage.ts";
import type { Element, Moment, RangeValue, VectorValue, WindowElement } from "./value.ts";
import { countUntil, windowOf } from "./window.ts";

/** How long a sample counts as the present value. */
const LOOKBACK_MS = 5 * 60_000;

/** The last sample of each series within the lookback, unless it is a stale marker. */
export function compileSelector(selector: Selector): VectorValue {
  return latest(selector, (series, index) => series.values[index] ?? Number.NaN);
}

/** The times of these samples, in seconds. */
export function compileTimestamps(selector: Selector): VectorValue {
  return latest(selector, (series, index) => (series.times[index] ?? Number.NaN) / 1000);
}

function latest(selector: Selector, read: (series: Series, index: number) => number): VectorValue {
  const select = seriesSelection(selector);
  const instant = shiftOf(selector);
  const at = (moment: Moment) => {
    const time = instant(moment);
    const vector: Element[] = [];
    for (const series of select(moment.storage)) {
      const index = countUntil(series.times, time) - 1;
      if (index < 0 || (series.times[index] ?? 0) < time - LOOKBACK_MS || series.stale?.has(index)) continue;
      vector.push({ set: series.set, value: read(series, index) });
    }
    return vector;
  };
  return { kind: "vector", at };
}

/** The samples of each series between the edges of the range, both included, without stale markers. */
export function compileRange({ selector, window: { seconds } }: Range): RangeValue {
  const select = seriesSelection(selector);
  const instant = shiftOf(selector);
  const length = Math.round(seconds * 1000);
  const at = (moment: Moment) => {
    const end = instant(moment);
    const found: WindowElement[] = [];
    for (const series of select(moment.storage)) {
      const window = windowOf(series, end - length, end, series.stale);
      if (window) found.push({ set: series.set, window });
    }
    return found;
  };
  return { kind: "range", at };
}

/** The time in milliseconds that `offset` and `@` make of a moment. */
export function shiftOf({ offset, at }: Shift): (moment: Moment) => number {
  const back = Math.round((offset?.seconds ?? 0) * 1000);
  if (at === undefined) return ({ time }) => time - back;
  if (at === "start" || at === "end") return ({ queryTime }) => queryTime - back;
  const fixed = Math.round(at * 1000) - back;
  return () => fixed;
}

/** The series of a selector; what is known of a storage is kept, and only series that appeared since are matched. */
function seriesSelection({ metric, matchers }: Selector): (storage: Storage) => readonly Series[] {
  const tests = matchers.map(compileMatcher);
  const known = new WeakMap<Storage, { seen: number; readonly matched: Series[] }>();
  return (storage) => {
    const entry = known.get(storage) ?? { seen: 0, matched: [] };
    if (entry.seen === 0) known.set(storage, entry);
    const all = storage.seriesOf(metric?.text);
    for (; entry.seen < all.length; entry.seen++) {
      const series = all[entry.seen];
      if (series && tests.every((test) => test(series.set))) entry.matched.push(series);
    }
    return entry.matched;
  };
}

function compileMatcher({ label: { text: label }, op, value: { text } }: Matcher): (set: LabelSet) => boolean {
  if (op === "=") return (set) => labelValue(set, label) === text;
  if (op === "!=") return (set) => labelValue(set, label) !== text;
  const regex = matchRegex(text);
  if (!regex) throw new EvaluationError(`the regular expression ${JSON.stringify(text)} is beyond this interpreter`);
  return (set) => regex.test(labelValue(set, label)) === (op === "=~");
}
