/** Which instances count as alive, by the database's clock. */
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { isShared } from "../dialect.ts";
import { beat, forgetInstance, livingInstances, perhapsLiving, readInstances, registerInstance } from "./instances.ts";

const a = { id: "a", host: "hall" };
const b = { id: "b", host: "hall" };

describeOnDatabases("instances", (db) => {
  it("are all that were seen lately; on a database for one, the last that started", async () => {
    await registerInstance(db(), a);
    await registerInstance(db(), b);
    expect(await livingInstances(db())).toEqual(isShared(db()) ? [a, b] : [b]);
  });

  it("are gone when they end, and are there again when they beat", async () => {
    await registerInstance(db(), a);
    await forgetInstance(db(), a);
    expect(await livingInstances(db())).toEqual([]);
    await beat(db(), a);
    await beat(db(), a);
    expect(await livingInstances(db())).toEqual([a]);
  });

  it("count as gone when they were not seen for 10 s, where several share a database", async () => {
    await registerInstance(db(), a);
    await registerInstance(db(), b);
    await db()
      .updateTable("instances")
      .set((eb) => ({ seen_at: eb("seen_at", "-", 11_000) }))
      .where("id", "=", "b")
      .execute();
    expect(await livingInstances(db())).toEqual(isShared(db()) ? [a] : [b]);
    const { startedAtMs, seenAtMs, ...read } = (await readInstances(db()))[0] ?? { startedAtMs: 0, seenAtMs: 0 };
    expect([read, startedAtMs - seenAtMs]).toEqual(isShared(db()) ? [a, 0] : [b, 11_000]);
  });

  it("count as gone when they were seen in a future that was wrong, until they beat again", async ({ skip }) => {
    if (!isShared(db())) skip();
    for (const instance of [a, b]) await registerInstance(db(), instance);
    const ahead = 86_400_000;
    await db()
      .updateTable("instances")
      .set((eb) => ({ seen_at: eb("seen_at", "+", ahead), started_at: eb("started_at", "+", ahead) }))
      .execute();
    expect(await livingInstances(db())).toEqual([]);
    expect(await perhapsLiving(db()).execute()).toEqual([]);
    await beat(db(), a);
    const [read] = await readInstances(db());
    expect([read?.id, read?.startedAtMs]).toEqual(["a", read?.seenAtMs]);
    // Long enough ago for nobody to have missed it.
    await db()
      .updateTable("instances")
      .set((eb) => ({ seen_at: eb("seen_at", "+", ahead) }))
      .where("id", "=", "b")
      .execute();
    await registerInstance(db(), { id: "c", host: "hall" });
    const left = await db().selectFrom("instances").select("id").orderBy("id").execute();
    expect(left.map(({ id }) => id)).toEqual(["a", "c"]);
  });
});
