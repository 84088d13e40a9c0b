/** Compares the tables of the source with those of the target, row by row and value by value. */
import type { Db } from "../../../src/storage/schema.ts";
import { type Compared, MOST_TOLD } from "./report.ts";
import { type ColumnTypes, columnTypesOf, compareKeys, fittedRow, nameOfRow, pagesOf, type Row } from "./rows.ts";
import { type MovedTable, movedTables } from "./tables.ts";

/** Compares all tables that move. `progress` is called for each. */
export async function compareAll(source: Db, target: Db, progress: (line: string) => void): Promise<Compared> {
  const tables: Compared["tables"][number][] = [];
  const [differences, replaced]: [string[], string[]] = [[], []];
  let found = 0;
  for (const moved of movedTables) {
    const began = performance.now();
    progress(`comparing ${moved.table}`);
    const rows = await compareTable(source, target, moved, {
      onDifference(difference) {
        found += 1;
        if (differences.length < MOST_TOLD) differences.push(difference);
      },
      onReplaced(where) {
        if (replaced.length < MOST_TOLD) replaced.push(where);
      },
    });
    tables.push({ table: moved.table, rows, seconds: (performance.now() - began) / 1_000 });
  }
  return { tables, found, differences, replaced };
}

/** Both are called with a table, a key and a column. Values are not told: some are secrets. */
interface Findings {
  readonly onDifference: (difference: string) => void;
  /** A text of the source in which U+FFFD stands for U+0000 in the target. */
  readonly onReplaced: (where: string) => void;
}

/**
 * Both sides are read in the order of the key, so that memory holds a page of each, however long the table is. Returns
 * how many rows the source has.
 */
async function compareTable(source: Db, target: Db, table: MovedTable, findings: Findings): Promise<number> {
  const tell = findings.onDifference;
  const types = await columnTypesOf(source, table.table);
  const targetRows = rowsOf(target, table);
  let there = await nextOf(targetRows);
  let rows = 0;
  for await (const original of rowsOf(source, table)) {
    rows += 1;
    const here = fitted(table, original, types, findings.onReplaced);
    while (there !== undefined && compareKeys(there, here, table.key) < 0) {
      tell(`${nameOfRow(table, there)}: the source has no such row`);
      there = await nextOf(targetRows);
    }
    if (there === undefined || compareKeys(there, here, table.key) > 0) {
      tell(`${nameOfRow(table, here)}: the target has no such row`);
      continue;
    }
    for (const column of columnsThatDiffer(here, there)) tell(`${nameOfRow(table, here)}: ${column} differs`);
    there = await nextOf(targetRows);
  }
  for (; there !== undefined; there = await nextOf(targetRows))
    tell(`${nameOfRow(table, there)}: the source has no such row`);
  return rows;
}

async function* rowsOf(db: Db, table: MovedTable): AsyncGenerator<Row, undefined> {
  for await (const page of pagesOf(db, table)) yield* page;
}

async function nextOf(rows: AsyncGenerator<Row, undefined>): Promise<Row | undefined> {
  return (await rows.next()).value;
}

function fitted(table: MovedTable, row: Row, types: ColumnTypes, onReplaced: Findings["onReplaced"]): Row {
  const found = fittedRow(table, row, types);
  for (const column of found.replaced) onReplaced(`${nameOfRow(table, row)}: ${column}`);
  return found.row;
}

function columnsThatDiffer(here: Row, there: Row): string[] {
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].filter((name) => here[name] !== there[name]);
}
