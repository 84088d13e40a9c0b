/** The playbook's actions and the audit over HTTP. */
import type { components } from "../../../generated/api.ts";
import type { Handlers, Refusal } from "../../../generated/routes.ts";
import type { AuditRow, Mandate } from "../../core/audit.ts";
import { actorOf, operatorOf } from "../../core/operator.ts";
import type { Context } from "../../http/context.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import type { Db } from "../../storage/schema.ts";
import type { ActionTools, Problem } from "./kind.ts";
import { type ActionRow, listActions } from "./repo.ts";
import { actionTypes, isUndoable, runAction, undoAction } from "./service.ts";

export interface ActionHandlersDependencies {
  readonly db: Db;
  readonly tools: ActionTools;
  /** Called after a change, so that this process follows at once. */
  readonly changed: () => Promise<void>;
}

const PAGE = 50;

export function createActionHandlers({
  db,
  tools,
  changed,
}: ActionHandlersDependencies): Pick<Handlers<Context>, "listActions" | "runAction" | "undoAction" | "listAudit"> {
  return {
    async listActions({ query }) {
      const rows = await listActions(db, actionTypes, query.limit ?? PAGE, query.before);
      return { status: 200, contentType: "application/json", body: { actions: rows.map(toBody) } };
    },
    async runAction({ body }, context) {
      const { type, params = {}, dry_run: dryRun = false, revert_after_minutes: minutes } = body;
      const mandate = mandateOf(context, body.reason);
      const order = { type, params, dryRun, revertInMs: minutes === undefined ? null : minutes * 60_000 };
      const done = await runAction(tools, db, order, mandate);
      if (!done.ok) return refusalOf(done);
      if (done.action === null) return actionReply(dryBody(order, mandate, done));
      await changed();
      return actionReply(toBody(done.action));
    },
    async undoAction({ path, body }, context) {
      const done = await undoAction(tools, db, path.action_id, mandateOf(context, body.reason));
      if (!done.ok) {
        const { problem } = done;
        return done.why === "missing"
          ? { reason: "not_found", details: `${problem}.` }
          : { reason: "conflict", details: `${problem}.` };
      }
      await changed();
      if (done.action === null) throw new Error("An undo always has its action.");
      return actionReply({ ...toBody(done.action), effect: done.effect });
    },
    async listAudit({ query }) {
      const { subject, actor, before, limit = PAGE } = query;
      const rows = await listAudit(db, {
        limit,
        ...(subject === undefined ? {} : { subject }),
        ...(actor === undefined ? {} : { actor }),
        ...(before === undefined ? {} : { beforeId: before }),
      });
      return { status: 200, contentType: "application/json", body: { entries: rows.map(auditBody) } };
    },
  };
}

function mandateOf(context: Context, reason: string): Mandate {
  return { actor: actorOf(operatorOf(context)), reason };
}

function refusalOf({ why, problem }: Problem) {
  const reasons = { invalid: "invalid_settings", missing: "not_found", conflict: "conflict" } as const;
  return { reason: reasons[why], details: `${problem}.` } satisfies Refusal;
}

type ActionBody = components["schemas"]["Action"];

function actionReply(body: ActionBody) {
  return { status: 200, contentType: "application/json", body } as const;
}

function dryBody(
  order: Parameters<typeof runAction>[2],
  { actor, reason }: Mandate,
  { effect, before }: { readonly effect: string; readonly before: unknown },
): ActionBody {
  const { type, params, revertInMs } = order;
  const at = Date.now();
  return {
    ...{ id: null, type, params: asObject(params), reason, actor, at: timeOf(at), dry_run: true, effect },
    ...{ before, after: null, revert_at: revertInMs === null ? null : timeOf(at + revertInMs) },
    ...{ undone_at: null, undone_by: null, undoable: false },
  };
}

function toBody(action: ActionRow): ActionBody {
  return {
    ...{
      id: action.id,
      type: action.type,
      params: asObject(action.params),
      reason: action.reason,
      actor: action.actor,
    },
    ...{ at: timeOf(action.atMs), dry_run: false, effect: action.effect, before: action.before, after: action.after },
    revert_at: action.revertAtMs === null ? null : timeOf(action.revertAtMs),
    undone_at: action.undoneAtMs === null ? null : timeOf(action.undoneAtMs),
    undone_by: action.undoneBy,
    undoable: isUndoable(action),
  };
}

function auditBody({ id, atMs, ...entry }: AuditRow): components["schemas"]["AuditEntry"] {
  return { id, at: timeOf(atMs), ...entry };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
