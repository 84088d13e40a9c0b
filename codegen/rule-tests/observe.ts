/** What an alert does over given series: its results at a time, and since when it has them. */
import type { Alert } from "../model.ts";
import type { Expr } from "../promql/ast.ts";
import {
  type Evaluate,
  type InputSeries,
  prepare,
  type Sample,
  type Storage,
  storageOf,
} from "../promql/evaluate/index.ts";
import type { Subject } from "./subject.ts";

export interface Observer {
  /** The samples of the series. */
  readonly storage: Storage;
  /** Results of the expression at an evaluation. */
  readonly at: (seconds: number) => readonly Sample[];
  /** What fires at an evaluation: it has been true at every one for the alert's `for`, or is kept since. */
  readonly firingAt: (seconds: number) => readonly Sample[];
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
  const lasted = (seconds: number): boolean =>
    Array.from({ length: evaluations + 1 }, (_, i) => seconds - i * stepSeconds).every(
      (second) => second >= 0 && at(second).length > 0,
    );
  const kept = keeper(alert, at, stepSeconds);
  const firingAt = (seconds: number) =>
    alert.keepFiringSeconds > 0 ? kept(seconds) : lasted(seconds) ? at(seconds) : [];
  const recordsAt = (seconds: number) =>
    new Map(
      records.map((record) => [record.rule.record, compiled(record.inlined, stepSeconds)(seconds * 1000, storage)]),
    );
  return { storage, at, firingAt, recordsAt };
}

interface Holding {
  readonly sample: Sample;
  readonly since: number;
  readonly fires: boolean;
  /** Since when there is no result, while it fires all the same. */
  readonly goneSince: number | undefined;
}

/** What fires of an alert that is kept, evaluation after evaluation from the first, as Prometheus does it. */
function keeper(
  { forSeconds, keepFiringSeconds }: Pick<Alert, "forSeconds" | "keepFiringSeconds">,
  at: Observer["at"],
  stepSeconds: number,
): Observer["firingAt"] {
  let active = new Map<string, Holding>();
  const rounds: (readonly Sample[])[] = [];
  const round = (now: number) => {
    const next = new Map<string, Holding>();
    for (const sample of at(now)) {
      const key = JSON.stringify(Object.entries(sample.labels).sort());
      const before = active.get(key);
      const since = before?.since ?? now;
      next.set(key, { sample, since, fires: before?.fires || now - since >= forSeconds, goneSince: undefined });
    }
    for (const [key, before] of active) {
      const goneSince = before.goneSince ?? now;
      if (!next.has(key) && before.fires && now - goneSince < keepFiringSeconds)
        next.set(key, { ...before, goneSince });
    }
    active = next;
    rounds.push([...active.values()].filter(({ fires }) => fires).map(({ sample }) => sample));
  };
  return (seconds) => {
    while (rounds.length * stepSeconds <= seconds) round(rounds.length * stepSeconds);
    return rounds[Math.floor(seconds / stepSeconds)] ?? [];
  };
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
