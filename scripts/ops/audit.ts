/** ops audit: who changed what and why. */
import type { AuditRow } from "../../src/core/audit.ts";
import { listAudit } from "../../src/storage/repos/audit.ts";
import { exitCodes } from "../command.ts";
import { type OpsCommand, parseCount, readArguments, table, timeOf } from "./desk.ts";

const auditOptions = {
  subject: { type: "string" },
  actor: { type: "string" },
  limit: { type: "string", default: "20" },
} as const;

export const auditCommand: OpsCommand = {
  verb: "audit",
  usage: [
    ["audit [--limit N]", "who changed what and why, the newest first"],
    ["  --subject slot:slot-003", "only of this"],
    ["  --actor operator:anna", "only by this one; others are token:NAME, cli:NAME, rule:NAME"],
  ],
  prepare(args) {
    const { options } = readArguments("audit", args, 0, auditOptions);
    const { subject, actor } = options;
    const limit = parseCount("--limit", options.limit, 500);
    return async ({ db, print }) => {
      const filter = { ...(subject === undefined ? {} : { subject }), ...(actor === undefined ? {} : { actor }) };
      const rows = await listAudit(db, { ...filter, limit });
      print(rows, table([["id", "at", "by", "what", "of", "before", "after", "reason"], ...rows.map(toRow)]));
      return exitCodes.good;
    };
  },
};

function toRow({ id, atMs, actor, action, subject, before, after, reason }: AuditRow): string[] {
  return [String(id), timeOf(atMs), actor, action, subject, ...changeOf(before, after), reason];
}

/** Of two objects, only what differs. */
function changeOf(before: unknown, after: unknown): [string, string] {
  if (!isObject(before) || !isObject(after)) return [shown(before), shown(after)];
  const changed = Object.keys(after).filter((key) => shown(before[key]) !== shown(after[key]));
  const part = (whole: Record<string, unknown>) => changed.map((key) => `${key}=${shown(whole[key])}`).join(" ");
  return [part(before), part(after)];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "-";
  return typeof value === "string" ? value : JSON.stringify(value);
}
