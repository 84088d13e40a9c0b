/** Reading and changing slots over HTTP. */
import type { components } from "../../../generated/api.ts";
import type { SlotId } from "../../../generated/contract.ts";
import type { Handlers, Refusal } from "../../../generated/routes.ts";
import type { Mandate } from "../../core/audit.ts";
import { momentOf } from "../../core/moment.ts";
import { actorOf, operatorOf } from "../../core/operator.ts";
import type { Slot } from "../../core/slot.ts";
import { tagOf, versionOf } from "../../core/version-tag.ts";
import type { Context } from "../../http/context.ts";
import { findSlot, listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { changeSlot, publicSlot, type SlotChanged, type SlotOrder, type SlotRules } from "./service.ts";

export interface SlotHandlersDependencies {
  readonly db: Db;
  readonly rules: SlotRules;
  /** Called after a change, so that what watches slots need not wait for its next look. */
  readonly changed: () => void;
}

type SlotOperation = "listSlots" | "getSlot" | "saveSlot" | "setMaintenance";

export function createSlotHandlers({
  db,
  rules,
  changed,
}: SlotHandlersDependencies): Pick<Handlers<Context>, SlotOperation> {
  const change = async (id: SlotId, order: SlotOrder, mandate: Mandate, version?: number) =>
    changeReply(await changeSlot(db, id, order, mandate, rules, version), changed);
  return {
    async listSlots() {
      const slots = await listSlots(db);
      return { status: 200, contentType: "application/json", body: { slots: slots.map(publicSlot) } };
    },
    async getSlot({ path }) {
      const slot = await findSlot(db, path.slot_id);
      return slot === undefined ? { reason: "slot_not_found" } : slotReply(slot);
    },
    async saveSlot({ path, headers, body }, context) {
      const version = versionOf(headers["If-Match"]);
      return await change(path.slot_id, toOrder(body), mandateOf(context, body.reason), version);
    },
    async setMaintenance({ path, body }, context) {
      const untilMs = body.expected_end === undefined ? null : momentOf(body.expected_end);
      if (untilMs === undefined) {
        return { reason: "invalid_settings", details: "expected_end is no time that there is." };
      }
      if (untilMs !== null && untilMs <= Date.now()) {
        return { reason: "invalid_settings", details: "expected_end is in the past." };
      }
      if (untilMs !== null && !body.on) {
        return { reason: "invalid_settings", details: "expected_end goes with on: true." };
      }
      const state = body.on ? ({ is: "maintenance", untilMs } as const) : ({ is: "active" } as const);
      return await change(path.slot_id, { state }, mandateOf(context, body.reason));
    },
  };
}

function mandateOf(context: Context, reason: string): Mandate {
  return { actor: actorOf(operatorOf(context)), reason };
}

function toOrder(order: components["schemas"]["SlotOrder"]): SlotOrder {
  const { provider, settings, standby, max_parallel: maxParallel, max_attempts: maxAttempts } = order;
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(settings === undefined ? {} : { settings }),
    ...(standby === undefined
      ? {}
      : { standby: standby === null ? null : { provider: standby.provider, settings: standby.settings ?? {} } }),
    ...(maxParallel === undefined ? {} : { maxParallel }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  };
}

function changeReply(result: SlotChanged, changed: () => void) {
  if (result.ok) {
    changed();
    return slotReply(result.slot);
  }
  const reasons = { missing: "slot_not_found", stale: "stale_version", invalid: "invalid_settings" } as const;
  return { reason: reasons[result.why], details: `${result.problem}.` } satisfies Refusal;
}

function slotReply(slot: Slot) {
  return {
    status: 200,
    contentType: "application/json",
    body: slotDetails(slot),
    headers: { ETag: tagOf(slot.version) },
  } as const;
}

function slotDetails(slot: Slot): components["schemas"]["SlotDetails"] {
  const { standby, stateUntilMs } = slot;
  return {
    slot_id: slot.id,
    provider: slot.provider,
    settings: asObject(slot.settings),
    standby: standby === null ? null : { provider: standby.provider, settings: asObject(standby.settings) },
    max_parallel: slot.maxParallel,
    max_attempts: slot.maxAttempts,
    state: slot.state,
    state_by: slot.stateBy,
    state_reason: slot.stateReason,
    state_since: new Date(slot.stateSinceMs).toISOString(),
    state_until: stateUntilMs === null ? null : new Date(stateUntilMs).toISOString(),
    version: slot.version,
  };
}

/** Settings are checked to be an object when they are saved. */
function asObject(settings: unknown): Record<string, unknown> {
  return typeof settings === "object" && settings !== null ? { ...settings } : {};
}
