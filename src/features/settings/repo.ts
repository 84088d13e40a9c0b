/** The settings table: the only place that writes it. */
import { now } from "../../storage/dialect.ts";
import type { Db } from "../../storage/schema.ts";

export interface SettingRow {
  readonly name: string;
  /** null when the operator took the setting back. */
  readonly value: number | null;
  readonly version: number;
  readonly updatedAtMs: number;
}

export async function readSettingRows(db: Db): Promise<SettingRow[]> {
  const rows = await db.selectFrom("settings").selectAll().orderBy("name").execute();
  return rows.map(({ name, value, version, updated_at }) => {
    const parsed: unknown = JSON.parse(value);
    return { name, value: typeof parsed === "number" ? parsed : null, version, updatedAtMs: updated_at };
  });
}

/** The JSON of one setting; undefined when it was never set, null when it was taken back. */
export async function readSetting(
  db: Db,
  name: string,
): Promise<{ readonly value: unknown; readonly updatedAtMs: number } | undefined> {
  const row = await db.selectFrom("settings").selectAll().where("name", "=", name).executeTakeFirst();
  return row && { value: JSON.parse(row.value), updatedAtMs: row.updated_at };
}

/** null takes the setting back: the configuration's value counts again. */
export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto("settings")
    .values({ name, value: json, version: 1, updated_at: now() })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet((eb) => ({ value: json, version: eb("settings.version", "+", 1), updated_at: now() })),
    )
    .execute();
}
