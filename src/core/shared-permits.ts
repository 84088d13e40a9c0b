/**
 * Permits that several instances share. A permit is a place in each pool that counts for all of them; the places of one
 * address, and the line of those who wait, are each instance's own.
 */
import type { Provider } from "../../generated/contract.ts";
import type { Deadline } from "./deadline.ts";
import { type Books, createBooks, type Pool } from "./permit-books.ts";
import { createLine } from "./permit-line.ts";
import type { Places, PoolLimit } from "./permit-places.ts";
import { createPools, usageOf } from "./permit-pools.ts";
import { createReturns } from "./permit-returns.ts";
import { createPlaceTaker, type PlaceTaker, type Taken } from "./permit-taker.ts";
import { createTurns, type InLine, leaseOf, retryPauseMs, wantedOf } from "./permit-turns.ts";
import {
  type Busy,
  busyUntil,
  EXPIRY_GRACE_MS,
  longestWaitMs,
  type Permit,
  type PermitOptions,
  type PermitRequest,
  type Permits,
} from "./permits.ts";

export interface SharedPermitOptions extends PermitOptions {
  readonly places: Places;
  /** Told once of each permit that cannot be given back for now; it is tried again. */
  readonly delayed: (error: unknown) => void;
}

/** Nobody of this instance holds a permit yet. */
export function createSharedPermits(options: SharedPermitOptions): Permits {
  const { limits, typicalMs } = options;
  const pools = createPools(limits);
  const line = createLine<InLine>();
  const freed = () => turns.advance();
  const books = createBooks({ freed, expired: options.expired });
  const returns = createReturns(options.places, { freed, delayed: options.delayed });
  const taker = createPlaceTaker(options.places, returns);
  const turns = createTurns({ line, books, taker, returns });

  /** Books what was taken; the places go back with its end. */
  function hold(asking: readonly Pool[], provider: Provider, deadline: Deadline, { places, leaseEndAt }: Taken) {
    const fence = places.find(({ pool }) => pool === pools.global.key)?.fence ?? places[0]?.fence ?? 0;
    const expiresInMs = deadline.remainingMs() + EXPIRY_GRACE_MS;
    const holding = books.take(asking, { fence, expiresInMs, typicalEndAt: performance.now() + typicalMs(provider) });
    const lost = () => options.expired(fence, keysOf(asking));
    holding.onEnd((expired) => returns.giveBack(places, leaseEndAt, expired ? () => undefined : lost));
    return { ...holding, fence };
  }

  const busyFor = (asking: readonly Pool[], provider: Provider) => busy(books, taker, asking, typicalMs(provider));

  function acquire(request: PermitRequest, settle: (outcome: Permit | Busy) => void, reject: (error: unknown) => void) {
    const { slot, provider, deadline, address, signal } = request;
    const [since, waitMs] = [performance.now(), longestWaitMs(deadline, typicalMs(provider))];
    const asStranger = pools.stranger(address, provider);
    const shared = [pools.slot(slot, request.slotLimit), pools.provider(provider), pools.global];
    const asking = [...shared, ...asStranger];
    const end = (settleNow: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", waiter.giveUp);
      settleNow();
      turns.left();
    };
    const waiter: InLine = {
      ...{ pools: asking, shared, deadline, considered: false, overdue: waitMs <= 0 },
      enter(taken) {
        const { leave, ...holding } = hold(asking, provider, deadline, taken);
        const waitedMs = performance.now() - since;
        end(() => settle({ ...holding, provider, waitedMs, authenticated: () => leave(asStranger) }));
      },
      giveUp: () => line.leave(waiter) && end(() => settle(busyFor(asking, provider))),
      fail: (error) => line.leave(waiter) && end(() => reject(error)),
    };
    const timeIsOver = () => {
      if (waiter.considered) waiter.giveUp();
      else waiter.overdue = true;
    };
    const timer = setTimeout(timeIsOver, Math.max(0, waitMs));
    signal.addEventListener("abort", waiter.giveUp, { once: true });
    line.join(waiter);
    if (signal.aborted) waiter.giveUp();
    else turns.advance();
  }

  return {
    acquire: (request) => new Promise((resolve, reject) => acquire(request, resolve, reject)),
    async acquireProvider(provider, deadline) {
      const asking = [pools.provider(provider)];
      if (asking.some(books.isFull)) return busyFor(asking, provider);
      const taken = await takeSoon(taker, wantedOf(asking), deadline);
      return taken === undefined ? busyFor(asking, provider) : hold(asking, provider, deadline, taken);
    },
    inUse: () => books.inUse(pools.global.key),
    waiting: line.length,
    usage: () => usageOf(books, pools),
    limitsChanged: turns.advance,
    stop: returns.stop,
  };
}

const keysOf = (pools: readonly Pool[]) => pools.map(({ key }) => key);

/** The first pool in the way has room when its first holder is done as a rule, and by the end of a lease at the latest. */
function busy(books: Books, taker: PlaceTaker, asking: readonly Pool[], typicalMs: number): Busy {
  const full = asking.find((pool) => books.isFull(pool) || taker.roomOf(pool.key) <= 0);
  if (full === undefined) return busyUntil(0);
  const typicalEndAt = books.nextTypicalEnd(full.key) ?? performance.now() + typicalMs;
  return busyUntil(Math.min(typicalEndAt, taker.firstEndAt(full.key) ?? typicalEndAt));
}

/** Once more in a moment when there was room: the place that was free was locked by somebody who did not want it. */
async function takeSoon(
  taker: PlaceTaker,
  wanted: readonly PoolLimit[],
  deadline: Deadline,
): Promise<Taken | undefined> {
  const taken = await taker.take(wanted, leaseOf(deadline));
  if (taken !== undefined || wanted.some(({ pool }) => taker.roomOf(pool) <= 0)) return taken;
  await new Promise((resolve) => setTimeout(resolve, retryPauseMs()));
  return await taker.take(wanted, leaseOf(deadline));
}
