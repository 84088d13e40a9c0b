/** What a cleanup works with beside the service: the database, the media and the settings of one data folder. */
import type { Config } from "../../generated/config.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { CleanupDependencies } from "../../src/features/cleanup/service.ts";
import { readSettings } from "../../src/features/settings/service.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { mediaAsItIs } from "../../src/storage/media/index.ts";
import { openSnapshot } from "../../src/storage/snapshot.ts";

export interface Desk extends CleanupDependencies {
  close(): Promise<void>;
}

/** For a dry run the database is a copy. Throws DatabaseRefused and the database's own errors. */
export async function openDesk(config: Config, { dryRun }: { readonly dryRun: boolean }): Promise<Desk> {
  const { db, close } = dryRun ? await openSnapshot(config) : await openForWriting(config);
  try {
    const settings = await readSettings(db, config);
    const media = await mediaAsItIs(config);
    return { db, media, clock: systemClock(), settings: { current: () => settings }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openForWriting(config: Config) {
  const db = await openDatabase(config, "script");
  return { db, close: () => db.destroy() };
}
