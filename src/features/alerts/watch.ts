/** Watches this process: takes a sample of its own metrics at the pace of a scrape, and evaluates the contract's alerts. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Registry } from "prom-client";
import { type AlertRule, alertRules, pace, recordingRules } from "../../../generated/alerts.ts";
import { endpoints } from "../../../generated/contract.ts";
import { metricNames } from "../../../generated/metrics.ts";
import type { Clock } from "../../core/clock.ts";
import { type AlertView, createRules, type Rules } from "../../core/promql/rules.ts";
import { createSamples, type Samples, type Series } from "../../core/promql/samples.ts";
import { factMetrics } from "./facts.ts";
import { blindness } from "./self-seen.ts";

/**
 * How far back the process remembers itself: windows up to an hour, and some late rounds. With about 1,500 series that an
 * alert reads, 9 bytes a sample and 337 rows this is 4.6 MB.
 */
const REMEMBERED_MS = 70 * 60_000;

/** A wall clock that moved this far from the steady one was set: times before and after cannot be compared. */
const CLOCK_JUMP_MS = 5000;

/** An alert that this process cannot see of itself. */
interface Unseen {
  readonly rule: AlertRule;
  readonly blindness: string;
}

/** What is known at a time; all times are epoch milliseconds. */
export interface Watched {
  readonly watchingSinceMs: number;
  readonly evaluatedAtMs: number;
  readonly alerts: readonly AlertView[];
  readonly unseen: readonly Unseen[];
  readonly samples: Samples;
}

export interface AlertWatch {
  /** Takes a sample and evaluates everything; a round that is still going on counts as this one. */
  tick(): Promise<void>;
  /** Throws before the first tick. */
  watched(): Watched;
  stop(): void;
}

export interface WatchSources {
  readonly registry: Registry;
  /** Brings gauges up to date that are set when they are read. */
  readonly refresh: () => void;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
}

/** Ticks every 15 s, the contract's interval of a scrape, from now on; the first time when `tick` is called. */
export function startAlertWatch(sources: WatchSources): AlertWatch {
  let memory: Memory | undefined;
  let running: Promise<void> | undefined;
  const round = async () => {
    try {
      const timeMs = memory?.timeOf(sources.clock);
      // A clock that was set makes all that is remembered worthless: begin anew, and say so in watching_since.
      if (memory === undefined || timeMs === undefined) memory = createMemory(sources);
      sources.refresh();
      await memory.take(timeMs ?? memory.watchingSinceMs);
    } catch (error) {
      sources.failed(error);
    } finally {
      running = undefined;
    }
  };
  const tick = () => {
    running ??= round();
    return running;
  };
  const timer = setInterval(() => void tick(), pace.scrapeSeconds * 1000).unref();
  return {
    tick,
    watched() {
      if (memory === undefined) throw new Error("Nothing was evaluated yet.");
      return memory.watched();
    },
    stop: () => clearInterval(timer),
  };
}

interface Memory {
  readonly watchingSinceMs: number;
  /** Epoch milliseconds by the steady clock; undefined when the wall clock was set since. */
  timeOf(clock: Clock): number | undefined;
  take(timeMs: number): Promise<void>;
  watched(): Watched;
}

const unseen: readonly Unseen[] = alertRules.flatMap((rule) => {
  const reason = blindness(rule);
  return reason === undefined ? [] : [{ rule, blindness: reason }];
});
const seen = alertRules.filter((rule) => unseen.every((other) => other.rule !== rule));

function createMemory({ registry, clock }: WatchSources): Memory {
  const samples = createSamples(Math.ceil(REMEMBERED_MS / (pace.scrapeSeconds * 1000)) + 1);
  const rules = createRules({ samples, recordingRules, alertRules: seen, rememberedMs: REMEMBERED_MS });
  const sample = createSampling(registry, samples, namesToSample(rules));
  const { wallMs: watchingSinceMs, steadyMs, epoch } = clock.read();
  let evaluatedAtMs = watchingSinceMs;
  return {
    watchingSinceMs,
    timeOf(now) {
      const reading = now.read();
      const timeMs = Math.round(watchingSinceMs + reading.steadyMs - steadyMs);
      return reading.epoch === epoch && Math.abs(reading.wallMs - timeMs) <= CLOCK_JUMP_MS ? timeMs : undefined;
    },
    async take(timeMs) {
      await sample(timeMs);
      // Other work comes in between, so that no photo waits for all of them.
      for (const _ of rules.round(timeMs)) await nextTurn();
      evaluatedAtMs = timeMs;
    },
    watched: () => ({ watchingSinceMs, evaluatedAtMs, alerts: rules.alerts(), unseen, samples }),
  };
}

/** Names of series that alerts evaluated here read, directly or through records, and those that suggestions speak of. */
function namesToSample(rules: Rules): ReadonlySet<string> {
  const evaluated = rules.alerts().filter(({ refusal }) => refusal === undefined);
  const names = new Set<string>([...factMetrics, ...evaluated.flatMap(({ rule }) => rule.reads)]);
  for (const { name, reads } of recordingRules.toReversed())
    if (names.has(name)) for (const read of reads) names.add(read);
  return names;
}

/** Adds a sample of each series with one of the names; one that the registry does not show any more is marked as gone. */
function createSampling(
  registry: Registry,
  samples: Samples,
  names: ReadonlySet<string>,
): (timeMs: number) => Promise<void> {
  const target = { job: endpoints[0].job, instance: "self" };
  const up = samples.series({ __name__: "up", ...target });
  const families = metricNames.filter((name) => ["", "_bucket", "_sum", "_count"].some((end) => names.has(name + end)));
  const byKey = new Map<string, Series>();
  // The registry keeps the labels of a counter or gauge in one object for ever.
  const byLabels = new WeakMap<Read["labels"], Series>();
  let shown = new Set<Series>();
  const seriesOf = (name: string, labels: Read["labels"]): Series => {
    const key = [name, ...Object.entries(labels).flat()].join("\0");
    const texts = () => Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)]));
    const series = byKey.get(key) ?? samples.series({ __name__: name, ...texts(), ...target });
    byKey.set(key, series);
    return series;
  };
  return async (timeMs) => {
    const now = new Set<Series>();
    samples.add(up, timeMs, 1);
    for (const family of families) {
      for (const { name, labels, value } of await readFamily(registry, family)) {
        if (!names.has(name)) continue;
        const series = byLabels.get(labels) ?? seriesOf(name, labels);
        if (name === family) byLabels.set(labels, series);
        samples.add(series, timeMs, value);
        now.add(series);
      }
    }
    for (const series of shown) if (!now.has(series)) samples.add(series, timeMs, undefined);
    shown = now;
  };
}

interface Read {
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** What the registry holds of a metric, as a scrape would show it. */
async function readFamily(registry: Registry, family: string): Promise<Read[]> {
  const { values = [] } = (await registry.getSingleMetric(family)?.get()) ?? {};
  return values.map((one) => {
    const bound = one.labels["le"];
    // As in a scrape's text: +Inf has its sign.
    const labels =
      bound === undefined ? one.labels : { ...one.labels, le: String(bound).replace(/^Infinity$/, "+Inf") };
    const name = "metricName" in one && typeof one.metricName === "string" ? one.metricName : family;
    return { name, labels: labels as Read["labels"], value: one.value };
  });
}
