/** A test of an alert: series over time, and what it does at some moments. */
import type { InputSeries } from "../promql/evaluate/index.ts";

/** An element of a result. */
export interface Result {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Expectation {
  readonly atSeconds: number;
  readonly firing: readonly Result[];
  /** How many alerts wait for their `for`; undefined where that is not looked at. */
  readonly pending: number | undefined;
  /** What recording rules give, by name; only where numbers are exact. */
  readonly records: Readonly<Record<string, readonly Result[]>>;
}

export interface RuleTest {
  readonly name: string;
  /** Between two samples, and between two evaluations. */
  readonly stepSeconds: number;
  readonly series: readonly InputSeries[];
  readonly expectations: readonly Expectation[];
}
