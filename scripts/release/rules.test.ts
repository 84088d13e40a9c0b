/** Rules and their tests under real promtool. */
import { beforeEach, describe, expect, it } from "vitest";
import { useTempFolder } from "../testkit/folders.ts";
import { releaseOf, writeProject } from "../testkit/project.ts";
import { requireTool } from "../testkit/tools.ts";
import { checkRules, RULES } from "./rules.ts";

const folder = useTempFolder();
const promtool = requireTool("promtool");

const rules = (record: string) =>
  `groups:\n  - name: g\n    rules:\n      - record: ${record}\n        expr: sum(up)\n`;
const tests = (value: number) =>
  `rule_files: [rules.yml]\ntests:\n  - input_series: [{series: up, values: 1}]\n    promql_expr_test:\n      - {expr: "a:b", eval_time: 0, exp_samples: [{labels: "a:b", value: ${value}}]}\n`;
const write = (files: Readonly<Record<string, string>>) =>
  writeProject(folder(), Object.fromEntries(Object.entries(files).map(([name, text]) => [`${RULES}/${name}`, text])));
const checked = (change = {}) =>
  checkRules({ ...releaseOf(folder()), ...change }).catch((cause: Error) => cause.message);

beforeEach(() => write({ "rules.yml": rules("a:b"), "rules_test.yml": tests(1), "prometheus.yml": "no: rules" }));

describe.skipIf(promtool === undefined)("the rules", () => {
  it("pass with every file of their tests", async () => {
    await write({ "rules_test_1h.yml": tests(1) });
    expect(await checked()).toBe(
      "1 file(s) of rules, 2 file(s) of tests pass: rules.yml, rules_test.yml, rules_test_1h.yml",
    );
  });

  it("fail by a rule that promtool does not take, or one test of any file", async () => {
    await write({ "rules_test_1h.yml": tests(2) });
    expect(await checked()).toMatch(/rules_test_1h\.yml.*FAILED/s);
    await write({ "rules_test_1h.yml": tests(1), "rules_more.yml": rules("a-b") });
    expect(await checked()).toContain("invalid recording rule name");
  });
});

describe("rules that cannot be tried", () => {
  it.each([
    [{ promtool: "no-such-promtool" }, "no-such-promtool is not on the PATH; Debian has it in the package prometheus"],
    [{ ruleTests: () => false }, "1 files of rules and 0 files of their tests"],
  ])("are a failure: %j", async (change, message) => {
    expect(await checked(change)).toContain(message);
  });
});
