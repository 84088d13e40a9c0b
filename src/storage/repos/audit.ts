/** The audit table: the only place that writes it. Rows are never changed and never removed. */
import type { Selectable } from "kysely";
import type { AuditEntry, AuditRow } from "../../core/audit.ts";
import { now } from "../dialect.ts";
import type { AuditTable, Db } from "../schema.ts";

/** Call it in the transaction of the change itself. Returns the entry's id. */
export async function recordAudit(db: Db, { before, after, ...entry }: AuditEntry): Promise<number> {
  const { id } = await db
    .insertInto("audit")
    .values({ ...entry, before: toJson(before), after: toJson(after), at: now() })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Which entries are wanted; what is left out does not matter. */
export interface AuditFilter {
  readonly subject?: string;
  readonly actor?: string;
  /** Only entries older than this one: the last id of the page before. */
  readonly beforeId?: number;
  readonly limit: number;
}

/** The newest entries first. */
export async function listAudit(db: Db, { subject, actor, beforeId, limit }: AuditFilter): Promise<AuditRow[]> {
  let query = db.selectFrom("audit").selectAll().orderBy("id", "desc").limit(limit);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (actor !== undefined) query = query.where("actor", "=", actor);
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  const rows = await query.execute();
  return rows.map(toRow);
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function toRow({ at, before, after, ...row }: Selectable<AuditTable>): AuditRow {
  return { ...row, atMs: at, before: fromJson(before), after: fromJson(after) };
}

function fromJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
