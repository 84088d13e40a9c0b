/** Several operators who change the same thing at once: at one instance on SQLite, at two on PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OperatorAnswer, type SignedIn, startDesk } from "../scripts/testkit/operator.ts";
import { createPostgresDatabase } from "../scripts/testkit/postgres.ts";
import type { TestService } from "../scripts/testkit/service.ts";
import { listAudit } from "./storage/repos/audit.ts";

const reason = "two at once";

const kinds = {
  SQLite: async () => ({ urls: [""], drop: async () => {} }),
  async PostgreSQL() {
    const { url, drop } = await createPostgresDatabase();
    return { urls: [url, url], drop };
  },
};

describe.each(Object.entries(kinds))("operators at once on %s", (_kind, open) => {
  let desks: Awaited<ReturnType<typeof startDesk>>[] = [];
  let drop = async () => {};
  let service: TestService;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    for (const DATABASE_URL of database.urls) desks.push(await startDesk({ DATABASE_URL }));
    const [first] = desks;
    if (first === undefined) throw new Error("There is no service.");
    ({ service } = first);
  });
  afterAll(async () => {
    for (const desk of desks) await desk.service.stop();
    desks = [];
    await drop();
  });

  /** The same `count` times, taking turns at the instances; the statuses, sorted. */
  async function atOnce(count: number, ask: (anna: SignedIn, i: number) => Promise<OperatorAnswer>) {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const desk = desks[i % desks.length];
        if (desk === undefined) throw new Error("There is no service.");
        return ask(desk.anna, i);
      }),
    );
    return { answers, statuses: answers.map(({ status }) => status).sort() };
  }
  const audit = (subject: string) => listAudit(service.db, { subject, limit: 50 });

  it("who have seen the same version of a setting: one changes it, the others are told", async () => {
    const name = "INGEST_MAX_PARALLEL";
    const { statuses } = await atOnce(6, (anna, i) =>
      anna.send("PUT", `/api/settings/${name}`, { value: 20 + i, reason }, { "If-Match": '"0"' }),
    );
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412]);
    expect(await audit(`setting:${name}`)).toHaveLength(1);
  });

  it("who have seen the same version of a slot: one saves it, the others are told", async () => {
    const { statuses } = await atOnce(6, (anna, i) =>
      anna.send("PUT", "/api/slots/slot-002", { max_parallel: 1 + i, reason }, { "If-Match": '"1"' }),
    );
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412]);
    expect(await audit("slot:slot-002")).toHaveLength(1);
  });

  it("who change a slot in different ways: each is done upon the one before, and none is lost", async () => {
    const { statuses } = await atOnce(6, (anna, i) =>
      anna.send("POST", "/api/slots/slot-003/maintenance", { on: i % 2 === 0, reason: `${reason} ${i}` }),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    const entries = (await audit("slot:slot-003")).reverse();
    expect(entries.length).toBeGreaterThan(0);
    const [first] = entries;
    const known = new Map(entries.map(({ before, after }) => [JSON.stringify(before), JSON.stringify(after)]));
    let state = JSON.stringify(first?.before);
    for (let steps = known.size; steps > 0 && known.has(state); steps -= 1) state = known.get(state) ?? "";
    const { answers } = await atOnce(1, (anna) => anna.get("/api/slots/slot-003"));
    expect(JSON.parse(state)).toMatchObject({ state: answers[0]?.body["state"] });
  });

  it("who create a token of one name: one has it", async () => {
    const { statuses } = await atOnce(6, (anna) =>
      anna.send("POST", "/api/tokens", { name: "same", expires_in_days: 1, reason }),
    );
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await audit("token:same")).toHaveLength(1);
  });

  it("who take one action back: one does", async () => {
    const { statuses: done, answers } = await atOnce(1, (anna) =>
      anna.send("POST", "/api/actions", { type: "notice.set", params: { text: "patience" }, reason }),
    );
    expect(done).toEqual([200]);
    const { statuses } = await atOnce(6, (anna) =>
      anna.send("POST", `/api/actions/${answers[0]?.body["id"]}/undo`, { reason }),
    );
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409]);
    const undone = (await audit("notice")).filter(({ action }) => action === "notice.undone");
    expect(undone).toHaveLength(1);
  });

  it("who tell customers different things: the last one's notice is open, alone", async () => {
    const { statuses } = await atOnce(6, (anna, i) =>
      anna.send("POST", "/api/actions", { type: "notice.set", params: { text: `notice ${i}` }, reason }),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    const open = await service.db.selectFrom("notices").select("text").where("ended_at", "is", null).execute();
    expect(open).toHaveLength(1);
  });

  it("who set the password of the booths: each one's before is the one before", async () => {
    const order = (i: number) => ({ password: `password ${i} of many`, overlap_minutes: 60, reason });
    const { statuses } = await atOnce(4, (anna, i) => anna.send("POST", "/api/ingest-password", order(i)));
    expect(statuses).toEqual([200, 200, 200, 200]);
    const row = await service.db
      .selectFrom("settings")
      .selectAll()
      .where("name", "=", "INGEST_PASSWORD")
      .executeTakeFirstOrThrow();
    const { current, old } = JSON.parse(row.value);
    expect(row.version).toBe(4);
    // The three before and the configured one, of which the oldest had to go.
    expect(
      new Set([current, ...old.map(({ hash }: { hash: unknown }) => hash)].map((hash) => JSON.stringify(hash))).size,
    ).toBe(4);
  });
});
