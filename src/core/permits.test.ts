/** Permits under every limit: who gets one, who waits, what comes back, and what chance can do to them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { labelValues, type Provider, type SlotId } from "../../generated/contract.ts";
import { sqliteIn } from "../../scripts/testkit/databases.ts";
import { openDatabase } from "../storage/database.ts";
import { createPlaces } from "../storage/repos/permits.ts";
import type { Db } from "../storage/schema.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import {
  type Busy,
  createPermits,
  type Permit,
  type PermitOptions,
  type PermitRequest,
  type Permits,
} from "./permits.ts";
import { createSharedPermits } from "./shared-permits.ts";

// Places are the same on every database; on this one a statement needs no turn of the event loop, so time can stand still.
let folder: string;
let db: Db;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phc-test-"));
  db = await openDatabase(sqliteIn(folder), "service");
  await sql`pragma synchronous = off`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(async () => {
  vi.useRealTimers();
  await db.deleteFrom("permits").execute();
});

const unexpected = (error: unknown) => {
  throw error;
};

const kinds: Readonly<Record<string, (options: PermitOptions) => Permits>> = {
  "in memory": createPermits,
  shared: (options) => createSharedPermits({ ...options, places: createPlaces(db, "one"), delayed: unexpected }),
};

interface World {
  global: number;
  providers: Partial<Record<Provider, number>>;
  perAddress: number;
  typicalMs: number;
}

function startWith(create: (options: PermitOptions) => Permits, changes: Partial<World>) {
  const world: World = { global: 100, providers: {}, perAddress: 100, typicalMs: 300, ...changes };
  const expired: number[] = [];
  const options: PermitOptions = {
    limits: {
      global: () => world.global,
      provider: (provider) => world.providers[provider] ?? 100,
      unauthenticatedPerAddress: () => world.perAddress,
    },
    typicalMs: () => world.typicalMs,
    expired: (fence) => expired.push(fence),
  };
  const permits = create(options);
  let addresses = 0;
  /** From an address of its own, unless it is given. */
  const ask = (request: Partial<PermitRequest> & { readonly deadline?: Deadline } = {}) => {
    addresses += 1;
    return permits.acquire({
      slot: "slot-001",
      provider: "local",
      deadline: startDeadline(10_000),
      slotLimit: null,
      address: `address-${addresses}`,
      signal: new AbortController().signal,
      ...request,
    });
  };
  return { world, permits, expired, ask };
}

function granted(outcome: Permit | Busy): Permit {
  if ("retryAfterMs" in outcome) throw new Error("A permit was to be given.");
  return outcome;
}

/** What has become of the requests so far, in their order. */
async function settledOf(asked: readonly Promise<Permit | Busy>[]): Promise<("permit" | "busy" | "waits")[]> {
  const later = new Promise<"waits">((resolve) => setImmediate(() => resolve("waits")));
  return Promise.all(
    asked.map((one) =>
      Promise.race([one.then((outcome) => ("release" in outcome ? ("permit" as const) : ("busy" as const))), later]),
    ),
  );
}

describe.each(Object.entries(kinds))("%s:", (kind, create) => {
  const start = (changes: Partial<World> = {}) => startWith(create, changes);

  describe("a permit", () => {
    it("is given at once while all limits have room, and its fence rises", async () => {
      const { permits, ask } = start({ global: 2 });
      const [first, second] = [granted(await ask()), granted(await ask())];
      expect(first.waitedMs).toBe(0);
      expect(permits.usage().find(({ pool }) => pool === "global")).toEqual({ pool: "global", inUse: 2, limit: 2 });
      first.release();
      first.release();
      expect(permits.inUse()).toBe(1);
      second.release();
      await settledOf([]);
      expect(granted(await ask()).fence).toBeGreaterThan(first.fence);
    });

    it.each([
      ["of the service", { global: 1 }, {}],
      ["of the provider", { providers: { local: 1 } }, {}],
      ["of the slot", {}, { slotLimit: 1 }],
      ["of the address", { perAddress: 1 }, { address: "one" }],
    ] as const)("is waited for when the limit %s is reached", async (_name, limits, request) => {
      const { permits, ask } = start(limits);
      const first = granted(await ask(request));
      const second = ask(request);
      expect(await settledOf([second])).toEqual(["waits"]);
      expect(permits.inUse()).toBe(1);
      await vi.advanceTimersByTimeAsync(700);
      first.release();
      expect(granted(await second).waitedMs).toBe(700);
    });

    it("is nothing of some pools when others are full", async () => {
      const { permits, ask } = start({ providers: { local: 1 } });
      await ask();
      const second = ask({ slot: "slot-002", slotLimit: 1 });
      expect(await settledOf([second])).toEqual(["waits"]);
      expect(await settledOf([ask({ slot: "slot-002", slotLimit: 1, provider: "http" })])).toEqual(["permit"]);
      expect(permits.inUse()).toBe(2);
    });

    it("counts no longer against its address once the password was shown", async () => {
      const { ask } = start({ perAddress: 1 });
      const first = granted(await ask({ address: "one" }));
      const second = ask({ address: "one" });
      expect(await settledOf([second, ask({ address: "other" })])).toEqual(["waits", "permit"]);
      first.authenticated();
      expect(await settledOf([second])).toEqual(["permit"]);
    });

    it.each([
      ["the service", { global: 8 }],
      ["a provider", { providers: { local: 8 } }],
    ])("of %s stays free for others in one of four cases, whatever the limit of an address", async (_name, limits) => {
      const { ask } = start(limits);
      const asked = Array.from({ length: 40 }, () => ask({ address: "one" }));
      expect((await settledOf(asked)).filter((outcome) => outcome === "permit")).toHaveLength(6);
      expect(await settledOf([ask({ address: "other" })])).toEqual(["permit"]);
    });

    it("expires when nobody gives it back, is told of once, and wakes who waits", async () => {
      const { permits, ask, expired } = start({ global: 1 });
      const leaked = granted(await ask({ deadline: startDeadline(10_000) }));
      const ended = vi.fn();
      leaked.onEnd(ended);
      await vi.advanceTimersByTimeAsync(24_000);
      const waiting = ask();
      expect([permits.inUse(), expired, ended.mock.calls.length]).toEqual([1, [], 0]);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(expired).toEqual([leaked.fence]);
      expect(ended).toHaveBeenCalledTimes(1);
      expect(await settledOf([waiting])).toEqual(["permit"]);
      leaked.release();
      expect([permits.inUse(), expired]).toEqual([1, [leaked.fence]]);
    });

    it("that is given back does not expire, and tells its end once, also to who asks late", async () => {
      const { permits, ask, expired } = start();
      const permit = granted(await ask());
      const ended = vi.fn();
      permit.onEnd(ended);
      permit.release();
      permit.release();
      permit.onEnd(ended);
      await vi.advanceTimersByTimeAsync(100_000);
      expect([ended.mock.calls.length, expired, permits.inUse(), vi.getTimerCount()]).toEqual([2, [], 0, 0]);
    });
  });

  describe("waiting", () => {
    it("ends after 2 s with the time by which the oldest holder is done", async () => {
      const { permits, ask } = start({ global: 1, typicalMs: 5_000 });
      await ask({ deadline: startDeadline(60_000) });
      const second = ask({ deadline: startDeadline(60_000) });
      await vi.advanceTimersByTimeAsync(1_999);
      expect(await settledOf([second])).toEqual(["waits"]);
      await vi.advanceTimersByTimeAsync(1);
      expect(await second).toEqual({ retryAfterMs: 3_000 });
      expect(permits.waiting()).toBe(0);
    });

    it("says one second at least", async () => {
      const { ask } = start({ global: 1, typicalMs: 100 });
      await ask();
      const refused = ask();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await refused).toEqual({ retryAfterMs: 1_000 });
    });

    it.each([
      ["typically takes", 800, 1_000, 200],
      ["typically takes, which is more than there is", 2_000, 1_000, 0],
    ])("leaves the work what it %s", async (_name, typicalMs, leftMs, waitMs) => {
      const { world, ask } = start({ global: 1, typicalMs: 100 });
      await ask();
      world.typicalMs = typicalMs;
      const second = ask({ deadline: startDeadline(leftMs) });
      if (waitMs > 0) {
        await vi.advanceTimersByTimeAsync(waitMs - 1);
        expect(await settledOf([second])).toEqual(["waits"]);
        await vi.advanceTimersByTimeAsync(1);
      }
      expect(await settledOf([second])).toEqual(["busy"]);
    });

    it("is in the order of coming, and a slot that is full holds up no other", async () => {
      const { ask } = start({ global: 2 });
      const first = granted(await ask({ slotLimit: 1 }));
      const other = granted(await ask({ slot: "slot-002" }));
      const line = [ask({ slotLimit: 1 }), ask({ slot: "slot-003" }), ask({ slotLimit: 1 }), ask({ slot: "slot-004" })];
      expect(await settledOf(line)).toEqual(["waits", "waits", "waits", "waits"]);
      other.release();
      expect(await settledOf(line)).toEqual(["waits", "permit", "waits", "waits"]);
      first.release();
      expect(await settledOf(line)).toEqual(["permit", "permit", "waits", "waits"]);
    });

    it("is not for those who come later to overtake", async () => {
      const { world, permits, ask } = start({ global: 1 });
      await ask();
      const early = ask();
      world.global = 2;
      const late = ask();
      expect(await settledOf([early, late])).toEqual(["permit", "waits"]);
      expect(permits.waiting()).toBe(1);
    });

    it("ends when the client goes, and costs nobody anything", async () => {
      const { permits, ask } = start({ global: 1 });
      const first = granted(await ask());
      const client = new AbortController();
      const gone = ask({ signal: client.signal });
      const next = ask();
      client.abort();
      expect(await settledOf([gone, next])).toEqual(["busy", "waits"]);
      first.release();
      expect(await settledOf([next])).toEqual(["permit"]);
      expect(await settledOf([ask({ signal: client.signal })])).toEqual(["busy"]);
      expect(permits.waiting()).toBe(0);
    });

    it("is for twice as many as there are permits of each pool", async () => {
      const { permits, ask } = start({ global: 8 });
      await ask({ slotLimit: 1 });
      const line = Array.from({ length: 4 }, () => ask({ slotLimit: 1 }));
      expect(await settledOf(line)).toEqual(["waits", "waits", "busy", "busy"]);
      expect(permits.waiting()).toBe(2);
    });
  });

  describe("limits", () => {
    it("that are lowered let nobody in until enough have left; raised, they wake who waits", async () => {
      const { world, permits, ask } = start({ global: 3 });
      const held = [granted(await ask()), granted(await ask()), granted(await ask())];
      world.global = 1;
      permits.limitsChanged();
      const next = ask();
      held[0]?.release();
      held[1]?.release();
      expect(await settledOf([next])).toEqual(["waits"]);
      expect(permits.inUse()).toBe(1);
      world.global = 2;
      permits.limitsChanged();
      expect(await settledOf([next])).toEqual(["permit"]);
    });

    it("of a slot count as they were read last", async () => {
      const { ask } = start();
      await ask({ slotLimit: 1 });
      const early = ask({ slotLimit: 1 });
      expect(await settledOf([early])).toEqual(["waits"]);
      const late = ask({ slotLimit: 2 });
      expect(await settledOf([early, late])).toEqual(["permit", "waits"]);
    });

    it("of a provider hold for those who change to it in their work", async () => {
      const { permits, ask } = start({ providers: { http: 2 } });
      await ask({ provider: "http" });
      const standby = await permits.acquireProvider("http", startDeadline(10_000));
      expect(await permits.acquireProvider("http", startDeadline(10_000))).toEqual({ retryAfterMs: 1_000 });
      const waiting = ask({ provider: "http" });
      expect(await settledOf([waiting])).toEqual(["waits"]);
      expect(permits.inUse()).toBe(1);
      if ("release" in standby) standby.release();
      expect(await settledOf([waiting])).toEqual(["permit"]);
    });
  });

  describe("whatever happens", () => {
    const slots: readonly SlotId[] = labelValues.slot_id.slice(0, 3);
    const providers: readonly Provider[] = ["local", "http"];

    /** The same numbers for the same seed. */
    function dice(seed: number): (below: number) => number {
      let state = seed;
      return (below) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
    }

    it.each(Array.from({ length: kind === "shared" ? 10 : 25 }, (_, seed) => seed + 1))(
      "no limit is passed, nobody starves, nothing leaks (%i)",
      async (seed) => {
        const roll = dice(seed);
        const { world, permits, ask } = start({ global: 4, providers: { local: 2, http: 3 }, perAddress: 2 });
        // A slot's limit is known from the moment in which somebody asks with it.
        const saved = new Map<SlotId, number>(slots.map((slot) => [slot, 2]));
        const slotLimits = new Map<SlotId, number>();
        interface Held {
          readonly keys: readonly string[];
          readonly release: () => void;
          readonly authenticated?: () => void;
        }
        const held = new Set<Held>();
        const open = new Set<Promise<void>>();
        const longest = { waitMs: 0 };
        const inUse = (key: string) => [...held].filter(({ keys }) => keys.includes(key)).length;
        const limitOf = (key: string) =>
          key === "global" ? world.global : (world.providers[key as Provider] ?? slotLimits.get(key as SlotId) ?? 100);

        /** To be called for each permit as it is given: the limit of that moment had room for it. */
        function take(keys: readonly string[], permit: Pick<Permit, "release" | "onEnd"> | { release(): void }) {
          const one: Held = {
            keys,
            release() {
              held.delete(one);
              permit.release();
            },
          };
          held.add(one);
          if ("onEnd" in permit) permit.onEnd(() => held.delete(one));
          for (const key of keys) expect(inUse(key), key).toBeLessThanOrEqual(limitOf(key));
        }

        for (let step = 0; step < 200; step += 1) {
          const slot = slots[roll(slots.length)] ?? "slot-001";
          const provider = providers[roll(2)] ?? "local";
          const anyHeld = [...held][roll(Math.max(1, held.size))];
          const action = roll(10);
          if (action < 4) {
            const since = performance.now();
            slotLimits.set(slot, saved.get(slot) ?? 2);
            const client = new AbortController();
            if (roll(8) === 0) setTimeout(() => client.abort(), roll(3_000));
            const asked = ask({ slot, provider, slotLimit: slotLimits.get(slot) ?? null, signal: client.signal }).then(
              (outcome) => {
                longest.waitMs = Math.max(longest.waitMs, performance.now() - since);
                if ("release" in outcome) take(["global", provider, slot], outcome);
              },
            );
            open.add(asked);
            void asked.finally(() => open.delete(asked));
          } else if (action < 8) anyHeld?.release();
          else if (action === 8) {
            const standby = await permits.acquireProvider(provider, startDeadline(5_000));
            if ("release" in standby) take([provider], standby);
          } else {
            const change = roll(3);
            if (change === 0) world.global = 1 + roll(5);
            else if (change === 1) world.providers = { local: 1 + roll(3), http: 1 + roll(3) };
            else saved.set(slot, 1 + roll(3));
            permits.limitsChanged();
          }
          await vi.advanceTimersByTimeAsync(roll(10) === 0 ? 26_000 : roll(400));
        }
        await vi.advanceTimersByTimeAsync(2_000);
        expect([open.size, permits.waiting()]).toEqual([0, 0]);
        expect(longest.waitMs).toBeLessThanOrEqual(2_000);
        for (const one of held) one.release();
        await vi.advanceTimersByTimeAsync(30_000);
        expect(permits.usage().map((pool) => pool.inUse)).toEqual(permits.usage().map(() => 0));
        world.global = 1;
        expect(await settledOf([ask({ slotLimit: 1 })])).toEqual(["permit"]);
      },
    );
  });
});
