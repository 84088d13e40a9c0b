/** Actions that change a setting: T_sync_response, parallelism, the TTL of results. */
import type { components } from "../../../generated/api.ts";
import type { SlotId } from "../../../generated/contract.ts";
import { validateParallelismParams, validateTSyncParams, validateTtlParams } from "../../../generated/validators.js";
import type { Mandate } from "../../core/audit.ts";
import { findSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import {
  type ActionTools,
  actionKind,
  changedSince,
  type Plan,
  type Problem,
  problem,
  type SettingState,
  same,
  type Undone,
} from "./kind.ts";
import { carryOver } from "./repo.ts";

type Schemas = components["schemas"];

export const tSyncResponse = actionKind<Schemas["TSyncParams"]>({
  validate: validateTSyncParams,
  plan: (tools, db, { seconds }) => planSetting(tools, db, "T_SYNC_RESPONSE_SECONDS", seconds, "s for new photos"),
  undo: (tools, db, done, mandate) => undoSetting(tools, db, "T_SYNC_RESPONSE_SECONDS", done, mandate),
});

export const ttl = actionKind<Schemas["TtlParams"]>({
  validate: validateTtlParams,
  plan: (tools, db, { hours }) =>
    planSetting(tools, db, "RESULT_TTL_HOURS", hours, "h for the results that exist, too"),
  undo: (tools, db, done, mandate) => undoSetting(tools, db, "RESULT_TTL_HOURS", done, mandate),
});

export const parallelism = actionKind<Schemas["ParallelismParams"]>({
  validate: validateParallelismParams,
  plan(tools, db, { limit, provider, slot_id }) {
    if (slot_id !== undefined && provider !== undefined) {
      return Promise.resolve(problem("invalid", "give provider or slot_id, not both"));
    }
    if (slot_id !== undefined) return planSlotLimit(tools, db, slot_id, limit);
    return planSetting(tools, db, limitName(provider), limit, "photos at once");
  },
  undo(tools, db, done, mandate) {
    const { slot_id, provider } = done.params;
    if (slot_id !== undefined) return undoSlotLimit(tools, db, slot_id, done, mandate);
    return undoSetting(tools, db, limitName(provider), done, mandate);
  },
});

function limitName(provider: string | undefined): string {
  return provider === undefined ? "INGEST_MAX_PARALLEL" : `${provider.toUpperCase()}_MAX_PARALLEL`;
}

async function planSetting(
  tools: ActionTools,
  db: Db,
  name: string,
  value: number,
  unit: string,
): Promise<Plan | Problem> {
  const before = await tools.findSetting(db, name);
  if (before === undefined) return problem("missing", `there is no setting ${name}`);
  const wrong = tools.settingProblem(name, value);
  if (wrong !== undefined) return problem("invalid", wrong);
  // Sent twice, the second would be the newer decision, and keep the first from being taken back.
  if (before.isSet && before.value === value) return problem("conflict", `${name} is set to ${value} already`);
  return {
    ok: true,
    effect: `${name}: ${before.value} → ${value} ${unit}.`,
    before,
    apply: async (mandate) => ({ ok: true, after: await tools.changeSetting(db, name, value, mandate) }),
  };
}

async function undoSetting(
  tools: ActionTools,
  db: Db,
  name: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
  mandate: Mandate,
): Promise<Undone | Problem> {
  const current = await tools.findSetting(db, name);
  if (!same(current, after)) return changedSince(name);
  const { value, isSet } = before as SettingState;
  const now = await tools.changeSetting(db, name, isSet ? value : null, mandate);
  await carryOver(db, before, now);
  return { ok: true, effect: `${name}: ${current?.value} → ${now.value}.` };
}

async function planSlotLimit(tools: ActionTools, db: Db, id: SlotId, limit: number): Promise<Plan | Problem> {
  const slot = await findSlot(db, id);
  if (slot === undefined) return problem("missing", `${id} is not in the database yet`);
  if (slot.maxParallel === limit) return problem("conflict", `the limit of ${id} is ${limit} already`);
  return {
    ok: true,
    effect: `${id}: ${slot.maxParallel ?? "no limit of its own"} → ${limit} photos at once.`,
    before: slot.maxParallel,
    async apply(mandate) {
      const changed = await tools.changeSlot(db, id, { maxParallel: limit }, mandate);
      return changed.ok ? { ok: true, after: limit } : problem("conflict", changed.problem);
    },
  };
}

async function undoSlotLimit(
  tools: ActionTools,
  db: Db,
  id: SlotId,
  { before, after }: { readonly before: unknown; readonly after: unknown },
  mandate: Mandate,
): Promise<Undone | Problem> {
  const slot = await findSlot(db, id);
  if (slot?.maxParallel !== after) return changedSince(`the limit of ${id}`);
  const maxParallel = typeof before === "number" ? before : null;
  const changed = await tools.changeSlot(db, id, { maxParallel }, mandate);
  if (!changed.ok) return problem("conflict", changed.problem);
  return { ok: true, effect: `${id}: ${after} → ${maxParallel ?? "no limit of its own"}.` };
}
