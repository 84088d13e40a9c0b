/** Real promtool on what is generated from objectives: what fires, and the nearest to it that is silent. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { stringify } from "yaml";
import { complaint } from "../scripts/testkit/rules/promtool.ts";
import { requireTool } from "../scripts/testkit/tools.ts";
import { emit } from "./emitters/rules.ts";
import { check, parseSnapshot, resolve } from "./index.ts";
import type { Model } from "./model.ts";
import { formatProblems } from "./problem.ts";

const RATIO = `kind: ratio, bad: 'tasks_total{result="failed"}', total: tasks_total`;
const LATENCY = "kind: latency, total: task_duration_seconds_count, le: 30";

function contract(kind: string, objective = 0.95): Model {
  const text = `version: {version: 1.0.0, date: "2026-01-01", summary: A worker., changes: []}
metrics:
  version: 1
  exporter: prometheus
  endpoints: [{job: worker, path: /metrics, format: text/plain; version=0.0.4; charset=utf-8, scrape_interval_seconds: 60}]
  labels: {result: {values: [done, failed], help: End.}}
  metrics:
    - {name: tasks_total, type: counter, unit: tasks, help: Tasks., labels: [result]}
    - {name: task_duration_seconds, type: histogram, unit: seconds, help: Time., buckets: [0.5, 30, 60]}
  slos:
    - {name: tasks, ${kind}, objective: ${objective}, period: 30d, min_events: 20, help: Most., playbook: "https://x"}
`;
  const { contract: parsed, problems } = parseSnapshot({ path: "contract.yaml", text });
  const resolved = parsed && resolve(parsed);
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}

const ratio = contract(RATIO);
const latency = contract(LATENCY);

type Series = Readonly<Record<string, string>>;

/** Values in promtool's notation, one an interval. */
const tasks = (failed: string, done = "0x300"): Series => ({
  'tasks_total{job="worker", instance="a", result="failed"}': failed,
  'tasks_total{job="worker", instance="a", result="done"}': done,
});

/** A task a minute; `good` of them end within 30s, whose bucket is stored under the name `le`. */
const durations = (good: 0 | 1, le: string): Series => ({
  [`task_duration_seconds_bucket{job="worker", instance="a", le="${le}"}`]: `0+${good}x300`,
  'task_duration_seconds_bucket{job="worker", instance="a", le="+Inf"}': "0+1x300",
  'task_duration_seconds_count{job="worker", instance="a"}': "0+1x300",
});

const up = (...values: readonly (0 | 1)[]): Series =>
  Object.fromEntries(values.map((value, i) => [`up{job="worker", instance="${i}"}`, `${value}x300`]));

interface Pair {
  readonly shows: string;
  readonly model: Model;
  readonly alert: string;
  readonly fires: Series;
  readonly at: string;
  /** What `$value` is printed as. */
  readonly value?: string;
  readonly silent: Series;
  readonly silentAt?: string;
  readonly interval?: string;
}

const page = { model: ratio, alert: "TasksBurn1h", at: "60m", value: "100%" } as const;
const absent = { model: ratio, alert: "TasksAbsent", at: "46m" } as const;
const gone = { model: ratio, alert: "WorkerGone", at: "46m" } as const;

const pairs: readonly Pair[] = [
  {
    ...page,
    shows: "nothing but errors page from the least number of events on, and with one fewer not",
    interval: "3m",
    fires: tasks("0+1x20"),
    silent: tasks("0 0+1x19"),
  },
  {
    ...page,
    shows: "75 % of errors are above the limit of 72 %, 70 % are not",
    value: "75%",
    fires: tasks("0+3x300", "0+1x300"),
    silent: tasks("0+7x300", "0+3x300"),
  },
  {
    ...page,
    shows: "an hour of errors pages, five minutes of them after a good hour do not",
    fires: tasks("0+9x300"),
    silent: tasks("0x55 9+9x300", "0+9x55 495x300"),
  },
  {
    ...page,
    shows: "it ends with the short window, while the long one is still above",
    fires: tasks("0+1x60 60x60", "0x60 1+1x60"),
    silent: tasks("0+1x60 60x60", "0x60 1+1x60"),
    silentAt: "64m",
  },
  {
    ...page,
    shows: "the slowest tier sees what no page is made for",
    alert: "TasksBurn3d",
    value: "10%",
    fires: tasks("0+1x300", "0+9x300"),
    silent: tasks("0+1x300", "0+24x300"),
  },
  ...["30", "30.0"].map((le) => ({
    ...page,
    shows: `every task is too slow, with the bucket stored as ${le}`,
    model: latency,
    fires: durations(0, le),
    silent: durations(1, le),
  })),
  { ...absent, shows: "missing series are told of", fires: up(1, 0), silent: { ...up(1, 0), ...tasks("0x300") } },
  { ...absent, shows: "missing series are told of while the job is scraped", fires: up(1), silent: up(0) },
  { ...absent, shows: "not one evaluation sooner", fires: up(1), silent: up(1), silentAt: "45m" },
  { ...gone, shows: "no instance is scraped, or one is", fires: up(0, 0), silent: up(0, 1) },
  { ...gone, shows: "no instance is known, or one is", fires: {}, silent: up(1) },
];

/** The two situations in the form of promtool's unit tests. */
function unitTests({ shows, model, alert: name, fires, at, value, silent, silentAt = at, interval = "1m" }: Pair) {
  const alert = model.alerts.find((one) => one.name === name);
  if (!alert) throw new Error(`There is no alert ${name}.`);
  const summary = alert.summary.replace(/\{\{ \$value .*?\}\}/, value ?? "").replace("{{ $labels.job }}", "worker");
  const firing = {
    exp_labels: { job: "worker", severity: alert.severity, ...alert.labels },
    exp_annotations: { summary, action: alert.action, playbook: alert.playbook },
  };
  const situation = (series: Series, time: string, expected: readonly object[]) => ({
    name: shows,
    interval,
    input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
    alert_rule_test: [{ eval_time: time, alertname: name, exp_alerts: expected }],
  });
  return [situation(fires, at, [firing]), situation(silent, silentAt, [])];
}

const promtool = requireTool("promtool") ?? "";

async function disproof(pair: Pair): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "slos-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const test = { rule_files: ["rules.yml"], evaluation_interval: "1m", tests: unitTests(pair) };
  await writeFile(join(folder, "rules.yml"), emit(pair.model)[0]?.text ?? "");
  await writeFile(join(folder, "test.yml"), stringify(test, { aliasDuplicateObjects: false }));
  return complaint(promtool, "test", "rules", join(folder, "test.yml"));
}

describe.skipIf(promtool === "")("promtool", () => {
  it.each(pairs)("$shows ($alert)", async (pair) => {
    expect(await disproof(pair)).toBeUndefined();
  });

  it("finds out a pair whose silent situation fires", async () => {
    const [pair] = pairs;
    expect(pair && (await disproof({ ...pair, silent: pair.fires }))).toContain("alertname: TasksBurn1h");
  });
});

it("an objective of 90 % has no page for 1h: not even errors alone reach its limit, which no rule can show", () => {
  const model = contract(RATIO, 0.9);
  expect(model.alerts.map(({ name }) => name)).not.toContain("TasksBurn1h");
  const [problem] = check(model).filter(({ rule }) => rule === "slo/unreachable");
  expect(problem).toMatchObject({ severity: "error", message: expect.stringContaining("14.4 × (1 − 0.9) = 1.44 ≥ 1") });
});
