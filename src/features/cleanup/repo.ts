/** The tables of cleanup's own memory: totals by scope, the last success, and the clock it went by. */
import { type LabelValue, labelValues } from "../../../generated/contract.ts";
import { now } from "../../storage/dialect.ts";
import type { Db } from "../../storage/schema.ts";
import type { RecordedClock } from "./clock-guard.ts";

export type Scope = LabelValue<"scope">;

/** What all cleanups of this database did so far. */
export interface CleanupTotals {
  /** Epoch milliseconds of the last complete cleanup; the database's birth while there was none. */
  readonly lastSuccessAtMs: number;
  readonly scopes: readonly {
    readonly scope: Scope;
    readonly deleted: number;
    readonly failed: number;
    /** What the last complete walk left there; null while there was none, and for what no walk counts. */
    readonly storedBytes: number | null;
  }[];
}

export async function readCleanupTotals(db: Db): Promise<CleanupTotals> {
  const state = await db.selectFrom("cleanup_state").select("last_success_at").executeTakeFirstOrThrow();
  const rows = await db.selectFrom("cleanup_totals").selectAll().execute();
  const scopes = labelValues.scope.map((scope) => {
    const row = rows.find((found) => found.scope === scope);
    return { scope, deleted: row?.deleted ?? 0, failed: row?.failed ?? 0, storedBytes: row?.stored_bytes ?? null };
  });
  return { lastSuccessAtMs: state.last_success_at, scopes };
}

export async function addToTotals(db: Db, scope: Scope, deleted: number, failed: number): Promise<void> {
  if (deleted === 0 && failed === 0) return;
  await db
    .insertInto("cleanup_totals")
    .values({ scope, deleted, failed, stored_bytes: null })
    .onConflict((conflict) =>
      conflict.column("scope").doUpdateSet((eb) => ({
        deleted: eb("cleanup_totals.deleted", "+", deleted),
        failed: eb("cleanup_totals.failed", "+", failed),
      })),
    )
    .execute();
}

/** How many bytes a walk through the media has left in this scope. */
export async function recordStored(db: Db, scope: Scope, storedBytes: number): Promise<void> {
  await db
    .insertInto("cleanup_totals")
    .values({ scope, deleted: 0, failed: 0, stored_bytes: storedBytes })
    .onConflict((conflict) => conflict.column("scope").doUpdateSet({ stored_bytes: storedBytes }))
    .execute();
}

/** With the database's own clock as it is now. */
export async function readRecordedClock(db: Db): Promise<RecordedClock & { readonly databaseMs: number }> {
  const row = await db
    .selectFrom("cleanup_state")
    .select(["boot_id as epoch", "clock_offset_ms as offsetMs", "last_wall_at as lastWallMs", now().as("databaseMs")])
    .executeTakeFirstOrThrow();
  return row;
}

/** The clock is right, as far as anybody can tell: later runs are held against it. */
export async function recordClock(db: Db, clock: RecordedClock): Promise<void> {
  await db
    .updateTable("cleanup_state")
    .set({ boot_id: clock.epoch, clock_offset_ms: clock.offsetMs, last_wall_at: clock.lastWallMs })
    .execute();
}

export async function recordSuccess(db: Db): Promise<void> {
  await db.updateTable("cleanup_state").set({ last_success_at: now() }).execute();
}
