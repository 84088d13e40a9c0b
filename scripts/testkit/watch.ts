/** Scrapes every instance of a cluster, and has the generated rules evaluated by promtool over all that was seen. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { askPromtool } from "./oracle/promtool.ts";
import { SCRAPE_SECONDS, scrapedSeries } from "./scraped-series.ts";

export interface Watch {
  /** One more scrape of each instance, now. */
  scrape(): Promise<void>;
  /** Which alerts were in this state at any time so far, by name, each once. */
  alerts(promtool: string, state: "pending" | "firing"): Promise<string[]>;
  stop(): Promise<void>;
}

/** How long the 15 s from one scrape to the next take here: an instance that is away is away for much longer to the rules. */
const EVERY_MS = 1_000;
/** Slots that nobody uses only cost time. */
const USED = /slot_id="slot-00[12]"/;

/** Scrapes until it is stopped. */
export function startWatch(cluster: Cluster): Watch {
  const scrapes = new Map(cluster.backends.map(({ name }) => [name, [] as (string | undefined)[]]));
  const stopping = new AbortController();
  async function scrape(): Promise<void> {
    for (const [name, text] of await cluster.scrape()) scrapes.get(name)?.push(text);
  }
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.all([scrape(), sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)]);
    }
  })();
  return {
    scrape,
    async alerts(promtool, state) {
      const rules = await readFile(join(import.meta.dirname, "../../generated/prometheus/rules.yml"), "utf8");
      const series = [...scrapes]
        .flatMap(([name, texts]) => scrapedSeries(name, texts.map(thinned)))
        .filter(({ labels }) => rules.includes(labels["__name__"] ?? ""));
      const timeSeconds = Math.max(...[...scrapes.values()].map(({ length }) => length - 1)) * SCRAPE_SECONDS;
      const expr = `count by (alertname) (count_over_time(ALERTS{alertstate="${state}"}[${timeSeconds + SCRAPE_SECONDS}s]))`;
      const questions = [{ expr, timeSeconds }];
      const [answer] = askPromtool(promtool, { series, intervalSeconds: SCRAPE_SECONDS, questions, rules });
      if (answer === undefined || "error" in answer) throw new Error(`promtool says: ${answer?.error}`);
      return answer.samples.map(({ labels }) => labels["alertname"] ?? "").sort();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function thinned(scrape: string | undefined): string | undefined {
  return scrape
    ?.split("\n")
    .filter((line) => !line.includes("slot_id=") || USED.test(line))
    .join("\n");
}
