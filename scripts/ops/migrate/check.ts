/** Looks through the source for what PostgreSQL cannot hold, before anything is moved. */
import type { Db } from "../../../src/storage/schema.ts";
import { MOST_TOLD } from "./report.ts";
import { columnTypesOf, fitRow, nameOfRow, pagesOf } from "./rows.ts";
import { movedTables } from "./tables.ts";

/** The first values that stand in the way, and the first texts that will have U+FFFD for U+0000; with their rows. */
export async function lookForMisfits(source: Db): Promise<{ misfits: string[]; replaced: string[] }> {
  const misfits: string[] = [];
  const replaced: string[] = [];
  for (const table of movedTables) {
    const types = await columnTypesOf(source, table.table);
    for await (const page of pagesOf(source, table)) {
      for (const row of page) {
        const fitted = fitRow(table, row, types);
        if ("problem" in fitted) misfits.push(fitted.problem);
        else for (const column of fitted.replaced) replaced.push(`${nameOfRow(table, row)}: ${column}`);
      }
      misfits.splice(MOST_TOLD);
      replaced.splice(MOST_TOLD);
    }
  }
  return { misfits, replaced };
}
