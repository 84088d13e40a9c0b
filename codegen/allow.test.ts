/** Exceptions: what they silence, when they end, and what is said of those that silence nothing. */
import { describe, expect, it } from "vitest";
import { applyAllows } from "./allow.ts";
import { sampleAlert, sampleModel, sampleSlo } from "./emitters/sample-model.ts";
import { check, parseSnapshot, resolve } from "./index.ts";
import type { Allow, Model } from "./model.ts";
import { formatProblems, position } from "./problem.ts";

type Owner = "metric" | "rule" | "sla" | "first" | "second";

/** Each of its entries has one finding: metric/total in line 8, P02 in the others. Exceptions are added to entries. */
function contract(allow: Partial<Record<Owner, string>> = {}): Model {
  const exceptions = (owner: Owner) => (allow[owner] === undefined ? "" : `, allow: [${allow[owner]}]`);
  const alert = "for: 5m, severity: page, summary: Many., action: Look., playbook: 'https://example.org/ops'";
  const text = `version: {version: 1.0.0, date: "2026-01-01", summary: A worker., changes: []}
metrics:
  version: 1
  exporter: prometheus
  endpoints: [{job: worker, path: /metrics, format: text/plain; version=0.0.4; charset=utf-8, scrape_interval_seconds: 15}]
  metrics:
    - {name: tasks_total, type: counter, unit: tasks, help: Tasks.}
    - {name: open_total, type: gauge, unit: tasks, help: Tasks that wait.${exceptions("metric")}}
  recording_rules:
    - {record: "worker:open:rate5m", expr: "sum(rate(open_total[5m]))", help: Odd.${exceptions("rule")}}
  slas:
    - {name: tasks, expr: "rate(open_total[5m])", op: "<=", threshold: 5, alert: First, help: Few.${exceptions("sla")}}
  alerts:
    - {name: First, expr: tasks_total > 5, ${alert}${exceptions("first")}}
    - {name: Second, expr: tasks_total > 6, ${alert}${exceptions("second")}}
`;
  const { contract: parsed, problems } = parseSnapshot({ path: "contract.yaml", text });
  const resolved = parsed && resolve(parsed);
  if (!resolved?.model) throw new Error(formatProblems(resolved?.problems ?? problems, "text"));
  return resolved.model;
}

const RULES = ["metric/total", "promql/rate-on-gauge", "allow/unknown", "allow/expired", "allow/unused"];

/** What is found, other than by checks that this contract is not about. */
function found(allow: Partial<Record<Owner, string>> = {}, today = "2026-06-15") {
  return check(contract(allow), { today })
    .filter(({ rule }) => RULES.includes(rule))
    .map((problem) => ({ ...problem, line: position(problem.at.source, problem.at.start).line }))
    .sort((a, b) => a.line - b.line);
}

const places = (...of: Parameters<typeof found>) => found(...of).map(({ line, rule }) => `${line} ${rule}`);

const ALL = [
  "8 metric/total",
  "10 promql/rate-on-gauge",
  "12 promql/rate-on-gauge",
  "14 promql/rate-on-gauge",
  "15 promql/rate-on-gauge",
];

describe("an exception in force", () => {
  it("has something to silence in every entry of this contract", () => {
    expect(places()).toEqual(ALL);
  });

  it.each<[Owner, string, string]>([
    ["metric", "metric/total", "8"],
    ["metric", "P18", "8"],
    ["rule", "promql/rate-on-gauge", "10"],
    ["rule", "P02", "10"],
    ["sla", "promql/rate-on-gauge", "12"],
    ["first", "promql/rate-on-gauge", "14"],
    ["first", "P02", "14"],
    ["second", "P02", "15"],
  ])("of the %s from %s silences line %s and no other", (owner, id, line) => {
    const exception = `{id: ${id}, reason: Known.}`;
    expect(places({ [owner]: exception })).toEqual(ALL.filter((place) => !place.startsWith(`${line} `)));
  });

  it("from one check leaves the findings of others", () => {
    expect(places({ first: "{id: metric/total, reason: Known.}" })).toEqual([
      ...ALL.slice(0, 4),
      "14 allow/unused",
      ...ALL.slice(4),
    ]);
  });

  it("holds on its last day, and from the next day on is an error beside what it excepted", () => {
    const first = "{id: P02, reason: Until the move., until: 2026-06-15}";
    expect(places({ first }, "2026-06-15")).toEqual(ALL.filter((place) => !place.startsWith("14 ")));
    const after = found({ first }, "2026-06-16").filter(({ line }) => line === 14);
    expect(after.map(({ rule, severity }) => `${severity} ${rule}`).sort()).toEqual([
      "error allow/expired",
      "error promql/rate-on-gauge",
    ]);
    const { message, at } = after.find(({ rule }) => rule === "allow/expired") ?? {};
    expect(message).toBe("The exception of alert First from `P02` ended on 2026-06-15: Until the move.");
    expect(at?.source.text.slice(at.start, at.end)).toBe("2026-06-15");
  });
});

describe("an exception that excepts nothing", () => {
  const unknown = "{id: promql/rate-on-guage, reason: Known.}";

  it("is an error where no check is called so, with the nearest one", () => {
    const [problem, ...rest] = found({ first: unknown }).filter(({ rule }) => rule.startsWith("allow/"));
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({
      rule: "allow/unknown",
      severity: "error",
      line: 14,
      message: "No check is called `promql/rate-on-guage`, so alert First is excepted from nothing.",
      help: "Did you mean `promql/rate-on-gauge`?",
    });
  });

  it("is a warning where the check finds nothing", () => {
    const [problem, ...rest] = found({ second: "{id: P25, reason: Known.}" }).filter(({ line, rule }) => {
      return line === 15 && rule !== "promql/rate-on-gauge";
    });
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({ rule: "allow/unused", severity: "warning" });
    expect(problem?.message).toBe("`P25` finds nothing in alert Second (line 15), so nothing is excepted here.");
  });

  it("is found by the clock of the machine when no day is given", () => {
    const past = contract({ first: "{id: P02, reason: Long ago., until: 2020-01-31}" });
    expect(check(past).map(({ rule }) => rule)).toContain("allow/expired");
  });
});

it("what is generated from an SLO repeats its exceptions, and each counts once", () => {
  const place = { source: { path: "contract.yaml", text: "allow" }, start: 0, end: 5 };
  const allow: Allow = { id: "promql/nothing", reason: "Known.", until: undefined, at: () => place };
  const slo = sampleSlo({ allow: [allow], at: () => place });
  const generated = ["Fast", "Slow"].map((name) => ({ ...sampleAlert({ name }), allow: [allow] }));
  const problems = applyAllows({ ...sampleModel(), slos: [slo], alerts: generated }, [], "2026-06-15");
  expect(problems.map(({ message }) => message)).toEqual([
    "No check is called `promql/nothing`, so SLO tasks_done is excepted from nothing.",
  ]);
});

it.each(["promql/syntax", "deprecated/successor", "deprecated/differs", "alert/untested"])(
  "there is none from %s",
  (id) => {
    const problems = check(contract({ second: `{id: ${id}, reason: It works here.}` }), { today: "2026-06-15" });
    const refused = problems.filter(({ rule }) => rule === "allow/refused");
    expect(refused.map(({ message }) => message)).toEqual([`\`${id}\` cannot be excepted, so alert Second is not.`]);
  },
);
