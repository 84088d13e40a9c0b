/** Whether booths are held to INGEST_PASSWORD now: an operator may have set another password, which wins over it. */
import type { Config } from "../../../generated/config.ts";
import { readPasswords } from "../../../src/features/settings/ingest-password.ts";
import { DatabaseRefused, openDatabase } from "../../../src/storage/database.ts";
import { CannotRun } from "../../command.ts";
import type { Telling } from "./running.ts";

/** `untilMs`: when it ends to count beside an operator's, epoch milliseconds; null where it counts alone. */
type Counting = { readonly counts: false } | { readonly counts: true; readonly untilMs: number | null };

/** As the service judges it. Throws DatabaseRefused, and the database's own errors. */
export async function lookAtBooths(config: Config): Promise<Counting> {
  const db = await openDatabase({ ...config, DATABASE_MAX_CONNECTIONS: 2 }, "script");
  try {
    const { current, old } = await readPasswords(db);
    if (current === null) return { counts: true, untilMs: null };
    const ends = old.filter(({ hash, untilMs }) => hash === null && untilMs > Date.now()).map(({ untilMs }) => untilMs);
    return ends.length === 0 ? { counts: false } : { counts: true, untilMs: Math.max(...ends) };
  } finally {
    await db.destroy();
  }
}

/**
 * While the overlap of an operator's password lasts, booths that have not got it yet send INGEST_PASSWORD: with another
 * one they would be refused, and nobody would have told them. Throws CannotRun then. What is to be told, a line each.
 */
export async function refuseOverlap(config: Config, telling: Telling): Promise<string[]> {
  let found: Counting;
  try {
    found = await lookAtBooths(config);
  } catch (error) {
    // Before its first start a service has no database, and no operator's password.
    if (telling.by !== "none" || !(error instanceof DatabaseRefused)) throw error;
    return [`INGEST_PASSWORD: whether an operator has set another one cannot be seen: ${error.message.trimEnd()}`];
  }
  if (!found.counts || found.untilMs === null) return [];
  throw new CannotRun(
    `INGEST_PASSWORD: an operator has set another one, and this one works beside it until ${new Date(found.untilMs).toISOString()}, for booths that have not got the other yet: they would be refused. Wait until then; or, when every booth has it, end that now: npm run ops -- password set --overlap-minutes 0 --reason "WHY", with the password that they have.`,
  );
}
