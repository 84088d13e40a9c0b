/** Actions on slots: maintenance, back into service, and the change from a provider to its standby. */
import type { components } from "../../../generated/api.ts";
import type { SlotId } from "../../../generated/contract.ts";
import {
  validateFailoverParams,
  validateSlotMaintenanceParams,
  validateSlotParams,
} from "../../../generated/validators.js";
import { momentOf } from "../../core/moment.ts";
import type { Slot, Standby } from "../../core/slot.ts";
import { listProviderStatus } from "../../storage/repos/provider-reports.ts";
import { findSlot, listSlots } from "../../storage/repos/slots.ts";
import { actionKind, changedSince, problem, same } from "./kind.ts";
import { carryOver } from "./repo.ts";

type Schemas = components["schemas"];

/** The state of a slot, as an undo compares it: the same state, begun anew by somebody, is another decision. */
function stateOf({ id, state, stateReason, stateUntilMs, stateSinceMs }: Slot) {
  return { slotId: id, state, stateReason, stateUntilMs, stateSinceMs };
}

export const maintenance = actionKind<Schemas["SlotMaintenanceParams"]>({
  validate: validateSlotMaintenanceParams,
  async plan(tools, db, { slot_id: id, expected_end }) {
    const untilMs = expected_end === undefined ? null : momentOf(expected_end);
    if (untilMs === undefined) return problem("invalid", "expected_end is no time that there is");
    if (untilMs !== null && untilMs <= Date.now()) return problem("invalid", "expected_end is in the past");
    const slot = await findSlot(db, id);
    if (slot === undefined) return problem("missing", `${id} is not in the database yet`);
    if (slot.state === "maintenance")
      return problem("conflict", `${id} is in maintenance already (${slot.stateReason})`);
    return {
      ok: true,
      effect: `${id}: ${slot.state} → maintenance; its photos are answered 503 slot_maintenance, others go on.`,
      before: stateOf(slot),
      async apply(mandate) {
        const changed = await tools.changeSlot(db, id, { state: { is: "maintenance", untilMs } }, mandate);
        return changed.ok ? { ok: true, after: stateOf(changed.slot) } : problem("conflict", changed.problem);
      },
    };
  },
  async undo(tools, db, { params: { slot_id: id }, after }, mandate) {
    const slot = await findSlot(db, id);
    if (slot === undefined || !same(stateOf(slot), after)) return changedSince(`the state of ${id}`);
    const changed = await tools.changeSlot(db, id, { state: { is: "active" } }, mandate);
    if (!changed.ok) return problem("conflict", changed.problem);
    return { ok: true, effect: `${id}: maintenance → active.` };
  },
});

export const activate = actionKind<Schemas["SlotParams"]>({
  validate: validateSlotParams,
  async plan(tools, db, { slot_id: id }) {
    const slot = await findSlot(db, id);
    if (slot === undefined) return problem("missing", `${id} is not in the database yet`);
    if (slot.state === "active") return problem("conflict", `${id} is active already`);
    return {
      ok: true,
      effect: `${id}: ${slot.state} → active; its photos are edited by ${slot.provider}.`,
      before: stateOf(slot),
      async apply(mandate) {
        const changed = await tools.changeSlot(db, id, { state: { is: "active" } }, mandate);
        return changed.ok ? { ok: true, after: stateOf(changed.slot) } : problem("conflict", changed.problem);
      },
    };
  },
  async undo(tools, db, { params: { slot_id: id }, before, after }, mandate) {
    const slot = await findSlot(db, id);
    if (slot === undefined || !same(stateOf(slot), after)) return changedSince(`the state of ${id}`);
    const { state, stateReason, stateUntilMs: untilMs } = before as ReturnType<typeof stateOf>;
    if (state !== "maintenance")
      return problem("conflict", `${id} was ${state} by a rule, which decides anew by itself`);
    // The reason of then counts again.
    const then = { is: "maintenance", untilMs, reason: stateReason } as const;
    const changed = await tools.changeSlot(db, id, { state: then }, mandate);
    if (!changed.ok) return problem("conflict", changed.problem);
    await carryOver(db, before, stateOf(changed.slot));
    return { ok: true, effect: `${id}: active → maintenance (${stateReason}).` };
  },
});

/** What edits a slot's photos, as an undo compares it. */
interface Editors {
  readonly slotId: SlotId;
  readonly provider: Slot["provider"];
  readonly settings: unknown;
  readonly standby: Standby | null;
}

function editorsOf({ id, provider, settings, standby }: Slot): Editors {
  return { slotId: id, provider, settings, standby };
}

export const failover = actionKind<Schemas["FailoverParams"]>({
  validate: validateFailoverParams,
  async plan(tools, db, { provider }) {
    const slots = (await listSlots(db)).filter((slot) => slot.provider === provider);
    if (slots.length === 0) return problem("conflict", `no slot's photos are edited by ${provider}`);
    const absent = (await listProviderStatus(db)).filter(({ configured }) => configured === false);
    const isThere = (name: Slot["provider"]) => !absent.some((status) => status.provider === name);
    const able = slots.filter(({ standby }) => standby && standby.provider !== provider && isThere(standby.provider));
    const left = slots.filter((slot) => !able.includes(slot)).map((slot) => slot.id);
    if (able.length === 0) return problem("conflict", `no slot of ${provider} has a standby that could edit instead`);
    const remain = left.length === 0 ? "" : ` Without a standby that could: ${left.join(", ")}.`;
    return {
      ok: true,
      effect: `${able.map((slot) => `${slot.id} → ${slot.standby?.provider}`).join(", ")}.${remain}`,
      before: able.map(editorsOf),
      async apply(mandate) {
        const after: Editors[] = [];
        for (const slot of able) {
          const { standby, settings } = slot;
          if (standby === null) continue;
          const swapped = { provider: standby.provider, settings: standby.settings, standby: { provider, settings } };
          const changed = await tools.changeSlot(db, slot.id, swapped, mandate);
          if (!changed.ok) return problem("conflict", changed.problem);
          after.push(editorsOf(changed.slot));
        }
        return { ok: true, after };
      },
    };
  },
  async undo(tools, db, { params: { provider }, before, after }, mandate) {
    const slots = new Map((await listSlots(db)).map((slot) => [slot.id, slot]));
    for (const expected of after as Editors[]) {
      const slot = slots.get(expected.slotId);
      if (slot === undefined || !same(editorsOf(slot), expected))
        return changedSince(`what edits the photos of ${expected.slotId}`);
    }
    const back = before as Editors[];
    for (const { slotId, ...editors } of back) {
      const changed = await tools.changeSlot(db, slotId, editors, mandate);
      if (!changed.ok) return problem("conflict", changed.problem);
    }
    return { ok: true, effect: `${back.map(({ slotId }) => slotId).join(", ")} → ${provider}.` };
  },
});
