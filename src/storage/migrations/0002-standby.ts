/** What a slot falls back on and how far it may go, who put it into its state, and what a job tells of itself. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const standby: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const slots = () => db.schema.alterTable("slots");
    await slots().addColumn("standby_provider", "text").execute();
    await slots()
      .addColumn("standby_settings", "text", (column) => column.notNull().defaultTo("{}"))
      .execute();
    await slots().addColumn("max_parallel", "integer").execute();
    await slots()
      .addColumn("max_attempts", "integer", (column) => column.notNull().defaultTo(3))
      .execute();
    await slots()
      .addColumn("state_by", "text", (column) => column.notNull().defaultTo("operator"))
      .execute();
    await slots()
      .addColumn("state_since", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    await slots().addColumn("state_until", "bigint").execute();
    const jobs = () => db.schema.alterTable("jobs");
    await jobs().addColumn("ledger", "text").execute();
    await jobs().addColumn("answered_by", "text").execute();
    await jobs().addColumn("ticket", "text").execute();
  },
};
