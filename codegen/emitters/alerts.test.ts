/** Trees of the alerts' expressions: what they hold, and what has none. */
import { expect, test } from "vitest";
import type { Sla } from "../model.ts";
import { parseExpr } from "../promql/parse.ts";
import { NoTree, treeOf } from "../promql/tree.ts";
import { emit } from "./alerts.ts";
import { sampleAlert, sampleExpression, sampleMetric, sampleModel, sampleRecord } from "./sample-model.ts";

function tree(text: string) {
  const { expr } = parseExpr(text);
  if (expr === undefined) throw new Error(`${text} is no PromQL`);
  return treeOf(expr);
}

function emitted(...expressions: readonly string[]): string {
  const alerts = expressions.map((text, i) => sampleAlert({ name: `Alert${i}`, expr: sampleExpression(text) }));
  return emit(sampleModel({ alerts }))[0]?.text ?? "";
}

test("a tree has what the text says, without parentheses and places", () => {
  expect(tree('(sum by (job) (rate(tasks_total{queue=~"a|b", job!="x"}[5m])) > bool 0.5)')).toEqual({
    type: "binary",
    op: ">",
    bool: true,
    left: {
      ...{ type: "aggregation", op: "sum", by: ["job"] },
      expr: {
        ...{ type: "call", fn: "rate" },
        args: [
          {
            ...{ type: "selector", metric: "tasks_total", rangeMs: 300_000 },
            matchers: [
              { label: "queue", op: "=~", value: "^(?:a|b)$", flags: "su" },
              { label: "job", op: "!=", value: "x" },
            ],
          },
        ],
      },
    },
    right: { type: "number", value: 0.5 },
  });
});

test("matching, grouping and signs are kept, a plus goes", () => {
  const join = "-a * on (job) group_left (zone) +count without (le) (b) unless ignoring (queue) topk(2, c)";
  const topk = { type: "aggregation", op: "topk", param: { type: "number", value: 2 } };
  expect(tree(join)).toMatchObject({
    ...{ type: "binary", op: "unless", ignoring: ["queue"], right: topk },
    left: {
      ...{ type: "binary", op: "*", on: ["job"], group: { side: "left", include: ["zone"] } },
      ...{ left: { type: "unary", op: "-" }, right: { type: "aggregation", op: "count", without: ["le"] } },
    },
  });
});

test("what looks at another time, holds a text, or is read by RE2 alone has no tree, and the alert says why", () => {
  const without: readonly [string, string][] = [
    ["a offset 5m", "another time"],
    ["a @ 0", "another time"],
    ["max_over_time(a[1h:5m])", "a subquery"],
    ['label_replace(a, "b", "$1", "c", "(.*)")', "a text"],
    ['{job="x"}', "without the name of a series"],
    ['a{b=~"[[:alpha:]]"}', "only RE2 reads"],
  ];
  for (const [text, why] of without) {
    expect(() => tree(text), text).toThrow(NoTree);
    expect(() => tree(text), text).toThrow(why);
  }
  expect(emitted("a offset 5m > 1")).toContain(
    'reads: ["a"],\n    evaluable: false,\n    reason: "it looks at another time, with offset or @",',
  );
});

test("numbers without digits, and texts with quotes stand there as code that means them", () => {
  const text = emitted("a > -Inf", 'a{b="\\"\\\\"} == NaN');
  expect(text).toContain('{ type: "number", value: Number("NaN") }');
  expect(text).toContain('value: Number("-Infinity")');
  expect(text).toContain('value: "\\"\\\\"');
});

test("the metrics that an expression reads are named once, records among them", () => {
  expect(emitted("b / a > 1 and a > job:tasks:rate5m")).toContain('reads: ["a", "b", "job:tasks:rate5m"]');
});

test("what was promised has its tree, its limit, the alert that guards it, and the unit that its numbers are in", () => {
  const metric = (name: string, unit: string) => sampleMetric({ name, unit, type: "gauge" });
  const sla = (name: string, text: string): Sla => ({
    ...{ name, expr: sampleExpression(text), op: "<=", threshold: 0.5, windowSeconds: undefined, alert: "Slow" },
    ...{ help: `${name} is small.`, allow: [], at: sampleMetric().at },
  });
  const metrics = [metric("wait_seconds", "seconds"), metric("used_ratio", "ratio"), metric("tasks", "tasks")];
  const slas = [
    sla("wait", "max(wait_seconds)"),
    sla("share", "used_ratio"),
    sla("percent", "used_ratio * 100"),
    sla("count", "sum(tasks)"),
    sla("nothing", "unknown_metric offset 5m"),
  ];
  const text = emit(sampleModel({ metrics, slas }))[0]?.text ?? "";
  const list = text.slice(text.indexOf("export const slas"));
  expect([...list.matchAll(/unit: "(\w+)"/g)].map(([, unit]) => unit)).toEqual([
    ...["seconds", "ratio", "percent", "number", "number"],
  ]);
  expect(list).toContain('name: "wait",\n    help: "wait is small.",\n    op: "<=",\n    threshold: 0.5,');
  expect(list).toContain('alert: "Slow",\n    reads: ["wait_seconds"],\n    evaluable: true,');
  expect(list).toContain('reason: "it looks at another time, with offset or @",');
});

test("a contract without rules gives no file", () => {
  expect(emit(sampleModel({ recordingRules: [], alerts: [] }))).toEqual([]);
  expect(emit(sampleModel({ recordingRules: [sampleRecord()], alerts: [] }))).toHaveLength(1);
});
