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

/** More samples than this nobody writes, and a test with them would run for hours. */
const MOST_SAMPLES = 100_000;
const NUMBER = "[-+]?(?:\\d+\\.?\\d*(?:e[-+]?\\d+)?|\\.\\d+|Inf|NaN)";
const RUN = new RegExp(`^(${NUMBER})(?:([-+]\\d+(?:\\.\\d+)?))?x(\\d+)$`);

/** The values that a notation stands for, as promtool expands it; undefined when it is none, or has too many. */
export function valuesOf(text: string): Value[] | undefined {
  const parts = text.trim().split(/\s+/).map(valuesOfPart);
  const values = parts.flatMap((part) => part ?? []);
  return parts.includes(undefined) || values.length > MOST_SAMPLES ? undefined : values;
}

function valuesOfPart(part: string): Value[] | undefined {
  const gap = /^_(?:x(\d+))?$/.exec(part);
  if (gap) return repeated(Number(gap[1] ?? 1), () => undefined);
  if (part === "stale") return ["stale"];
  if (new RegExp(`^${NUMBER}$`).test(part)) return [numberOf(part)];
  const [, first, slope = "0", times] = RUN.exec(part) ?? [];
  if (first === undefined || times === undefined) return undefined;
  let value = numberOf(first);
  return repeated(Number(times) + 1, (i) => {
    if (i > 0) value += Number(slope);
    return value;
  });
}

function repeated(count: number, value: (i: number) => Value): Value[] | undefined {
  return count > MOST_SAMPLES ? undefined : Array.from({ length: count }, (_, i) => value(i));
}

function numberOf(text: string): number {
  return Number(text.replace("Inf", "Infinity"));
}
