/** Rules over samples: how an alert comes and goes, what is recorded, and what is refused with which reason. */
import { expect, it } from "vitest";
import type { AlertRule, Expression, Readable, RecordingRule } from "../../../generated/alerts.ts";
import { createAlertState } from "./alert-state.ts";
import { labelSet } from "./labels.ts";
import { createRules } from "./rules.ts";
import { createSamples } from "./samples.ts";
import { EvaluationError } from "./value.ts";

const depth = (labels = {}, value = 1) => [{ set: labelSet({ __name__: "depth", ...labels }), value }];

function selector(metric: string, rangeMs?: number): Expression {
  return { type: "selector", metric, matchers: [], ...(rangeMs === undefined ? {} : { rangeMs }) };
}
const over = (metric: string, limit: number): Expression => {
  return { type: "binary", op: ">", left: selector(metric), right: { type: "number", value: limit } };
};
const readable = (expr: Expression, ...reads: string[]): Readable => ({ reads, evaluable: true, expr });
const record = (name: string, rule: Readable): RecordingRule => ({ name, ...rule });
function alert(name: string, rule: Readable, forSeconds = 0): AlertRule {
  return {
    name,
    forSeconds,
    keepFiringSeconds: 0,
    severity: "ticket",
    labels: {},
    summary: "",
    action: "",
    playbook: "#x",
    ...rule,
  };
}

function run(recordingRules: readonly RecordingRule[], alertRules: readonly AlertRule[], rememberedMs = 3_600_000) {
  const samples = createSamples(100);
  const rules = createRules({ samples, recordingRules, alertRules, rememberedMs });
  const view = (name: string) => rules.alerts().find(({ rule }) => rule.name === name);
  return {
    ...{ samples, view },
    at(seconds: number, values: Readonly<Record<string, number | undefined>>) {
      for (const [name, value] of Object.entries(values))
        samples.add(samples.series({ __name__: name }), seconds * 1000, value);
      for (const _ of rules.round(seconds * 1000));
    },
  };
}

it("is pending until it has held for as long as it must, and begins anew after a pause", () => {
  const state = createAlertState({ forSeconds: 60, keepFiringSeconds: 0 }, { severity: "page" });
  const seen = (ms: number, holds: boolean) => {
    state.take(ms, holds ? depth({ queue: "mail" }) : []);
    return [...state.active().map(({ state, activeSinceMs, firingSinceMs }) => [state, activeSinceMs, firingSinceMs])];
  };
  expect(seen(1000, true)).toEqual([["pending", 1000, undefined]]);
  expect(seen(60_999, true)).toEqual([["pending", 1000, undefined]]);
  expect(seen(61_000, true)).toEqual([["firing", 1000, 61_000]]);
  expect(seen(90_000, true)).toEqual([["firing", 1000, 61_000]]);
  expect([seen(91_000, false), state.quietSinceMs()]).toEqual([[], 91_000]);
  expect([seen(92_000, false), state.quietSinceMs()]).toEqual([[], 91_000]);
  expect([seen(93_000, true), state.quietSinceMs()]).toEqual([[["pending", 93_000, undefined]], undefined]);
  expect(state.active()[0]?.labels).toEqual({ queue: "mail", severity: "page" });
});

it("fires on for as long as it is kept after it held last, with its last value, and only when it fired", () => {
  const state = createAlertState({ forSeconds: 30, keepFiringSeconds: 60 }, {});
  const seen = (seconds: number, value?: number) => {
    state.take(seconds * 1000, value === undefined ? [] : depth({}, value));
    return state.active().map(({ state, value, heldUntilMs }) => [state, value, heldUntilMs]);
  };
  expect(seen(0, 5)).toEqual([["pending", 5, undefined]]);
  expect(seen(15)).toEqual([]);
  expect(seen(30, 5)).toEqual([["pending", 5, undefined]]);
  expect(seen(60, 6)).toEqual([["firing", 6, undefined]]);
  expect(seen(75)).toEqual([["firing", 6, 75_000]]);
  expect(seen(120)).toEqual([["firing", 6, 75_000]]);
  expect(seen(134.999, 7)).toEqual([["firing", 7, undefined]]);
  expect(seen(150)).toEqual([["firing", 7, 150_000]]);
  expect(seen(209.999)).toEqual([["firing", 7, 150_000]]);
  expect([seen(210), state.quietSinceMs()]).toEqual([[], 210_000]);
});

it("fires at once where nothing must last", () => {
  const state = createAlertState({ forSeconds: 0, keepFiringSeconds: 0 }, {});
  state.take(5000, depth());
  expect(state.active()).toMatchObject([{ state: "firing", firingSinceMs: 5000 }]);
});

it("refuses results that cannot be told apart, and stays as it was", () => {
  const state = createAlertState({ forSeconds: 0, keepFiringSeconds: 0 }, { queue: "any" });
  state.take(0, depth({ queue: "mail" }));
  expect(() => state.take(1, [...depth({ queue: "mail" }), ...depth({ queue: "fax" })])).toThrow(EvaluationError);
  expect(state.active()).toMatchObject([{ labels: { queue: "any" }, firingSinceMs: 0 }]);
});

it("records for those that read it in the same round, and marks what is gone", () => {
  const { at, view } = run(
    [record("long:depth", readable(over("depth", 3), "depth"))],
    [alert("Deep", readable(over("long:depth", 5), "long:depth"))],
  );
  at(0, { depth: 6 });
  expect(view("Deep")?.active).toMatchObject([{ value: 6, labels: { severity: "ticket" } }]);
  at(15, { depth: 2 });
  expect(view("Deep")).toMatchObject({ active: [], quietSinceMs: 15_000 });
});

it("says why a rule is not evaluated: its window, a function, no tree, or what it reads", () => {
  const call = (fn: string, ...args: Expression[]) => readable({ type: "call", fn, args }, "depth");
  const { view, at } = run(
    [record("day:depth", call("rate", selector("depth", 86_400_000)))],
    [
      alert("Long", call("increase", selector("depth", 5_400_000))),
      alert("Strange", call("deriv", selector("depth", 60_000))),
      alert("Top", readable({ type: "aggregation", op: "topk", expr: selector("depth") }, "depth")),
      alert("Text", { reads: [], evaluable: false, reason: "it holds a text" }),
      alert("Day", readable(over("day:depth", 1), "day:depth")),
      alert("Fine", call("increase", selector("depth", 3_600_000))),
    ],
  );
  at(0, { depth: 1 });
  const refusals = ["Long", "Strange", "Top", "Text", "Day", "Fine"].map((name) => view(name)?.refusal);
  expect(refusals).toEqual([
    "window 90m is longer than this process remembers",
    "this process does not evaluate the function deriv",
    "this process does not evaluate the aggregation topk",
    "it holds a text",
    "window 1d is longer than this process remembers",
    undefined,
  ]);
});

it("tells what Prometheus refuses while it evaluates, until the next round that goes well", () => {
  const join: Expression = { type: "binary", op: "+", on: [], left: selector("depth"), right: selector("limit") };
  const { samples, view, at } = run([], [alert("Joined", readable(join, "depth", "limit"))]);
  samples.add(samples.series({ __name__: "limit", queue: "mail" }), 0, 1);
  at(0, { depth: 1, limit: 1 });
  expect(view("Joined")?.failure).toContain("many-to-many matching not allowed");
  samples.add(samples.series({ __name__: "limit", queue: "mail" }), 15_000, undefined);
  at(15, { depth: 1, limit: 1 });
  expect(view("Joined")).toMatchObject({ failure: undefined, active: [{ value: 2 }] });
});
