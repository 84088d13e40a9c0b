/** Permits of several instances on one database, each with two connections: limits, crashes, and a database that fails. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createPostgresDatabase, type PostgresDatabase } from "../../scripts/testkit/postgres.ts";
import { openDatabase } from "../storage/database.ts";
import { ConnectionLost } from "../storage/dialect.ts";
import { createPlaces } from "../storage/repos/permits.ts";
import type { Db } from "../storage/schema.ts";
import { startDeadline } from "./deadline.ts";
import type { Places } from "./permit-places.ts";
import type { Busy, Permit, PermitRequest, Permits } from "./permits.ts";
import { createSharedPermits } from "./shared-permits.ts";

let database: PostgresDatabase;
/** Connections of their own for each instance. */
let dbs: readonly Db[] = [];
let started: Permits[] = [];

beforeAll(async () => {
  database = await createPostgresDatabase();
  const where = { DATA_DIR: "", DATABASE_URL: database.url, DATABASE_MAX_CONNECTIONS: 2 };
  dbs = await Promise.all([1, 2, 3, 4].map(() => openDatabase(where, "service")));
});
afterEach(async () => {
  await Promise.all(started.map((permits) => permits.stop()));
  started = [];
  await dbs[0]?.deleteFrom("permits").execute();
});
afterAll(async () => {
  await Promise.all(dbs.map((db) => db.destroy()));
  await database.drop();
});

const limits = { global: 3, local: 100, http: 100 };
beforeEach(() => void Object.assign(limits, { global: 3, local: 100, http: 100 }));

interface Instance {
  readonly db: Db;
  readonly permits: Permits;
  /** Fences of permits that were lost. */
  readonly expired: number[];
  /** Errors of releases that were put off. */
  readonly delayed: unknown[];
  ask(changes?: Partial<PermitRequest>): Promise<Permit | Busy>;
}

/** `change` stands between its permits and its places. */
function startInstance(id: string, change: (places: Places) => Places = (places) => places): Instance {
  const db = dbs[started.length];
  if (db === undefined) throw new Error("There are four databases to start instances on.");
  const [expired, delayed]: [number[], unknown[]] = [[], []];
  const permits = createSharedPermits({
    limits: {
      global: () => limits.global,
      provider: (provider) => (provider === "http" ? limits.http : limits.local),
      unauthenticatedPerAddress: () => 1_000,
    },
    typicalMs: () => 300,
    expired: (fence) => expired.push(fence),
    places: change(createPlaces(db, id)),
    delayed: (error) => delayed.push(error),
  });
  started.push(permits);
  let addresses = 0;
  const ask = (changes: Partial<PermitRequest> = {}) => {
    addresses += 1;
    const [address, signal] = [`address-${addresses}`, new AbortController().signal];
    const request = { slot: "slot-001", provider: "local", slotLimit: null, address, signal } as const;
    const deadline = startDeadline(10_000);
    deadline.stop();
    return permits.acquire({ ...request, deadline, ...changes });
  };
  return { db, permits, expired, delayed, ask };
}

async function granted(asked: Promise<Permit | Busy>): Promise<Permit> {
  const outcome = await asked;
  if ("retryAfterMs" in outcome) throw new Error("A permit was to be given.");
  return outcome;
}

const rowsOf = ({ db }: Instance) =>
  db.selectFrom("permits").selectAll().where("expires_at", "is not", null).orderBy("pool").orderBy("seq").execute();
const expectNothingHeld = (instance: Instance) => vi.waitFor(async () => expect(await rowsOf(instance)).toEqual([]));

/** The clock of the database as it will be when all leases have ended. */
const endLeases = ({ db }: Instance) =>
  db.updateTable("permits").set({ expires_at: 1 }).where("holder", "is not", null).execute();

/** Calls `work` so often that everything that is on its way has come. */
const patience = { timeout: 5_000, interval: 5 };

describe("several instances", () => {
  it("together never exceed a limit under many clients; all are served, and nothing is left", async () => {
    const instances = ["a", "b", "c", "d"].map((id) => startInstance(id));
    const now = { global: 0, slot: 0 };
    const most = { global: 0, slot: 0 };
    let served = 0;
    const client = async ({ ask }: Instance, slot: "slot-001" | "slot-002") => {
      for (;;) {
        const outcome = await ask({ slot, slotLimit: slot === "slot-001" ? 2 : null });
        if ("retryAfterMs" in outcome) continue;
        now.global += 1;
        if (slot === "slot-001") now.slot += 1;
        most.global = Math.max(most.global, now.global);
        most.slot = Math.max(most.slot, now.slot);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now.global -= 1;
        if (slot === "slot-001") now.slot -= 1;
        outcome.release();
        served += 1;
        return;
      }
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const instance = instances[index % 4];
        return instance && client(instance, index % 8 < 4 ? "slot-001" : "slot-002");
      }),
    );
    expect([served, most.global, most.slot]).toEqual([40, 3, 2]);
    for (const { permits, expired, delayed } of instances) {
      expect([permits.inUse(), permits.waiting(), expired, delayed]).toEqual([0, 0, [], []]);
      await permits.stop();
    }
    expect(
      await instances[0]?.db.selectFrom("permits").select("seq").where("holder", "is not", null).execute(),
    ).toEqual([]);
  });

  it("serve who waits at one when another gives back", async () => {
    limits.global = 1;
    const [a, b] = [startInstance("a"), startInstance("b")];
    const first = await granted(a.ask());
    const second = b.ask();
    await vi.waitFor(() => expect(b.permits.waiting()).toBe(1));
    expect([a.permits.inUse(), b.permits.inUse()]).toEqual([1, 0]);
    first.release();
    expect((await granted(second)).waitedMs).toBeGreaterThan(0);
    expect([a.permits.inUse(), b.permits.inUse()]).toEqual([0, 1]);
    expect(b.permits.usage().find(({ pool }) => pool === "global")).toEqual({ pool: "global", inUse: 1, limit: 1 });
  });

  it("get the places of one that died when their lease ends; what it still gives back frees nobody else's", async () => {
    limits.global = 1;
    const [dead, other] = [startInstance("dead"), startInstance("other")];
    const lost = await granted(dead.ask({ slotLimit: 1 }));
    const [row] = await rowsOf(other);
    const { db } = other;
    const [clock] = await db
      .selectFrom("permits")
      .select(({ fn }) => fn.max("expires_at").as("end"))
      .execute();
    expect(row).toMatchObject({ owner: "dead", pool: "global", expires_at: clock?.end });
    const waiting = other.ask({ slotLimit: 1 });
    await vi.waitFor(() => expect(other.permits.waiting()).toBe(1));
    await endLeases(other);
    const taken = await granted(waiting);
    expect(taken.fence).toBe(lost.fence + 1);
    const held = await rowsOf(other);
    expect(held.map(({ owner, pool }) => [owner, pool])).toEqual([
      ["other", "global"],
      ["other", "provider:local"],
      ["other", "slot:slot-001"],
    ]);
    lost.release();
    await vi.waitFor(() => expect(dead.expired).toEqual([lost.fence]));
    expect(await rowsOf(other)).toEqual(held);
    taken.release();
    await expectNothingHeld(other);
    expect(other.expired).toEqual([]);
  });

  it("count a permit once that nobody gave back and that others have by then", async () => {
    limits.global = 1;
    const b = startInstance("b");
    const a = startInstance("a", (places) => ({
      ...places,
      async giveBack(held) {
        await granted(b.ask());
        return await places.giveBack(held);
      },
    }));
    const leaked = await granted(a.ask({ deadline: { ...startDeadline(0), remainingMs: () => -15_000 } }));
    await vi.waitFor(() => expect(a.expired).toEqual([leaked.fence]));
    await a.permits.stop();
    expect([a.expired, (await rowsOf(a)).map(({ owner }) => owner)]).toEqual([[leaked.fence], ["b", "b"]]);
  });

  it("follow a slot's limit up and down", async () => {
    limits.global = 10;
    const [a, b] = [startInstance("a"), startInstance("b")];
    const tooSoon = { deadline: startDeadline(0) };
    const held = [await granted(a.ask({ slotLimit: 2 })), await granted(b.ask({ slotLimit: 2 }))];
    expect(await a.ask({ slotLimit: 2, ...tooSoon })).toHaveProperty("retryAfterMs");
    held.push(await granted(a.ask({ slotLimit: 3 })), await granted(b.ask({ slotLimit: 4 })));
    held[0]?.release();
    held[1]?.release();
    await vi.waitFor(async () => expect(await rowsOf(a)).toHaveLength(6), patience);
    // Two places above the limit are held still, and those up to it are free.
    expect(await b.ask({ slotLimit: 2, ...tooSoon })).toHaveProperty("retryAfterMs");
    held[2]?.release();
    expect(await granted(b.ask({ slotLimit: 2 }))).toBeDefined();
    expect(await a.ask({ slotLimit: 2, ...tooSoon })).toHaveProperty("retryAfterMs");
  });

  it("share the places at a standby, which nobody waits for", async () => {
    limits.http = 1;
    const [a, b] = [startInstance("a"), startInstance("b")];
    const first = await a.permits.acquireProvider("http", startDeadline(0));
    if (!("release" in first)) throw new Error("There was to be a place.");
    expect(await b.permits.acquireProvider("http", startDeadline(0))).toEqual({ retryAfterMs: 1_000 });
    expect(b.permits.waiting()).toBe(0);
    first.release();
    await expectNothingHeld(a);
    expect(await b.permits.acquireProvider("http", startDeadline(0))).toHaveProperty("release");
  });

  it("make as many places as a limit needs", async () => {
    limits.global = 70;
    const [a, b] = [startInstance("a"), startInstance("b")];
    const asked = await Promise.all(Array.from({ length: 70 }, (_, index) => granted((index % 2 ? a : b).ask())));
    expect(asked).toHaveLength(70);
    expect(await a.ask({ deadline: startDeadline(0) })).toHaveProperty("retryAfterMs");
  });
});

describe("a long line", () => {
  it("asks one at a time, and takes places only when there may be some", async () => {
    const calls = { take: 0, look: 0, now: 0, most: 0 };
    const counted =
      <A extends unknown[], R>(name: "take" | "look", call: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        calls[name] += 1;
        calls.now += 1;
        calls.most = Math.max(calls.most, calls.now);
        return await call(...given).finally(() => {
          calls.now -= 1;
        });
      };
    const [a, b] = [
      startInstance("a"),
      startInstance("b", (places) => ({
        ...places,
        take: counted("take", places.take),
        look: counted("look", places.look),
      })),
    ];
    const held = await Promise.all([1, 2, 3].map(() => granted(a.ask())));
    const slots = ["slot-001", "slot-002", "slot-003"] as const;
    const line = slots.flatMap((slot) => [b.ask({ slot, slotLimit: 5 }), b.ask({ slot, slotLimit: 5 })]);
    await vi.waitFor(() => expect(calls.look).toBeGreaterThan(4), patience);
    expect([b.permits.waiting(), calls.most]).toEqual([6, 1]);
    // One try of each who came; those behind the first learned from it that all places are taken.
    expect(calls.take).toBeLessThanOrEqual(6);
    const takes = calls.take;
    await vi.waitFor(() => expect(calls.look).toBeGreaterThan(8), patience);
    expect(calls.take).toBe(takes);
    for (const permit of held) permit.release();
    const first = await Promise.all(line.slice(0, 3));
    expect(first.every((outcome) => "release" in outcome)).toBe(true);
    for (const permit of first) if ("release" in permit) permit.release();
    expect((await Promise.all(line.slice(3))).every((outcome) => "release" in outcome)).toBe(true);
  });
});

describe("a database that fails", () => {
  const away = () => Promise.reject(new ConnectionLost("PostgreSQL cannot be reached: of the test"));

  it("gives no permit, and keeps nobody waiting", async () => {
    const a = startInstance("a", (places) => ({ ...places, take: away, look: away }));
    const asked = [a.ask(), a.ask(), a.permits.acquireProvider("http", startDeadline(1_000))];
    for (const one of await Promise.allSettled(asked))
      expect(one).toMatchObject({ reason: expect.any(ConnectionLost) });
    expect([a.permits.inUse(), a.permits.waiting()]).toEqual([0, 0]);
  });

  it("serves again as soon as it is back", async () => {
    const state = { away: true };
    const a = startInstance("a", (places) => ({
      ...places,
      async take(...given) {
        if (state.away) return await away();
        return await places.take(...given);
      },
    }));
    await expect(a.ask()).rejects.toThrow(ConnectionLost);
    state.away = false;
    await granted(a.ask());
  });

  it("gets back what it gave without being able to say so", async () => {
    const a = startInstance("a", (places) => ({
      ...places,
      take: (...given) => places.take(...given).then((taken) => (taken === undefined ? undefined : away())),
    }));
    await expect(a.ask({ slotLimit: 1 })).rejects.toThrow(ConnectionLost);
    await expectNothingHeld(a);
  });

  it("gets a release as soon as it is back, which the end of the instance waits for", async () => {
    const state = { failures: 3 };
    const a = startInstance("a", (places) => ({
      ...places,
      async giveBack(held) {
        state.failures -= 1;
        return state.failures >= 0 ? await away() : await places.giveBack(held);
      },
    }));
    (await granted(a.ask())).release();
    expect(a.permits.inUse()).toBe(0);
    await a.permits.stop();
    expect([await rowsOf(a), a.delayed.length, a.expired]).toEqual([[], 1, []]);
  });

  it("that did not say that it freed a place is no loss when others have it by then", async () => {
    limits.global = 1;
    const b = startInstance("b");
    let tries = 0;
    let next: Permit | undefined;
    const a = startInstance("a", (places) => ({
      ...places,
      async giveBack(held) {
        tries += 1;
        const count = await places.giveBack(held);
        if (tries > 1) return count;
        next = await granted(b.ask());
        return await away();
      },
    }));
    (await granted(a.ask())).release();
    await a.permits.stop();
    expect([tries, a.expired, (await rowsOf(a)).map(({ owner }) => owner)]).toEqual([2, [], ["b", "b"]]);
    next?.release();
  });
});

describe("a client that goes while its places are on their way", () => {
  it("is answered at once, and they are given back when they come", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let asked = 0;
    const a = startInstance("a", (places) => ({
      ...places,
      async take(...given) {
        const taken = await places.take(...given);
        if (taken === undefined) return undefined;
        asked += 1;
        await gate;
        return taken;
      },
    }));
    const client = new AbortController();
    const gone = a.ask({ signal: client.signal });
    await vi.waitFor(() => expect(asked).toBe(1));
    expect(await rowsOf(a)).toHaveLength(2);
    client.abort();
    expect(await gone).toHaveProperty("retryAfterMs");
    const stopped = a.permits.stop();
    open();
    await stopped;
    expect([await rowsOf(a), a.permits.inUse(), a.expired]).toEqual([[], 0, []]);
  });
});
