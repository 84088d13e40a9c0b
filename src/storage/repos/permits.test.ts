/** Places that several instances take, give back and lose, one statement at a time. */
import { describe, expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { Place } from "../../core/permit-places.ts";
import { now } from "../dialect.ts";
import { createPlaces } from "./permits.ts";

const MINUTE_MS = 60_000;

describeOnDatabases("places of permits", (db) => {
  const places = () => createPlaces(db(), "instance-1");
  let holders = 0;

  async function take(
    limits: Readonly<Record<string, number>>,
    leaseMs = MINUTE_MS,
  ): Promise<readonly Place[] | undefined> {
    holders += 1;
    const wanted = Object.entries(limits).map(([pool, limit]) => ({ pool, limit }));
    return await places().take(`holder-${holders}`, wanted, leaseMs);
  }
  async function must(limits: Readonly<Record<string, number>>, leaseMs = MINUTE_MS): Promise<readonly Place[]> {
    const taken = await take(limits, leaseMs);
    if (taken === undefined) throw new Error("There was to be a place.");
    return taken;
  }
  const takenOf = async (pool: string) => (await places().look([pool]))[0]?.taken;

  it("are made once, whoever makes them at the same time", async () => {
    await Promise.all([places().make("a", 0, 3), places().make("a", 0, 5), places().make("a", 0, 5)]);
    expect(await places().look(["a", "b"])).toEqual([{ pool: "a", places: 5, taken: 0, firstEndInMs: null }]);
    expect(await take({ b: 1 })).toBeUndefined();
  });

  it("are given up to the limit, the lowest first, with a fence that rises when one changes hands", async () => {
    await places().make("a", 0, 5);
    const [first, second] = [await must({ a: 2 }), await must({ a: 2 }, 2 * MINUTE_MS)];
    expect([first, second].flat()).toEqual([
      { pool: "a", seq: 1, fence: 1 },
      { pool: "a", seq: 2, fence: 1 },
    ]);
    expect(await take({ a: 2 })).toBeUndefined();
    const [state] = await places().look(["a"]);
    expect(state).toMatchObject({
      places: 5,
      taken: 2,
      firstEndInMs: expect.toSatisfy((ms) => ms > 0 && ms <= MINUTE_MS),
    });
    expect(await places().giveBack(first)).toBe(1);
    expect(await must({ a: 2 })).toEqual([{ pool: "a", seq: 1, fence: 2 }]);
  });

  it("are of all pools or of none", async () => {
    await places().make("a", 0, 2);
    await places().make("b", 0, 1);
    expect((await must({ a: 2, b: 1 })).map(({ pool }) => pool).toSorted()).toEqual(["a", "b"]);
    expect(await take({ a: 2, b: 1 })).toBeUndefined();
    expect(await takenOf("a")).toBe(1);
    expect(await take({ a: 2 })).toHaveLength(1);
  });

  it("are free for others once their lease has ended; their late holder frees nothing then", async () => {
    await places().make("a", 0, 1);
    const late = await must({ a: 1 }, 0);
    expect(await takenOf("a")).toBe(0);
    const next = await must({ a: 1 });
    expect(next).toEqual([{ pool: "a", seq: 1, fence: 2 }]);
    expect(await places().giveBack(late)).toBe(0);
    expect(await takenOf("a")).toBe(1);
    expect(await places().giveBack(next)).toBe(1);
    expect(await places().giveBack(next)).toBe(1);
    expect(await takenOf("a")).toBe(0);
  });

  it("are free when the clock was set back since they were taken; their late holder frees nothing then", async () => {
    await places().make("a", 0, 1);
    const late = await must({ a: 1 });
    await db()
      .updateTable("permits")
      .set((eb) => ({ expires_at: eb("expires_at", "+", 86_400_000) }))
      .execute();
    expect(await places().look(["a"])).toMatchObject([{ taken: 0, firstEndInMs: null }]);
    await must({ a: 1 });
    expect(await places().giveBack(late)).toBe(0);
    expect(await take({ a: 1 })).toBeUndefined();
  });

  it("that nobody took over are given back late all the same", async () => {
    await places().make("a", 0, 1);
    expect(await places().giveBack(await must({ a: 1 }, 0))).toBe(1);
  });

  it("are freed by the name of a holder who does not know what it got", async () => {
    await places().make("a", 0, 2);
    await places().make("b", 0, 2);
    await places().take(
      "unknown",
      [
        { pool: "a", limit: 2 },
        { pool: "b", limit: 2 },
      ],
      MINUTE_MS,
    );
    await must({ a: 2 });
    await places().abandon("unknown", ["a", "b"]);
    expect([await takenOf("a"), await takenOf("b")]).toEqual([1, 0]);
  });

  it("above a limit that was lowered drain: nobody gets one before enough were given back", async () => {
    await places().make("a", 0, 5);
    const held = [];
    for (let count = 0; count < 5; count += 1) held.push(await must({ a: 5 }));
    for (const [index, left] of [4, 3].entries()) {
      await places().giveBack(held[index] ?? []);
      expect([await takenOf("a"), await take({ a: 3 })]).toEqual([left, undefined]);
    }
    await places().giveBack(held[2] ?? []);
    // 4 and 5 are held: one more, and not the two that are free up to the limit besides.
    const answers = await Promise.all([1, 2, 3, 4].map(() => take({ a: 3 })));
    expect(answers.filter((answer) => answer !== undefined)).toEqual([[{ pool: "a", seq: 1, fence: 2 }]]);
    await places().giveBack(held[4] ?? []);
    expect(await take({ a: 3 })).toEqual([{ pool: "a", seq: 2, fence: 2 }]);
    expect(await take({ a: 5 })).toEqual([{ pool: "a", seq: 3, fence: 2 }]);
  });

  it("say whose they are and end by the database's clock", async () => {
    await places().make("a", 0, 1);
    await must({ a: 1 });
    const rows = db()
      .selectFrom("permits")
      .select(({ eb }) => ["owner", "holder", eb("expires_at", "-", now()).as("leftMs")]);
    expect(await rows.execute()).toEqual([
      {
        owner: "instance-1",
        holder: `holder-${holders}`,
        leftMs: expect.toSatisfy((ms) => ms > 0 && ms <= MINUTE_MS),
      },
    ]);
  });

  describe("taken by many at once", () => {
    it("are never more than the limit, and each that is given back was held", async () => {
      await places().make("global", 0, 8);
      await places().make("slot", 0, 8);
      const held = { global: 0, slot: 0, most: 0 };
      const client = async () => {
        for (let turn = 0; turn < 5; turn += 1) {
          const taken = await take({ slot: 3, global: 4 });
          if (taken === undefined) continue;
          held.slot += 1;
          held.most = Math.max(held.most, held.slot);
          await new Promise(setImmediate);
          held.slot -= 1;
          expect(await places().giveBack(taken)).toBe(2);
        }
      };
      await Promise.all(Array.from({ length: 20 }, client));
      expect(held.most).toBeGreaterThan(0);
      expect(held.most).toBeLessThanOrEqual(3);
      expect([await takenOf("global"), await takenOf("slot")]).toEqual([0, 0]);
    });
  });
});
