/** What each provider last answered, for the operators. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const providerReports: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("provider_reports")
      .addColumn("provider", "text", (column) => column.primaryKey())
      .addColumn("configured", "integer", (column) => column.notNull())
      .addColumn("last_ok", "text")
      .addColumn("last_failure", "text")
      .execute();
  },
};
