/** How long photos are in work at each provider as a rule, learned from the last ones that got their picture. */
import type { Provider } from "../../generated/contract.ts";

export interface TypicalTimes {
  /** A photo got its picture after this many milliseconds with a permit. */
  observe(provider: Provider, ms: number): void;
  /** The median of the last ones, in milliseconds; undefined before there are a few. */
  medianMs(provider: Provider): number | undefined;
}

const KEPT = 31;
const FEWEST = 3;

/** Nothing is known yet. */
export function createTypicalTimes(): TypicalTimes {
  const last = new Map<Provider, readonly number[]>();
  return {
    observe(provider, ms) {
      last.set(provider, [...(last.get(provider) ?? []), ms].slice(-KEPT));
    },
    medianMs(provider) {
      const sorted = [...(last.get(provider) ?? [])].sort((a, b) => a - b);
      return sorted.length < FEWEST ? undefined : sorted[Math.floor(sorted.length / 2)];
    },
  };
}
