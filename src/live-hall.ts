/** The hall for who watches it: the feature that sends it, and where each part of it is taken from. */
import { labelValues } from "../generated/contract.ts";
import type { AppDeps } from "./app-deps.ts";
import type { Drain } from "./core/drain.ts";
import type { SettingsSource } from "./core/settings.ts";
import type { AlertsSeen } from "./features/alerts/index.ts";
import { createLive, type Live } from "./features/live/index.ts";
import type { Operators } from "./features/operators/index.ts";
import { readStats } from "./features/stats/service.ts";
import { countInARow, newestPictures } from "./storage/repos/jobs.ts";
import { listSlots } from "./storage/repos/slots.ts";

export interface WatchedParts {
  readonly drain: Drain;
  readonly alerts: () => Promise<AlertsSeen>;
  readonly operators: Pick<Operators, "isStill">;
}

/** Shown of each slot. */
const PICTURES = 3;
/** So many in a row say that a slot works again. */
const IN_A_ROW = 3;

export function createLiveHall(
  { db, log, settings }: Pick<AppDeps, "db" | "log"> & { readonly settings: SettingsSource },
  { drain, alerts, operators }: WatchedParts,
): Live {
  return createLive({
    ...{ drain, log, settings, alerts, isStillOperator: operators.isStill },
    slots: () => listSlots(db),
    stats: (minutes) => readStats(db, minutes),
    inARow: () => countInARow(db, labelValues.slot_id, IN_A_ROW),
    pictures: () => newestPictures(db, labelValues.slot_id, settings.current().resultTtlHours, PICTURES),
  });
}
