/** The generated tests of the generated rules under real promtool: each alert with the rules that it needs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Court, requirePassing } from "./rules-mutate/judge.ts";
import { dependencies, readRules } from "./rules-mutate/rules.ts";
import { readSuites } from "./rules-mutate/suites.ts";
import { requireTool } from "./testkit/tools.ts";

const FOLDER = join(import.meta.dirname, "../generated/prometheus");
const promtool = requireTool("promtool") ?? "";

const book = await readRules(join(FOLDER, "rules.yml"));
const suites = await readSuites(FOLDER);
const alerts = book.rules.filter(({ isAlert }) => isAlert);
const folder = await mkdtemp(join(tmpdir(), "rules-generated-"));
const court: Court = { book, graph: dependencies(book), suites, folder };
afterAll(() => rm(folder, { recursive: true }));

test("every alert has a test in which it fires, and one in which it is silent", () => {
  const shown = suites.flatMap(({ alertTests }) =>
    alertTests.map(
      ({ raw }) => `${raw["alertname"]} ${Array.isArray(raw["exp_alerts"]) && raw["exp_alerts"].length > 0}`,
    ),
  );
  const wanted = alerts.flatMap(({ name }) => [`${name} true`, `${name} false`]);
  expect(wanted.filter((one) => !shown.includes(one))).toEqual([]);
});

describe.skipIf(promtool === "")("promtool", () => {
  test.each(alerts)("passes the tests of $name", async (alert) => {
    await requirePassing(court, alert);
  });

  test("finds a rule that is another one", async () => {
    const [alert] = alerts;
    if (!alert) throw new Error("no alert");
    const changed = {
      ...book,
      rules: book.rules.map((rule) => (rule === alert ? { ...rule, raw: { ...rule.raw, for: "1s" } } : rule)),
    };
    const [other] = changed.rules.filter(({ name }) => name === alert.name);
    if (!other) throw new Error("no alert");
    const wrong: Court = { ...court, book: changed, graph: dependencies(changed) };
    await expect(requirePassing(wrong, other)).rejects.toThrow(alert.name);
  });
});
