/** What happened lately, counted exactly from this process's own counters: what suggestions speak of. */
import { labelValue } from "../../core/promql/labels.ts";
import { mark, type Samples, type Series } from "../../core/promql/samples.ts";

/** Counters that facts are taken from. */
export const factMetrics = [
  "ingest_requests_total",
  "ingest_rejected_total",
  "ingest_deadline_used_ratio_bucket",
  "provider_attempts_total",
  "media_volume_size_bytes",
  "media_volume_available_bytes",
] as const;

/** How often something happened, by the labels of its counter. */
export interface Count {
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
}

export interface Facts {
  /** How far back the counts go in minutes; less than the half hour that is asked for when the process is younger. */
  readonly minutes: number;
  /** Jobs that ended, slot-test aside: by slot_id, provider and outcome. */
  readonly jobs: readonly Count[];
  /** Calls to providers that ended, slot-test aside: by slot_id, provider and result. */
  readonly attempts: readonly Count[];
  /** Requests refused before a job existed, by reason. */
  readonly rejected: readonly Count[];
  /** Jobs that ended within T_sync_response, and those of them in its last tenth. */
  readonly withinT: number;
  readonly lastTenth: number;
  /** Size and free bytes of the media volume; undefined while they cannot be read. */
  readonly volume: { readonly sizeBytes: number; readonly availableBytes: number } | undefined;
}

const WINDOW_MS = 30 * 60_000;

/** The facts of the last half hour before a time. */
export function factsOf(samples: Samples, untilMs: number): Facts {
  const from = samples.countUntil(untilMs - WINDOW_MS - 1);
  const startMs = samples.times[from] ?? untilMs;
  const counts = (metric: (typeof factMetrics)[number]): Count[] =>
    samples.named(metric).flatMap((series) => {
      const count = labelValue(series.set, "slot_id") === "slot-test" ? 0 : growth(series, from, samples.rows());
      return count > 0 ? [{ labels: series.set.labels, count }] : [];
    });
  const ratios = counts("ingest_deadline_used_ratio_bucket");
  const upTo = (bound: string) => total(ratios.filter(({ labels }) => labels["le"] === bound));
  return {
    minutes: Math.max(1, Math.round((untilMs - startMs) / 60_000)),
    jobs: counts("ingest_requests_total"),
    attempts: counts("provider_attempts_total"),
    rejected: counts("ingest_rejected_total"),
    withinT: upTo("1"),
    lastTenth: upTo("1") - upTo("0.9"),
    volume: volumeOf(samples),
  };
}

/** All of them together. */
export function total(counts: readonly Count[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Those with these labels. */
export function having(counts: readonly Count[], wanted: Readonly<Record<string, string>>): Count[] {
  return counts.filter(({ labels }) => Object.entries(wanted).every(([name, value]) => labels[name] === value));
}

/** Sums by the values of some labels, the greatest first. */
export function summed(counts: readonly Count[], ...names: readonly string[]): Count[] {
  const groups = Map.groupBy(counts, ({ labels }) => JSON.stringify(names.map((name) => labels[name] ?? "")));
  return [...groups.values()]
    .map((group) => ({
      labels: Object.fromEntries(names.map((name) => [name, group[0]?.labels[name] ?? ""])),
      count: total(group),
    }))
    .sort((a, b) => b.count - a.count);
}

/** How much a counter of this process grew from row to row; it never falls while the process lives. */
function growth({ values, marks }: Series, from: number, to: number): number {
  let [first, last] = [from, to - 1];
  while (first < last && marks[first] !== mark.value) first++;
  while (last > first && marks[last] !== mark.value) last--;
  return first < last ? (values[last] ?? 0) - (values[first] ?? 0) : 0;
}

function volumeOf(samples: Samples): Facts["volume"] {
  const newest = (metric: (typeof factMetrics)[number]) => {
    const [series] = samples.named(metric);
    return series?.values[samples.rows() - 1] ?? Number.NaN;
  };
  const [sizeBytes, availableBytes] = [newest("media_volume_size_bytes"), newest("media_volume_available_bytes")];
  return sizeBytes > 0 && availableBytes >= 0 ? { sizeBytes, availableBytes } : undefined;
}
