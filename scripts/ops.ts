/** Usage: npm run ops -- slots | slot ID [CHANGES] | settings | set NAME VALUE | unset NAME | account NAME [--json] */
import type { Config } from "../generated/config.ts";
import type { Slot } from "../src/core/slot.ts";
import { loadConfig } from "../src/env.ts";
import {
  changeSetting,
  isSettingName,
  listSettings,
  parseSetting,
  type SettingName,
  type SettingView,
  settingNames,
} from "../src/features/settings/service.ts";
import { changeSlot, isProvider, isSlotId, type SlotOrder } from "../src/features/slots/service.ts";
import { openDatabase } from "../src/storage/database.ts";
import { findSlot, listSlots } from "../src/storage/repos/slots.ts";
import type { Db } from "../src/storage/schema.ts";
import { exitCodes, parseOptions, runCommand, UsageError } from "./command.ts";
import { printAccount } from "./ops/account.ts";

const usage = `Usage: npm run ops -- COMMAND [--json]

  slots                     all slots
  slot ID                   one slot with its settings
  slot ID CHANGES           change it:
    --provider NAME         what edits its photos; its settings start afresh
    --settings JSON         settings of the provider
    --maintenance REASON    take the slot out of service
    --active                put it back into service
  settings                  what can be changed while the service runs
  set NAME VALUE            ${settingNames.join(", ")}
  unset NAME                go back to what the configuration says
  account NAME              print a line for OPERATORS_FILE; the password is asked for, or read from a pipe

A running service follows within 2 seconds.
Exit code: 0 good, 1 refused, 2 wrong usage, 3 could not run.`;

type Options = ReturnType<typeof readOptions>["options"];
type Print = (value: unknown, lines: readonly string[]) => void;

/** What a command works with. */
interface Desk {
  readonly db: Db;
  readonly config: Config;
  readonly print: Print;
}

/** A command with its arguments checked. */
type Command = (desk: Desk) => Promise<number>;

function readOptions(args: string[]) {
  const { values, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      provider: { type: "string" },
      settings: { type: "string" },
      maintenance: { type: "string" },
      active: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  return { options: values, positionals };
}

const argumentCounts: ReadonlyMap<string, number> = new Map([
  ["slots", 0],
  ["slot", 1],
  ["settings", 0],
  ["set", 2],
  ["unset", 1],
]);

function chooseCommand([verb, ...rest]: readonly string[], options: Options): Command {
  const [first = "", second = ""] = rest;
  if (verb === undefined) throw new UsageError("A command is missing.");
  const count = argumentCounts.get(verb);
  if (count === undefined) throw new UsageError(`${verb}: unknown command`);
  if (rest.length !== count) throw new UsageError(`${verb} takes ${count} arguments, not ${rest.length}.`);
  const order = toOrder(options);
  if (verb === "slot") return slotCommand(first, order);
  if (order !== undefined) throw new UsageError(`${verb} takes no changes of a slot.`);
  if (verb === "slots") return showSlots;
  if (verb === "settings") return showSettings;
  return settingCommand(toSettingName(first), verb === "set" ? second : undefined);
}

function toOrder({ provider, settings, maintenance, active }: Options): SlotOrder | undefined {
  if (maintenance !== undefined && active) throw new UsageError("--maintenance and --active: give one of them.");
  if (maintenance?.trim() === "") throw new UsageError("--maintenance: say why.");
  if (provider !== undefined && !isProvider(provider))
    throw new UsageError(`--provider ${provider}: there is no such provider.`);
  const order: SlotOrder = {
    ...(provider === undefined ? {} : { provider }),
    ...(settings === undefined ? {} : { settings: parseJson(settings) }),
    ...(maintenance === undefined ? {} : { state: { is: "maintenance", because: maintenance } }),
    ...(active ? { state: { is: "active", because: "" } } : {}),
  };
  return Object.keys(order).length === 0 ? undefined : order;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--settings: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function toSettingName(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new UsageError(`${name}: not a setting; the settings are ${settingNames.join(", ")}.`);
}

async function showSlots({ db, print }: Desk): Promise<number> {
  const slots = await listSlots(db);
  const rows = slots.map((slot) => [slot.id, slot.provider, slot.state, `v${slot.version}`, slot.stateReason]);
  print(slots, table([["slot", "provider", "state", "version", "reason"], ...rows]));
  return exitCodes.good;
}

function slotCommand(id: string, order: SlotOrder | undefined): Command {
  if (!isSlotId(id)) throw new UsageError(`${id}: there is no such slot; "slots" lists them.`);
  return async ({ db, config, print }) => {
    if (order === undefined) {
      const slot = await findSlot(db, id);
      print(slot ?? null, slot ? slotLines(slot) : [`${id} is not in the database yet: start the service once.`]);
      return slot ? exitCodes.good : exitCodes.found;
    }
    const faultAllowed = config.NODE_ENV === "development" || config.NODE_ENV === "test";
    const changed = await changeSlot(db, id, order, faultAllowed);
    print(changed, changed.ok ? slotLines(changed.slot) : [`Not changed: ${changed.problem}.`]);
    return changed.ok ? exitCodes.good : exitCodes.found;
  };
}

async function showSettings({ db, config, print }: Desk): Promise<number> {
  const views = await listSettings(db, config);
  print(views, settingLines(views));
  return exitCodes.good;
}

function settingCommand(name: SettingName, text: string | undefined): Command {
  const value = text === undefined ? null : parseSetting(name, text);
  if (typeof value === "object" && value !== null) throw new UsageError(value.problem);
  return async (desk) => {
    await changeSetting(desk.db, desk.config, name, value);
    return await showSettings(desk);
  };
}

function slotLines(slot: Slot): string[] {
  return table([
    ["slot", slot.id],
    ["provider", slot.provider],
    ["settings", JSON.stringify(slot.settings)],
    ["state", slot.state],
    ["reason", slot.stateReason],
    ["version", String(slot.version)],
  ]);
}

function settingLines(views: readonly SettingView[]): string[] {
  const rows = views.map(({ name, value, configured, changedAtMs }) => [
    name,
    String(value),
    String(configured),
    changedAtMs === null ? "never" : new Date(changedAtMs).toISOString(),
  ]);
  return table([["setting", "in force", "configured", "changed"], ...rows]);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

await runCommand(usage, async (argv) => {
  // Needs no service yet: the first account is there before its first start.
  if (argv[0] === "account") return await printAccount(argv.slice(1));
  const { options, positionals } = readOptions(argv);
  const command = chooseCommand(positionals, options);
  const config = loadConfig({ withoutSecrets: true });
  const db = await openDatabase(config, "script");
  try {
    const print: Print = (value, lines) =>
      process.stdout.write(`${options.json ? JSON.stringify(value) : lines.join("\n")}\n`);
    return await command({ db, config, print });
  } finally {
    await db.destroy();
  }
});
