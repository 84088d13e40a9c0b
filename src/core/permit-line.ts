/** The line of those who wait for a permit: in the order of coming, except past those whose own pools are full. */
import type { Pool } from "./permit-books.ts";

export interface Waiter {
  readonly pools: readonly Pool[];
  /** All pools have room, and the waiter is out of the line: takes its permit. */
  enter(): void;
}

export interface Line {
  /** At its end. */
  join(waiter: Waiter): void;
  /** Whether it was in the line. */
  leave(waiter: Waiter): boolean;
  /** Lets in everyone who fits. */
  advance(): void;
  /** Whether more wait for one of these pools than could be served in time. */
  isCrowded(pools: readonly Pool[]): boolean;
  length(): number;
}

const WAITERS_PER_PERMIT = 2;

/** Nobody waits yet. */
export function createLine(isFull: (pool: Pool) => boolean): Line {
  const waiters = new Set<Waiter>();
  const inLine = (key: string) => [...waiters].filter(({ pools }) => pools.some((pool) => pool.key === key)).length;
  return {
    join: (waiter) => void waiters.add(waiter),
    leave: (waiter) => waiters.delete(waiter),
    advance() {
      for (const waiter of [...waiters]) {
        if (!waiter.pools.some(isFull) && waiters.delete(waiter)) waiter.enter();
      }
    },
    isCrowded: (pools) => pools.some(({ key, limit }) => inLine(key) > WAITERS_PER_PERMIT * limit()),
    length: () => waiters.size,
  };
}
