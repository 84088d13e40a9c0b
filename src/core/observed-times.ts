/** How long the providers take for a picture, as this process has seen it lately; what a plan of attempts goes by. */
import type { Provider } from "../../generated/contract.ts";

/** Of calls that gave a picture, in milliseconds. */
export interface ProviderTimes {
  readonly p50Ms: number;
  readonly p90Ms: number;
}

export interface ObservedTimes {
  /** A call gave a picture after `ms`. */
  observe(provider: Provider, ms: number): void;
  of(provider: Provider): ProviderTimes;
}

/** What is taken for true until calls were seen: the usual times of the models that booths use. */
const priors: Readonly<Record<Provider, ProviderTimes>> = {
  local: { p50Ms: 200, p90Ms: 1_000 },
  fault: { p50Ms: 200, p90Ms: 1_000 },
  http: { p50Ms: 8_000, p90Ms: 15_000 },
  gemini: { p50Ms: 8_000, p90Ms: 15_000 },
  openai: { p50Ms: 15_000, p90Ms: 22_000 },
  turbotext: { p50Ms: 12_000, p90Ms: 20_000 },
};

/** So many calls back a provider is judged by. */
const WINDOW = 50;
/** The prior counts as so many calls, so that a first odd one does not rule; it has left the window after WINDOW calls. */
const PRIOR_CALLS = 10;

/** Times that begin with the priors and follow what is observed. */
export function createObservedTimes(): ObservedTimes {
  const windows = new Map<Provider, number[]>();
  const windowOf = (provider: Provider) => {
    const found = windows.get(provider) ?? seed(priors[provider]);
    windows.set(provider, found);
    return found;
  };
  return {
    observe(provider, ms) {
      const window = windowOf(provider);
      window.push(ms);
      if (window.length > WINDOW) window.shift();
    },
    of(provider) {
      const sorted = windowOf(provider).toSorted((a, b) => a - b);
      return { p50Ms: quantile(sorted, 0.5), p90Ms: quantile(sorted, 0.9) };
    },
  };
}

/** Calls of which p50 and p90 are those of the prior. */
function seed({ p50Ms, p90Ms }: ProviderTimes): number[] {
  return Array.from({ length: PRIOR_CALLS }, (_, i) => (i < 0.8 * PRIOR_CALLS ? p50Ms : p90Ms));
}

/** The smallest observed value that at least this share of them does not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
