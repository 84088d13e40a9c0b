/** The form of a slot: what it orders, and the changes of two people put together. */
import { describe, expect, it } from "vitest";
import { contractSchemas } from "../build/schemas.ts";
import type { Schemas } from "./api.ts";
import { draftOfSlot, orderOfDraft, rebased, refusalsOfSlot, sameDraft, triedOf, withProvider } from "./slot-form.ts";

const schemas = contractSchemas(new URL("../../..", import.meta.url).pathname);

const details: Schemas["SlotDetails"] = {
  ...{ slot_id: "slot-003", provider: "gemini", settings: { prompt: "a comic", model: "gemini-4" } },
  standby: { provider: "local", settings: { edit: "frame" } },
  ...{ max_parallel: null, max_attempts: 2, state: "active", state_by: "operator", state_reason: "" },
  ...{ state_since: "2026-11-26T18:00:00Z", state_until: null, version: 7 },
};
const draft = draftOfSlot(details, schemas);

describe("the form of a slot", () => {
  it("that nobody touched orders what is there", () => {
    const { order, problems } = orderOfDraft(draft, schemas);
    const { provider, settings, standby, max_parallel, max_attempts } = details;
    expect(order).toEqual({ provider, settings, standby, max_parallel, max_attempts });
    expect(problems).toEqual({});
  });

  it("orders limits within their bounds, and none when they are empty", () => {
    expect(orderOfDraft({ ...draft, "limits.max_parallel": "3" }, schemas).order.max_parallel).toBe(3);
    expect(orderOfDraft({ ...draft, "limits.max_attempts": "11" }, schemas).problems).toEqual({
      "limits.max_attempts": { code: "max", limit: 10 },
    });
  });

  it("drops the settings of a provider that was left, and has them again on the way back", () => {
    const other = withProvider(draft, "provider", "local", draft);
    expect(orderOfDraft(other, schemas).order).toMatchObject({ provider: "local", settings: {} });
    expect(sameDraft(withProvider(other, "provider", "gemini", draft), draft)).toBe(true);
    expect(orderOfDraft(withProvider(draft, "standby", "", draft), schemas).order.standby).toBeNull();
  });
});

describe("what a test run uses", () => {
  it("is what is saved while nothing else is typed in, then what is typed in", () => {
    expect(triedOf(draft, false, schemas)).toEqual({ kind: "saved" });
    const { settings } = details;
    expect(triedOf({ ...draft, "settings.prompt": "a woodcut" }, true, schemas)).toEqual({
      kind: "draft",
      overrides: { provider: "gemini", settings: { ...settings, prompt: "a woodcut" } },
    });
  });

  it("is nothing while a field is wrong: what is saved is not meant either", () => {
    for (const wrong of [{ "settings.prompt": "" }, { "limits.max_attempts": "11" }])
      expect(triedOf({ ...draft, ...wrong }, true, schemas)).toEqual({ kind: "invalid" });
  });
});

describe("two people's changes", () => {
  it("are both there: what I typed, and what they changed elsewhere", () => {
    const mine = { ...draft, "settings.prompt": "a watercolour" };
    const theirs = {
      ...draft,
      "settings.prompt": "a woodcut",
      "settings.model": "gemini-5",
      "limits.max_parallel": "2",
    };
    const both = rebased(mine, draft, theirs);
    expect(orderOfDraft(both, schemas).order).toMatchObject({
      settings: { prompt: "a watercolour", model: "gemini-5" },
      max_parallel: 2,
    });
  });

  it("that I emptied stays empty", () => {
    expect(rebased({ ...draft, "settings.model": "" }, draft, draft)["settings.model"]).toBe("");
  });
});

describe("a refusal", () => {
  it("is at the field of the slot or of its standby", () => {
    const of = (text: string) => refusalsOfSlot(text, draft, schemas);
    expect(of("settings of the provider gemini: model: must match pattern.")).toEqual({
      "settings.model": "must match pattern.",
    });
    expect(of("standby: settings of the provider local: edit: is wrong.")).toEqual({
      "standby.settings.edit": "is wrong.",
    });
    expect(of("this version has no driver for the provider http.")).toEqual({
      "": "this version has no driver for the provider http.",
    });
  });
});
