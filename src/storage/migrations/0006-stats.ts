/** Counts of ended jobs, so that stats cost the same however many jobs there were, and indexes for lists of jobs. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const stats: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("outcome_counts")
      .addColumn("span_minutes", "integer", (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("slot_id", "text", (column) => column.notNull())
      .addColumn("provider", "text", (column) => column.notNull())
      .addColumn("outcome", "text", (column) => column.notNull())
      .addColumn("le", "text", (column) => column.notNull())
      .addColumn("jobs", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("outcome_counts_key", ["span_minutes", "since", "slot_id", "provider", "outcome", "le"])
      .execute();
    await countEnded(db, 1);
    await countEnded(db, 60);
    const index = (name: string) => db.schema.createIndex(name).on("jobs");
    // The first one: of indexes that seem alike SQLite takes the oldest, and this one is the narrowest.
    await index("jobs_by_slot_outcome").columns(["slot_id", "outcome", "created_at", "id"]).execute();
    await index("jobs_by_time").columns(["created_at", "id"]).execute();
    await index("jobs_by_slot").columns(["slot_id", "created_at", "id"]).execute();
    await index("jobs_by_outcome").columns(["outcome", "created_at", "id"]).execute();
    // Pending jobs are few: jobs_by_outcome finds them as well.
    await db.schema.dropIndex("jobs_pending").execute();
  },
};

/** The jobs of before, in no bucket: nobody knows how long their uploads took. */
async function countEnded(db: Kysely<unknown>, minutes: 1 | 60): Promise<void> {
  const span = sql.lit(minutes * 60_000);
  await sql`
    insert into outcome_counts (span_minutes, since, slot_id, provider, outcome, le, jobs)
    select ${sql.lit(minutes)}, finished_at / ${span} * ${span} as since, slot_id, coalesce(answered_by, provider), outcome,
      'none', count(*)
    from jobs where outcome is not null and finished_at is not null
    group by finished_at / ${span}, slot_id, coalesce(answered_by, provider), outcome
  `.execute(db);
}
