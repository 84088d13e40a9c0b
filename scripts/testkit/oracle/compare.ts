/** Whether two results of an expression are the same. */
import type { Labels, Sample } from "../../../codegen/promql/evaluate/index.ts";

/** Sums of many series depend on the order of the series, which promtool does not fix. */
const RELATIVE_ERROR = 1e-12;

export function sameNumber(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= RELATIVE_ERROR * Math.max(Math.abs(a), Math.abs(b));
}

/** The same labels with the same values, in whatever order. */
export function sameSamples(left: readonly Sample[], right: readonly Sample[]): boolean {
  if (left.length !== right.length) return false;
  const values = new Map(left.map(({ labels, value }) => [labelsKey(labels), value]));
  if (values.size !== left.length) return false;
  return right.every(({ labels, value }) => {
    const other = values.get(labelsKey(labels));
    return other !== undefined && sameNumber(other, value);
  });
}

function labelsKey(labels: Labels): string {
  const entries = Object.entries(labels).map(([name, value]) => [name, rounded(value)] as const);
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** count_values writes every digit, of which the last depends on the library of mathematics. */
function rounded(value: string): string {
  return /^-?\d+\.\d{12,}$/.test(value) ? Number(value).toPrecision(12) : value;
}

/** A result on one line, for a message. */
export function samplesText(samples: readonly Sample[]): string {
  if (samples.length === 0) return "nothing";
  return samples.map(({ labels, value }) => `${JSON.stringify(labels)} ${value}`).join(", ");
}
