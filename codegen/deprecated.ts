/** What the parts of the compiler share about things that go away: which name stays when the deprecated ones are gone. */
import type { Deprecation } from "./model.ts";

export interface Named {
  readonly name: string;
  readonly deprecated: Deprecation | undefined;
}

/** The name after the sunset: that of the successor, or its own where there is none. */
export function lastingName({ name, deprecated }: Named): string {
  return deprecated?.renamedTo ?? name;
}

export function isRenamed({ deprecated }: Named): boolean {
  return deprecated?.renamedTo !== undefined;
}

/** The deprecated ones of a list that this is the successor of. */
export function formersOf<T extends Named>({ name }: T, list: readonly T[]): readonly T[] {
  return list.filter(({ deprecated }) => deprecated?.renamedTo === name);
}

/** Of labels with one value, which a label and its deprecated name are, one alone: what multiplies the series. */
export function freeLabels<T extends Named>(labels: readonly T[]): readonly T[] {
  return [...new Map(labels.map((label) => [lastingName(label), label])).values()];
}

/** The labels of a list whose successor is in it, too: they have its value. */
export function coupledLabels<T extends Named>(labels: readonly T[]): readonly T[] {
  return labels.filter(({ deprecated }) => labels.some(({ name }) => name === deprecated?.renamedTo));
}
