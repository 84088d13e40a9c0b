/** The line of those who wait for a permit. Who of them may go first is for whoever keeps the permits. */
import type { Pool } from "./permit-books.ts";

export interface Waiter {
  readonly pools: readonly Pool[];
}

export interface Line<W extends Waiter> {
  /** At its end. */
  join(waiter: W): void;
  /** Whether it was in the line. */
  leave(waiter: W): boolean;
  has(waiter: W): boolean;
  /** Those of this moment, in the order of their coming. */
  waiters(): readonly W[];
  /** Whether more wait for one of these pools than could be served in time. */
  isCrowded(pools: readonly Pool[]): boolean;
  length(): number;
}

const WAITERS_PER_PERMIT = 2;

/** Nobody waits yet. */
export function createLine<W extends Waiter>(): Line<W> {
  const waiters = new Set<W>();
  const inLine = (key: string) => [...waiters].filter(({ pools }) => pools.some((pool) => pool.key === key)).length;
  return {
    join: (waiter) => void waiters.add(waiter),
    leave: (waiter) => waiters.delete(waiter),
    has: (waiter) => waiters.has(waiter),
    waiters: () => [...waiters],
    isCrowded: (pools) => pools.some(({ key, limit }) => inLine(key) > WAITERS_PER_PERMIT * limit()),
    length: () => waiters.size,
  };
}
