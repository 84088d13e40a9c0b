/** The playbook's actions: planned, tried dry, done, recorded and taken back, by hand or by themselves after a while. */
import type { components } from "../../../generated/api.ts";
import type { Mandate } from "../../core/audit.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import { type ActionKind, type ActionTools, type Problem, problem } from "./kind.ts";
import { cleanup, clearNotice, notifyOperators, setNotice } from "./message-kinds.ts";
import { type ActionRow, findAction, insertAction, markUndone } from "./repo.ts";
import { parallelism, tSyncResponse, ttl } from "./setting-kinds.ts";
import { activate, failover, maintenance } from "./slot-kinds.ts";

export type ActionType = components["schemas"]["ActionType"];

/** One a type; each checks its own params. */
const kinds: { readonly [T in ActionType]: ActionKind } = {
  "t_sync_response.set": tSyncResponse,
  "parallelism.set": parallelism,
  "ttl.set": ttl,
  "slot.maintenance": maintenance,
  "slot.activate": activate,
  "provider.failover": failover,
  "cleanup.run": cleanup,
  "notice.set": setNotice,
  "notice.clear": clearNotice,
  "operators.notify": notifyOperators,
};

export const actionTypes: readonly ActionType[] = Object.keys(kinds).filter(isActionType);

export function isActionType(text: string): text is ActionType {
  return Object.hasOwn(kinds, text);
}

export function isUndoable(action: Pick<ActionRow, "type" | "undoneAtMs">): boolean {
  return action.undoneAtMs === null && isActionType(action.type) && kinds[action.type].undoable;
}

export interface ActionOrder {
  readonly type: ActionType;
  readonly params: unknown;
  readonly dryRun: boolean;
  /** Milliseconds after which it is taken back by itself. */
  readonly revertInMs: number | null;
}

/** What was done, or would be: then it has no id. */
export interface ActionDone {
  readonly ok: true;
  readonly effect: string;
  readonly before: unknown;
  readonly action: ActionRow | null;
}

/** Runs an action, or says in a dry run what it would change: all of it with its records, or nothing. */
export async function runAction(
  tools: ActionTools,
  db: Db,
  order: ActionOrder,
  mandate: Mandate,
): Promise<ActionDone | Problem> {
  const { type, params, dryRun, revertInMs } = order;
  const kind = kinds[type];
  if (revertInMs !== null && !kind.undoable) {
    return problem("invalid", `${type} cannot be taken back, so it cannot be taken back by itself either`);
  }
  const run = async (transaction: Db): Promise<ActionDone | Problem> => {
    const plan = await kind.plan(tools, transaction, params);
    if (!plan.ok) return plan;
    const { effect, before } = plan;
    if (dryRun) return { ok: true, effect, before, action: null };
    const applied = await plan.apply(mandate);
    if (!applied.ok) throw new Failed(applied);
    const row = { ...mandate, type, params, effect, before, after: applied.after, revertInMs };
    return { ok: true, effect, before, action: await insertAction(transaction, row) };
  };
  return await orFailed(() => (kind.worksOnFiles ? run(db) : inTransaction(db, run)));
}

/** Takes an action back, unless what it changed has been changed again since. */
export async function undoAction(
  tools: ActionTools,
  db: Db,
  id: number,
  mandate: Mandate,
): Promise<ActionDone | Problem> {
  return await orFailed(() =>
    inTransaction(db, async (transaction) => {
      const action = await findAction(transaction, id);
      if (action === undefined || !isActionType(action.type)) return problem("missing", `there is no action ${id}`);
      if (action.undoneAtMs !== null) return problem("conflict", `action ${id} was taken back already`);
      const undone = await kinds[action.type].undo(tools, transaction, action, mandate);
      if (!undone.ok) throw new Failed(undone);
      if (!(await markUndone(transaction, id, mandate.actor))) {
        throw new Failed(problem("conflict", `action ${id} was taken back already`));
      }
      const now = (await findAction(transaction, id)) ?? action;
      return { ok: true, effect: undone.effect, before: action.before, action: now };
    }),
  );
}

/** Leaves a transaction, so that nothing of a half-done action stays. */
class Failed extends Error {
  readonly failure: Problem;
  constructor(failure: Problem) {
    super(failure.problem);
    this.failure = failure;
  }
}

async function orFailed<T>(work: () => Promise<T>): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failed) return error.failure;
    throw error;
  }
}
