/** The parts of an exposition: families, their samples, and which of these are of one series. */
import { type Finding, quoted } from "./finding.ts";

export interface Sample {
  /** Of the series: the family's own, or that with `_bucket`, `_sum` or `_count`. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** 1-based. */
  readonly line: number;
  /** The same for two samples of the same series. */
  readonly key: string;
}

/** The text of a HELP or TYPE line. */
export interface Stated {
  readonly text: string;
  readonly line: number;
}

export interface Family {
  readonly name: string;
  /** Its first line. */
  readonly line: number;
  readonly help: Stated | undefined;
  readonly type: Stated | undefined;
  readonly samples: readonly Sample[];
  /** Some line of it could not be read: what seems to be missing may stand there. */
  readonly damaged: boolean;
}

export interface Exposition {
  readonly families: ReadonlyMap<string, Family>;
  readonly findings: readonly Finding[];
  /** False: there were too many faults to read on. */
  readonly complete: boolean;
}

type Labels = ReadonlyMap<string, string>;

/**
 * One text for labels in any order, those named `except` left out. An empty value is as good as no label: Prometheus keeps
 * neither.
 */
export function labelsKey(labels: Labels, except?: string): string {
  const pairs = [...labels].filter(([name, value]) => value !== "" && name !== except);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A series as the format writes it. */
export function seriesText({ name, labels }: { readonly name: string; readonly labels: Labels }): string {
  const pairs = [...labels].map(([label, value]) => `${label}=${quoted(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/** The samples of a histogram that share all labels but `le`. */
export interface HistogramSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly line: number;
  /** In the order of the text. */
  readonly buckets: readonly Sample[];
  readonly sum: Sample | undefined;
  readonly count: Sample | undefined;
}

/** The samples of a histogram, by series. */
export function histogramSeries({ name, samples }: Family): HistogramSeries[] {
  const series = new Map<
    string,
    { -readonly [K in keyof HistogramSeries]: HistogramSeries[K] } & { buckets: Sample[] }
  >();
  for (const sample of samples) {
    const key = labelsKey(sample.labels, "le");
    let one = series.get(key);
    if (!one) {
      const labels = new Map([...sample.labels].filter(([label]) => label !== "le"));
      one = { name, labels, line: sample.line, buckets: [], sum: undefined, count: undefined };
      series.set(key, one);
    }
    if (sample.name === `${name}_bucket`) one.buckets.push(sample);
    else if (sample.name === `${name}_sum`) one.sum = sample;
    else if (sample.name === `${name}_count`) one.count = sample;
  }
  return [...series.values()];
}
