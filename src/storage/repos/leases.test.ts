/** One holder at a time, and none for ever. */
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { Lease, LeaseRefusal } from "../../core/lease.ts";
import { acquireLease, holdsLease, releaseLease, renewLease } from "./leases.ts";

function held(answer: Lease | LeaseRefusal): Lease {
  if ("heldBy" in answer) throw new Error(`held by ${answer.heldBy}`);
  return answer;
}

describeOnDatabases("leases", (db) => {
  it("has one holder at a time and tells the others who and how long", async () => {
    const answers = await Promise.all(["a", "b", "c"].map((owner) => acquireLease(db(), "x", owner, 60_000)));
    const holders = answers.filter((answer) => "fence" in answer);
    expect(holders).toHaveLength(1);
    const refused = answers.find((answer) => "heldBy" in answer);
    expect(refused).toEqual({ heldBy: holders[0]?.owner, retryAfterMs: expect.any(Number) });
    expect(refused && "heldBy" in refused && refused.retryAfterMs).toBeGreaterThan(50_000);
    expect(await acquireLease(db(), "y", "b", 60_000)).toMatchObject({ owner: "b" });
  });

  it("does not go to its own holder twice: two runs of one process are two", async () => {
    held(await acquireLease(db(), "x", "a", 60_000));
    expect(await acquireLease(db(), "x", "a", 60_000)).toMatchObject({ heldBy: "a" });
  });

  it("passes on when it expires, and its late holder can do nothing any more", async () => {
    const late = held(await acquireLease(db(), "x", "a", 0));
    const next = held(await acquireLease(db(), "x", "b", 60_000));
    expect(next.fence).toBe(late.fence + 1);
    expect(await renewLease(db(), late, 60_000)).toBe(false);
    expect([await holdsLease(db(), late), await holdsLease(db(), next)]).toEqual([false, true]);
    await releaseLease(db(), late);
    expect(await renewLease(db(), next, 60_000)).toBe(true);
    expect(await acquireLease(db(), "x", "c", 60_000)).toMatchObject({ heldBy: "b" });
  });

  it("is held on by renewal and free after release", async () => {
    const lease = held(await acquireLease(db(), "x", "a", 0));
    expect(await holdsLease(db(), lease)).toBe(false);
    expect(await renewLease(db(), lease, 60_000)).toBe(true);
    expect(await acquireLease(db(), "x", "b", 60_000)).toMatchObject({ heldBy: "a" });
    await releaseLease(db(), lease);
    expect(await acquireLease(db(), "x", "b", 60_000)).toMatchObject({ owner: "b" });
  });

  it("passes on when the clock was set back, and not before its time when it was not", async () => {
    const late = held(await acquireLease(db(), "x", "a", 60_000));
    await db()
      .updateTable("leases")
      .set((eb) => ({ expires_at: eb("expires_at", "+", 86_400_000) }))
      .execute();
    held(await acquireLease(db(), "x", "b", 60_000));
    expect(await renewLease(db(), late, 60_000)).toBe(false);
    expect(await acquireLease(db(), "x", "c", 60_000)).toMatchObject({ heldBy: "b" });
  });
});
