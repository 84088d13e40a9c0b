/** Panels among those whom a change breaks: the target's, which are told and decide nothing. */
import { expect, it } from "vitest";
import { sampleExpression, sampleModel } from "../emitters/sample-model.ts";
import type { Dashboard, Model } from "../model.ts";
import { modelOf, type RawContract, rawContract } from "./fixture.ts";
import { diff } from "./index.ts";

const { at } = sampleModel().prometheus;

/** A dashboard with a panel for each expression, called A, B, C. */
function dashboard(...exprs: readonly string[]): Dashboard {
  const texts = { help: "Shown.", kind: "lines" as const, sla: undefined, alerts: [], unit: undefined };
  const panels = exprs.map((text, i) => ({
    title: "ABC".charAt(i),
    ...texts,
    queries: [{ expr: sampleExpression(text), legend: undefined, at }],
    states: undefined,
    columns: undefined,
    at,
  }));
  return {
    name: "queue",
    title: "Queue",
    help: "Tasks.",
    playbook: "",
    colors: {},
    rows: [{ title: "All", panels, at }],
    at,
  };
}

function changed(edit: (raw: RawContract) => void, ...exprs: readonly string[]): Model {
  const raw = rawContract();
  edit(raw);
  return { ...modelOf(raw), dashboards: [dashboard(...exprs)] };
}

function usersOf(id: string, target: Model): string[] {
  const { changes } = diff(modelOf(rawContract()), target);
  return changes.filter((change) => change.id === id).flatMap(({ impact }) => impact.map(({ user }) => user));
}

it("a panel of the target that reads what is gone is named, also through a recording rule", () => {
  const target = changed(
    (raw) => {
      raw.metrics.metrics = raw.metrics.metrics.filter(({ name }: { name: string }) => name !== "trial_seconds");
    },
    "sum(rate(trial_seconds_count[5m]))",
    "sum(depth)",
  );
  expect(usersOf("M01", target)).toEqual(['panel "A" of dashboard queue']);
  const renamed = changed((raw) => {
    raw.metrics.metrics[0].name = "jobs_total";
  }, "job:tasks:rate5m");
  expect(usersOf("M01", renamed)).toContain('panel "A" of dashboard queue');
});

it("what a panel reads makes no change heavier", () => {
  const edit = (raw: RawContract) => {
    raw.metrics.labels.result.values = ["ok", "failed"];
    raw.metrics.metrics[2].buckets = [1, 3];
  };
  const reading = [
    'sum(rate(tasks_total{result="skipped"}[5m]))',
    'sum(rate(trial_seconds_bucket{le=~"2(\\\\.0)?"}[5m]))',
  ];
  const classes = (target: Model) =>
    diff(modelOf(rawContract()), target).changes.map((change) => [change.id, change.class, change.path]);
  const silent = classes(changed(edit));
  expect(silent).toContainEqual(["L05", "minor", expect.stringContaining("skipped")]);
  expect(silent.map(([id]) => id)).toContain("B05");
  expect(classes(changed(edit, ...reading))).toEqual(silent);
  // A contract whose dashboards are at hand is the base, too.
  const { dashboards } = changed(edit, ...reading);
  const base = { ...modelOf(rawContract()), dashboards };
  expect(diff(base, changed(edit)).changes.map((change) => [change.id, change.class, change.path])).toEqual(silent);
});
