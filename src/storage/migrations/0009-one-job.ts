/** Whose each job is, and that no two jobs of the same photo are pending at once, whichever instances they are of. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const oneJob: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("jobs").addColumn("owner", "text").execute();
    // Jobs of before have no owner, and their process is gone. They stay out: nothing is wrong with two of a photo.
    await db.schema
      .createIndex("jobs_one_pending")
      .unique()
      .on("jobs")
      .columns(["slot_id", "sha256", "slot_version"])
      .where(sql<boolean>`outcome is null and owner is not null`)
      .execute();
  },
};
