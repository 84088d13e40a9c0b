/** Runs rules in this process over series in promtool's notation, as `promtool test rules` runs them. For tests only. */
import { valuesOf } from "../../codegen/rule-tests/notation.ts";
import type { AlertRule, Expression, RecordingRule } from "../../generated/alerts.ts";
import { prepare } from "../../src/core/promql/evaluate.ts";
import type { Labels } from "../../src/core/promql/labels.ts";
import { createRules, type Rules } from "../../src/core/promql/rules.ts";
import { createSamples, type Samples, type Series } from "../../src/core/promql/samples.ts";
import { inputSeries } from "./oracle/promtool.ts";

/** What promtool calls a test. */
export interface Situation {
  /** Selector with every label → values in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;
  readonly intervalSeconds: number;
  readonly evaluationSeconds: number;
}

export interface Firing {
  readonly labels: Labels;
  readonly value: number;
}

export interface Replayed {
  /** What of the alert fires, in the last evaluation that is not after the time; only times that were asked for. */
  firing(alert: string, atSeconds: number): readonly Firing[];
  /** Why a rule was not evaluated or failed; undefined when nothing is wrong. */
  complaint(alert: string): string | undefined;
  /** The result of an expression over what was given and recorded, ALERTS included. */
  query(expr: Expression, atSeconds: number): readonly Firing[];
}

/** Evaluates the alerts, and those recording rules that they need, until the last of the times. */
export function replay(
  recordingRules: readonly RecordingRule[],
  alertRules: readonly AlertRule[],
  situation: Situation,
  timesSeconds: readonly number[],
): Replayed {
  const inputs = inputsOf(situation);
  const steps = Math.max(0, ...inputs.map(({ values }) => values.length));
  const lastMs = Math.max(...timesSeconds) * 1000;
  const evaluationMs = situation.evaluationSeconds * 1000;
  const samples = createSamples(steps + Math.ceil(lastMs / evaluationMs) + 1);
  const rules = createRules({
    samples,
    alertRules,
    recordingRules: neededBy(alertRules, recordingRules),
    rememberedMs: Number.POSITIVE_INFINITY,
  });
  const scrape = scraper(inputs, situation.intervalSeconds * 1000, samples);
  const alertSeries = createAlertSeries(samples);
  const fired = new Map<string, readonly Firing[]>();
  for (let timeMs = 0; timeMs <= lastMs; timeMs += evaluationMs) {
    scrape(timeMs);
    for (const _ of rules.round(timeMs));
    alertSeries(rules, timeMs);
    for (const seconds of timesSeconds)
      if (timeMs <= seconds * 1000 && seconds * 1000 < timeMs + evaluationMs) keepFiring(fired, rules, seconds);
  }
  scrape(lastMs);
  return {
    firing: (alert, seconds) => fired.get(`${alert} ${seconds}`) ?? [],
    complaint: (alert) => {
      const view = rules.alerts().find(({ rule }) => rule.name === alert);
      return view === undefined ? "there is no such alert" : (view.refusal ?? view.failure);
    },
    query: (expr, seconds) =>
      prepare(expr, samples)(seconds * 1000).map(({ set, value }) => ({ labels: set.labels, value })),
  };
}

function neededBy(alerts: readonly AlertRule[], records: readonly RecordingRule[]): RecordingRule[] {
  const names = new Set(alerts.flatMap(({ reads }) => reads));
  for (const { name, reads } of records.toReversed()) if (names.has(name)) for (const read of reads) names.add(read);
  return records.filter(({ name }) => names.has(name));
}

type Input = ReturnType<typeof inputSeries>;

function inputsOf({ series }: Situation): Input[] {
  return Object.entries(series).map(([selector, notation]) => {
    const values = valuesOf(notation);
    if (values === undefined) throw new Error(`${selector}: ${notation} is no notation of values`);
    return { ...inputSeries(selector, ""), values };
  });
}

/** Adds the samples up to a time that were not added yet. */
function scraper(inputs: readonly Input[], intervalMs: number, samples: Samples): (untilMs: number) => void {
  const targets = inputs.map(({ labels, values }) => ({ series: samples.series(labels), values }));
  let step = 0;
  return (untilMs) => {
    for (; step * intervalMs <= untilMs; step++)
      for (const { series, values } of targets) {
        const value = values[step];
        if (value !== undefined) samples.add(series, step * intervalMs, value === "stale" ? undefined : value);
      }
  };
}

/** Writes the series ALERTS, as Prometheus does. */
function createAlertSeries(samples: Samples): (rules: Rules, timeMs: number) => void {
  let shown = new Set<Series>();
  return (rules, timeMs) => {
    const now = new Set<Series>();
    for (const { rule, active } of rules.alerts())
      for (const { labels, state } of active)
        now.add(samples.series({ ...labels, __name__: "ALERTS", alertname: rule.name, alertstate: state }));
    for (const series of now) samples.add(series, timeMs, 1);
    for (const series of shown) if (!now.has(series)) samples.add(series, timeMs, undefined);
    shown = now;
  };
}

function keepFiring(fired: Map<string, readonly Firing[]>, rules: Rules, seconds: number): void {
  for (const { rule, active } of rules.alerts())
    fired.set(
      `${rule.name} ${seconds}`,
      active.filter(({ state }) => state === "firing").map(({ labels, value }) => ({ labels, value })),
    );
}
