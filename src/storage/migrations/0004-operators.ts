/** Who is signed in, the tokens of scripts, and from where somebody has signed in before. Secrets stand here as hashes. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const operators: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("operator_sessions")
      .addColumn("id_hash", "text", (column) => column.primaryKey())
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("account_stamp", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("seen_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("operator_sessions_seen").on("operator_sessions").column("seen_at").execute();
    await db.schema
      .createTable("operator_tokens")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("secret_hash", "text", (column) => column.notNull().unique())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("last_used_at", "bigint")
      .addColumn("revoked_at", "bigint")
      .execute();
    await db.schema
      .createTable("operator_addresses")
      .addColumn("account", "text", (column) => column.notNull())
      .addColumn("address", "text", (column) => column.notNull())
      .addColumn("signed_in_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("operator_addresses_pk", ["account", "address"])
      .execute();
  },
};
