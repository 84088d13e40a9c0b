/** Rules are evaluated and targets scraped more often than Prometheus forgets a sample. */
import { formatDuration } from "../duration.ts";
import type { Model } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "group/interval";
const code = "P16";
/** How long a sample counts as the current one, unless Prometheus is told otherwise. */
const LOOKBACK_SECONDS = 300;

export const groupInterval: Check = {
  id,
  code,
  explain: {
    what: "The evaluation interval or a scrape interval is longer than the 5m for which Prometheus takes a sample as current.",
    why: "Between two evaluations the recorded series are gone: what is built on them has no result, `for` starts anew each time and the alert never fires.",
    wrong: "prometheus: {evaluation_interval: 10m}",
    right: "prometheus: {evaluation_interval: 1m}",
  },
  check: ({ prometheus, endpoints }: Model) => {
    const { start, end } = prometheus.at("evaluation_interval");
    const all = prometheus.at();
    // Left out, it is the scrape interval, which is reported by itself.
    const stated = start !== all.start || end !== all.end;
    return [
      ...(stated
        ? tooLong("Rules are evaluated", prometheus.evaluationIntervalSeconds, prometheus.at("evaluation_interval"))
        : []),
      ...endpoints.flatMap(({ job, scrapeIntervalSeconds, at }) =>
        tooLong(`The job \`${job}\` is scraped`, scrapeIntervalSeconds, at("scrape_interval_seconds")),
      ),
    ];
  },
};

function tooLong(what: string, seconds: number, at: Problem["at"]): Problem[] {
  if (seconds <= LOOKBACK_SECONDS) return [];
  const message = `${what} every ${formatDuration(seconds)}, but Prometheus takes a sample as current for 5m only: in between there is no series.`;
  return [error(id, at, message, "Take at most 5m; 15s to 1m are usual.", code)];
}
