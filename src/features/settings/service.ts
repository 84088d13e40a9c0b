/** The settings that operators change while the service runs: where each value comes from and which values are allowed. */
import { type Config, parseConfig } from "../../../generated/config.ts";
import type { Mandate } from "../../core/audit.ts";
import type { Settings, SettingsSource } from "../../core/settings.ts";
import { recordAudit } from "../../storage/repos/audit.ts";
import { expireOlder } from "../../storage/repos/jobs.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { readSettingRows, type SettingRow, writeSetting } from "./repo.ts";

/** The variables that the database can override. */
export const settingNames = [
  "T_SYNC_RESPONSE_SECONDS",
  "INGEST_MAX_PARALLEL",
  "LOCAL_MAX_PARALLEL",
  "HTTP_MAX_PARALLEL",
  "GEMINI_MAX_PARALLEL",
  "OPENAI_MAX_PARALLEL",
  "TURBOTEXT_MAX_PARALLEL",
  "FAULT_MAX_PARALLEL",
  "RESULT_TTL_HOURS",
] as const;
export type SettingName = (typeof settingNames)[number];
export type SettingsConfig = Pick<Config, SettingName>;

/** One setting as operators see it. */
export interface SettingView {
  readonly name: SettingName;
  /** In force. */
  readonly value: number;
  /** What the configuration says, and `unset` goes back to. */
  readonly configured: number;
  /** When an operator last changed it, in epoch milliseconds; null when nobody ever did. */
  readonly changedAtMs: number | null;
  /** Whether an operator's value is in force, and not the configuration's. */
  readonly isSet: boolean;
  /** Rises with every change; 0 while it was never changed. */
  readonly version: number;
}

export function isSettingName(name: string): name is SettingName {
  return settingNames.some((known) => known === name);
}

/** The number that `text` is for this setting, or what is wrong with it, by the bounds of the contract. */
export function parseSetting(name: SettingName, text: string): number | { readonly problem: string } {
  if (text.trim() === "") return { problem: `${name}: a value is missing` };
  const parsed = parseConfig({ [name]: text });
  const problem = Array.isArray(parsed) ? parsed.find((found) => found.name === name) : undefined;
  return problem === undefined ? Number(text) : { problem: problem.message };
}

/** Every setting with where its value comes from. */
export async function listSettings(db: Db, config: SettingsConfig): Promise<SettingView[]> {
  return viewSettings(await readSettingRows(db), config);
}

/** One setting with where its value comes from. */
export async function findSetting(db: Db, config: SettingsConfig, name: SettingName): Promise<SettingView> {
  return viewSetting(name, await readSettingRows(db), config);
}

export type SettingChanged =
  | { readonly ok: true; readonly before: SettingView; readonly after: SettingView }
  | { readonly ok: false; readonly why: "stale"; readonly problem: string };

/**
 * Changes a setting and records it. `value` comes from parseSetting; null goes back to the configuration. `version` is the
 * one that was in view; without it the change is for the setting as it is.
 */
export async function changeSetting(
  db: Db,
  config: SettingsConfig,
  name: SettingName,
  value: number | null,
  mandate: Mandate,
  version?: number,
): Promise<SettingChanged> {
  if (name === "RESULT_TTL_HOURS") await settleExpired(db, config);
  return await inTransaction(db, async (transaction) => {
    const before = viewSetting(name, await readSettingRows(transaction), config);
    if (version !== undefined && version !== before.version) {
      return {
        ok: false,
        why: "stale",
        problem: `${name} is at version ${before.version} by now: look at it and try again`,
      };
    }
    await writeSetting(transaction, name, value);
    const after = viewSetting(name, await readSettingRows(transaction), config);
    await recordAudit(transaction, {
      ...mandate,
      action: value === null ? "setting.unset" : "setting.changed",
      subject: `setting:${name}`,
      before: before.value,
      after: after.value,
    });
    return { ok: true, before, after };
  });
}

/** Rows that are written at once, beside a service that writes too. */
const batchSize = 200;

/** What has expired stays expired: a TTL that is raised afterwards revives nothing, cleaned up already or not. */
async function settleExpired(db: Db, config: SettingsConfig): Promise<void> {
  const { resultTtlHours } = await readSettings(db, config);
  while ((await expireOlder(db, resultTtlHours, batchSize)) === batchSize);
}

/** One look at the settings in force. */
export async function readSettings(db: Db, config: SettingsConfig): Promise<Settings> {
  return toSettings(await readSettingRows(db), config);
}

export interface LiveSettings extends SettingsSource {
  /** Reads the database now. Rejects when it cannot; the last snapshot stays in force then. */
  refresh(): Promise<void>;
  /** Called after each change, with the new snapshot in force. */
  onChange(callback: () => void): void;
  stop(): void;
}

/** All instances are to follow a change within 2 s, the query included. */
const pollMs = 1000;

/**
 * Reads the settings, then follows them. `failed` is told when they cannot be read for once; the last ones stay in
 * force. Rejects when they cannot be read at the start.
 */
export async function createSettings(
  db: Db,
  config: SettingsConfig,
  failed: (error: unknown) => void,
): Promise<LiveSettings> {
  let settings = await readSettings(db, config);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let changed = () => {};
  let begun = 0;
  let newest = 0;
  const refresh = async () => {
    begun += 1;
    const look = begun;
    const read = await readSettings(db, config);
    // Looks on several connections may end in another order than they began.
    if (look < newest) return;
    newest = look;
    if (read.version === settings.version) return;
    settings = read;
    changed();
  };
  const follow = () => {
    if (stopped) return;
    timer = setTimeout(() => void refresh().catch(failed).then(follow), pollMs).unref();
  };
  follow();
  return {
    current: () => settings,
    refresh,
    onChange(callback) {
      changed = callback;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function toSettings(rows: readonly SettingRow[], config: SettingsConfig): Settings {
  const values = new Map(viewSettings(rows, config).map((view) => [view.name, view.value]));
  const inForce = (name: SettingName) => values.get(name) ?? config[name];
  return {
    // Rows are never deleted and their versions only rise, so the sum changes with every change.
    version: rows.reduce((sum, row) => sum + row.version, 0),
    tSyncResponseSeconds: inForce("T_SYNC_RESPONSE_SECONDS"),
    resultTtlHours: inForce("RESULT_TTL_HOURS"),
    maxParallel: inForce("INGEST_MAX_PARALLEL"),
    providerMaxParallel: {
      local: inForce("LOCAL_MAX_PARALLEL"),
      http: inForce("HTTP_MAX_PARALLEL"),
      gemini: inForce("GEMINI_MAX_PARALLEL"),
      openai: inForce("OPENAI_MAX_PARALLEL"),
      turbotext: inForce("TURBOTEXT_MAX_PARALLEL"),
      fault: inForce("FAULT_MAX_PARALLEL"),
    },
  };
}

function viewSettings(rows: readonly SettingRow[], config: SettingsConfig): SettingView[] {
  return settingNames.map((name) => viewSetting(name, rows, config));
}

function viewSetting(name: SettingName, rows: readonly SettingRow[], config: SettingsConfig): SettingView {
  const row = rows.find((found) => found.name === name);
  const configured = config[name];
  const allowed = allowedValue(name, row);
  return {
    name,
    configured,
    value: allowed ?? configured,
    isSet: allowed !== undefined,
    changedAtMs: row?.updatedAtMs ?? null,
    version: row?.version ?? 0,
  };
}

/** A stored value that the contract allowed once and does not any more counts as not set. */
function allowedValue(name: SettingName, row: SettingRow | undefined): number | undefined {
  if (row === undefined || row.value === null) return undefined;
  const parsed = parseSetting(name, String(row.value));
  return typeof parsed === "number" ? parsed : undefined;
}
