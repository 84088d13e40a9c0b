/** What a case of the bench gives. */

export interface Measured {
  readonly name: string;
  readonly value: number;
  /** ms, MB of 10^6 bytes, or × for a ratio of two things measured side by side in this run. */
  readonly unit: "ms" | "MB" | "×";
}

/** The middle one of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
