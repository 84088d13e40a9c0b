/**
 * The permits table: the only place that writes it. Each function is one statement, which needs no transaction around it
 * and nothing of a session. Expiry is by the database's clock, the same for all instances.
 */
import type { ExpressionBuilder } from "kysely";
import { params } from "../../../generated/contract.ts";
import type { Place, Places, PoolLimit } from "../../core/permit-places.ts";
import { now, skipLocked } from "../dialect.ts";
import type { Database, Db } from "../schema.ts";

/** A place is taken for the longest T_sync_response and the time in which a call ends after it. */
const LONGEST_LEASE_MS = params.t_sync_response.max * 1000 + 60_000;

/** The places of this database, as the instance with this id takes them. */
export function createPlaces(db: Db, instanceId: string): Places {
  return {
    take: (holder, wanted, leaseMs) => take(db, { holder, owner: instanceId }, wanted, leaseMs),
    look: (pools) => look(db, pools),
    make: (pool, from, upTo) => make(db, pool, from, upTo),
    giveBack: (places) => giveBack(db, places),
    abandon: (holder, pools) => abandon(db, holder, pools),
  };
}

async function take(
  db: Db,
  by: { readonly holder: string; readonly owner: string },
  wanted: readonly PoolLimit[],
  leaseMs: number,
): Promise<readonly Place[] | undefined> {
  const [first, ...others] = wanted.map((pool) => freePlace(db, pool));
  if (first === undefined) return [];
  const places = await db
    .with("picked", () => others.reduce((all, one) => all.unionAll(one), first))
    .updateTable("permits")
    .set((eb) => ({ ...by, fence: eb("permits.fence", "+", 1), expires_at: eb(now(), "+", Math.ceil(leaseMs)) }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple("permits.pool", "permits.seq"),
        "in",
        selectFrom("picked").select(["picked.pool", "picked.seq"]).$asTuple("pool", "seq"),
      ),
    )
    .where(({ eb, selectFrom, fn }) =>
      eb(selectFrom("picked").select(fn.countAll<number>().as("count")), "=", wanted.length),
    )
    .returning(["permits.pool", "permits.seq", "permits.fence"])
    .execute();
  return places.length === 0 ? undefined : places;
}

/**
 * The lowest place of a pool that is free, locked; those that others have locked are passed over. While places above the
 * limit are held, as many of the highest free ones below it are out of reach: so never more are held in all than the limit
 * says, however many take at once, each by what it saw when it began.
 */
function freePlace(db: Db, { pool, limit }: PoolLimit) {
  const places = db.selectFrom("permits").where("pool", "=", pool);
  const above = places
    .where("seq", ">", limit)
    .where(isTaken)
    .select(({ fn }) => fn.countAll<number>().as("count"));
  const highest = places
    .where("seq", "<=", limit)
    .where(isFree)
    .select("seq")
    .orderBy("seq", "desc")
    .limit(1)
    .offset(() => above);
  const lowest = places.where("seq", "<=", highest).where(isFree).select(["pool", "seq"]).orderBy("seq").limit(1);
  return db.selectFrom(skipLocked(lowest).as("free")).select(["free.pool", "free.seq"]);
}

function isFree(eb: ExpressionBuilder<Database, "permits">) {
  return eb.or([eb("expires_at", "is", null), eb.not(isTaken(eb))]);
}

/** A place with longer to go than any lease was taken before the clock was set back; it would be lost until that time. */
function isTaken(eb: ExpressionBuilder<Database, "permits">) {
  return eb.between("expires_at", eb(now(), "+", 1), eb(now(), "+", LONGEST_LEASE_MS));
}

async function look(db: Db, pools: readonly string[]): ReturnType<Places["look"]> {
  const rows = await db
    .selectFrom("permits")
    .where("pool", "in", pools)
    .select(({ eb, fn }) => {
      const end = eb.case().when(isTaken(eb)).then(eb.ref("expires_at")).end();
      return [
        "pool",
        fn.countAll<number>().as("places"),
        fn.count<number>(end).as("taken"),
        eb(fn.min<number | null>(end), "-", now()).as("firstEndInMs"),
      ];
    })
    .groupBy("pool")
    .execute();
  return rows;
}

async function make(db: Db, pool: string, from: number, upTo: number): Promise<void> {
  const missing = Array.from({ length: upTo - from }, (_, index) => ({ pool, seq: from + 1 + index, fence: 0 }));
  if (missing.length === 0) return;
  await db
    .insertInto("permits")
    .values(missing)
    .onConflict((conflict) => conflict.columns(["pool", "seq"]).doNothing())
    .execute();
}

async function giveBack(db: Db, places: readonly Place[]): Promise<number> {
  if (places.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable("permits")
    .set(nobody)
    .where((eb) => eb.or(places.map(({ pool, seq, fence }) => eb.and({ pool, seq, fence }))))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

async function abandon(db: Db, holder: string, pools: readonly string[]): Promise<void> {
  if (pools.length === 0) return;
  await db.updateTable("permits").set(nobody).where("pool", "in", pools).where("holder", "=", holder).execute();
}

const nobody = { holder: null, owner: null, expires_at: null };
