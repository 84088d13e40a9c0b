/** Who changed what and why, and what has to be told to somebody outside. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { risingKey } from "../dialect.ts";

export const auditOutbox: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("audit")
      .addColumn("id", "integer", risingKey)
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("before", "text")
      .addColumn("after", "text")
      .execute();
    await db.schema.createIndex("audit_subject").on("audit").columns(["subject", "id"]).execute();
    await db.schema.createIndex("audit_actor").on("audit").columns(["actor", "id"]).execute();
    await db.schema
      .createTable("outbox")
      .addColumn("seq", "integer", risingKey)
      .addColumn("id", "text", (column) => column.notNull().unique())
      .addColumn("audience", "text", (column) => column.notNull())
      .addColumn("event", "text", (column) => column.notNull())
      .addColumn("dedupe_key", "text", (column) => column.notNull().unique())
      .addColumn("payload", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("next_attempt_at", "bigint")
      .addColumn("delivered_at", "bigint")
      .addColumn("last_error", "text")
      .execute();
    await db.schema.createIndex("outbox_due").on("outbox").columns(["next_attempt_at", "seq"]).execute();
    await db.schema.createIndex("outbox_created").on("outbox").column("created_at").execute();
  },
};
