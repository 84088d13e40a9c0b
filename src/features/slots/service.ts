/** Slots: what operators see of them, and which changes are allowed. */
import type { components } from "../../../generated/api.ts";
import { labelValues, type Provider, type SlotId, type State } from "../../../generated/contract.ts";
import { validateFaultSettings, validateLocalSettings } from "../../../generated/validators.js";
import type { Slot } from "../../core/slot.ts";
import { findSlot, type SlotChange, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";

/** What anybody may know of a slot: settings and reasons may hold words meant for operators. */
export function publicSlot({ id, provider, state, version }: Slot): components["schemas"]["Slot"] {
  return { slot_id: id, provider, state, version };
}

export function isSlotId(text: string): text is SlotId {
  return labelValues.slot_id.some((id) => id === text);
}

export function isProvider(text: string): text is Provider {
  return labelValues.provider.some((name) => name === text);
}

/** A change that an operator asks for. */
export interface SlotOrder {
  readonly provider?: Provider;
  readonly settings?: unknown;
  readonly state?: { readonly is: State; readonly because: string };
}

export type SlotChanged = { readonly ok: true; readonly slot: Slot } | { readonly ok: false; readonly problem: string };

/** Changes a slot, or says why not. `faultAllowed` is false where NODE_ENV is production or staging. */
export async function changeSlot(db: Db, id: SlotId, order: SlotOrder, faultAllowed: boolean): Promise<SlotChanged> {
  const slot = await findSlot(db, id);
  if (slot === undefined) return { ok: false, problem: `${id} is not in the database yet: start the service once` };
  const change = toChange(slot, order);
  // A slot that is wrong as it stands must still go into maintenance.
  const edits = order.provider !== undefined || order.settings !== undefined;
  const problem = edits ? settingsProblem(change.provider, change.settings, faultAllowed) : undefined;
  if (problem !== undefined) return { ok: false, problem };
  const saved = await saveSlot(db, id, slot.version, change);
  if (saved.ok) return saved;
  return { ok: false, problem: `${id} was changed by somebody else at the same moment: look at it and try again` };
}

/** Settings belong to their provider, so another provider starts with its defaults. */
function toChange(
  slot: Slot,
  order: SlotOrder,
): Required<Pick<SlotChange, "provider" | "settings" | "state" | "stateReason">> {
  const provider = order.provider ?? slot.provider;
  const kept = provider === slot.provider ? slot.settings : {};
  return {
    provider,
    settings: order.settings === undefined ? kept : order.settings,
    state: order.state?.is ?? slot.state,
    stateReason: order.state?.because ?? slot.stateReason,
  };
}

interface Validator {
  (data: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string | undefined }[] | null;
}

const validators: Readonly<Partial<Record<Provider, Validator>>> = {
  local: validateLocalSettings,
  fault: validateFaultSettings,
};

function settingsProblem(provider: Provider, settings: unknown, faultAllowed: boolean): string | undefined {
  if (provider === "fault" && !faultAllowed) return "the provider fault fails on purpose: it is refused in production";
  const validate = validators[provider];
  if (validate === undefined) {
    return `this version has no driver for the provider ${provider}; it has ${Object.keys(validators).join(" and ")}`;
  }
  if (validate(settings)) return undefined;
  const faults = (validate.errors ?? []).map(
    (error) => `${error.instancePath || "settings"} ${error.message ?? "is wrong"}`,
  );
  return `settings of the provider ${provider}: ${faults.join("; ")} (spec/contracts/openapi.yaml says what is allowed)`;
}
