/** ops settings, set, unset: what can be changed while the service runs. */
import {
  changeSetting,
  isSettingName,
  listSettings,
  parseSetting,
  type SettingName,
  settingNames,
} from "../../src/features/settings/service.ts";
import { exitCodes, UsageError } from "../command.ts";
import {
  type Desk,
  mandateOf,
  type OpsCommand,
  type Prepared,
  readArguments,
  reasonOption,
  table,
  timeOf,
} from "./desk.ts";

export const settingsCommand: OpsCommand = {
  verb: "settings",
  usage: [["settings", "what can be changed while the service runs"]],
  prepare(args) {
    readArguments("settings", args, 0, {});
    return showSettings;
  },
};

export const setCommand: OpsCommand = {
  verb: "set",
  usage: [['set NAME VALUE --reason "WHY"', settingNames.join(", ")]],
  prepare(args) {
    const { words, options } = readArguments("set", args, 2, reasonOption);
    const [name = "", text = ""] = words;
    const setting = toSettingName(name);
    const value = parseSetting(setting, text);
    if (typeof value === "object") throw new UsageError(value.problem);
    return change(setting, value, options.reason);
  },
};

export const unsetCommand: OpsCommand = {
  verb: "unset",
  usage: [['unset NAME --reason "WHY"', "go back to what the configuration says"]],
  prepare(args) {
    const { words, options } = readArguments("unset", args, 1, reasonOption);
    return change(toSettingName(words[0] ?? ""), null, options.reason);
  },
};

function toSettingName(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new UsageError(`${name}: not a setting; the settings are ${settingNames.join(", ")}.`);
}

function change(name: SettingName, value: number | null, reason: string | undefined): Prepared {
  const mandate = mandateOf(reason);
  return async (desk) => {
    await changeSetting(desk.db, desk.config, name, value, mandate);
    return await showSettings(desk);
  };
}

async function showSettings({ db, config, print }: Desk): Promise<number> {
  const views = await listSettings(db, config);
  const rows = views.map(({ name, value, configured, changedAtMs }) => [
    name,
    String(value),
    String(configured),
    changedAtMs === null ? "never" : timeOf(changedAtMs),
  ]);
  print(views, table([["setting", "in force", "configured", "changed"], ...rows]));
  return exitCodes.good;
}
