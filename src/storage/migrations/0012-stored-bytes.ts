/** What the last walk of cleanup left in the media, by scope. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const storedBytes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("cleanup_totals").addColumn("stored_bytes", "bigint").execute();
  },
};
