/** Prometheus durations: text such as 1h30m, and seconds. */

const UNITS: readonly (readonly [string, number])[] = [
  ["y", 31_536_000],
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
  ["ms", 0.001],
];
const SECONDS = new Map(UNITS);

/** Seconds of a duration; NaN when the text is none. */
export function parseDuration(text: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return Number.NaN;
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, part) => sum + Number(part[1]) * (SECONDS.get(part[2] ?? "") ?? Number.NaN), 0);
}

/** The shortest duration text of a number of seconds, in milliseconds at the finest: 90 → 1m30s. */
export function formatDuration(seconds: number): string {
  let left = Math.round(seconds * 1000);
  if (left === 0) return "0s";
  let text = "";
  for (const [unit, size] of UNITS) {
    if (unit === "y" || unit === "w") continue;
    const count = Math.floor(left / (size * 1000));
    if (count > 0) text += `${count}${unit}`;
    left -= count * Math.round(size * 1000);
  }
  return text;
}

/** Prometheus counts durations in 64-bit nanoseconds: a hundred years are well within. */
export const LONGEST_DURATION = 100 * 31_536_000;
