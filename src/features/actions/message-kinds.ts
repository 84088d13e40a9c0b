/** Actions that tell somebody something, and the cleanup. */
import { randomBytes } from "node:crypto";
import type { components } from "../../../generated/api.ts";
import {
  validateCleanupParams,
  validateMessageParams,
  validateNoParams,
  validateNoticeParams,
} from "../../../generated/validators.js";
import { recordAudit } from "../../storage/repos/audit.ts";
import { endNotice, type Notice, openNotice, replaceNotice } from "../../storage/repos/notices.ts";
import { enqueue } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";
import { actionKind, changedSince, problem } from "./kind.ts";
import { carryOver } from "./repo.ts";

type Schemas = components["schemas"];

const subject = "notice";

export const setNotice = actionKind<Schemas["NoticeParams"]>({
  validate: validateNoticeParams,
  async plan(_tools, db, { text }) {
    const before = await openNotice(db);
    if (before?.text === text) return problem("conflict", "customers are told this already");
    return {
      ok: true,
      effect: `/status and the customer's webhook say: ${text}`,
      before: before ?? null,
      async apply(mandate) {
        const after = await publish(db, text);
        await recordAudit(db, { ...mandate, action: "notice.set", subject, before: before?.text ?? null, after: text });
        return { ok: true, after };
      },
    };
  },
  async undo(_tools, db, { before, after }, mandate) {
    const current = await openNotice(db);
    if (current?.id !== (after as Notice).id) return changedSince("the notice");
    const { text } = (before ?? {}) as Partial<Notice>;
    const entry = { ...mandate, action: "notice.undone", subject, before: current.text, after: text ?? null };
    await recordAudit(db, entry);
    if (text === undefined) {
      await withdraw(db, current);
      return { ok: true, effect: "/status and the customer's webhook say that it is over." };
    }
    await carryOver(db, before, await publish(db, text));
    return { ok: true, effect: `/status and the customer's webhook say again: ${text}` };
  },
});

export const clearNotice = actionKind<Schemas["NoParams"]>({
  validate: validateNoParams,
  async plan(_tools, db) {
    const before = await openNotice(db);
    if (before === undefined) return problem("conflict", "customers are told nothing now");
    return {
      ok: true,
      effect: `/status and the customer's webhook say that it is over: ${before.text}`,
      before,
      async apply(mandate) {
        await withdraw(db, before);
        await recordAudit(db, { ...mandate, action: "notice.cleared", subject, before: before.text, after: null });
        return { ok: true, after: null };
      },
    };
  },
  async undo(_tools, db, { before }, mandate) {
    if ((await openNotice(db)) !== undefined) return changedSince("the notice");
    const { text } = before as Notice;
    await carryOver(db, before, await publish(db, text));
    await recordAudit(db, { ...mandate, action: "notice.undone", subject, before: null, after: text });
    return { ok: true, effect: `/status and the customer's webhook say again: ${text}` };
  },
});

async function publish(db: Db, text: string): Promise<Notice> {
  const notice = await replaceNotice(db, text);
  await enqueue(db, {
    audience: "customer",
    event: "customer.notice",
    dedupeKey: `notice:${notice.id}`,
    payload: { text, notice: text, since: new Date(notice.sinceMs).toISOString() },
  });
  return notice;
}

async function withdraw(db: Db, { id, text, sinceMs }: Notice): Promise<void> {
  await endNotice(db);
  await enqueue(db, {
    audience: "customer",
    event: "customer.notice_ended",
    dedupeKey: `notice-ended:${id}`,
    payload: { text: `This is over: ${text}`, notice: text, since: new Date(sinceMs).toISOString() },
  });
}

export const notifyOperators = actionKind<Schemas["MessageParams"]>({
  validate: validateMessageParams,
  async plan(_tools, db, { text }) {
    return {
      ok: true,
      effect: `The operators' webhook gets: ${text}`,
      before: null,
      async apply(mandate) {
        const { actor, reason } = mandate;
        await enqueue(db, {
          audience: "operators",
          event: "operators.message",
          dedupeKey: `message:${randomBytes(16).toString("hex")}`,
          payload: { text, reason, by: actor },
        });
        await recordAudit(db, {
          ...mandate,
          action: "operators.notified",
          subject: "operators",
          before: null,
          after: text,
        });
        return { ok: true, after: null };
      },
    };
  },
});

export const cleanup = actionKind<Schemas["CleanupParams"]>({
  validate: validateCleanupParams,
  worksOnFiles: true,
  async plan(tools, db, { ttl_hours: ttlHours }) {
    const wrong = ttlHours === undefined ? undefined : tools.settingProblem("RESULT_TTL_HOURS", ttlHours);
    if (wrong !== undefined) return problem("invalid", wrong);
    const found = await tools.cleanUp({ dryRun: true, ...(ttlHours === undefined ? {} : { ttlHours }) });
    if ("problem" in found) return problem("conflict", found.problem);
    const size = `${found.files} files, ${found.bytes} bytes`;
    return {
      ok: true,
      effect: ttlHours === undefined ? `Deletes ${size}.` : `RESULT_TTL_HOURS=${ttlHours} would free ${size}.`,
      before: null,
      async apply(mandate) {
        if (ttlHours !== undefined) return problem("invalid", "ttl_hours goes with dry_run; ttl.set changes the TTL");
        const deleted = await tools.cleanUp({ dryRun: false });
        if ("problem" in deleted) return problem("conflict", deleted.problem);
        await recordAudit(db, { ...mandate, action: "cleanup.run", subject: "media", before: null, after: deleted });
        return { ok: true, after: deleted };
      },
    };
  },
});
