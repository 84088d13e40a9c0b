/** The hall as the operators' page shows it: all slots at once, put together from what the service knows of each. */
import type { components } from "../../../generated/api.ts";
import { labelValues, type SlotId } from "../../../generated/contract.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Slot } from "../../core/slot.ts";

export type Hall = components["schemas"]["Hall"];
type HallSlot = components["schemas"]["HallSlot"];
type Stats = components["schemas"]["Stats"];

/** Where it is taken from. None of them may cost more the more jobs there are. */
export interface HallSources {
  readonly slots: () => Promise<readonly Slot[]>;
  /** Of the last minutes. */
  readonly stats: (minutes: number) => Promise<Stats>;
  /** How many of the newest jobs of each slot gave a picture, one after the other. */
  readonly inARow: () => Promise<ReadonlyMap<SlotId, number>>;
  /** The newest jobs of each slot whose pictures are served. */
  readonly pictures: () => Promise<ReadonlyMap<SlotId, readonly string[]>>;
  readonly alerts: () => Promise<{
    readonly list: components["schemas"]["AlertList"];
    readonly kpis: Hall["kpis"];
    readonly volumeUsedRatio: number | null;
  }>;
  readonly settings: SettingsSource;
}

const MINUTES = 15;

export async function readHall({ slots, stats, inARow, pictures, alerts, settings }: HallSources): Promise<Hall> {
  const [found, counted, rows, newest] = [await slots(), await stats(MINUTES), await inARow(), await pictures()];
  const seen = await alerts();
  const { tSyncResponseSeconds } = settings.current();
  return {
    at: new Date().toISOString(),
    evaluated_at: seen.list.evaluated_at,
    t_sync_response_seconds: tSyncResponseSeconds,
    kpis: seen.kpis,
    alerts: seen.list.alerts,
    slots: labelValues.slot_id.flatMap((id) => {
      const slot = found.find((one) => one.id === id);
      const shown = { in_a_row: rows.get(id) ?? 0, pictures: newest.get(id) ?? [] };
      return slot ? [slotOf(slot, counted, shown, tSyncResponseSeconds)] : [];
    }),
    volume: { used_ratio: seen.volumeUsedRatio },
  };
}

type Shown = Pick<HallSlot, "in_a_row" | "pictures">;

function slotOf(slot: Slot, { slots }: Stats, shown: Shown, tSeconds: number): HallSlot {
  const counted = slots.find(({ slot_id }) => slot_id === slot.id);
  const { outcomes = {}, p95_seconds: p95 = null } = counted?.stats ?? {};
  const ended = (...names: readonly string[]) => names.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);
  return {
    id: slot.id,
    version: slot.version,
    state: slot.state,
    state_by: slot.stateBy,
    state_reason: slot.stateReason,
    state_since: new Date(slot.stateSinceMs).toISOString(),
    state_until: slot.stateUntilMs === null ? null : new Date(slot.stateUntilMs).toISOString(),
    provider: slot.provider,
    standby_provider: slot.standby?.provider ?? null,
    answered: ended("success"),
    timeouts: ended("timeout"),
    failed: ended("provider_error", "internal_error"),
    refused: ended("refused"),
    p95_seconds: p95,
    deadline_used_p95: p95 === null ? null : p95 / tSeconds,
    inflight: counted?.in_flight ?? 0,
    ...shown,
  };
}
