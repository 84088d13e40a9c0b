/** The upgrade of a database in which a process has left jobs behind. */
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, it } from "vitest";
import { useTempFolder } from "../../../scripts/testkit/folders.ts";
import { newJobId } from "../../core/job.ts";
import { finishJob, insertJob, reapExpired } from "../repos/jobs.ts";
import type { Database } from "../schema.ts";
import { ServiceSqliteDialect } from "../sqlite.ts";
import { migrations } from "./index.ts";

const folder = useTempFolder();

it("takes two pending jobs of one photo as they are, and lets new ones beside them", async () => {
  const sqlite = new Sqlite(`${folder()}/old.sqlite`);
  const db = new Kysely<Database>({ dialect: new ServiceSqliteDialect(sqlite) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  await migrator.migrateTo("0008_instances");
  const insert = sqlite.prepare(
    `insert into jobs (id, slot_id, provider, fence, created_at, deadline_at, sha256, upload_bytes, slot_version)
     values (?, 'slot-001', 'local', 1, 1, 2, '00', 1, 1)`,
  );
  for (let i = 0; i < 2; i += 1) insert.run(newJobId());
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const job = { id: newJobId(), slotId: "slot-001", provider: "local", fence: 1, deadlineInMs: 9_000 } as const;
  await insertJob(db, { ...job, sha256: "00", uploadBytes: 1, slotVersion: 1, owner: "new" });
  expect(await reapExpired(db, 5_000)).toHaveLength(2);
  expect(await finishJob(db, job.id, 1, { outcome: "timeout", failureReason: "deadline_exceeded" })).toBe(true);
  await db.destroy();
});
