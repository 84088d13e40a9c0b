/** The steps of the console are those of the document, and every action is taken somewhere. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alertRules } from "../../../generated/alerts.ts";
import { texts } from "../texts/index.ts";
import { type ActionType, chapterOf, paramsOfAction, playbook, stepOfAction } from "./playbook.ts";

const ops = readFileSync(new URL("../../../spec/docs/blueprints/ops.md", import.meta.url), "utf8");
const anchorsOf = (chapter: string) =>
  [...ops.matchAll(new RegExp(`^\\d+\\. <a id="(${chapter}-[a-z0-9-]+)"`, "gm"))].map(([, id]) => id);
const actionTypes = Object.keys(paramsOfAction) as readonly ActionType[];

describe("the playbook", () => {
  it.each(playbook)("has every step of $anchor, in the order of the document", ({ anchor, steps }) => {
    expect(steps.map((step) => step.anchor)).toEqual(anchorsOf(anchor));
  });

  it("takes every action in some step", () => {
    const taken = playbook.flatMap(({ steps }) =>
      steps.flatMap(({ work }) => (work.kind === "action" ? work.types : [])),
    );
    // The notice is taken back where everything is.
    expect(new Set([...taken, "notice.clear"])).toEqual(new Set(actionTypes));
    for (const type of actionTypes) expect(chapterOf(stepOfAction(type))).toBeDefined();
  });

  it("does a cleanup where it is done, and not where it is only looked at", () => {
    expect(stepOfAction("cleanup.run")).toBe("media-disk-cleanup");
  });

  it("knows chapters and steps, and says when the document alone speaks of one", () => {
    expect(chapterOf("provider-errors")).toBe(chapterOf("provider-errors-active"));
    expect(chapterOf("stuck")).toBeUndefined();
  });
});

describe("alerts", () => {
  it("have a title in every language, and none is left that is no alert", () => {
    const names = alertRules.map(({ name }) => name).sort();
    for (const { alerts } of Object.values(texts)) expect(Object.keys(alerts).sort()).toEqual(names);
  });
});
