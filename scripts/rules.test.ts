/** The generated rules under real promtool: every alert fires where it must and is silent where it must not. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { contract } from "../generated/contract.ts";
import { alertOf, compile } from "./drill/compile.ts";
import { failures } from "./testkit/rules/failures.ts";
import { latency } from "./testkit/rules/latency.ts";
import { media } from "./testkit/rules/media.ts";
import { monitoring } from "./testkit/rules/monitoring.ts";
import type { Pairs } from "./testkit/rules/pair.ts";
import { complaint, disproof, readRules } from "./testkit/rules/promtool.ts";
import { timeouts } from "./testkit/rules/timeouts.ts";
import { requireTool } from "./testkit/tools.ts";

const PROMETHEUS = join(import.meta.dirname, "../generated/prometheus");
const RULES = join(PROMETHEUS, "rules.yml");
const CONTRACT = join(import.meta.dirname, "../spec/contracts/schemas/metrics.yaml");

const promtool = requireTool("promtool") ?? "";
const { records, alerts: all } = await readRules(RULES);
/** Those that the contract states itself; what is generated from objectives is tested where it is generated. */
const stated = new Set(
  (parse(await readFile(CONTRACT, "utf8")) as { alerts: { name: string }[] }).alerts.map(({ name }) => name),
);
const alerts = all.filter(({ alert }) => stated.has(alert));
const pairs: Pairs = { ...timeouts, ...latency, ...media, ...failures, ...monitoring(contract) };

test("severity and time of every alert that the contract states are those decided", () => {
  expect(Object.fromEntries(alerts.map((rule) => [rule.alert, `${rule.labels.severity} ${rule.for}`]))).toEqual({
    HighTimeoutRate: "page 10m",
    SlowP95: "ticket 10m",
    MediaDiskHigh: "ticket 5m",
    MetricsDown: "ticket 5m",
    MetricsMissing: "ticket 5m",
    MetricsEmpty: "ticket 5m",
    MetricsFlapping: "ticket 5m",
    ServiceGone: "page 10m",
    IngestRejectedHigh: "page 5m",
    IngestInternalErrors: "ticket 5m",
    TimeoutsLowTraffic: "ticket 10m",
    ProviderErrorsHigh: "ticket 5m",
    IngestStuck: "page 1m",
    MediaDiskUnknown: "ticket 5m",
    CleanupStale: "ticket 5m",
    SlotMaintenanceLong: "ticket 4h",
    NotificationsFailing: "ticket 10m",
    ConfigReloadFailed: "ticket 10m",
    ContractMismatch: "ticket 1h",
  });
});

test("what ends with the scrape is kept until somebody is told of MetricsDown: nobody is told that it is well", async () => {
  const model = await compile(1);
  const down = alertOf(model, "MetricsDown");
  const { groupWaitSeconds } = model.notifications[down.severity];
  const told = down.forSeconds + groupWaitSeconds + model.prometheus.evaluationIntervalSeconds;
  // MetricsFlapping reads nothing but `up`, which is there then, and 0.
  const muted = down.inhibits.filter((name) => name !== "MetricsFlapping").map((name) => alertOf(model, name));
  expect(muted.length).toBeGreaterThan(0);
  for (const { name, keepFiringSeconds } of muted) expect(keepFiringSeconds, name).toBeGreaterThan(told);
  expect(alertOf(model, "MetricsMissing").inhibits).toEqual(muted.map(({ name }) => name));
});

test("every such alert has pairs, and every pair an alert", () => {
  expect(Object.keys(pairs).sort()).toEqual(alerts.map((rule) => rule.alert).sort());
  for (const list of Object.values(pairs)) expect(list.length).toBeGreaterThan(0);
});

describe.skipIf(promtool === "")("promtool", () => {
  test("reads the rules", async () => {
    expect(await complaint(promtool, "check", "rules", RULES)).toBeUndefined();
  });

  test("reads the scrape configuration once its secret is in place, and not before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "prometheus-"));
    try {
      await cp(PROMETHEUS, folder, { recursive: true });
      const config = join(folder, "prometheus.yml");
      expect(await complaint(promtool, "check", "config", config)).toContain("metrics_token");
      await mkdir(join(folder, "secrets"));
      await writeFile(join(folder, "secrets/metrics_token"), "a token", { mode: 0o600 });
      expect(await complaint(promtool, "check", "config", config)).toBeUndefined();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe.each(alerts)("$alert", (rule) => {
    test.concurrent.each(pairs[rule.alert] ?? [])("$shows", async (pair) => {
      expect(await disproof(promtool, records, rule, pair)).toBeUndefined();
    });
  });

  test("a pair whose silent situation fires is found out", async () => {
    const [rule] = alerts;
    const [pair] = pairs[rule?.alert ?? ""] ?? [];
    if (rule === undefined || pair === undefined) throw new Error("no alert to try this with");
    const wrong = { ...pair, silent: pair.fires };
    expect(await disproof(promtool, records, rule, wrong)).toContain(`alertname: ${rule.alert}`);
  });
});
