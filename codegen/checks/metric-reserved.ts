/** Names that Prometheus gives a meaning of its own are not used for something else. */
import { error, type Problem, type Span } from "../problem.ts";
import { PROMETHEUS_SERIES } from "../promql/series.ts";
import type { Check } from "./check.ts";

const id = "metric/reserved";

const SUFFIXES = ["_bucket", "_sum", "_count", "_created"];
const LABELS = new Map([
  ["le", "the bucket bound of histograms"],
  ["quantile", "the quantile of summaries"],
  ["job", "the scrape job, which Prometheus adds"],
  ["instance", "the scraped address, which Prometheus adds"],
  ["alertname", "the name of an alert"],
  ["alertstate", "the state of an alert"],
  ["severity", "the severity of an alert"],
]);

export const metricReserved: Check = {
  id,
  code: "P18",
  explain: {
    what: "A name is used to which Prometheus gives a meaning of its own.",
    why: "The series would collide with those of a histogram, or the label would be overwritten when it is scraped.",
    wrong: "labels:\n  instance: {values: [a, b], help: The worker.}",
    right: "labels:\n  worker: {values: [a, b], help: The worker.}",
  },

  check: ({ metrics, recordingRules, labels }) => [
    ...metrics.flatMap(({ name, at }) => ownSeries(name, at("name"))),
    ...recordingRules.flatMap(({ record, at }) => ownSeries(record, at("record"))),
    ...metrics.flatMap(({ name, at }): Problem[] => {
      const suffix = SUFFIXES.find((end) => name.endsWith(end));
      if (!suffix) return [];
      const message = `The metric \`${name}\` ends in ${suffix}, which histograms and summaries add themselves.`;
      return [error(id, at("name"), message, "Choose another ending.", "P18")];
    }),
    ...labels.flatMap(({ name, at }): Problem[] => {
      const meaning = name.startsWith("__") ? "Prometheus' internal use" : LABELS.get(name);
      if (!meaning) return [];
      return [error(id, at(), `The label \`${name}\` is reserved for ${meaning}.`, "Choose another name.", "P18")];
    }),
  ],
};

function ownSeries(name: string, at: Span): Problem[] {
  if (!PROMETHEUS_SERIES.includes(name)) return [];
  return [error(id, at, `Prometheus itself makes the series \`${name}\`.`, "Choose another name.", "P18")];
}
