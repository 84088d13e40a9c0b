/** The dashboards against what they are for: every promise is on one, nothing of slot-test is, and Grafana takes the files. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { overExpressions, selectedNames } from "../codegen/checks/promql.ts";
import { panelsOf } from "../codegen/dashboards/panels.ts";
import { check, parse, resolve as resolveContract } from "../codegen/index.ts";
import { nodesOf } from "../codegen/promql/ast.ts";
import { testOf } from "../codegen/promql/infer-selector.ts";

const ROOT = resolve(import.meta.dirname, "..");
const { contract } = await parse(join(ROOT, "spec"));
const model = contract && resolveContract(contract).model;
if (!model) throw new Error("The contract does not compile.");

const panels = panelsOf(model);

it("show every KPI against its threshold, and every objective", () => {
  const shown = new Set(panels.flatMap(({ sla }) => sla?.name ?? []));
  expect([...shown].sort()).toEqual(model.slas.map(({ name }) => name).sort());
  const texts = panels.flatMap(({ queries }) => queries.map(({ expr }) => expr.text));
  for (const { name } of model.slos)
    expect(texts.filter((text) => text.includes(`job:${name}:`)).length).toBeGreaterThan(2);
});

it("say what to do about every alert that wakes somebody", () => {
  const shown = new Set(panels.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
  const pages = model.alerts.filter(({ severity }) => severity === "page").map(({ name }) => name);
  expect(pages.filter((name) => !shown.has(name))).toEqual([]);
});

it("leave slot-test out wherever it has a label", () => {
  const withTest = overExpressions(model, ({ purpose, owner, top, catalog }) => {
    if (purpose !== "panel") return [];
    const selectors = nodesOf(top, "selector").filter((selector) =>
      selectedNames(selector, catalog).some((name) =>
        catalog.get(name)?.metric?.labels.some((label) => label.name === "slot_id"),
      ),
    );
    const takesTest = selectors.filter(({ matchers }) =>
      matchers
        .filter(({ label }) => label.text === "slot_id")
        .every((matcher) => testOf(matcher)?.("slot-test") ?? true),
    );
    return takesTest.map(() => owner);
  });
  expect(withTest).toEqual([]);
});

it("have no finding of the compiler, not even a note", () => {
  const found = check(model).filter(({ at }) => at.source.path.includes("/dashboards/"));
  expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
});

it("judge by the limits of the contract", async () => {
  const text = await readFile(join(ROOT, "generated/grafana/hall.json"), "utf8");
  const hall = JSON.parse(text) as {
    panels: {
      title: string;
      fieldConfig?: { defaults: { unit?: string; thresholds?: { steps: { value: number | null }[] } } };
    }[];
  };
  const drawn = (title: string) => {
    const { unit, thresholds } = hall.panels.find((panel) => panel.title === title)?.fieldConfig?.defaults ?? {};
    return { unit, limits: thresholds?.steps.flatMap(({ value }) => value ?? []) };
  };
  expect(drawn("Timeouts")).toEqual({ unit: "percentunit", limits: [0.05] });
  expect(drawn("p95 of T_sync_response by booth")).toEqual({ unit: "percentunit", limits: [1] });
  expect(drawn("Media disk")).toEqual({ unit: "percentunit", limits: [0.8] });
  expect(drawn("Since the last cleanup")).toEqual({ unit: "s", limits: [2700] });
  expect(drawn("Failed calls by provider")).toEqual({ unit: "percentunit", limits: [0.2] });
  expect(drawn("Answers")).toEqual({ unit: "count:requests/s", limits: [] });
  expect(drawn("Time until the disk is full")).toEqual({ unit: "s", limits: [] });
  expect(drawn("Media by kind")).toEqual({ unit: "bytes", limits: [] });
});
