/** What is made of objectives: names, expressions and their places, times; and what is not made. */
import { describe, expect, it, test } from "vitest";
import { spanIn } from "./expression.ts";
import { check, parseSnapshot, resolve } from "./index.ts";
import type { Alert, Model } from "./model.ts";
import { formatProblems, type Problem, position } from "./problem.ts";
import { nodesOf } from "./promql/ast.ts";
import { parse } from "./promql/expressions.ts";

interface Parts {
  /** Keys of the objective in flow style, after its name. */
  readonly slo: string;
  readonly more?: string;
  readonly endpoints?: string;
  readonly prometheus?: string;
  readonly timeScale?: number;
}

const RATIO = `kind: ratio, bad: 'tasks_total{result="failed"}', total: 'tasks_total{result=~"done|failed"}'`;
const LATENCY = "kind: latency, total: task_duration_seconds_count, le: 30";
const REST = "objective: 0.95, period: 30d, min_events: 20, help: Most., playbook: 'https://example.org/book'";
const WORKER =
  "{job: worker, path: /metrics, format: text/plain; version=0.0.4; charset=utf-8, scrape_interval_seconds: 15}";

function contract({ slo, more = "", endpoints = WORKER, prometheus = "{}", timeScale = 1 }: Parts): Model {
  const text = `version: {version: 1.0.0, date: "2026-01-01", summary: A worker., changes: []}
metrics:
  version: 1
  exporter: prometheus
  endpoints: [${endpoints}]
  prometheus: ${prometheus}
  labels: {result: {values: [done, failed, expired], help: End.}}
  params: {lease: {unit: seconds, default: 30, min: 5, max: 60, help: Lease.}}
  metrics:
    - {name: tasks_total, type: counter, unit: tasks, help: Tasks., labels: [result]}
    - {name: task_duration_seconds, type: histogram, unit: seconds, help: Time., buckets: [0.5, 30, 60, 75]}
  slos:
    - {name: tasks_done, ${slo}}
${more}`;
  const { contract: parsed, problems } = parseSnapshot({ path: "contract.yaml", text });
  const resolved = parsed && resolve(parsed, { timeScale });
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}

const ratio = (rest = REST, parts: Partial<Parts> = {}) => contract({ slo: `${RATIO}, ${rest}`, ...parts });
const latency = (keys = LATENCY) => contract({ slo: `${keys}, ${REST}` });

const records = ({ recordingRules }: Model) =>
  Object.fromEntries(recordingRules.map(({ record, expr }) => [record, expr.text]));

function alert({ alerts }: Model, name: string): Alert {
  const found = alerts.find((one) => one.name === name);
  if (!found) throw new Error(`no alert ${name} among ${alerts.map((one) => one.name).join(", ")}`);
  return found;
}

const namesOf = ({ alerts }: Model) => alerts.map(({ name }) => name);

describe("recording rules", () => {
  it("divide bad events by all events, once a window", () => {
    const made = records(ratio());
    expect(Object.keys(made)).toEqual(
      ["5m", "30m", "1h", "2h", "6h", "1d", "3d"].map((window) => `job:tasks_done:error_ratio_${window}`),
    );
    expect(made["job:tasks_done:error_ratio_2h"]).toBe(
      `sum by (job) (rate(tasks_total{result="failed"}[2h]))\n  / sum by (job) (rate(tasks_total{result=~"done|failed"}[2h]))`,
    );
  });

  it("of a latency take the bucket that holds the good events, in either spelling of a whole number", () => {
    const of = (keys: string) => records(latency(keys))["job:tasks_done:error_ratio_5m"];
    const expected = (good: string, all: string) =>
      `1 - sum by (job) (rate(task_duration_seconds_bucket${good}[5m]))\n  / sum by (job) (rate(task_duration_seconds_count${all}[5m]))`;
    expect(of(LATENCY)).toBe(expected(`{le=~"30(\\\\.0)?"}`, ""));
    expect(of(LATENCY.replace("task_duration_seconds_count", "'task_duration_seconds_count{}'"))).toBe(
      expected(`{le=~"30(\\\\.0)?"}`, "{}"),
    );
    expect(of(LATENCY.replace("le: 30", "le: 0.5"))).toBe(expected(`{le="0.5"}`, ""));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the contract
    expect(of(LATENCY.replace("le: 30", 'le: "${lease}"'))).toBe(expected(`{le=~"30(\\\\.0)?"}`, ""));
    const matched = `'task_duration_seconds_count{job="worker",}'`;
    expect(of(LATENCY.replace("task_duration_seconds_count", matched))).toBe(
      expected(`{job="worker", le=~"30(\\\\.0)?",}`, `{job="worker",}`),
    );
  });

  it("leave out what is around a selector", () => {
    const model = contract({
      slo: `${RATIO.replace("'tasks_total{", "' ( tasks_total{").replace(`"}'`, `"} ) '`)}, ${REST}`,
    });
    expect(records(model)).toEqual(records(ratio()));
  });
});

describe("alerts on burn rates", () => {
  it("compare both windows and ask for a number of events", () => {
    expect(alert(ratio(), "TasksDoneBurn1h")).toMatchObject({
      expr: {
        text: `job:tasks_done:error_ratio_5m > 0.72
  and job:tasks_done:error_ratio_1h > 0.72
  and on (job) sum by (job) (increase(tasks_total{result=~"done|failed"}[1h])) >= 20`,
      },
      forSeconds: 0,
      severity: "page",
      labels: { slo: "tasks_done", tier: "1h" },
      summary:
        "{{ $value | humanizePercentage }} of the events of tasks_done in the last 5m were bad: the burn rate is above 14.4.",
      action: "Find what makes them bad and stop it now; 1h of this spends 2 % of the error budget of 30d.",
      playbook: "https://example.org/book",
      slo: "tasks_done",
    });
    expect(alert(latency(), "TasksDoneBurn6h").summary).toContain("in the last 30m were above 30 seconds: the burn");
  });

  it("are one a tier, faster ones first, those that wake somebody among them", () => {
    const all = ratio().alerts.filter(({ labels }) => labels["tier"] !== undefined);
    expect(all.map(({ name, severity }) => `${name} ${severity}`)).toEqual([
      "TasksDoneBurn1h page",
      "TasksDoneBurn6h page",
      "TasksDoneBurn1d ticket",
      "TasksDoneBurn3d ticket",
    ]);
    expect(new Set(all.map(({ expr }) => expr.text)).size).toBe(4);
  });

  it("compare with numbers without float dust", () => {
    const limits = (rest: string) =>
      ratio(rest).alerts.flatMap(({ expr }) => /error_ratio_\w+ > (\S+)\n/.exec(expr.text)?.[1] ?? []);
    expect(limits(REST)).toEqual(["0.72", "0.3", "0.15", "0.05"]);
    expect(limits(REST.replace("30d", "28d"))).toEqual(["0.672", "0.28", "0.14", "0.0466667"]);
    expect(limits(REST.replace("0.95", "0.999"))).toEqual(["0.0144", "0.006", "0.003", "0.001"]);
  });

  it("are left out by `tiers`, and with them the windows that nothing reads", () => {
    const model = ratio(`tiers: [3d, 1h], ${REST}`);
    expect(namesOf(model)).toEqual(["TasksDoneBurn1h", "TasksDoneBurn3d", "TasksDoneAbsent", "WorkerGone"]);
    expect(Object.keys(records(model)).map((name) => name.split("_").at(-1))).toEqual(["5m", "1h", "6h", "3d"]);
  });

  it("are not made where they could never fire, or Prometheus has not the samples", () => {
    expect(namesOf(ratio(REST.replace("0.95", "0.9"))).slice(0, 1)).toEqual(["TasksDoneBurn6h"]);
    expect(namesOf(ratio(REST, { prometheus: "{retention: 1d}" }))).not.toContain("TasksDoneBurn3d");
    expect(namesOf(ratio(REST.replace("0.95", "0.1"), { prometheus: "{retention: 1d}" }))).toEqual([]);
  });
});

describe("missing data", () => {
  const patience = (rest: string, parts: Partial<Parts> = {}) =>
    alert(ratio(rest, parts), "TasksDoneAbsent").forSeconds;
  const minutes = (count: number) => count * 60;

  it("is told while the job is scraped", () => {
    expect(alert(ratio(), "TasksDoneAbsent")).toMatchObject({
      expr: {
        text: `max by (job) (up{job="worker"}) == 1\n  unless on (job) count by (job) (tasks_total{result=~"done|failed"})`,
      },
      severity: "ticket",
      labels: { slo: "tasks_done" },
    });
  });

  it("for as long as errors alone need to spend what the fastest page is for, and two scrapes", () => {
    expect(patience(REST)).toBe(minutes(43) + 45);
    expect(patience(REST.replace("0.95", "0.999"))).toBe(minutes(1) + 30);
    expect(patience(REST.replace("30d", "28d"))).toBe(minutes(41));
    expect(patience(`tiers: [6h], ${REST}`)).toBe(minutes(108) + 30);
    expect(patience(REST.replace("0.95", "0.9"))).toBe(minutes(216) + 30);
  });

  it("by the interval of the scrape, in whole evaluations", () => {
    const endpoints = WORKER.replace("seconds: 15", "seconds: 30");
    expect(patience(REST, { endpoints })).toBe(minutes(44) + 30);
    expect(patience(REST, { endpoints, prometheus: "{evaluation_interval: 1m}" })).toBe(minutes(45));
  });

  it("of the jobs that the objective names", () => {
    const endpoints = [WORKER, WORKER.replace("worker", "mailer"), WORKER.replace("worker", "other")].join(", ");
    const both = (matcher: string) => RATIO.replaceAll("{result", `{${matcher}, result`);
    const up = (matcher: string) => {
      const model = contract({ slo: `${both(matcher)}, ${REST}`, endpoints });
      const pages = namesOf(model).filter((name) => name.endsWith("Gone"));
      return [/up\{.*?\}/.exec(alert(model, "TasksDoneAbsent").expr.text)?.[0], ...pages];
    };
    expect(up('job="mailer"')).toEqual(['up{job="mailer"}', "MailerGone"]);
    expect(up('job!="other"')).toEqual(['up{job=~"worker|mailer"}', "WorkerGone", "MailerGone"]);
    expect(contract({ slo: `${RATIO}, ${REST}`, endpoints }).alerts).toEqual([]);
  });
});

describe("a job that is gone", () => {
  const stated = (expr: string) =>
    `  alerts:\n    - {name: Stated, expr: '${expr}', for: 10m, severity: page, summary: S., action: A., playbook: "https://x"}`;
  const gone = (expr: string) => namesOf(ratio(REST, { more: stated(expr) })).includes("WorkerGone");

  it("is a page of the job, as patient as its most impatient objective", () => {
    const more = `    - {name: in_time, ${LATENCY}, ${REST.replace("0.95", "0.999")}}`;
    const model = ratio(REST, { more });
    expect(namesOf(model).filter((name) => name.endsWith("Gone"))).toEqual(["WorkerGone"]);
    expect(alert(model, "WorkerGone")).toMatchObject({
      expr: { text: `max by (job) (up{job="worker"}) == 0 or absent(up{job="worker"})` },
      forSeconds: 90,
      severity: "page",
      labels: {},
    });
  });

  it.each([
    `max by (job) (up{job="worker"}) == 0 or absent(up{job="worker"})`,
    `absent(up{job="worker"}) or (max(up{job="worker"}) by (job) == 0)`,
  ])("is not made where the contract states it: %s", (expr) => {
    expect(gone(expr)).toBe(false);
    expect(namesOf(ratio(REST, { more: stated(expr) }))[0]).toBe("Stated");
  });

  it.each([
    `max by (job) (up{job="worker"}) == 1 or absent(up{job="worker"})`,
    `max by (job) (up{job="worker"}) == 0`,
    `max by (job) (up{job="other"}) == 0 or absent(up{job="other"})`,
  ])("is made where it states something else: %s", (expr) => {
    expect(gone(expr)).toBe(true);
  });
});

describe("ranges of days", () => {
  const paces = (model: Model) =>
    Object.fromEntries([
      ...model.recordingRules.map(({ record, everySeconds }) => [record.replace(/^.*_/, ""), everySeconds]),
      ...model.alerts.map(({ name, everySeconds }) => [name.replace("TasksDone", ""), everySeconds]),
    ]);

  it("are read once a minute, by rules and alerts alike", () => {
    expect(paces(ratio())).toMatchObject({
      "6h": undefined,
      "1d": 60,
      "3d": 60,
      Burn6h: undefined,
      Burn1d: 60,
      Burn3d: 60,
    });
  });

  it("at the usual pace where that is slower, and faster as the time scale says", () => {
    expect(paces(ratio(REST, { prometheus: "{evaluation_interval: 1m}" }))).toMatchObject({ "3d": undefined });
    expect(paces(ratio(REST, { timeScale: 60 }))).toMatchObject({ "6h": undefined, "1d": 1, "3d": 1 });
  });
});

test("objectives that count the same events tell together that these are missing", () => {
  const second = `    - {name: tasks_dropped, kind: ratio, bad: 'tasks_total{result="expired"}', total: 'tasks_total{result=~"done|failed"}', ${REST}}`;
  const model = ratio(REST, { more: second });
  expect(namesOf(model).filter((name) => name.endsWith("Absent"))).toEqual(["TasksDoneAbsent"]);
  const { summary, labels } = alert(model, "TasksDoneAbsent");
  expect(summary).toContain("the series that tasks_done and tasks_dropped count are missing: nobody watches them");
  expect(labels).toEqual({});
});

test("the time scale divides windows and times, and leaves names, limits and the number of events", () => {
  const model = ratio(REST, { timeScale: 60 });
  const { expr, summary } = alert(model, "TasksDoneBurn1h");
  expect(expr.text).toContain("error_ratio_5m > 0.72\n  and job:tasks_done:error_ratio_1h > 0.72");
  expect(expr.text).toContain("[1m])) >= 20");
  expect(summary).toContain("in the last 5s were bad");
  expect(records(model)["job:tasks_done:error_ratio_5m"]).toContain("[5s]");
  expect(records(model)["job:tasks_done:error_ratio_3d"]).toContain("[1h12m]");
  expect(alert(model, "TasksDoneAbsent").forSeconds).toBe(43.75);
});

describe("places", () => {
  const model = ratio();
  const text = model.slos[0]?.at().source.text ?? "";
  const written = ({ start, end }: Problem["at"]) => text.slice(start, end);
  const bad = 'tasks_total{result="failed"}';

  it("of the events are those of the contract, of all else the objective's name", () => {
    const { expr } = model.recordingRules[0] ?? {};
    const top = expr && parse(expr).expr;
    if (!expr || !top) throw new Error("no rule");
    const places = (type: "selector" | "range" | "call") =>
      nodesOf(top, type).map(({ from, to }) => written(spanIn(expr, from, to)));
    expect(places("selector")).toEqual([bad, 'tasks_total{result=~"done|failed"}']);
    expect(places("range")).toEqual(places("selector"));
    expect(places("call")).toEqual(["tasks_done", "tasks_done"]);
    expect(written(spanIn(expr, 0, expr.text.length))).toBe("tasks_done");
  });

  it("of the parts of a rule are within the objective", () => {
    const { at } = alert(model, "TasksDoneBurn1h");
    expect(["name", "expr", "for", "summary"].map((key) => written(at(key)))).toEqual(Array(4).fill("tasks_done"));
    expect(written(at("playbook"))).toBe("'https://example.org/book'");
    expect(written(at())).toMatch(/^\{name: tasks_done, .*\}$/);
  });
});

describe("what is wrong with an objective", () => {
  const found = (model: Model) =>
    check(model, { today: "2026-06-15" })
      .filter(({ severity }) => severity !== "info")
      .map(({ rule, at }) => `${position(at.source, at.start).line} ${rule}`);
  const LINE = 13;

  it("is nothing as a rule", () => {
    expect(found(ratio())).toEqual([]);
    expect(found(latency())).toEqual([]);
  });

  it.each([
    [`${RATIO.replace('"failed"', '"faild"')}, ${REST}`, "promql/unknown-value"],
    [`${RATIO}, ${REST.replace(/, playbook.*/, "")}`, "alert/annotations"],
    [`${RATIO}, ${REST.replace("https://example.org/book", "ops.md#book")}`, "alert/playbook"],
  ])("is told once, however many rules repeat it: %s", (slo, rule) => {
    expect(found(contract({ slo }))).toEqual([`${LINE} ${rule}`]);
  });

  it("is mended in the objective, where its windows cannot be changed", () => {
    const endpoints = WORKER.replace("seconds: 15", "seconds: 90");
    const helps = check(ratio(REST, { endpoints })).flatMap(({ rule, help }) =>
      rule === "promql/window" ? [help] : [],
    );
    expect(new Set(helps)).toEqual(
      new Set(["Scrape more often, or leave the burn rates of so short a window out with `tiers`."]),
    );
  });

  it("is excepted for all its rules by one `allow`", () => {
    const endpoints = WORKER.replace("seconds: 15", "seconds: 90");
    const allow = "allow: [{id: P14, reason: The scrape is slow.}]";
    expect(found(ratio(REST, { endpoints }))).toEqual([`${LINE} promql/window`, `${LINE} promql/window`]);
    expect(found(ratio(`${REST}, ${allow}`, { endpoints }))).toEqual([]);
    expect(found(ratio(`${REST}, ${allow}`))).toEqual([`${LINE} allow/unused`]);
  });

  it.each([
    "kind: ratio, total: tasks_total",
    "kind: latency, total: task_duration_seconds_count",
    "kind: latency, total: task_duration_seconds_count, le: 45",
    "kind: latency, total: tasks_total, le: 30",
    "kind: latency, total: task_duration_seconds_bucket, le: 30",
    "kind: ratio, bad: tasks_total, total: 'tasks_total{'",
    "kind: ratio, bad: nothing_total, total: tasks_total",
    "kind: ratio, bad: 'rate(tasks_total[5m])', total: tasks_total",
    "kind: ratio, bad: tasks_total, total: tasks_total offset 5m",
    "kind: ratio, bad: up, total: up",
    `kind: ratio, bad: tasks_total, total: 'tasks_total{job="nobody"}'`,
    "kind: ratio, bad: tasks_total, total: tasks_total, le: 30",
  ])("leaves it without rules and is told: %s", (keys) => {
    const model = contract({ slo: `${keys}, ${REST}` });
    expect(model.recordingRules).toEqual([]);
    expect(model.alerts).toEqual([]);
    expect(found(model).length).toBeGreaterThan(0);
  });

  it("shows as a name that is taken", () => {
    const taken = (name: string, record: string) =>
      `  recording_rules: [{record: "${record}", expr: tasks_total > 5, help: R.}]
  alerts: [{name: ${name}, expr: tasks_total > 5, for: 5m, severity: ticket, summary: S., action: A., playbook: "https://x"}]`;
    const names = (model: Model) => found(model).filter((one) => one.includes("names/unique"));
    expect(names(ratio(REST, { more: taken("TasksDoneBurn1h", "job:tasks_done:other") }))).toHaveLength(1);
    expect(names(ratio(REST, { more: taken("Other", "job:tasks_done:error_ratio_5m") }))).toHaveLength(1);
    expect(names(ratio(REST, { more: taken("Other", "job:tasks_done:other") }))).toEqual([]);
  });
});
