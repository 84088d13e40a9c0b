/** Who holds how many permits of which pool, and when each expires. Who waits for one is permit-line.ts's. */

/** A limit, and by its key what counts against it. */
export interface Pool {
  readonly key: string;
  /** Read at each look: a limit that was lowered lets nobody in until enough have left. */
  readonly limit: () => number;
}

/** What somebody holds of several pools at once. */
export interface Holding {
  /** Gives these pools back before the others. */
  leave(pools: readonly Pool[]): void;
  /** Calls back once when everything is given back or has `expired`; at once when it has been already. */
  onEnd(callback: (expired: boolean) => void): void;
  /** Gives everything back; calling it again does nothing. */
  release(): void;
}

export interface Terms {
  /** Who it is for `expired`. */
  readonly fence: number;
  /** After how many milliseconds it counts as given back although nobody did that. */
  readonly expiresInMs: number;
  /** performance.now() at which it is given back as a rule. */
  readonly typicalEndAt: number;
}

export interface Books {
  isFull(pool: Pool): boolean;
  inUse(key: string): number;
  /** Takes all pools, whether there is room or not. */
  take(pools: readonly Pool[], terms: Terms): Holding;
  /** `typicalEndAt` of whoever has been in this pool the longest; undefined when nobody is in it. */
  nextTypicalEnd(key: string): number | undefined;
}

export interface BooksEvents {
  /** Something was given back or has expired. */
  readonly freed: () => void;
  /** Nobody gave it back in time: a defect. */
  readonly expired: (fence: number, keys: readonly string[]) => void;
}

/** Nothing is given out yet. */
export function createBooks(events: BooksEvents): Books {
  // A set keeps the order of coming: its first entry is the oldest.
  const holders = new Map<string, Set<Terms>>();

  function enter(key: string, terms: Terms): void {
    const inside = holders.get(key);
    if (inside === undefined) holders.set(key, new Set([terms]));
    else inside.add(terms);
  }

  function leave(key: string, terms: Terms): void {
    const inside = holders.get(key);
    inside?.delete(terms);
    if (inside?.size === 0) holders.delete(key);
  }

  return {
    isFull: ({ key, limit }) => (holders.get(key)?.size ?? 0) >= limit(),
    inUse: (key) => holders.get(key)?.size ?? 0,
    take(pools, given) {
      const terms = { ...given };
      const keys = new Set(pools.map((pool) => pool.key));
      for (const key of keys) enter(key, terms);
      const callbacks: ((expired: boolean) => void)[] = [];
      let ended: "released" | "expired" | undefined;
      const end = (how: "released" | "expired") => {
        ended = how;
        clearTimeout(timer);
        for (const key of keys) leave(key, terms);
        for (const callback of callbacks) callback(how === "expired");
        events.freed();
      };
      const timer = setTimeout(() => {
        events.expired(given.fence, [...keys]);
        end("expired");
      }, given.expiresInMs).unref();
      return {
        leave(early) {
          if (ended) return;
          for (const { key } of early) if (keys.delete(key)) leave(key, terms);
          events.freed();
        },
        onEnd(callback) {
          if (ended) callback(ended === "expired");
          else callbacks.push(callback);
        },
        release() {
          if (!ended) end("released");
        },
      };
    },
    nextTypicalEnd: (key) => holders.get(key)?.values().next().value?.typicalEndAt,
  };
}
