/** Hours of an event in seconds: photos at their minutes, a scrape at the end of each, and what promtool makes of them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../generated/contract.ts";
import { type BreakerRules, breakerRules } from "../../src/core/breaker.ts";
import { type Answer, photoForm, post } from "./ingest.ts";
import { askPromtool } from "./oracle/promtool.ts";
import { makeUnique } from "./photos.ts";
import { SCRAPE_SECONDS, scrapedSeries } from "./scraped-series.ts";
import { type TestService, testPassword } from "./service.ts";

/** How long a minute of the day takes here. */
const MINUTE_MS = 150;
const FASTER = 60_000 / MINUTE_MS;

/** The breaker's own rules, in the day's time. */
export const compressedRules: BreakerRules = {
  ...breakerRules,
  windowMs: breakerRules.windowMs / FASTER,
  degraded: { ...breakerRules.degraded, windowMs: breakerRules.degraded.windowMs / FASTER },
  coolDownMs: { first: breakerRules.coolDownMs.first / FASTER, most: breakerRules.coolDownMs.most / FASTER },
};

/** A photo of the day. */
export interface Shot {
  readonly minute: number;
  readonly slot: SlotId;
}

/** So many photos at even distances, from one booth after the other. */
export function evenly(count: number, minutes: number, slots: readonly SlotId[]): Shot[] {
  return Array.from({ length: count }, (_, i) => {
    const slot = slots[i % slots.length];
    if (slot === undefined) throw new Error("A day needs a slot.");
    return { minute: Math.floor((i * minutes) / count), slot };
  });
}

export interface Day {
  readonly answers: readonly (Answer & Shot)[];
  /** What /metrics showed, one text a minute. */
  readonly scrapes: readonly string[];
}

/** Posts the photos at their minutes, each as bytes of its own. `atMinute` is told of each minute as it begins. */
export async function liveThrough(
  service: TestService,
  minutes: number,
  shots: readonly Shot[],
  photo: Buffer,
  atMinute: (minute: number) => void = () => undefined,
): Promise<Day> {
  const startedAt = performance.now();
  const answers: Promise<Answer & Shot>[] = [];
  const scrapes: string[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    atMinute(minute);
    for (const shot of shots.filter((one) => one.minute === minute)) {
      const url = `${service.url}/api/ingest/${shot.slot}`;
      answers.push(post(url, photoForm(makeUnique(photo), testPassword)).then((answer) => ({ ...answer, ...shot })));
    }
    await sleep(Math.max(0, startedAt + (minute + 1) * MINUTE_MS - performance.now()));
    scrapes.push(await (await fetch(`${service.url}/metrics`)).text());
  }
  return { answers: await Promise.all(answers), scrapes };
}

/** Which alerts of a file of rules fired at some time of the day, by name and provider, by the real promtool. */
export function alertsFired(promtool: string, rules: string, { answers, scrapes }: Day): string[] {
  const timeSeconds = (scrapes.length - 1) * 60;
  const expr = `count by (alertname, provider) (count_over_time(ALERTS{alertstate="firing"}[${scrapes.length}m]))`;
  const questions = [{ expr, timeSeconds }];
  // promtool takes minutes for what no rule reads, and for slots that nobody used.
  const used = new Set<string>(answers.map(({ slot }) => slot));
  // Each scrape holds for its minute, so that there is a sample every 15 seconds, as Prometheus would have it.
  const series = scrapedSeries("a", scrapes, 60 / SCRAPE_SECONDS).filter(
    ({ labels: { __name__: name = "", slot_id: slot } }) =>
      rules.includes(name) && (slot === undefined || used.has(slot)),
  );
  const [answer] = askPromtool(promtool, { series, intervalSeconds: SCRAPE_SECONDS, questions, rules });
  if (answer === undefined || "error" in answer) throw new Error(`promtool says: ${answer?.error}`);
  return answer.samples.map(({ labels }) => `${labels["alertname"]} ${labels["provider"] ?? ""}`.trim()).sort();
}
