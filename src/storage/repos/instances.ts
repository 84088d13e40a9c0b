/** The instances table: the only place that writes it. Who is alive is judged by the database's clock. */
import type { ExpressionBuilder } from "kysely";
import type { Instance } from "../../core/instance.ts";
import { isShared, now } from "../dialect.ts";
import type { Database, Db } from "../schema.ts";
import { inTransaction } from "../transaction.ts";

/** Whoever was not seen for so long counts as gone: five beats were missed. */
const ALIVE_MS = 10_000;
/** Whoever was not seen for so long was away, or the database was: it is not steady any more. Two beats were missed. */
const STEADY_MS = 5_000;
/** By then every job has passed its deadline of which somebody may have been in the middle. */
const LONGEST_JOB_MS = 120_000;
/** Long gone, and of no use to anybody. */
const FORGET_MS = 24 * 3_600_000;

/** A process has started. On a database that is not shared it is the only one: all others are gone. */
export async function registerInstance(db: Db, { id, host }: Instance): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const gone = transaction.deleteFrom("instances");
    await (isShared(db) ? gone.where((eb) => eb.not(seenWithin(eb, FORGET_MS))) : gone).execute();
    await transaction.insertInto("instances").values({ id, host, started_at: now(), seen_at: now() }).execute();
  });
}

/** It is still there. One that was forgotten meanwhile, or could not say so for a while, is registered anew. */
export async function beat(db: Db, { id, host }: Instance): Promise<void> {
  await db
    .insertInto("instances")
    .values({ id, host, started_at: now(), seen_at: now() })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet(({ eb, ref }) => ({
        seen_at: now(),
        started_at: eb
          .case()
          .when(eb.not(eb.between("instances.seen_at", eb(now(), "-", STEADY_MS), eb(now(), "+", STEADY_MS))))
          .then(now())
          .else(ref("instances.started_at"))
          .end(),
      })),
    )
    .execute();
}

/** It has ended in order. */
export async function forgetInstance(db: Db, { id }: Instance): Promise<void> {
  await db.deleteFrom("instances").where("id", "=", id).execute();
}

/** Those that are there. */
export async function livingInstances(db: Db): Promise<Instance[]> {
  return await living(db).orderBy("id").execute();
}

function living(db: Db) {
  const all = db.selectFrom("instances").select(["id", "host"]);
  return isShared(db) ? all.where((eb) => seenWithin(eb, ALIVE_MS)) : all;
}

/** Who was seen in the future was seen before the clock was set back: nobody knows how long ago. */
function seenWithin(eb: ExpressionBuilder<Database, "instances">, ms: number) {
  return eb.between("seen_at", eb(now(), "-", ms), eb(now(), "+", ms));
}

/** Those that are there, with since when each is and when it was last seen; on a database for one, at its start. */
export async function readInstances(db: Db): Promise<(Instance & { startedAtMs: number; seenAtMs: number })[]> {
  const all = living(db).select(["started_at as startedAtMs", "seen_at as seenAtMs"]);
  return await all.orderBy("host").orderBy("started_at").orderBy("id").execute();
}

/**
 * Those that may be in work, for a query of another table. A database that was away was told of nobody: then all who were
 * there before count, until one of them has beaten for so long that the others would have been seen as well.
 */
export function perhapsLiving(db: Db) {
  const all = db.selectFrom("instances").select("id");
  if (!isShared(db)) return all;
  const steady = db
    .selectFrom("instances")
    .select("id")
    .where((eb) => seenWithin(eb, STEADY_MS))
    .where("started_at", "<=", (eb) => eb(now(), "-", ALIVE_MS));
  return all.where((eb) =>
    eb.or([seenWithin(eb, ALIVE_MS), eb.and([seenWithin(eb, LONGEST_JOB_MS), eb.not(eb.exists(steady))])]),
  );
}

/** The clock by which all this is judged, in epoch milliseconds. */
export async function readClock(db: Db): Promise<number> {
  return (await db.selectNoFrom(now().as("at")).executeTakeFirstOrThrow()).at;
}
