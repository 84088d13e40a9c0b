/** GET /api/alerts, and what others are to be told of the alerts. */
import type { components } from "../../../generated/api.ts";
import type { Handlers } from "../../../generated/routes.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { isUnavailable } from "../../storage/dialect.ts";
import { expiredBytes } from "../../storage/repos/jobs.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { factsOf } from "./facts.ts";
import { type Kpi, kpisOf } from "./kpis.ts";
import { alertList, anyHolds, type Surroundings } from "./service.ts";
import type { AlertWatch } from "./watch.ts";

export interface AlertDependencies {
  readonly watch: AlertWatch;
  readonly db: Db;
  readonly settings: SettingsSource;
}

type AlertList = components["schemas"]["AlertList"];

export function createAlertHandlers(dependencies: AlertDependencies): Pick<Handlers<Context>, "listAlerts"> {
  return {
    async listAlerts() {
      return { status: 200, contentType: "application/json", body: await readAlerts(dependencies) };
    },
  };
}

async function readAlerts({ watch, db, settings }: AlertDependencies): Promise<AlertList> {
  const watched = watch.watched();
  const current = settings.current();
  const known = anyHolds(watched) ? await askDatabase(db, current.resultTtlHours) : nothing;
  return alertList(watched, { settings: current, ...known });
}

/** What the last evaluation has found. */
export interface AlertsSeen {
  readonly list: AlertList;
  readonly kpis: readonly Kpi[];
  /** Used share of the media volume; null while it is not known. */
  readonly volumeUsedRatio: number | null;
}

/** Reads it for whoever asks all the time: the work is done once an evaluation, and once more after a change of settings. */
export function createAlertReader(dependencies: AlertDependencies): () => Promise<AlertsSeen> {
  const { watch, settings } = dependencies;
  let known: { readonly of: string; readonly seen: Promise<AlertsSeen> } | undefined;
  const read = async (): Promise<AlertsSeen> => {
    const watched = watch.watched();
    const { volume } = factsOf(watched.samples, watched.evaluatedAtMs);
    return {
      list: await readAlerts(dependencies),
      kpis: kpisOf(watched),
      volumeUsedRatio: volume === undefined ? null : 1 - volume.availableBytes / volume.sizeBytes,
    };
  };
  return () => {
    const of = `${watch.watched().evaluatedAtMs} ${settings.current().version}`;
    if (known?.of !== of) {
      known = { of, seen: read() };
      // What failed is asked again by the next one; each who waits for it sees the failure.
      known.seen.catch(() => {
        known = undefined;
      });
    }
    return known.seen;
  };
}

type FromDatabase = Omit<Surroundings, "settings">;

const nothing: FromDatabase = { slots: undefined, expiredBytes: undefined };

/** A database that is down is an alert of its own, not a reason to keep quiet about it. */
async function askDatabase(db: Db, ttlHours: number): Promise<FromDatabase> {
  try {
    return { slots: await listSlots(db), expiredBytes: await expiredBytes(db, ttlHours) };
  } catch (error) {
    if (isUnavailable(error)) return nothing;
    throw error;
  }
}
