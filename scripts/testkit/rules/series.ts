/** Input series for rule tests: the service's metrics over time in promtool's notation. For tests only. */
import { type LabelValue, labelValues } from "../../../generated/contract.ts";

/** Selector → values, one a scrape. */
export type Series = Readonly<Record<string, string>>;

/** Length of every series: 100 minutes at the scrape interval of 15 s. */
const SAMPLES = 400;
const SCRAPES_A_MINUTE = 4;

/** A counter that grows by the same amount with every scrape. */
export function growing(perScrape: number, from = 0): string {
  return `${from}+${perScrape}x${SAMPLES}`;
}

export function flat(value: number): string {
  return Number.isNaN(value) ? Array(SAMPLES).fill("NaN").join(" ") : `${value}x${SAMPLES}`;
}

/** One value a minute, repeated for ever from the beginning of the list. */
export function everyMinute(...values: readonly number[]): string {
  return sampled((scrape) => values[Math.floor(scrape / SCRAPES_A_MINUTE) % values.length] ?? 0);
}

/** The first value until a minute, the second from then on. */
export function changing(before: number, minute: number, after: number): string {
  return sampled((scrape) => (scrape < minute * SCRAPES_A_MINUTE ? before : after));
}

/** A value that is scraped until a minute and gone from then on. */
export function ending(value: number, minute: number): string {
  return `${value}x${minute * SCRAPES_A_MINUTE - 1} stale`;
}

/** A counter that rises by one at each of the minutes. */
export function countingAt(...minutes: readonly number[]): string {
  return sampled((scrape) => minutes.filter((minute) => minute * SCRAPES_A_MINUTE <= scrape).length);
}

/** A counter that rises by one every so many scrapes. */
export function countingEvery(scrapes: number): string {
  return sampled((scrape) => Math.floor(scrape / scrapes));
}

/** A counter that grows by one with every scrape, but not between two minutes. */
export function pausing(from: number, to: number): string {
  const [start, end] = [from * SCRAPES_A_MINUTE, to * SCRAPES_A_MINUTE];
  return sampled((scrape) => Math.min(scrape, start) + Math.max(0, scrape - end));
}

/** A counter that grows by an amount a scrape and begins anew at zero when its process restarts. */
export function restarting(perScrape: number, minute: number): string {
  const scrapes = minute * SCRAPES_A_MINUTE;
  return `1000+${perScrape}x${scrapes - 1} 0+${perScrape}x${SAMPLES - scrapes}`;
}

function sampled(value: (scrape: number) => number): string {
  return Array.from({ length: SAMPLES }, (_, scrape) => value(scrape)).join(" ");
}

interface Where {
  readonly instance?: string;
  readonly slot?: LabelValue<"slot_id">;
}

type PerOutcome = Partial<Record<LabelValue<"outcome">, string>>;

/** ingest_requests_total of one slot: every outcome exists from the first scrape, as in the service. */
export function requests(outcomes: PerOutcome, { instance = "a", slot = "slot-001" }: Where = {}): Series {
  const series = labelValues.outcome.map((outcome) => [
    selector("ingest_requests_total", { instance, slot_id: slot, provider: "local", outcome }),
    outcomes[outcome] ?? flat(0),
  ]);
  return Object.fromEntries(series) as Series;
}

/** ingest_rejected_total with every reason. */
export function rejected(reasons: Partial<Record<LabelValue<"reason">, string>>): Series {
  const series = labelValues.reason.map((reason) => [
    selector("ingest_rejected_total", { instance: "a", reason }),
    reasons[reason] ?? flat(0),
  ]);
  return Object.fromEntries(series) as Series;
}

type PerResult = Partial<Record<LabelValue<"result">, string>>;

/** provider_attempts_total of one slot and provider with every result. */
export function attempts(
  results: PerResult,
  { slot = "slot-001", provider = "gemini" }: { slot?: LabelValue<"slot_id">; provider?: LabelValue<"provider"> } = {},
): Series {
  const series = labelValues.result.map((result) => [
    selector("provider_attempts_total", { instance: "a", slot_id: slot, provider, result }),
    results[result] ?? flat(0),
  ]);
  return Object.fromEntries(series) as Series;
}

const RATIO_BOUNDS = [0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, Number.POSITIVE_INFINITY];

/** ingest_deadline_used_ratio of one slot: how many jobs a scrape fell into the bucket below each bound. */
export function deadlineUsed(
  perBound: Readonly<Record<number, number>>,
  { instance = "a", slot = "slot-001" }: Where = {},
  values: (cumulative: number) => string = growing,
): Series {
  let cumulative = 0;
  const series = RATIO_BOUNDS.map((bound) => {
    cumulative += perBound[bound] ?? 0;
    const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound);
    return [selector("ingest_deadline_used_ratio_bucket", { instance, slot_id: slot, le }), values(cumulative)];
  });
  return Object.fromEntries(series) as Series;
}

/** Size and free bytes of one instance's media volume. */
export function volume(instance: string, available: number, size = 100): Series {
  return {
    [selector("media_volume_available_bytes", { instance })]: flat(available),
    [selector("media_volume_size_bytes", { instance })]: flat(size),
  };
}

/** A gauge of one instance. */
export function gauge(
  name: string,
  instance: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Series {
  return { [selector(name, { instance, ...labels })]: values };
}

function selector(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries({ job: "ingest", ...labels }).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return `${name}{${pairs.join(", ")}}`;
}
