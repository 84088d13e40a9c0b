/** The slots table: the only place that writes it. */
import { labelValues, type Provider, type SlotId, type State } from "../../../generated/contract.ts";
import type { Slot, Standby, StateBy } from "../../core/slot.ts";
import { now } from "../dialect.ts";
import type { Db, SlotsTable } from "../schema.ts";

/** Gives every slot of the contract a row. A new one is active, with the provider local and its default settings. */
export async function ensureSlots(db: Db): Promise<void> {
  await db
    .insertInto("slots")
    .values(
      labelValues.slot_id.map((id) => ({
        id,
        provider: "local" as const,
        settings: "{}",
        state: "active" as const,
        state_reason: "",
        state_by: "operator" as const,
        state_since: now(),
        standby_settings: "{}",
        max_attempts: 3,
        version: 1,
        updated_at: now(),
      })),
    )
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** The slots of the contract, in its order. A row that the contract does not name any more stays, unseen. */
export async function listSlots(db: Db): Promise<Slot[]> {
  const rows = await db.selectFrom("slots").selectAll().execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return labelValues.slot_id.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toSlot(row)] : [];
  });
}

export async function findSlot(db: Db, id: SlotId): Promise<Slot | undefined> {
  const row = await db.selectFrom("slots").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toSlot(row);
}

/** What of a slot can be changed; what is left out stays. */
export interface SlotChange {
  readonly provider?: Provider;
  /** JSON, checked by the caller. */
  readonly settings?: unknown;
  readonly standby?: Standby | null;
  readonly maxParallel?: number | null;
  readonly maxAttempts?: number;
  readonly state?: State;
  readonly stateReason?: string;
  readonly stateBy?: StateBy;
  readonly stateUntilMs?: number | null;
}

export type SlotSaved = { readonly ok: true; readonly slot: Slot } | { readonly ok: false; readonly reason: "stale" };

/** Saves a change that was made with `version` in view; stale when the slot is at another version by now. */
export async function saveSlot(db: Db, id: SlotId, version: number, change: SlotChange): Promise<SlotSaved> {
  const row = await db
    .updateTable("slots")
    .set({ ...editColumns(change), ...stateColumns(change), version: version + 1, updated_at: now() })
    .where("id", "=", id)
    .where("version", "=", version)
    .returningAll()
    .executeTakeFirst();
  return row ? { ok: true, slot: toSlot(row) } : { ok: false, reason: "stale" };
}

function editColumns({ provider, settings, standby, maxParallel, maxAttempts }: SlotChange) {
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
    ...(standby === undefined
      ? {}
      : { standby_provider: standby?.provider ?? null, standby_settings: JSON.stringify(standby?.settings ?? {}) }),
    ...(maxParallel === undefined ? {} : { max_parallel: maxParallel }),
    ...(maxAttempts === undefined ? {} : { max_attempts: maxAttempts }),
  };
}

/** A state that is set begins anew, also when it is the same. */
function stateColumns({ state, stateReason, stateBy, stateUntilMs }: SlotChange) {
  return {
    ...(state === undefined ? {} : { state, state_since: now() }),
    ...(stateReason === undefined ? {} : { state_reason: stateReason }),
    ...(stateBy === undefined ? {} : { state_by: stateBy }),
    ...(stateUntilMs === undefined ? {} : { state_until: stateUntilMs }),
  };
}

function toSlot(row: SlotsTable): Slot {
  return {
    id: row.id,
    provider: row.provider,
    settings: JSON.parse(row.settings),
    standby:
      row.standby_provider === null
        ? null
        : { provider: row.standby_provider, settings: JSON.parse(row.standby_settings) },
    maxParallel: row.max_parallel,
    maxAttempts: row.max_attempts,
    state: row.state,
    stateBy: row.state_by,
    stateSinceMs: row.state_since,
    stateUntilMs: row.state_until,
    stateReason: row.state_reason,
    version: row.version,
  };
}
