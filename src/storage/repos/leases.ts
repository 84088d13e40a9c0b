/** The leases table: the only place that writes it. Expiry is by the database's clock, the same for all who ask. */
import type { Lease, LeaseRefusal } from "../../core/lease.ts";
import { now } from "../dialect.ts";
import type { Db } from "../schema.ts";

/**
 * Takes the lease for `ttlMs` when nobody holds it or its holder let it expire. One that has longer to go than any holder
 * of it asks for was taken before the clock was set back: it would stay taken until that time has come again.
 */
export async function acquireLease(db: Db, name: string, owner: string, ttlMs: number): Promise<Lease | LeaseRefusal> {
  const row = await db
    .insertInto("leases")
    .values(({ eb }) => ({ name, owner, fence: 1, expires_at: eb(now(), "+", ttlMs) }))
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet((eb) => ({ owner, fence: eb("leases.fence", "+", 1), expires_at: eb(now(), "+", ttlMs) }))
        .where((eb) =>
          eb.or([eb("leases.expires_at", "<=", now()), eb("leases.expires_at", ">", eb(now(), "+", 2 * ttlMs))]),
        ),
    )
    .returning(["fence", "expires_at"])
    .executeTakeFirst();
  if (row) return { name, owner, fence: row.fence, expiresAtMs: row.expires_at };
  const holder = await db
    .selectFrom("leases")
    .select(({ eb }) => ["owner", eb("expires_at", "-", now()).as("remaining")])
    .where("name", "=", name)
    .executeTakeFirst();
  return { heldBy: holder?.owner ?? "another process", retryAfterMs: Math.max(1, holder?.remaining ?? 1) };
}

/** Holds the lease for `ttlMs` from now; false when it was lost to somebody else meanwhile. */
export async function renewLease(db: Db, lease: Lease, ttlMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("leases")
    .set((eb) => ({ expires_at: eb(now(), "+", ttlMs) }))
    .where("name", "=", lease.name)
    .where("fence", "=", lease.fence)
    .where("owner", "=", lease.owner)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Whether the lease is still its holder's; asked in a transaction, what the transaction does is done under it. */
export async function holdsLease(db: Db, lease: Lease): Promise<boolean> {
  const row = await db
    .selectFrom("leases")
    .select("fence")
    .where("name", "=", lease.name)
    .where("fence", "=", lease.fence)
    .where("owner", "=", lease.owner)
    .where("expires_at", ">", now())
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives the lease back; does nothing when it was lost already. */
export async function releaseLease(db: Db, lease: Lease): Promise<void> {
  await db
    .updateTable("leases")
    .set({ expires_at: 0 })
    .where("name", "=", lease.name)
    .where("fence", "=", lease.fence)
    .where("owner", "=", lease.owner)
    .execute();
}
