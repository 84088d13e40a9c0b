/** The mark of a move that has not ended: a database that holds part of another one is for nobody but the move. */
import { sql } from "kysely";
import { now } from "./dialect.ts";
import { emptyTables } from "./postgres.ts";
import type { Database, Db } from "./schema.ts";

/** A table of its own, there only as long as the move: no migration makes it, and none can forget it. */
export const unfinishedMoveTable = "unfinished_move";

/** The one row of the mark. */
export interface UnfinishedMove {
  /** Hash of what is moved: the same move goes on from the very same source only. */
  readonly source: string;
  /** The process that moves, or did last. */
  readonly run: string;
  readonly began_at: number;
}

type MarkedDb = Record<typeof unfinishedMoveTable, UnfinishedMove>;

/** The mark, or undefined in a database that holds no part of a move. */
export async function findMove(db: Db): Promise<UnfinishedMove | undefined> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === unfinishedMoveTable)) return undefined;
  return await marked(db).selectFrom(unfinishedMoveTable).selectAll().executeTakeFirst();
}

/** Empties the tables, of what the migrations put in, and marks the database. In a transaction. */
export async function beginMove(
  transaction: Db,
  { source, run }: Pick<UnfinishedMove, "source" | "run">,
  tables: readonly (keyof Database)[],
): Promise<void> {
  await emptyTables(transaction, tables);
  await transaction.schema
    .createTable(unfinishedMoveTable)
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("run", "text", (column) => column.notNull())
    .addColumn("began_at", "bigint", (column) => column.notNull())
    .execute();
  await marked(transaction).insertInto(unfinishedMoveTable).values({ source, run, began_at: now() }).execute();
}

/** From here on this process moves, and an earlier one that still lives does not any more. */
export async function takeOverMove(transaction: Db, run: string): Promise<void> {
  await marked(transaction).updateTable(unfinishedMoveTable).set({ run }).execute();
}

/** Whether this process is the one that moves. What the transaction writes stands only if it is: others wait for it. */
export async function holdsMove(transaction: Db, run: string): Promise<boolean> {
  const held = marked(transaction).selectFrom(unfinishedMoveTable).select("run").where("run", "=", run).forUpdate();
  return (await held.executeTakeFirst()) !== undefined;
}

/** Takes the mark off. */
export async function endMove(db: Db): Promise<void> {
  await sql`drop table ${sql.table(unfinishedMoveTable)}`.execute(db);
}

function marked(db: Db) {
  return db.withTables<MarkedDb>();
}
