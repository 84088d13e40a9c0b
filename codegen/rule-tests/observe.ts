/** What an alert does over given series: its results at a time, and since when it has them. */
import type { Expr } from "../promql/ast.ts";
import { type Evaluate, type InputSeries, prepare, type Sample, storageOf } from "../promql/evaluate/index.ts";
import type { Subject } from "./subject.ts";

export interface Observer {
  /** Results of the expression at an evaluation. */
  readonly at: (seconds: number) => readonly Sample[];
  /** Whether it has been true at every evaluation for the alert's `for`. */
  readonly firesAt: (seconds: number) => boolean;
  /** What each recording rule gives. */
  readonly recordsAt: (seconds: number) => ReadonlyMap<string, readonly Sample[]>;
}

/** Evaluates the opened-up expression, so that no recording rule needs a history. */
export function observer(
  { inlined, alert, records }: Subject,
  series: readonly InputSeries[],
  stepSeconds: number,
): Observer {
  const evaluate = compiled(inlined, stepSeconds);
  const storage = storageOf(series, stepSeconds);
  const results = new Map<number, readonly Sample[]>();
  const at = (seconds: number): readonly Sample[] => {
    const samples = results.get(seconds) ?? evaluate(seconds * 1000, storage);
    results.set(seconds, samples);
    return samples;
  };
  const evaluations = Math.ceil(alert.forSeconds / stepSeconds);
  const firesAt = (seconds: number): boolean =>
    Array.from({ length: evaluations + 1 }, (_, i) => seconds - i * stepSeconds).every(
      (second) => second >= 0 && at(second).length > 0,
    );
  const recordsAt = (seconds: number) =>
    new Map(
      records.map((record) => [record.rule.record, compiled(record.inlined, stepSeconds)(seconds * 1000, storage)]),
    );
  return { at, firesAt, recordsAt };
}

const known = new WeakMap<Expr, Evaluate>();

/** An expression, compiled once: its step is that of its alert's tests. */
export function compiled(expr: Expr, stepSeconds: number): Evaluate {
  const evaluate = known.get(expr) ?? prepare(expr, { defaultStepSeconds: stepSeconds });
  known.set(expr, evaluate);
  return evaluate;
}

/** More evaluations than this are not all tried. */
const FEW = 16;

/**
 * The first evaluation from one time up to another at which the test holds; undefined when there is none. Over long times it
 * is looked for by halves, as things change but once in them, and what is found is looked at.
 */
export function firstWhen(
  from: number,
  until: number,
  stepSeconds: number,
  test: (seconds: number) => boolean,
): number | undefined {
  const last = Math.floor((until - from) / stepSeconds);
  const holds = (i: number) => test(from + i * stepSeconds);
  let [low, high] = [0, last];
  while (high - low > FEW && holds(high)) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  for (let i = low; i <= high; i++) if (holds(i)) return from + i * stepSeconds;
  return undefined;
}
