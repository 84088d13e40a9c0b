/** Reading and changing settings over HTTP. */
import type { components } from "../../../generated/api.ts";
import type { Handlers } from "../../../generated/routes.ts";
import { actorOf, operatorOf } from "../../core/operator.ts";
import { versionOf } from "../../core/version-tag.ts";
import type { Context } from "../../http/context.ts";
import type { Db } from "../../storage/schema.ts";
import { DEFAULT_OVERLAP_MINUTES, type PasswordState, setIngestPassword } from "./ingest-password.ts";
import {
  changeSetting,
  isSettingName,
  type LiveSettings,
  listSettings,
  parseSetting,
  type SettingsConfig,
  type SettingView,
  settingNames,
} from "./service.ts";

export interface SettingHandlersDependencies {
  readonly db: Db;
  readonly config: SettingsConfig;
  readonly settings: Pick<LiveSettings, "refresh">;
}

export function createSettingHandlers({
  db,
  config,
  settings,
}: SettingHandlersDependencies): Pick<Handlers<Context>, "listSettings" | "changeSetting" | "changeIngestPassword"> {
  const list = async () =>
    ({
      status: 200,
      contentType: "application/json",
      body: { settings: (await listSettings(db, config)).map(toBody) },
    }) as const;
  return {
    listSettings: list,
    async changeSetting({ path, headers, body }, context) {
      const name = path.setting;
      if (!isSettingName(name)) {
        return { reason: "not_found", details: `${name} is no setting; the settings are ${settingNames.join(", ")}.` };
      }
      const version = versionOf(headers["If-Match"]);
      const value = body.value === null ? null : parseSetting(name, String(body.value));
      if (typeof value === "object" && value !== null) return { reason: "invalid_settings", details: value.problem };
      const mandate = { actor: actorOf(operatorOf(context)), reason: body.reason };
      const changed = await changeSetting(db, config, name, value, mandate, version);
      if (!changed.ok) return { reason: "stale_version", details: `${changed.problem}.` };
      await settings.refresh();
      return await list();
    },
    async changeIngestPassword({ body }, context) {
      const { password, overlap_minutes: overlapMinutes = DEFAULT_OVERLAP_MINUTES, reason } = body;
      const mandate = { actor: actorOf(operatorOf(context)), reason };
      const state = await setIngestPassword(db, { password, overlapMinutes }, mandate);
      await settings.refresh();
      return { status: 200, contentType: "application/json", body: passwordBody(state) };
    },
  };
}

function passwordBody({ changedAtMs, oldWorksUntilMs }: PasswordState): components["schemas"]["IngestPasswordState"] {
  return { changed_at: toTime(changedAtMs), old_works_until: toTime(oldWorksUntilMs) };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function toBody({ name, value, configured, changedAtMs, version }: SettingView): components["schemas"]["Setting"] {
  return {
    name,
    value,
    configured,
    changed_at: toTime(changedAtMs),
    version,
  };
}
