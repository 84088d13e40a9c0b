/** ops slots, ops slot: what edits the photos of a booth, its limits and its state. */
import type { Provider, SlotId } from "../../generated/contract.ts";
import type { Slot, Standby } from "../../src/core/slot.ts";
import { changeSlot, isProvider, isSlotId, type SlotOrder } from "../../src/features/slots/service.ts";
import { checkSettings } from "../../src/providers/index.ts";
import { findSlot, listSlots } from "../../src/storage/repos/slots.ts";
import { exitCodes, UsageError } from "../command.ts";
import {
  type Desk,
  mandateOf,
  type OpsCommand,
  type Prepared,
  parseJson,
  parseTime,
  readArguments,
  reasonOption,
  table,
  timeOf,
} from "./desk.ts";

const orderOptions = {
  ...reasonOption,
  provider: { type: "string" },
  settings: { type: "string" },
  standby: { type: "string" },
  "standby-settings": { type: "string" },
  "max-parallel": { type: "string" },
  "max-attempts": { type: "string" },
  maintenance: { type: "boolean", default: false },
  until: { type: "string" },
  active: { type: "boolean", default: false },
} as const;

export const slotsCommand: OpsCommand = {
  verb: "slots",
  usage: [["slots", "all slots"]],
  prepare(args) {
    readArguments("slots", args, 0, {});
    return showSlots;
  },
};

export const slotCommand: OpsCommand = {
  verb: "slot",
  usage: [
    ["slot ID", "one slot with its settings"],
    ['slot ID CHANGES --reason "WHY"', "change it:"],
    ["  --maintenance [--until TIME]", "take it out of service"],
    ["  --active", "put it back into service"],
    ["  --provider NAME", "what edits its photos; its settings start afresh"],
    ["  --settings JSON", "settings of the provider"],
    ["  --standby NAME|none", "what edits when the provider fails"],
    ["  --standby-settings JSON", "settings of the standby"],
    ["  --max-parallel N|none", "photos that may be in work at once"],
    ["  --max-attempts N", "calls that one photo may cost; 1 switches retries off"],
  ],
  prepare(args) {
    const { options, words } = readArguments("slot", args, 1, orderOptions);
    const id = toSlotId(words[0] ?? "");
    const order = toOrder(options);
    if (Object.keys(order).length > 0) return change(id, order, options.reason);
    if (options.reason !== undefined) throw new UsageError("--reason: say what to change, too.");
    return (desk) => showSlot(desk, id);
  },
};

export function toSlotId(text: string): SlotId {
  if (isSlotId(text)) return text;
  throw new UsageError(`${text}: there is no such slot; "slots" lists them.`);
}

export function toProvider(option: string, text: string): Provider {
  if (isProvider(text)) return text;
  throw new UsageError(`${option} ${text}: there is no such provider.`);
}

type OrderOptions = ReturnType<typeof readArguments<typeof orderOptions>>["options"];

function toOrder(options: OrderOptions): SlotOrder {
  const { provider, settings, maintenance, active } = options;
  if (maintenance && active) throw new UsageError("--maintenance and --active: give one of them.");
  if (options.until !== undefined && !maintenance) throw new UsageError("--until belongs to --maintenance.");
  const standby = toStandby(options);
  const maxParallel = toLimit("--max-parallel", options["max-parallel"], 1000, true);
  const maxAttempts = toLimit("--max-attempts", options["max-attempts"], 10, false);
  const untilMs = options.until === undefined ? null : parseTime("--until", options.until);
  return {
    ...(provider === undefined ? {} : { provider: toProvider("--provider", provider) }),
    ...(settings === undefined ? {} : { settings: parseJson("--settings", settings) }),
    ...(standby === undefined ? {} : { standby }),
    ...(maxParallel === undefined ? {} : { maxParallel }),
    ...(maxAttempts === undefined || maxAttempts === null ? {} : { maxAttempts }),
    ...(maintenance ? { state: { is: "maintenance" as const, untilMs } } : {}),
    ...(active ? { state: { is: "active" as const } } : {}),
  };
}

function toStandby({ standby, "standby-settings": settings }: OrderOptions): Standby | null | undefined {
  if (standby === undefined) {
    if (settings !== undefined) throw new UsageError("--standby-settings: name the standby with --standby.");
    return undefined;
  }
  if (standby === "none") return null;
  return {
    provider: toProvider("--standby", standby),
    settings: settings === undefined ? {} : parseJson("--standby-settings", settings),
  };
}

function toLimit(
  option: string,
  text: string | undefined,
  most: number,
  mayBeNone: boolean,
): number | null | undefined {
  if (text === undefined) return undefined;
  if (mayBeNone && text === "none") return null;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${option} ${text}: a whole number from 1 to ${most}${mayBeNone ? ", or none" : ""}.`);
}

function change(id: SlotId, order: SlotOrder, reason: string | undefined): Prepared {
  const mandate = mandateOf(reason);
  return async ({ db, config, print }) => {
    const faultAllowed = config.NODE_ENV === "development" || config.NODE_ENV === "test";
    const changed = await changeSlot(db, id, order, mandate, { checkSettings, faultAllowed });
    print(changed, changed.ok ? slotLines(changed.slot) : [`Not changed: ${changed.problem}.`]);
    return changed.ok ? exitCodes.good : exitCodes.found;
  };
}

async function showSlots({ db, print }: Desk): Promise<number> {
  const slots = await listSlots(db);
  const rows = slots.map((slot) => [
    slot.id,
    slot.provider,
    slot.standby?.provider ?? "-",
    slot.state,
    `v${slot.version}`,
    slot.stateReason,
  ]);
  print(slots, table([["slot", "provider", "standby", "state", "version", "reason"], ...rows]));
  return exitCodes.good;
}

async function showSlot({ db, print }: Desk, id: SlotId): Promise<number> {
  const slot = await findSlot(db, id);
  print(slot ?? null, slot ? slotLines(slot) : [`${id} is not in the database yet: start the service once.`]);
  return slot ? exitCodes.good : exitCodes.found;
}

function slotLines(slot: Slot): string[] {
  const { standby } = slot;
  return table([
    ["slot", slot.id],
    ["provider", slot.provider],
    ["settings", JSON.stringify(slot.settings)],
    ["standby", standby === null ? "none" : `${standby.provider} ${JSON.stringify(standby.settings)}`],
    ["max parallel", String(slot.maxParallel ?? "none")],
    ["max attempts", String(slot.maxAttempts)],
    ["state", `${slot.state} by ${slot.stateBy} since ${timeOf(slot.stateSinceMs)}`],
    ["until", timeOf(slot.stateUntilMs)],
    ["reason", slot.stateReason],
    ["version", String(slot.version)],
  ]);
}
