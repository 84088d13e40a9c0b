/** The one metric that scrapes are compared by. */

export const METRIC = "task_duration_seconds";
export const BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 40, 48, 60, 66, 75, 90, 120];

/** The values of a label. */
export function valuesOf(name: string, size: number): string[] {
  return Array.from({ length: size }, (_, i) => `${name}${i}`);
}
