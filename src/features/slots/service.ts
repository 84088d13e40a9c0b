/** Slots: what is shown of them, which changes are allowed, and that each change is recorded and told. */
import type { components } from "../../../generated/api.ts";
import { labelValues, type Provider, type SlotId } from "../../../generated/contract.ts";
import type { Mandate } from "../../core/audit.ts";
import type { Slot, Standby } from "../../core/slot.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { enqueue } from "../../storage/repos/outbox.ts";
import { findSlot, type SlotChange, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";

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

/** A change that an operator asks for; what is left out stays. */
export interface SlotOrder {
  readonly provider?: Provider;
  readonly settings?: unknown;
  readonly standby?: Standby | null;
  readonly maxParallel?: number | null;
  readonly maxAttempts?: number;
  readonly state?: StateOrder;
}

/** The reason of the change is the reason of the state, unless an older one counts again. */
type StateOrder =
  | { readonly is: "active" }
  | { readonly is: "maintenance"; readonly untilMs: number | null; readonly reason?: string };

/** What this installation allows. */
export interface SlotRules {
  /** What is wrong with settings of a provider, a sentence each; undefined when this version has no driver for it. */
  readonly checkSettings: (provider: Provider, settings: unknown) => readonly string[] | undefined;
  /** False where NODE_ENV is production or staging. */
  readonly faultAllowed: boolean;
}

export type SlotChanged =
  | { readonly ok: true; readonly slot: Slot }
  | { readonly ok: false; readonly why: "missing" | "stale" | "invalid"; readonly problem: string };

/**
 * Changes a slot, records it and, when its state changes, tells the operators: all of it or nothing. `version` is the one
 * that `asked` was given with in view; without it the order is for the slot as it is. An order that changes nothing is
 * good and leaves no trace.
 */
export async function changeSlot(
  db: Db,
  id: SlotId,
  asked: SlotOrder,
  mandate: Mandate,
  rules: SlotRules,
  version?: number,
): Promise<SlotChanged> {
  return await inTransaction(db, async (transaction) => {
    const slot = await findSlot(transaction, id);
    if (slot === undefined) {
      return { ok: false, why: "missing", problem: `${id} is not in the database yet: start the service once` };
    }
    if (version !== undefined && version !== slot.version) return stale(slot);
    const order = freed(slot, asked);
    const problem = orderProblem(slot, order, rules);
    if (problem !== undefined) return { ok: false, why: "invalid", problem };
    const change = toChange(slot, order, mandate.reason);
    if (change === undefined) return { ok: true, slot };
    const saved = await saveSlot(transaction, id, slot.version, change);
    if (!saved.ok) return stale(slot);
    await recordAudit(transaction, {
      ...mandate,
      action: actionOf(order),
      subject: `slot:${id}`,
      before: recorded(slot),
      after: recorded(saved.slot),
    });
    if (order.state !== undefined) await tellOperators(transaction, saved.slot, mandate);
    return saved;
  });
}

function stale({ id, version }: Slot): SlotChanged {
  return { ok: false, why: "stale", problem: `${id} is at version ${version} by now: look at it and try again` };
}

/** A rule that took a slot out did so because of its provider: who leaves that one leaves the state behind as well. */
function freed(slot: Slot, order: SlotOrder): SlotOrder {
  const stays = order.provider === undefined || order.provider === slot.provider || order.state !== undefined;
  if (stays || slot.state === "active" || slot.state === "maintenance") return order;
  return { ...order, state: { is: "active" } };
}

/** Settings belong to their provider, so another provider starts with those given, or its defaults. */
function toChange(slot: Slot, order: SlotOrder, reason: string): SlotChange | undefined {
  const provider = order.provider ?? slot.provider;
  const kept = provider === slot.provider ? slot.settings : {};
  const wanted = {
    provider,
    settings: order.settings === undefined ? kept : order.settings,
    standby: order.standby === undefined ? slot.standby : order.standby,
    maxParallel: order.maxParallel === undefined ? slot.maxParallel : order.maxParallel,
    maxAttempts: order.maxAttempts ?? slot.maxAttempts,
    ...(order.state === undefined ? {} : stateColumns(slot, order.state, reason)),
  };
  const same = JSON.stringify(recorded({ ...slot, ...wanted })) === JSON.stringify(recorded(slot));
  return same ? undefined : wanted;
}

/** A slot that is active already keeps since when; so does one in maintenance whose reason and end stay the same. */
function stateColumns(slot: Slot, order: StateOrder, reason: string) {
  const wanted = {
    stateReason: order.is === "active" ? "" : (order.reason ?? reason),
    stateBy: "operator" as const,
    stateUntilMs: order.is === "active" ? null : order.untilMs,
  };
  return slot.state === order.is ? wanted : { ...wanted, state: order.is };
}

function actionOf({ state, ...edits }: SlotOrder): string {
  if (state === undefined || Object.keys(edits).length > 0) return "slot.saved";
  return state.is === "active" ? "slot.activated" : "slot.maintenance";
}

/** What an operator can change, as the audit keeps it. */
function recorded(slot: Slot) {
  const { provider, settings, standby, maxParallel, maxAttempts, state, stateReason, stateUntilMs } = slot;
  return { provider, settings, standby, maxParallel, maxAttempts, state, stateReason, stateUntilMs };
}

async function tellOperators(db: Db, slot: Slot, { actor, reason }: Mandate): Promise<void> {
  const until = slot.stateUntilMs === null ? "" : ` until ${new Date(slot.stateUntilMs).toISOString()}`;
  const now = slot.state === "maintenance" ? `in maintenance${until}` : slot.state;
  await enqueue(db, {
    audience: "operators",
    event: `slot.${slot.state}`,
    dedupeKey: `slot:${slot.id}:${slot.version}`,
    payload: {
      text: `${slot.id} is ${now}, by ${actor}: ${reason}`,
      slots: [slot.id],
      provider: slot.provider,
      reason,
      by: actor,
      expected_end: slot.stateUntilMs === null ? null : new Date(slot.stateUntilMs).toISOString(),
    },
  });
}

/** A slot that is wrong as it stands must still go into maintenance. */
function orderProblem(slot: Slot, order: SlotOrder, rules: SlotRules): string | undefined {
  const provider = order.provider ?? slot.provider;
  if (order.provider !== undefined || order.settings !== undefined) {
    const kept = provider === slot.provider ? slot.settings : {};
    const problem = settingsProblem(provider, order.settings === undefined ? kept : order.settings, rules);
    if (problem !== undefined) return problem;
  }
  if (order.standby) {
    const problem = settingsProblem(order.standby.provider, order.standby.settings, rules);
    if (problem !== undefined) return `standby: ${problem}`;
  }
  return undefined;
}

/** What is wrong with settings of a provider, by what this installation allows. */
export function settingsProblem(provider: Provider, settings: unknown, rules: SlotRules): string | undefined {
  if (provider === "fault" && !rules.faultAllowed)
    return "the provider fault fails on purpose: it is refused in production";
  const problems = rules.checkSettings(provider, settings);
  if (problems === undefined) return `this version has no driver for the provider ${provider}`;
  if (problems.length === 0) return undefined;
  return `settings of the provider ${provider}: ${problems.join("; ")} (spec/contracts/openapi.yaml says what is allowed)`;
}
