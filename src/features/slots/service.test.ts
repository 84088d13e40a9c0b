/** What is shown of slots, and which changes are allowed, recorded and told. */
import { expect, it } from "vitest";
import { labelValues } from "../../../generated/contract.ts";
import { validateSlotList } from "../../../generated/validators.js";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { checkSettings } from "../../providers/index.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { listOutbox } from "../../storage/repos/outbox.ts";
import { ensureSlots, findSlot, listSlots, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { changeSlot, isProvider, isSlotId, publicSlot, type SlotOrder } from "./service.ts";

const mandate = { actor: "operator:anna", reason: "the lens is dirty" } as const;
const maintenance = { state: { is: "maintenance", untilMs: null } } as const;

/** A change of slot-001. */
const change = (db: Db, order: SlotOrder, faultAllowed = true, version?: number) =>
  changeSlot(db, "slot-001", order, mandate, { checkSettings, faultAllowed }, version);

it("knows the contract's slots and providers from other words", () => {
  expect([isSlotId("slot-001"), isSlotId("slot-016"), isSlotId("toString")]).toEqual([true, false, false]);
  expect([isProvider("local"), isProvider("remote")]).toEqual([true, false]);
});

describeWithDatabase("slots feature", (db) => {
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

  it("changes provider, settings, standby, limits and state", async () => {
    await ensureSlots(db());
    expect(await change(db(), { settings: { edit: "frame" } }, false)).toMatchObject({
      ok: true,
      slot: { provider: "local", settings: { edit: "frame" }, version: 2 },
    });
    const standby = { provider: "local", settings: { edit: "grayscale" } } as const;
    expect(await change(db(), { standby, maxParallel: 2, maxAttempts: 1 }, false)).toMatchObject({
      ok: true,
      slot: { settings: { edit: "frame" }, standby, maxParallel: 2, maxAttempts: 1, version: 3 },
    });
    expect(await change(db(), { state: { is: "maintenance", untilMs: 7 } }, false)).toMatchObject({
      ok: true,
      slot: { standby, state: "maintenance", stateReason: "the lens is dirty", stateBy: "operator", stateUntilMs: 7 },
    });
    expect(await change(db(), { provider: "fault", standby: null })).toMatchObject({
      ok: true,
      slot: { provider: "fault", settings: {}, standby: null, state: "maintenance" },
    });
    expect(await change(db(), { state: { is: "active" } })).toMatchObject({
      ok: true,
      slot: { state: "active", stateReason: "", stateUntilMs: null },
    });
  });

  it("records each change with both sides of it, and tells the operators of a state", async () => {
    await ensureSlots(db());
    await change(db(), { settings: { edit: "frame" } });
    await change(db(), maintenance);
    const entry = { actor: "operator:anna", subject: "slot:slot-001", reason: "the lens is dirty" };
    expect(await listAudit(db(), { limit: 10 })).toMatchObject([
      { ...entry, action: "slot.maintenance", before: { state: "active" }, after: { state: "maintenance" } },
      { ...entry, action: "slot.saved", before: { settings: {} }, after: { settings: { edit: "frame" } } },
    ]);
    expect(await listOutbox(db(), 10)).toMatchObject([
      { audience: "operators", event: "slot.maintenance", payload: { slots: ["slot-001"], by: "operator:anna" } },
    ]);
  });

  it("leaves no trace of an order that changes nothing", async () => {
    await ensureSlots(db());
    expect(await change(db(), { state: { is: "active" }, provider: "local" })).toMatchObject({
      ok: true,
      slot: { version: 1 },
    });
    expect([await listAudit(db(), { limit: 10 }), await listOutbox(db(), 10)]).toEqual([[], []]);
  });

  it("puts a slot that a rule took out back at once", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-001", 1, { state: "tripped", stateBy: "rule", stateReason: "half of the calls fail" });
    expect(await change(db(), { state: { is: "active" } })).toMatchObject({
      slot: { state: "active", stateBy: "operator", stateReason: "" },
    });
  });

  it.each(["degraded", "tripped", "probing"] as const)(
    "that was %s by a rule is active at another provider",
    async (state) => {
      await ensureSlots(db());
      await saveSlot(db(), "slot-001", 1, { state, stateBy: "rule", stateReason: "half of the calls fail" });
      expect(await change(db(), { settings: { edit: "frame" } })).toMatchObject({ slot: { state, stateBy: "rule" } });
      expect(await change(db(), { provider: "fault" })).toMatchObject({
        slot: { provider: "fault", state: "active", stateBy: "operator", stateReason: "" },
      });
      expect(await listOutbox(db(), 1)).toMatchObject([{ event: "slot.active", payload: { provider: "fault" } }]);
    },
  );

  it("refuses a change that was made with an older version in view, and changes nothing", async () => {
    await ensureSlots(db());
    await change(db(), maintenance, true, 1);
    expect(await change(db(), { provider: "fault" }, true, 1)).toMatchObject({
      ok: false,
      why: "stale",
      problem: expect.stringContaining("version 2"),
    });
    expect(await findSlot(db(), "slot-001")).toMatchObject({ provider: "local", version: 2 });
    expect(await listAudit(db(), { limit: 10 })).toHaveLength(1);
  });

  it("refuses settings that the provider does not take, and says which", async () => {
    await ensureSlots(db());
    const invalid = (problem: RegExp) => ({ ok: false, why: "invalid", problem: expect.stringMatching(problem) });
    expect(await change(db(), { settings: { edit: "sepia" } })).toEqual(
      invalid(/^settings of the provider local: edit: must be equal .*tint/),
    );
    expect(await change(db(), { provider: "fault", settings: { edit: "tint" } })).toEqual(invalid(/provider fault/));
    expect(await change(db(), { settings: null })).toEqual(invalid(/provider local/));
    expect(await change(db(), { standby: { provider: "local", settings: { edit: 1 } } })).toEqual(
      invalid(/^standby: /),
    );
    expect(await findSlot(db(), "slot-001")).toMatchObject({ version: 1, standby: null });
  });

  it("refuses fault in production, as a standby too", async () => {
    await ensureSlots(db());
    const refused = { ok: false, problem: expect.stringContaining("refused in production") };
    expect(await change(db(), { provider: "fault" }, false)).toMatchObject(refused);
    expect(await change(db(), { standby: { provider: "fault", settings: {} } }, false)).toMatchObject(refused);
  });

  it("lets a slot that is wrong as it stands go into maintenance", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-001", 1, { provider: "fault", settings: { nonsense: 1 } });
    expect(await change(db(), maintenance)).toMatchObject({ ok: true, slot: { state: "maintenance" } });
  });

  it("says what to do about a slot that is not in the database", async () => {
    expect(await change(db(), {})).toMatchObject({ ok: false, problem: expect.stringContaining("start the service") });
  });
});
