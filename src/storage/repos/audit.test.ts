/** The audit table. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { AuditEntry } from "../../core/audit.ts";
import { listAudit, recordAudit } from "./audit.ts";

const entry: AuditEntry = {
  actor: "operator:anna",
  action: "slot.saved",
  subject: "slot:slot-003",
  reason: "a new prompt",
  before: { settings: { edit: "tint" } },
  after: { settings: { edit: "frame", caption: "“ß”" } },
};

describeOnDatabases("audit", (db) => {
  it("keeps who changed what, when by the database's clock, and why", async () => {
    const id = await recordAudit(db(), entry);
    const [row, ...more] = await listAudit(db(), { limit: 10 });
    expect(row).toEqual({ ...entry, id, atMs: expect.any(Number) });
    expect(Math.abs((row?.atMs ?? 0) - Date.now())).toBeLessThan(5000);
    expect(more).toEqual([]);
  });

  it("tells nothing from the JSON value false", async () => {
    await recordAudit(db(), { ...entry, before: null, after: false });
    expect(await listAudit(db(), { limit: 1 })).toMatchObject([{ before: null, after: false }]);
  });

  it("pages from the newest to the oldest, by subject and by actor", async () => {
    const ids: number[] = [];
    for (const [actor, subject] of [
      ["operator:anna", "slot:slot-001"],
      ["rule:breaker", "slot:slot-001"],
      ["operator:anna", "slot:slot-002"],
      ["operator:anna", "slot:slot-001"],
    ] as const) {
      ids.push(await recordAudit(db(), { ...entry, actor, subject }));
    }
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const found = async (filter: Parameters<typeof listAudit>[1]) =>
      (await listAudit(db(), filter)).map(({ id }) => ids.indexOf(id));
    expect(await found({ limit: 3 })).toEqual([3, 2, 1]);
    expect(await found({ limit: 3, beforeId: ids[1] ?? 0 })).toEqual([0]);
    expect(await found({ limit: 9, subject: "slot:slot-001" })).toEqual([3, 1, 0]);
    expect(await found({ limit: 9, subject: "slot:slot-001", actor: "operator:anna" })).toEqual([3, 0]);
    expect(await found({ limit: 9, actor: "nobody" })).toEqual([]);
  });

  it("never gives an id twice, and is undone with the change it tells of", async () => {
    const first = await recordAudit(db(), entry);
    await sql`delete from audit`.execute(db());
    expect(await recordAudit(db(), entry)).toBeGreaterThan(first);
    const failing = db()
      .transaction()
      .execute(async (trx) => {
        await recordAudit(trx, entry);
        throw new Error("the change failed");
      });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await listAudit(db(), { limit: 10 })).toHaveLength(1);
  });
});
