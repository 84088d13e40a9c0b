/** The values of a series as promtool reads them: 0+5x60 for a run, 3x9 for a constant, _x4 for a gap. */

import type { InputValue as Value } from "../promql/evaluate/index.ts";

/** Shortest notation whose expansion gives the same numbers to the last bit. */
export function notationOf(values: readonly Value[]): string {
  const parts: string[] = [];
  for (let i = 0; i < values.length; ) {
    const { text, length } = runAt(values, i);
    parts.push(text);
    i += length;
  }
  return parts.join(" ");
}

interface Run {
  readonly text: string;
  readonly length: number;
}

function runAt(values: readonly Value[], start: number): Run {
  const first = values[start];
  if (first === undefined) {
    const length = lengthOfRun(values, start, () => undefined);
    return { text: length === 1 ? "_" : `_x${length}`, length };
  }
  if (first === "stale" || !Number.isFinite(first)) return { text: numberText(first), length: 1 };
  return runOfNumbers(values, start, first);
}

function runOfNumbers(values: readonly Value[], start: number, first: number): Run {
  const second = values[start + 1];
  if (typeof second !== "number" || !Number.isFinite(second)) return { text: numberText(first), length: 1 };
  // Decimals as people write them; that the sums are the same bits is then tested, not assumed.
  const delta = Number((second - first).toPrecision(12));
  const length = lengthOfRun(values, start, (previous) => previous + delta, first);
  if (length < (delta === 0 ? 2 : 3)) return { text: numberText(first), length: 1 };
  const slope = delta === 0 ? "" : `${delta < 0 ? "-" : "+"}${numberText(Math.abs(delta))}`;
  return { text: `${numberText(first)}${slope}x${length - 1}`, length };
}

/** How many values from the start are those that promtool makes by adding again and again. */
function lengthOfRun(
  values: readonly Value[],
  start: number,
  next: (previous: number) => Value,
  first: number | undefined = undefined,
): number {
  let expected: Value = first;
  let length = 0;
  while (start + length < values.length && values[start + length] === expected) {
    length++;
    expected = next(typeof expected === "number" ? expected : Number.NaN);
  }
  return length;
}

function numberText(value: number | "stale"): string {
  return String(value).replace("Infinity", "Inf");
}
