/** ops action, actions, undo: the playbook's actions, as the API has them. */
import { actionTools } from "../../src/desk.ts";
import { type ActionRow, listActions } from "../../src/features/actions/repo.ts";
import { actionTypes, isActionType, isUndoable, runAction, undoAction } from "../../src/features/actions/service.ts";
import { openMedia } from "../../src/storage/media/index.ts";
import { exitCodes, shellWord, UsageError } from "../command.ts";
import {
  type Desk,
  mandateOf,
  type OpsCommand,
  parseCount,
  readArguments,
  readWords,
  reasonOption,
  table,
  timeOf,
} from "./desk.ts";

const actionOptions = {
  ...reasonOption,
  "dry-run": { type: "boolean", default: false },
  "revert-after": { type: "string" },
} as const;

export const actionCommand: OpsCommand = {
  verb: "action",
  usage: [
    ['action TYPE [NAME=VALUE …] --reason "WHY"', `run an action: ${actionTypes.join(", ")}`],
    ["  --dry-run", "say what it would change, and change nothing"],
    ["  --revert-after 30m", "take it back by itself after so many minutes (m) or hours (h)"],
  ],
  prepare(args) {
    const { words, options } = readWords(args, actionOptions);
    const [type = "", ...pairs] = words;
    if (!isActionType(type)) throw new UsageError(`action ${type}: the types are ${actionTypes.join(", ")}.`);
    const after = options["revert-after"];
    const order = {
      ...{ type, params: toParams(pairs), dryRun: options["dry-run"] },
      revertInMs: after === undefined ? null : toMinutes(after) * 60_000,
    };
    const mandate = mandateOf(options.reason);
    return async (desk) => {
      const done = await runAction(toolsOf(desk), desk.db, order, mandate);
      if (!done.ok) return refuse(desk, done.problem);
      const { action, effect } = done;
      desk.print(action ?? { ...order, effect }, action === null ? [`Would do: ${effect}`] : doneLines(action));
      return exitCodes.good;
    };
  },
};

export const undoCommand: OpsCommand = {
  verb: "undo",
  usage: [['undo ID --reason "WHY"', "take an action back, unless somebody has changed the same thing since"]],
  prepare(args) {
    const { words, options } = readArguments("undo", args, 1, reasonOption);
    const id = parseCount("undo ID", words[0] ?? "", Number.MAX_SAFE_INTEGER);
    const mandate = mandateOf(options.reason);
    return async (desk) => {
      const undone = await undoAction(toolsOf(desk), desk.db, id, mandate);
      if (!undone.ok) return refuse(desk, undone.problem);
      desk.print({ ...undone.action, effect: undone.effect }, [`Taken back: ${undone.effect}`]);
      return exitCodes.good;
    };
  },
};

export const actionsCommand: OpsCommand = {
  verb: "actions",
  usage: [["actions [--limit N]", "which actions were run, the newest first"]],
  prepare(args) {
    const { options } = readArguments("actions", args, 0, { limit: { type: "string", default: "20" } });
    const limit = parseCount("--limit", options.limit, 500);
    return async ({ db, print }) => {
      const actions = await listActions(db, actionTypes, limit);
      const head = ["id", "at", "by", "type", "state", "effect", "reason"];
      print(actions, table([head, ...actions.map(toRow)]));
      return exitCodes.good;
    };
  },
};

/** What the API does the same with. */
function toolsOf({ config, db }: Desk) {
  return actionTools(config, db, () => openMedia(config));
}

function refuse({ print }: Desk, problem: string): number {
  print({ ok: false, problem }, [`Not done: ${problem}.`]);
  return exitCodes.found;
}

/** A number stays one; any other value is a text, also without quotes. */
function toParams(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageError(`${pair}: write NAME=VALUE.`);
      const value = pair.slice(at + 1);
      return [pair.slice(0, at), /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
    }),
  );
}

/** `30m`, `2h`: the same bounds as the API's. */
function toMinutes(text: string): number {
  const [, count, unit] = /^(\d{1,5})([mh])$/.exec(text) ?? [];
  const minutes = Number(count) * (unit === "h" ? 60 : 1);
  if (minutes >= 1 && minutes <= 10_080) return minutes;
  throw new UsageError(`--revert-after ${text}: write minutes or hours, from 1m to 168h.`);
}

function doneLines(action: ActionRow): string[] {
  const ends = action.revertAtMs === null ? [] : [`It is taken back by itself at ${timeOf(action.revertAtMs)}.`];
  const undo = isUndoable(action)
    ? `To take it back: npm run ops -- undo ${action.id} --reason ${shellWord("it is over")}`
    : "Nothing takes it back.";
  return [`Action ${action.id}: ${action.effect}`, ...ends, undo];
}

function toRow(action: ActionRow): string[] {
  const { id, atMs, actor, type, effect, reason, revertAtMs, undoneAtMs, undoneBy } = action;
  const state =
    undoneAtMs !== null
      ? `taken back by ${undoneBy}`
      : revertAtMs !== null
        ? `until ${timeOf(revertAtMs)}`
        : isUndoable(action)
          ? "in force"
          : "done";
  return [String(id), timeOf(atMs), actor, type, state, effect, reason];
}
