/** Who decides: one at a time, followed when it is gone, and told at once when it is not the one any more. */
import { expect, it, vi } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { isShared } from "../../storage/dialect.ts";
import { createLeadership } from "./leadership.ts";

describeWithDatabase("the leadership of breakers", (db) => {
  it("belongs to one at a time, and to the next when that one resigns", async () => {
    const all = ["a", "b", "c"].map((owner) => createLeadership(db(), owner, 600));
    const terms = await Promise.all(all.map((one) => one.term()));
    const place = terms.findIndex((term) => term !== undefined);
    if (!isShared(db())) {
      // Whoever has the database is alone with it, and writes nothing to say so.
      expect(terms.every((term) => term !== undefined && term.lease === undefined)).toBe(true);
      expect(await db().selectFrom("leases").selectAll().where("name", "=", "breaker").execute()).toEqual([]);
      return;
    }
    expect(terms.filter((term) => term !== undefined)).toHaveLength(1);
    expect(await all[place]?.term()).toBe(terms[place]);
    await all[place]?.resign();
    expect(terms[place]?.over.aborted).toBe(true);
    expect(await all[place]?.term()).toBeUndefined();
    const others = all.filter((_, i) => i !== place);
    await vi.waitFor(async () => {
      expect((await Promise.all(others.map((one) => one.term()))).some((term) => term !== undefined)).toBe(true);
    });
  });

  it("is over for one that cannot renew it, without a word from the database", async () => {
    if (!isShared(db())) return;
    const term = await createLeadership(db(), "a", 100).term();
    await vi.waitFor(() => expect(term?.over.aborted).toBe(true));
  });

  it("is over for one whose lease another has", async () => {
    if (!isShared(db())) return;
    const first = createLeadership(db(), "a", 3_000);
    const term = await first.term();
    await db().updateTable("leases").set({ owner: "b", fence: 9 }).where("name", "=", "breaker").execute();
    await vi.waitFor(async () => expect(await first.term()).toBeUndefined(), { timeout: 5_000 });
    expect(term?.over.aborted).toBe(true);
  });
});
