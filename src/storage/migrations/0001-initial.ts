/** The first schema. Columns are portable to PostgreSQL; see ../schema.ts for their meaning. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { now } from "../dialect.ts";

export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createJobs(db);
    await createSlotsAndSettings(db);
    await createCleanup(db);
    await db.schema
      .createTable("leases")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("fence", "bigint", (column) => column.notNull())
      .execute();
  },
};

async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("jobs")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("slot_id", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("deadline_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addColumn("outcome", "text")
    .addColumn("failure_reason", "text")
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("upload_bytes", "bigint", (column) => column.notNull())
    .addColumn("slot_version", "integer", (column) => column.notNull())
    .addColumn("media_key", "text")
    .addColumn("result_type", "text")
    .addColumn("result_bytes", "bigint")
    .addColumn("result_sha256", "text")
    .addColumn("removed_at", "bigint")
    .addColumn("removed_because", "text")
    .addColumn("recovered", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on("jobs");
  await index("jobs_pending").columns(["outcome", "deadline_at"]).execute();
  await index("jobs_same_photo").columns(["slot_id", "sha256", "created_at"]).execute();
  await index("jobs_removed").columns(["removed_at", "created_at"]).execute();
  await index("jobs_media_key").column("media_key").execute();
}

async function createSlotsAndSettings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("slots")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("state_reason", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();
}

async function createCleanup(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("cleanup_totals")
    .addColumn("scope", "text", (column) => column.primaryKey())
    .addColumn("deleted", "bigint", (column) => column.notNull())
    .addColumn("failed", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("cleanup_state")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("last_success_at", "bigint", (column) => column.notNull())
    .addColumn("boot_id", "text")
    .addColumn("clock_offset_ms", "double precision")
    .addColumn("last_wall_at", "bigint", (column) => column.notNull())
    .execute();
  // A database that was never cleaned counts as clean from its birth: a 0 here would raise CleanupStale at once.
  await sql`insert into cleanup_state (id, last_success_at, last_wall_at) values (1, ${now()}, ${now()})`.execute(db);
}
