/** What a rule test is: two situations that differ in one thing, in one of which the alert fires. For tests only. */
import type { Series } from "./series.ts";

/** One alert that must be firing: its labels without alertname, job and severity, and its summary. */
export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Pair {
  /** What the two situations show. */
  readonly shows: string;
  /** Time at which they are looked at, as 30m. */
  readonly at: string;
  readonly fires: Series;
  readonly firing: readonly Firing[];
  readonly silent: Series;
  /** Times at which nothing fires, if they are others. */
  readonly silentAt?: readonly string[];
  /** Scrape and evaluation interval; 15s if not said. */
  readonly interval?: string;
}

/** The pairs of each alert, by its name. */
export type Pairs = Readonly<Record<string, readonly Pair[]>>;

/** The usual expectation: one alert for the whole job. */
export function firing(summary: string, labels: Readonly<Record<string, string>> = {}): readonly Firing[] {
  return [{ labels, summary }];
}

export function firingOn(instance: string, summary: string): readonly Firing[] {
  return firing(summary, { instance });
}
