/** What makes the series of a histogram hang together: rising bounds, cumulative buckets, `+Inf`, `_sum` and `_count`. */
import { type Family, type HistogramSeries, histogramSeries, type Sample, seriesText } from "./family.ts";
import { type Finding, type FindingId, gathered } from "./finding.ts";
import { readFloat } from "./line.ts";

interface Bucket {
  readonly bound: number;
  readonly sample: Sample;
}

/** What is wrong within the series of a histogram. */
export function histogramFindings(family: Family): Finding[] {
  const all = histogramSeries(family);
  // What seems to be missing may stand in a line that could not be read.
  const whole = family.damaged ? [] : all;
  return [
    ...bucketFindings(family.name, all),
    ...tell("inf-missing", family.name, 'series without le="+Inf"', whole.filter(isOpen)),
    ...gathered(
      "inf-differs",
      family.name,
      all.flatMap(differing),
      'series whose le="+Inf" bucket is not its _count',
      ({ infinity, count }) => `${seriesText(infinity)} ${infinity.value}, not ${count.value}`,
    ),
    ...tell(
      "sum-missing",
      family.name,
      "series without _sum",
      whole.filter(({ sum }) => !sum),
    ),
    ...tell(
      "count-missing",
      family.name,
      "series without _count",
      whole.filter(({ count }) => !count),
    ),
  ];
}

function bucketFindings(name: string, all: readonly HistogramSeries[]): Finding[] {
  const buckets = all.flatMap((series) => series.buckets);
  const unlimited = buckets.filter(({ labels }) => !labels.has("le"));
  const unreadable = buckets.filter((bucket) => bucket.labels.has("le") && !hasBound(bucket));
  const unordered = all.flatMap((series) => firstBreach(bucketsOf(series), (a, b) => a.bound < b.bound));
  const falling = all.flatMap((series) => {
    const rising = bucketsOf(series).sort((a, b) => a.bound - b.bound);
    return firstBreach(rising, (a, b) => !(a.sample.value > b.sample.value));
  });
  return [
    ...tell("le-missing", name, "bucket without le", unlimited),
    ...tell("le-syntax", name, "bucket whose le is no number", unreadable),
    ...tell("buckets-order", name, "bucket whose le is not above that of the bucket before", unordered),
    ...tell("buckets-cumulative", name, "bucket that counts less than a smaller one", falling),
  ];
}

function tell(id: FindingId, metric: string, what: string, seen: readonly (Sample | HistogramSeries)[]): Finding[] {
  return gathered(id, metric, seen, what, (one) =>
    "value" in one ? `${seriesText(one)} ${one.value}` : seriesText(one),
  );
}

/** The first bucket that does not stand to the one before as it should; none when all do. */
function firstBreach(buckets: readonly Bucket[], holds: (before: Bucket, after: Bucket) => boolean): Sample[] {
  const found = buckets.find((bucket, i) => i > 0 && !holds(buckets[i - 1] ?? bucket, bucket));
  return found ? [found.sample] : [];
}

/** The buckets whose bound can be read. */
function bucketsOf({ buckets }: HistogramSeries): Bucket[] {
  return buckets.filter(hasBound).map((sample) => ({ bound: boundOf(sample), sample }));
}

/** The upper bound of a bucket, NaN when it has none that can be read. */
export function boundOf({ labels }: Sample): number {
  return readFloat(labels.get("le") ?? "") ?? Number.NaN;
}

function hasBound(bucket: Sample): boolean {
  return !Number.isNaN(boundOf(bucket));
}

function infinityOf({ buckets }: HistogramSeries): Sample | undefined {
  return buckets.find((bucket) => boundOf(bucket) === Number.POSITIVE_INFINITY);
}

/** Whether a series has no bucket for everything, though the bounds of all its buckets can be read. */
function isOpen(series: HistogramSeries): boolean {
  return series.buckets.every(hasBound) && !infinityOf(series);
}

function differing(series: HistogramSeries): { infinity: Sample; count: Sample; line: number }[] {
  const infinity = infinityOf(series);
  const { count } = series;
  if (!infinity || !count || infinity.value === count.value) return [];
  return [{ infinity, count, line: infinity.line }];
}
