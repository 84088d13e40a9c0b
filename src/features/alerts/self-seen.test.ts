/** What a process can tell of itself, by the expression alone. */
import { describe, expect, it } from "vitest";
import { parseExpr } from "../../../codegen/promql/parse.ts";
import { treeOf } from "../../../codegen/promql/tree.ts";
import { blindness } from "./self-seen.ts";

function blind(text: string): boolean {
  const { expr } = parseExpr(text);
  if (expr === undefined) throw new Error(`${text} is no PromQL`);
  return blindness({ reads: [], evaluable: true, expr: treeOf(expr) }) !== undefined;
}

describe("a process", () => {
  it.each([
    "up == 0",
    "absent(tasks_total)",
    "count by (job) (tasks_total) < 1",
    "up == 1 unless on (job) count by (job) (tasks_total)",
    "up == 1 unless on (job) (tasks_total and depth)",
    'worker_info{digest!="x"} == 1',
    "-up < 0",
  ])("cannot tell %s", (text) => {
    expect(blind(text)).toBe(true);
  });

  it.each([
    "tasks_total > 1",
    "up == 1 unless on (job) (depth >= 0)",
    "up == 0 or depth > 1",
    "depth and up",
    "count(depth > 1) > 2",
    "absent(depth > 1)",
    "max(depth)",
  ])("can tell %s", (text) => {
    expect(blind(text)).toBe(false);
  });

  it("says nothing of what has no tree", () => {
    expect(blindness({ reads: [], evaluable: false, reason: "it holds a text" })).toBeUndefined();
  });
});
