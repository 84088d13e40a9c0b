/** The outbox table: told once, sent by one at a time, lost by nobody. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import type { DueMessage, Message } from "../../core/outbox.ts";
import {
  dueMessages,
  enqueue,
  enqueueGrowing,
  listOutbox,
  markDelivered,
  markFailed,
  nextDueInMs,
  purgeOutbox,
} from "./outbox.ts";

const message = (key: string): Message => ({
  audience: "operators",
  event: "slot.tripped",
  dedupeKey: key,
  payload: { text: `told of ${key}`, slots: ["slot-001"] },
});

function only(messages: readonly DueMessage[]): DueMessage {
  const [first, ...more] = messages;
  if (first === undefined || more.length > 0) throw new Error(`${messages.length} messages instead of one`);
  return first;
}

describeOnDatabases("outbox", (db) => {
  it("takes a message once, also when many put it in at the same moment", async () => {
    const taken = await Promise.all(["a", "a", "b", "a"].map((key) => enqueue(db(), message(key))));
    // Over connections of a server, which of them comes first is open.
    expect(taken.filter(({ isNew }) => isNew)).toHaveLength(2);
    expect(new Set((await listOutbox(db(), 10)).map(({ dedupeKey }) => dedupeKey))).toEqual(new Set(["a", "b"]));
    expect(await listOutbox(db(), 10)).toHaveLength(2);
    expect(await listOutbox(db(), 10, "customer")).toEqual([]);
  });

  it("lets a message grow until it is sent for the first time", async () => {
    const grown = (text: string) => ({ ...message("a"), payload: { text } });
    expect(await enqueueGrowing(db(), grown("one"), 60_000)).toBe(true);
    expect(await dueMessages(db(), 9, 60_000)).toEqual([]);
    expect(await enqueueGrowing(db(), grown("one, two"), 60_000)).toBe(true);
    await sql`update outbox set next_attempt_at = next_attempt_at - 60001`.execute(db());
    expect(only(await dueMessages(db(), 9, 0)).payload).toEqual({ text: "one, two" });
    expect(await enqueueGrowing(db(), grown("one, two, three"), 60_000)).toBe(false);
    expect(only(await dueMessages(db(), 9, 0)).payload).toEqual({ text: "one, two" });
  });

  it("gives what is due to one deliverer, in the order of its coming, and to the next when that one died", async () => {
    for (const key of ["a", "b", "c"]) await enqueue(db(), message(key));
    const both = await Promise.all([dueMessages(db(), 2, 60_000), dueMessages(db(), 2, 60_000)]);
    expect(both.map((messages) => messages.map(({ payload }) => payload))).toEqual([
      [message("a").payload, message("b").payload],
      [message("c").payload],
    ]);
    expect(both[0]?.[0]).toMatchObject({ audience: "operators", event: "slot.tripped", attempt: 1 });
    expect(await dueMessages(db(), 9, 60_000)).toEqual([]);
    await sql`update outbox set next_attempt_at = next_attempt_at - 60001`.execute(db());
    expect((await dueMessages(db(), 9, 60_000)).map(({ attempt }) => attempt)).toEqual([2, 2, 2]);
  });

  it("does not send again what was delivered, even when a late attempt says that it failed", async () => {
    await enqueue(db(), message("a"));
    const due = only(await dueMessages(db(), 9, 0));
    await markDelivered(db(), due);
    expect(await markFailed(db(), due, "late", 0)).toBe(false);
    expect(await dueMessages(db(), 9, 0)).toEqual([]);
    expect(await nextDueInMs(db())).toBeNull();
    const [row] = await listOutbox(db(), 1);
    expect(row).toMatchObject({ id: due.id, attempts: 1, nextAttemptAtMs: null, lastError: null });
    expect(Math.abs((row?.deliveredAtMs ?? 0) - Date.now())).toBeLessThan(5000);
    expect(await enqueue(db(), message("a"))).toEqual({ isNew: false });
  });

  it("tries again when it was told to, under the same id, and keeps why it failed", async () => {
    await enqueue(db(), message("a"));
    const first = only(await dueMessages(db(), 9, 60_000));
    expect(await markFailed(db(), first, "503", 30_000.4)).toBe(true);
    expect(await dueMessages(db(), 9, 60_000)).toEqual([]);
    expect(await nextDueInMs(db())).toBeGreaterThan(25_000);
    expect(await listOutbox(db(), 1)).toMatchObject([{ lastError: "503", deliveredAtMs: null }]);
    await markFailed(db(), first, "503", 0);
    expect(await nextDueInMs(db())).toBe(0);
    expect(only(await dueMessages(db(), 9, 60_000))).toMatchObject({ id: first.id, attempt: 2 });
    // The first deliverer wakes up late: the claim is another's by now.
    expect(await markFailed(db(), first, "504", 0)).toBe(false);
  });

  it("gives up for good, and keeps the row", async () => {
    await enqueue(db(), message("a"));
    const due = only(await dueMessages(db(), 9, 60_000));
    await markFailed(db(), due, "410", null);
    await sql`update outbox set created_at = created_at - 86400000`.execute(db());
    expect(await dueMessages(db(), 9, 60_000)).toEqual([]);
    expect(await listOutbox(db(), 9)).toMatchObject([{ lastError: "410", deliveredAtMs: null, nextAttemptAtMs: null }]);
  });

  it("says how old a message is, and how soon the next one is due", async () => {
    expect(await nextDueInMs(db())).toBeNull();
    await enqueue(db(), message("a"));
    await sql`update outbox set created_at = created_at - 5000`.execute(db());
    const { ageMs, createdAtMs } = only(await dueMessages(db(), 9, 60_000));
    expect(ageMs).toBeGreaterThanOrEqual(5000);
    expect(createdAtMs + ageMs).toBeGreaterThan(Date.now() - 5000);
  });

  it("purges what is over and old, and nothing that still has to be told", async () => {
    for (const key of ["old and over", "old and due", "new and over"]) await enqueue(db(), message(key));
    for (const due of await dueMessages(db(), 9, 60_000)) {
      if (due.payload.text.includes("over")) await markDelivered(db(), due);
    }
    await sql`update outbox set created_at = created_at - ${29 * 86_400_000}`.execute(db());
    await sql`update outbox set created_at = created_at - 86400000 where dedupe_key like 'old%'`.execute(db());
    expect(await purgeOutbox(db(), 30)).toBe(1);
    expect((await listOutbox(db(), 9)).map(({ dedupeKey }) => dedupeKey)).toEqual(["new and over", "old and due"]);
  });

  it("sends what was put off before the clock was set back", async () => {
    await enqueueGrowing(db(), message("a"), 60_000);
    await sql`update outbox set next_attempt_at = next_attempt_at + 86400000`.execute(db());
    expect(await nextDueInMs(db())).toBe(0);
    expect(only(await dueMessages(db(), 9, 60_000)).payload).toEqual(message("a").payload);
    expect(await nextDueInMs(db())).toBeGreaterThan(50_000);
  });
});
