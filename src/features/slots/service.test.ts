/** What is shown of slots, and which changes are allowed. */
import { expect, it } from "vitest";
import { labelValues } from "../../../generated/contract.ts";
import { validateSlotList } from "../../../generated/validators.js";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { ensureSlots, findSlot, listSlots, saveSlot } from "../../storage/repos/slots.ts";
import { changeSlot, isProvider, isSlotId, publicSlot } from "./service.ts";

it("knows the contract's slots and providers from other words", () => {
  expect([isSlotId("slot-001"), isSlotId("slot-016"), isSlotId("toString")]).toEqual([true, false, false]);
  expect([isProvider("local"), isProvider("remote")]).toEqual([true, false]);
});

describeOnDatabases("slots feature", (db) => {
  it("shows the public what the contract says, without settings and reasons", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-002", 1, {
      state: "maintenance",
      stateReason: "secret",
      settings: { caption: "secret" },
    });
    const shown = { slots: (await listSlots(db())).map(publicSlot) };
    expect(validateSlotList(shown)).toBe(true);
    expect(shown.slots.map((slot) => slot.slot_id)).toEqual(labelValues.slot_id);
    expect(shown.slots[1]).toEqual({ slot_id: "slot-002", provider: "local", state: "maintenance", version: 2 });
  });

  it("changes provider, settings and state", async () => {
    await ensureSlots(db());
    expect(await changeSlot(db(), "slot-001", { settings: { edit: "frame" } }, false)).toMatchObject({
      ok: true,
      slot: { provider: "local", settings: { edit: "frame" }, version: 2 },
    });
    const order = { state: { is: "maintenance", because: "lens" } } as const;
    expect(await changeSlot(db(), "slot-001", order, false)).toMatchObject({
      ok: true,
      slot: { settings: { edit: "frame" }, state: "maintenance", stateReason: "lens", version: 3 },
    });
    expect(await changeSlot(db(), "slot-001", { provider: "fault" }, true)).toMatchObject({
      ok: true,
      slot: { provider: "fault", settings: {}, state: "maintenance" },
    });
  });

  it("refuses settings that the provider does not take, and says which", async () => {
    await ensureSlots(db());
    expect(await changeSlot(db(), "slot-001", { settings: { edit: "sepia" } }, true)).toEqual({
      ok: false,
      problem: expect.stringMatching(/provider local: \/edit must be equal to one of the allowed values/),
    });
    expect(await changeSlot(db(), "slot-001", { provider: "fault", settings: { edit: "tint" } }, true)).toMatchObject({
      ok: false,
    });
    expect(await changeSlot(db(), "slot-001", { settings: null }, true)).toMatchObject({ ok: false });
    expect((await findSlot(db(), "slot-001"))?.version).toBe(1);
  });

  it("refuses fault in production, and providers without a driver everywhere", async () => {
    await ensureSlots(db());
    expect(await changeSlot(db(), "slot-001", { provider: "fault" }, false)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("refused in production"),
    });
    expect(await changeSlot(db(), "slot-001", { provider: "gemini" }, true)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("no driver for the provider gemini"),
    });
  });

  it("lets a slot that is wrong as it stands go into maintenance", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-001", 1, { provider: "fault", settings: { nonsense: 1 } });
    const order = { state: { is: "maintenance", because: "wrong" } } as const;
    expect(await changeSlot(db(), "slot-001", order, false)).toMatchObject({
      ok: true,
      slot: { state: "maintenance" },
    });
  });

  it("says what to do about a slot that is not in the database", async () => {
    expect(await changeSlot(db(), "slot-001", {}, true)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("start the service"),
    });
  });
});
