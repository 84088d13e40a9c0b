/** Copies the tables, a page in a transaction, from where an earlier run of the same move was cut off. */
import { giveKeysAbove, insertRows } from "../../../src/storage/postgres.ts";
import type { Db } from "../../../src/storage/schema.ts";
import { lastGivenKey } from "../../../src/storage/sqlite.ts";
import { inTransaction } from "../../../src/storage/transaction.ts";
import { holdsMove } from "../../../src/storage/unfinished-move.ts";
import { CannotRun } from "../../command.ts";
import { columnTypesOf, countRows, fittedRow, lastKey, pagesOf, type Row } from "./rows.ts";
import { type MovedTable, movedTables } from "./tables.ts";

interface BothSides {
  readonly source: Db;
  readonly target: Db;
  /** Of this process, as the mark of the target names it. */
  readonly run: string;
}

interface AllCopying extends BothSides {
  /** Called for each table and each 10,000 rows of it. */
  readonly progress: (line: string) => void;
}

interface Copying extends BothSides {
  /** Called after each page with the number of its rows. */
  readonly onCopied: (rows: number) => void;
}

const PROGRESS_ROWS = 10_000;

/** Copies what is not there yet of all tables that move. Returns the seconds that each took. */
export async function copyAll({ progress, ...both }: AllCopying): Promise<ReadonlyMap<string, number>> {
  const took = new Map<string, number>();
  for (const moved of movedTables) {
    const { table } = moved;
    const [began, all] = [performance.now(), await countRows(both.source, table)];
    let rows = await countRows(both.target, table);
    progress(`copying ${table}: ${rows} of ${all}`);
    const onCopied = (copied: number) => {
      const before = rows;
      rows += copied;
      if (Math.floor(rows / PROGRESS_ROWS) > Math.floor(before / PROGRESS_ROWS))
        progress(`copying ${table}: ${rows} of ${all}`);
    };
    await copyTable(moved, { ...both, onCopied });
    took.set(table, (performance.now() - began) / 1_000);
  }
  return took;
}

/** Throws CannotRun for a row that PostgreSQL cannot hold, and when another process goes on with the move. */
export async function copyTable(table: MovedTable, copying: Copying): Promise<void> {
  const { source, target, run, onCopied } = copying;
  const types = await columnTypesOf(source, table.table);
  // A page is there as a whole or not at all: the last key is the end of the last page.
  for await (const page of pagesOf(source, table, await lastKey(target, table))) {
    const rows = page.map((row) => fittedRow(table, row, types).row);
    const held = await inTransaction(target, (transaction) => putIn(transaction, table, rows, run), "read committed");
    if (!held) throw new CannotRun("Another process goes on with this move; this one has ended.");
    onCopied(rows.length);
  }
  if (table.risingKey) await copyLastKey(table, source, target);
}

async function putIn(transaction: Db, { table }: MovedTable, rows: readonly Row[], run: string): Promise<boolean> {
  if (!(await holdsMove(transaction, run))) return false;
  await insertRows(transaction, table, rows);
  return true;
}

/** A key is never given twice, also not one whose row was deleted. */
async function copyLastKey({ table, key: [column = ""] }: MovedTable, source: Db, target: Db): Promise<void> {
  await giveKeysAbove(target, table, column, await lastGivenKey(source, table));
}
