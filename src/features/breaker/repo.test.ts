/** What the breaker keeps in the database: calls that no reader misses, what it knows of slots, who is cut off. */
import { expect, it } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import {
  addCutOff,
  endCutOff,
  listCutOffs,
  type NumberedCall,
  purgeCalls,
  putCalls,
  readCalls,
  readMemories,
  readNewCalls,
  saveMemories,
} from "./repo.ts";

const call = (seq: number, ageMs = 0): NumberedCall => ({
  attempt: { slotId: "slot-001", slotVersion: 3, provider: "gemini", result: "no_image", requestId: `r-${seq}` },
  final: seq % 2 === 0,
  ...{ seq, ageMs },
});

describeWithDatabase("the breaker's tables", (db) => {
  it("keep a call once, though it is written twice, and give it back with its age", async () => {
    await putCalls(db(), "a", [call(1, 60_000), call(2)]);
    await putCalls(db(), "a", [call(1, 60_000), call(2), call(3)]);
    const heard = await readCalls(db(), 1_000_000, new Map());
    expect(heard.map(({ attempt }) => attempt.requestId)).toEqual(["r-1", "r-2", "r-3"]);
    expect(heard[0]).toMatchObject({ attempt: call(1).attempt, final: false, heard: { instance: "a" } });
    expect(heard[0]?.heard.ageMs).toBeGreaterThanOrEqual(60_000);
    expect(heard[1]?.final).toBe(true);
  });

  it("give a reader each call once, however late it comes and however old it is", async () => {
    const cursors = new Map<string, number>();
    const read = async (...living: string[]) =>
      (await readNewCalls(db(), living, cursors)).map(({ heard, attempt }) => `${heard.instance} ${attempt.requestId}`);
    await putCalls(db(), "a", [call(1)]);
    await readCalls(db(), 1_000_000, cursors);
    await putCalls(db(), "b", [call(1, 900_000)]);
    await putCalls(db(), "a", [call(2, 800_000)]);
    expect(await read("a", "b")).toEqual(["b r-1", "a r-2"]);
    expect(await read("a", "b")).toEqual([]);
    await putCalls(db(), "b", [call(2)]);
    // It has gone meanwhile; what it said last counts.
    expect(await read("a")).toEqual(["b r-2"]);
    expect(await readNewCalls(db(), [], new Map())).toEqual([]);
  });

  it("lose calls that count no more, and those alone", async () => {
    await putCalls(db(), "a", [call(1, 50_000), call(2, 5_000)]);
    await purgeCalls(db(), 20_000);
    expect((await readCalls(db(), 1_000_000, new Map())).map(({ attempt }) => attempt.requestId)).toEqual(["r-2"]);
  });

  it("keep the last of what is known of a slot", async () => {
    const memory = {
      slotId: "slot-001",
      version: 4,
      validFrom: 2,
      freshFrom: 4,
      strikes: 1,
      activeForMs: 5_000,
    } as const;
    await saveMemories(db(), [memory, { ...memory, slotId: "slot-002" }]);
    await saveMemories(db(), [{ ...memory, version: 5, strikes: 2, activeForMs: 70_000 }]);
    const known = (await readMemories(db())).sort((a, b) => (a.slotId < b.slotId ? -1 : 1));
    expect(known).toMatchObject([
      { slotId: "slot-001", version: 5, validFrom: 2, freshFrom: 4, strikes: 2 },
      { slotId: "slot-002", version: 4, strikes: 1 },
    ]);
    expect(known[0]?.activeForMs).toBeGreaterThanOrEqual(70_000);
  });

  it("say once that an instance is cut off, and forget with it what it saw", async () => {
    const cutOff = { instance: "a", provider: "gemini" } as const;
    await putCalls(db(), "a", [call(1)]);
    await putCalls(db(), "b", [call(1)]);
    expect(await Promise.all([addCutOff(db(), cutOff), addCutOff(db(), cutOff)])).toContain(false);
    expect(await listCutOffs(db())).toEqual([cutOff]);
    expect([await endCutOff(db(), cutOff), await endCutOff(db(), cutOff)]).toEqual([true, false]);
    expect(await listCutOffs(db())).toEqual([]);
    expect((await readCalls(db(), 1_000_000, new Map())).map(({ heard }) => heard.instance)).toEqual(["b"]);
  });

  it("take calls of a wrong future neither for new ones nor into their own time", async () => {
    await putCalls(db(), "a", [call(1, -86_400_000), call(2)]);
    const memory = { slotId: "slot-001", version: 4, validFrom: 2, freshFrom: 4, strikes: 1 } as const;
    await saveMemories(db(), [{ ...memory, activeForMs: -86_400_000 }]);
    const requests = async () => (await readCalls(db(), 1_000_000, new Map())).map(({ attempt }) => attempt.requestId);
    expect(await requests()).toEqual(["r-2"]);
    expect((await readMemories(db()))[0]?.activeForMs).toBe(0);
    await purgeCalls(db(), 20_000);
    expect(await db().selectFrom("breaker_calls").select("seq").execute()).toEqual([{ seq: 2 }]);
  });
});
