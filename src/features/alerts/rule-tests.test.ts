/** Every test that promtool runs on the rules, run through the evaluator of this process: it fires when Prometheus does. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../codegen/duration.ts";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { treeOf } from "../../../codegen/promql/tree.ts";
import { type AlertRule, alertRules, recordingRules } from "../../../generated/alerts.ts";
import { contract } from "../../../generated/contract.ts";
import { readSuites, type Suite } from "../../../scripts/rules-mutate/suites.ts";
import { sameSamples } from "../../../scripts/testkit/oracle/compare.ts";
import { inputSeries } from "../../../scripts/testkit/oracle/promtool.ts";
import { type Firing, type Replayed, replay, type Situation } from "../../../scripts/testkit/replay.ts";
import { failures } from "../../../scripts/testkit/rules/failures.ts";
import { latency } from "../../../scripts/testkit/rules/latency.ts";
import { media } from "../../../scripts/testkit/rules/media.ts";
import { monitoring } from "../../../scripts/testkit/rules/monitoring.ts";
import type { Pair, Pairs } from "../../../scripts/testkit/rules/pair.ts";
import { timeouts } from "../../../scripts/testkit/rules/timeouts.ts";
import { renderTemplate } from "./template.ts";

const suites = await readSuites(join(import.meta.dirname, "../../../generated/prometheus"));

/** What fires, as promtool writes it in `exp_alerts`. */
function shown(rule: AlertRule, firing: readonly Firing[]) {
  return firing.map(({ labels, value }) => ({
    labels,
    summary: renderTemplate(rule.summary, { labels, value }),
  }));
}

const sorted = <T>(list: readonly T[]) => list.map((one) => JSON.stringify(one, (_, value) => ordered(value))).sort();
const ordered = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

interface RawAlerts {
  readonly exp_alerts?: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations: { readonly summary: string };
  }[];
}
interface RawSamples {
  readonly expr: string;
  readonly exp_samples?: readonly { readonly labels: string; readonly value: number }[];
}

describe("the generated rule tests", () => {
  it.each(alertRules)("$name", (rule) => {
    const own = suites.filter(({ alertTests }) => alertTests.some(({ names }) => names.has(rule.name)));
    expect(own.length).toBeGreaterThan(0);
    for (const suite of own) checkSuite(rule, suite);
  });
});

function checkSuite(rule: AlertRule, { settings, group, alertTests, exprTests }: Suite): void {
  const name = String(group["name"]);
  // The shape is that of promtool's unit tests.
  const input = group["input_series"] as readonly { series: string; values: string | number }[];
  const situation: Situation = {
    series: Object.fromEntries(input.map(({ series, values }) => [series, String(values)])),
    intervalSeconds: parseDuration(String(group["interval"])),
    evaluationSeconds: parseDuration(String(settings["evaluation_interval"])),
  };
  const replayed = replay(
    recordingRules,
    [rule],
    situation,
    [...alertTests, ...exprTests].map(({ at }) => at),
  );
  expect(replayed.complaint(rule.name), name).toBeUndefined();
  for (const { raw, at } of alertTests) {
    const { exp_alerts = [] } = raw as RawAlerts;
    const wanted = exp_alerts.map((one) => ({ labels: one.exp_labels, summary: one.exp_annotations.summary }));
    expect(sorted(shown(rule, replayed.firing(rule.name, at))), `${name} at ${at}`).toEqual(sorted(wanted));
  }
  for (const { raw, at } of exprTests) checkExpression(raw as unknown as RawSamples, at, replayed, name);
}

function checkExpression({ expr, exp_samples = [] }: RawSamples, at: number, replayed: Replayed, name: string): void {
  const { expr: parsed } = parseExpr(expr);
  if (parsed === undefined) throw new Error(`${expr} is no PromQL`);
  const wanted = exp_samples.map(({ labels, value }) => ({ labels: labelsOf(labels), value }));
  const found = replayed.query(treeOf(parsed), at);
  expect(sameSamples(found, wanted), `${name}: ${expr} at ${at} is ${JSON.stringify(found)}`).toBe(true);
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  if (text === "{}") return {};
  return inputSeries(text, "").labels;
}

const pairs: Pairs = { ...timeouts, ...latency, ...media, ...failures, ...monitoring(contract) };

describe("the pairs of situations written by hand", () => {
  it.each(alertRules.filter(({ name }) => Object.hasOwn(pairs, name)))("$name", (rule) => {
    for (const pair of pairs[rule.name] ?? []) checkPair(rule, pair);
  });

  it("are of all alerts but those of objectives", () => {
    const known = alertRules.map(({ name }) => name);
    expect(Object.keys(pairs).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(pairs).length).toBeGreaterThan(10);
  });
});

function checkPair(rule: AlertRule, pair: Pair): void {
  const seconds = parseDuration(pair.interval ?? "15s");
  const run = (series: Situation["series"], times: readonly string[]) => {
    const at = times.map(parseDuration);
    const replayed = replay(
      recordingRules,
      [rule],
      { series, intervalSeconds: seconds, evaluationSeconds: seconds },
      at,
    );
    return at.map((time) => sorted(shown(rule, replayed.firing(rule.name, time))));
  };
  const wanted = pair.firing.map(({ labels, summary }) => ({
    labels: { job: "ingest", severity: rule.severity, ...rule.labels, ...labels },
    summary,
  }));
  expect(run(pair.fires, [pair.at]), `${pair.shows}: fires`).toEqual([sorted(wanted)]);
  const silentAt = pair.silentAt ?? [pair.at];
  expect(run(pair.silent, silentAt), `${pair.shows}: silent`).toEqual(silentAt.map(() => []));
}
