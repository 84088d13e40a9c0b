/**
 * Who of an instance's line asks for shared places, and when: one at a time, in the order of coming. Of those who wait for
 * the same pools the first one asks, so that a long line costs the keeper of the places no more than a short one.
 */
import type { Deadline } from "./deadline.ts";
import type { Books, Pool } from "./permit-books.ts";
import type { Line, Waiter } from "./permit-line.ts";
import type { PoolLimit } from "./permit-places.ts";
import type { Returns } from "./permit-returns.ts";
import type { PlaceTaker, Taken } from "./permit-taker.ts";

export interface InLine extends Waiter {
  /** Those of its pools that all instances share. */
  readonly shared: readonly Pool[];
  readonly deadline: Deadline;
  /** Whether its turn has come once. */
  considered: boolean;
  /** Its time to wait is over: its first turn is its last. */
  overdue: boolean;
  enter(taken: Taken): void;
  giveUp(): void;
  fail(error: unknown): void;
}

export interface Turns {
  /** Something has changed that may let somebody in. */
  advance(): void;
  /** Somebody has left the line. */
  left(): void;
}

export interface TurnParts {
  readonly line: Line<InLine>;
  readonly books: Books;
  readonly taker: PlaceTaker;
  readonly returns: Returns;
}

/** How long after the deadline of its job others may take a place whose holder is gone. Calls are left alone sooner. */
const LEASE_GRACE_MS = 5_000;
/** A place that was just given back may have been passed over; and others may have given back theirs. */
const RETRY_MS = { least: 30, most: 50 };

/** Nobody is asking. */
export function createTurns(parts: TurnParts): Turns {
  const { line, returns } = parts;
  let serving = false;
  let news = false;
  let wake = () => {};

  async function serve(): Promise<void> {
    serving = true;
    while (line.length() > 0) {
      news = false;
      const turnedAway = await takeTurns(parts).catch(failAll);
      if (line.length() > 0 && !news) await pause(turnedAway);
    }
    serving = false;
  }

  /** Until something changes; others may have given back their places in a moment. */
  async function pause(turnedAway: boolean): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (turnedAway) timer = setTimeout(resolve, retryPauseMs());
    });
    clearTimeout(timer);
  }

  function failAll(error: unknown): false {
    for (const waiter of line.waiters()) waiter.fail(error);
    return false;
  }

  return {
    advance() {
      news = true;
      wake();
      if (!serving) returns.track(serve());
    },
    left: () => wake(),
  };
}

/** Each of the line has its turn; whether one that had room in this instance's own books got no places. */
async function takeTurns(parts: TurnParts): Promise<boolean> {
  const { line, books, taker } = parts;
  const waiters = line.waiters();
  const newcomers = waiters.filter(({ considered }) => !considered);
  const hasOwnRoom = (waiter: InLine) => !waiter.pools.some(books.isFull);
  const looking = waiters.filter((waiter) => waiter.considered && hasOwnRoom(waiter));
  const wanted = new Map(looking.flatMap(({ shared }) => wantedOf(shared)).map((pool) => [pool.pool, pool]));
  await taker.look([...wanted.values()]);
  // Only of pools that were just looked at: what was seen before is old.
  const round: Round = {
    room: new Map([...wanted.keys()].map((pool) => [pool, taker.roomOf(pool)])),
    passed: new Set<string>(),
  };
  let turnedAway = false;
  for (const waiter of waiters) {
    if (line.has(waiter) && hasOwnRoom(waiter) && !(await serveOne(parts, waiter, round))) turnedAway = true;
    waiter.considered = true;
    if (waiter.overdue) waiter.giveUp();
  }
  for (const waiter of newcomers.reverse()) if (line.isCrowded(waiter.pools)) waiter.giveUp();
  return turnedAway;
}

interface Round {
  /** What is known of pools. */
  readonly room: Map<string, number>;
  /** The sets of pools of which somebody got no places. */
  readonly passed: Set<string>;
}

/** Whether there were places for it; it goes unless its client went while they were on their way. */
async function serveOne({ line, taker, returns }: TurnParts, waiter: InLine, { room, passed }: Round) {
  const wanted = wantedOf(waiter.shared);
  const set = wanted.map(({ pool }) => pool).join();
  if (passed.has(set) || wanted.some(({ pool }) => (room.get(pool) ?? 1) <= 0)) return false;
  const taken = await taker.take(wanted, leaseOf(waiter.deadline));
  if (taken === undefined) {
    passed.add(set);
    for (const { pool } of wanted) room.set(pool, taker.roomOf(pool));
    return false;
  }
  for (const { pool } of wanted) {
    const known = room.get(pool);
    if (known !== undefined) room.set(pool, known - 1);
  }
  if (line.leave(waiter)) waiter.enter(taken);
  else returns.giveBack(taken.places, taken.leaseEndAt, () => undefined);
  return true;
}

/** The pools that have a limit; a slot without one has no places. */
export function wantedOf(shared: readonly Pool[]): PoolLimit[] {
  const wanted = shared.map(({ key, limit }) => ({ pool: key, limit: limit() }));
  return wanted.filter(({ limit }) => Number.isFinite(limit));
}

/** In milliseconds. There is no heartbeat: who is gone frees its places by this. */
export function leaseOf(deadline: Deadline): number {
  return deadline.remainingMs() + LEASE_GRACE_MS;
}

/** In milliseconds; two instances must not meet again and again. */
export function retryPauseMs(): number {
  return RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least);
}
