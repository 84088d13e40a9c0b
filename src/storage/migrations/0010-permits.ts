/** The places that instances of the service share: who is in one, and until when. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { roomForUpdates } from "../dialect.ts";

export const permits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = db.schema
      .createTable("permits")
      .addColumn("pool", "text", (column) => column.notNull())
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("holder", "text")
      .addColumn("owner", "text")
      .addColumn("fence", "bigint", (column) => column.notNull())
      .addColumn("expires_at", "bigint")
      .addPrimaryKeyConstraint("permits_pk", ["pool", "seq"]);
    await roomForUpdates(db, table).execute();
  },
};
