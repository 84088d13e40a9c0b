/** The speeds at which an error budget is spent, and their arithmetic: the one source for rules, checks and messages. */
import { parseDuration } from "./duration.ts";
import type { BurnTier, BurnTierName, Slo } from "./model.ts";

interface Row extends Pick<BurnTier, "severity" | "budget"> {
  readonly short: string;
}

/**
 * The table of "Alerting on SLOs" in the SRE Workbook: a page for 2 % of the budget within 1h or 5 % within 6h, a ticket
 * for 10 % within 3d; and in between, as is usual, a ticket for 10 % within 1d. A short window is a twelfth.
 */
const TABLE: Readonly<Record<BurnTierName, Row>> = {
  "1h": { severity: "page", budget: 0.02, short: "5m" },
  "6h": { severity: "page", budget: 0.05, short: "30m" },
  "1d": { severity: "ticket", budget: 0.1, short: "2h" },
  "3d": { severity: "ticket", budget: 0.1, short: "6h" },
};

/** The tiers of those names, the fastest first; all of them unless said. `timeScale` divides their windows. */
export function burnTiers(names: readonly BurnTierName[] | undefined, timeScale = 1): BurnTier[] {
  const all: readonly BurnTierName[] = ["1h", "6h", "1d", "3d"];
  const window = (name: string) => ({ name, seconds: parseDuration(name) / timeScale });
  return all
    .filter((name) => names === undefined || names.includes(name))
    .map((name) => ({ ...TABLE[name], name, long: window(name), short: window(TABLE[name].short) }));
}

/** Share of events that may be bad: 0.05 for an objective of 0.95. */
export function errorBudget({ objective }: Pick<Slo, "objective">): number {
  // The subtraction is exact but for the last bits of the objective, which are below the 16th decimal.
  return Number((1 - objective).toFixed(15));
}

/** How many times faster than evenly over the period the budget is spent: budget × period / long window. */
export function burnFactor({ budget, long }: BurnTier, { periodSeconds }: Pick<Slo, "periodSeconds">): number {
  return withoutDust((budget * periodSeconds) / long.seconds);
}

/** Significant digits of the number that rules compare with: enough for every objective, few enough to be read. */
const LIMIT_DIGITS = 6;

/** The error ratio above which a tier fires: burn factor × error budget. A ratio is never above 1. */
export function burnLimit(tier: BurnTier, slo: Pick<Slo, "periodSeconds" | "objective">): number {
  return Number((burnFactor(tier, slo) * errorBudget(slo)).toPrecision(LIMIT_DIGITS));
}

/** Least number of events of which a single bad one is not above the limit: ⌈1 / limit⌉. */
export function leastEvents(limit: number): number {
  return Math.ceil(withoutDust(1 / limit));
}

/** Lowest objective, to five decimals, with which a tier can fire: above 1 − 1 / burn factor. */
export function leastObjective(factor: number): number {
  const [steps, decimals] = [100_000, 5];
  return Number(((Math.floor(withoutDust((1 - 1 / factor) * steps)) + 1) / steps).toFixed(decimals));
}

/** Seconds in which the share of the budget of a tier is spent when every event is bad: budget × error budget × period. */
export function secondsToSpend({ budget }: BurnTier, slo: Pick<Slo, "periodSeconds" | "objective">): number {
  return withoutDust(budget * errorBudget(slo) * slo.periodSeconds);
}

/** The tiers that can fire, whose windows Prometheus still has, and which say something of the period. */
export function usableTiers(slo: Slo, retentionSeconds: number): BurnTier[] {
  return slo.tiers.filter(
    (tier) => burnLimit(tier, slo) < 1 && tier.long.seconds <= Math.min(retentionSeconds, slo.periodSeconds),
  );
}

/** For people: four significant digits. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Binary fractions of decimal numbers differ from them in the last of about 16 digits. */
function withoutDust(value: number): number {
  return Number(value.toPrecision(12));
}
