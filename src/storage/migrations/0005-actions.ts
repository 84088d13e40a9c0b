/** The actions of the playbook that were run, and the notice that customers read. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { risingKey } from "../dialect.ts";

export const actions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("actions")
      .addColumn("id", "integer", risingKey)
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("params", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("effect", "text", (column) => column.notNull())
      .addColumn("before", "text")
      .addColumn("after", "text")
      .addColumn("revert_at", "bigint")
      .addColumn("undone_at", "bigint")
      .addColumn("undone_by", "text")
      .execute();
    await db.schema.createIndex("actions_revert").on("actions").columns(["undone_at", "revert_at"]).execute();
    await db.schema
      .createTable("notices")
      .addColumn("id", "integer", risingKey)
      .addColumn("text", "text", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("ended_at", "bigint")
      .execute();
    await db.schema.createIndex("notices_open").on("notices").columns(["ended_at", "id"]).execute();
  },
};
