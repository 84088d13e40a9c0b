/** GET /api/alerts. */
import type { Handlers } from "../../../generated/routes.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { isUnavailable } from "../../storage/dialect.ts";
import { expiredBytes } from "../../storage/repos/jobs.ts";
import { listSlots } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { alertList, anyHolds, type Surroundings } from "./service.ts";
import type { AlertWatch } from "./watch.ts";

export interface AlertDependencies {
  readonly watch: AlertWatch;
  readonly db: Db;
  readonly settings: SettingsSource;
}

export function createAlertHandlers(dependencies: AlertDependencies): Pick<Handlers<Context>, "listAlerts"> {
  const { watch, db, settings } = dependencies;
  return {
    async listAlerts() {
      const watched = watch.watched();
      const current = settings.current();
      const known = anyHolds(watched) ? await askDatabase(db, current.resultTtlHours) : nothing;
      const body = alertList(watched, { settings: current, ...known });
      return { status: 200, contentType: "application/json", body };
    },
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
