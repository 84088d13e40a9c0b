/** Takes actions back whose time is over, on whichever instance sees it first. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { recordAudit } from "../../storage/repos/audit.ts";
import type { Db } from "../../storage/schema.ts";
import { inTransaction } from "../../storage/transaction.ts";
import type { ActionTools } from "./kind.ts";
import { bequeath, dueReverts, findAction, forgetRevert } from "./repo.ts";
import { undoAction } from "./service.ts";

export interface Reverter {
  /** Takes back what is due now. */
  round(): Promise<void>;
  /** Resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 1_000;

/** Looks every second. `reverted` is called after each action that was taken back. */
export function startReverter(
  tools: ActionTools,
  db: Db,
  log: Pick<Logger, "info" | "warn">,
  reverted: () => Promise<void>,
): Reverter {
  const stopping = new AbortController();
  /** Told once each, not every second. */
  const failing = new Set<number>();
  const round = async () => {
    for (const id of await dueReverts(db)) {
      try {
        await revert(tools, db, id, log);
        failing.delete(id);
        await reverted();
      } catch (error) {
        // The others are not to wait for this one.
        if (!failing.has(id))
          log.warn({ err: error, action_id: id }, "An action cannot be taken back now; it is tried again.");
        failing.add(id);
      }
    }
  };
  const keepOn = async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error) =>
        log.warn({ err: error }, "Actions cannot be taken back now; they are tried again."),
      );
      await sleep(INTERVAL_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = keepOn();
  return {
    round,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function revert(tools: ActionTools, db: Db, id: number, log: Pick<Logger, "info" | "warn">): Promise<void> {
  const mandate = { actor: "rule:revert", reason: `the time that was set for action ${id} is over` } as const;
  const undone = await undoAction(tools, db, id, mandate);
  if (undone.ok) {
    log.info({ action_id: id, effect: undone.effect }, "An action was taken back as its order said.");
    return;
  }
  const kept = await inTransaction(db, async (transaction) => {
    // Somebody has taken it back meanwhile, by hand or on another instance.
    if (!(await forgetRevert(transaction, id))) return false;
    const action = await findAction(transaction, id);
    if (action !== undefined) await bequeath(transaction, action);
    const entry = { ...mandate, action: "action.kept", subject: `action:${id}`, before: null, after: undone.problem };
    await recordAudit(transaction, entry);
    return true;
  });
  if (kept) log.warn({ action_id: id, problem: undone.problem }, "An action stays: it cannot be taken back any more.");
}
