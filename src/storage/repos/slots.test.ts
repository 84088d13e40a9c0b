/** The slots table. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { labelValues } from "../../../generated/contract.ts";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { ensureSlots, findSlot, listSlots, saveSlot } from "./slots.ts";

describeOnDatabases("slots", (db) => {
  it("makes every slot of the contract once, in its order", async () => {
    await ensureSlots(db());
    expect((await listSlots(db())).map((slot) => slot.id)).toEqual(labelValues.slot_id);
    expect(await findSlot(db(), "slot-test")).toEqual({
      id: "slot-test",
      provider: "local",
      settings: {},
      standby: null,
      maxParallel: null,
      maxAttempts: 3,
      state: "active",
      stateReason: "",
      stateBy: "operator",
      stateSinceMs: expect.any(Number),
      stateUntilMs: null,
      version: 1,
    });
    await saveSlot(db(), "slot-003", 1, { state: "maintenance", stateReason: "lens" });
    await ensureSlots(db());
    expect(await findSlot(db(), "slot-003")).toMatchObject({ state: "maintenance", stateReason: "lens", version: 2 });
  });

  it("does not show a slot that the contract does not name", async () => {
    await ensureSlots(db());
    await sql`insert into slots (id, provider, settings, state, state_reason, version, updated_at)
      values ('slot-999', 'local', '{}', 'active', '', 1, 1)`.execute(db());
    expect(await listSlots(db())).toHaveLength(labelValues.slot_id.length);
  });

  it("changes what is given, leaves the rest, and raises the version", async () => {
    await ensureSlots(db());
    const saved = await saveSlot(db(), "slot-001", 1, { settings: { edit: "grayscale" } });
    const slot = await findSlot(db(), "slot-001");
    expect(saved).toEqual({ ok: true, slot });
    expect(slot).toMatchObject({ id: "slot-001", provider: "local", settings: { edit: "grayscale" }, version: 2 });
    expect(await findSlot(db(), "slot-002")).toMatchObject({ settings: {}, version: 1 });
  });

  it("keeps a standby, limits, and who put the slot into its state until when", async () => {
    await ensureSlots(db());
    const before = await findSlot(db(), "slot-001");
    const standby = { provider: "fault", settings: { fault: "none" } } as const;
    const state = { state: "maintenance", stateReason: "lens", stateBy: "operator", stateUntilMs: 5 } as const;
    await saveSlot(db(), "slot-001", 1, { standby, maxParallel: 2, maxAttempts: 1, ...state });
    const slot = await findSlot(db(), "slot-001");
    expect(slot).toMatchObject({ standby, maxParallel: 2, maxAttempts: 1, ...state });
    expect(slot?.stateSinceMs).toBeGreaterThanOrEqual(before?.stateSinceMs ?? 0);
    await saveSlot(db(), "slot-001", 2, { standby: null, maxParallel: null });
    expect(await findSlot(db(), "slot-001")).toMatchObject({ standby: null, maxParallel: null, ...state });
  });

  it("refuses a change that was made with an older version in view", async () => {
    await ensureSlots(db());
    const [a, b] = await Promise.all([
      saveSlot(db(), "slot-001", 1, { stateReason: "a" }),
      saveSlot(db(), "slot-001", 1, { stateReason: "b" }),
    ]);
    expect([a.ok, b.ok].sort()).toEqual([false, true]);
    expect(await saveSlot(db(), "slot-001", 1, { stateReason: "c" })).toEqual({ ok: false, reason: "stale" });
    expect((await findSlot(db(), "slot-001"))?.version).toBe(2);
  });
});
