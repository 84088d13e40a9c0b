/** What the instances that share a database tell each other of the providers, and what the breaker remembers. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const breaker: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("breaker_calls")
      .addColumn("instance", "text", (column) => column.notNull())
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("slot_id", "text", (column) => column.notNull())
      .addColumn("slot_version", "integer", (column) => column.notNull())
      .addColumn("provider", "text", (column) => column.notNull())
      .addColumn("result", "text", (column) => column.notNull())
      .addColumn("final", "integer", (column) => column.notNull())
      .addColumn("request_id", "text")
      .addPrimaryKeyConstraint("breaker_calls_key", ["instance", "seq"])
      .execute();
    await db.schema.createIndex("breaker_calls_at").on("breaker_calls").column("at").execute();
    await db.schema
      .createTable("breaker_slots")
      .addColumn("slot_id", "text", (column) => column.primaryKey())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("valid_from", "integer", (column) => column.notNull())
      .addColumn("fresh_from", "integer", (column) => column.notNull())
      .addColumn("strikes", "integer", (column) => column.notNull())
      .addColumn("active_since", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("breaker_cut_offs")
      .addColumn("instance", "text", (column) => column.notNull())
      .addColumn("provider", "text", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("breaker_cut_offs_key", ["instance", "provider"])
      .execute();
  },
};
