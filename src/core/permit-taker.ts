/** Takes shared places for one ingest at a time, and remembers how full it found their pools. */
import { randomBytes } from "node:crypto";
import type { Place, Places, PoolLimit } from "./permit-places.ts";
import type { Returns } from "./permit-returns.ts";

export interface Taken {
  readonly places: readonly Place[];
  /** performance.now() at which others may take them, given back or not; a moment early. */
  readonly leaseEndAt: number;
}

export interface PlaceTaker {
  /** One place of each pool for `leaseMs`, or undefined when one has none. Rejects when they cannot be asked. */
  take(wanted: readonly PoolLimit[], leaseMs: number): Promise<Taken | undefined>;
  look(wanted: readonly PoolLimit[]): Promise<void>;
  /** By the last look; 1 of a pool that was never looked at. */
  roomOf(pool: string): number;
  /** performance.now() at which the first place of the pool is free by itself, by the last look. */
  firstEndAt(pool: string): number | undefined;
}

/** So many places are made at first; then as many again as there are, each time that they do not do. */
const FIRST_PLACES = 16;
/** How often places are made for one ingest: from the first ones to the highest limit there is. */
const MOST_TRIES = 8;

interface Seen {
  readonly room: number;
  readonly places: number;
  readonly taken: number;
  readonly firstEndAt: number | undefined;
}

/** No pool was looked at yet. */
export function createPlaceTaker(keeper: Places, returns: Returns): PlaceTaker {
  const seen = new Map<string, Seen>();

  async function look(wanted: readonly PoolLimit[]): Promise<void> {
    if (wanted.length === 0) return;
    const states = new Map((await keeper.look(wanted.map(({ pool }) => pool))).map((state) => [state.pool, state]));
    for (const { pool, limit } of wanted) {
      const { places = 0, taken = 0, firstEndInMs = null } = states.get(pool) ?? {};
      const firstEndAt = firstEndInMs === null ? undefined : performance.now() + firstEndInMs;
      seen.set(pool, { room: limit - taken, places, taken, firstEndAt });
    }
  }

  /** Whether there are more places now than at the last look. */
  async function makeMissing(wanted: readonly PoolLimit[]): Promise<boolean> {
    let made = false;
    for (const { pool, limit } of wanted) {
      const { places = 0, taken = 0 } = seen.get(pool) ?? {};
      if (taken < places || places >= limit) continue;
      await keeper.make(pool, places, Math.min(limit, Math.max(FIRST_PLACES, 2 * places)));
      made = true;
    }
    return made;
  }

  async function tryOnce(wanted: readonly PoolLimit[], leaseMs: number): Promise<Taken | undefined> {
    const holder = randomBytes(12).toString("hex");
    const leaseEndAt = performance.now() + leaseMs;
    try {
      const places = await keeper.take(holder, wanted, leaseMs);
      if (places === undefined || places.length === wanted.length) return places && { places, leaseEndAt };
    } catch (error) {
      const pools = wanted.map(({ pool }) => pool);
      returns.abandon(holder, pools, leaseEndAt);
      throw error;
    }
    throw new Error("Some places of a permit were given without the others.");
  }

  return {
    async take(wanted, leaseMs) {
      for (let tries = 1; ; tries += 1) {
        const taken = await tryOnce(wanted, leaseMs);
        if (taken !== undefined) return taken;
        await look(wanted);
        if (tries >= MOST_TRIES || !(await makeMissing(wanted))) return undefined;
      }
    },
    look,
    roomOf: (pool) => seen.get(pool)?.room ?? 1,
    firstEndAt: (pool) => seen.get(pool)?.firstEndAt,
  };
}
