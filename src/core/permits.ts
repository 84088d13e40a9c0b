/**
 * How many ingests may be in work at once: in all, by provider, by slot, and by address while nobody has shown a password.
 * In memory, for a service of one process; what several instances share is shared-permits.ts's.
 */
import type { Provider, SlotId } from "../../generated/contract.ts";
import type { Deadline } from "./deadline.ts";
import { type Books, createBooks, type Pool } from "./permit-books.ts";
import { createLine, type Waiter } from "./permit-line.ts";
import { createPools, type PermitLimits, type PoolUsage, usageOf } from "./permit-pools.ts";

/** The right to have one ingest in work. */
export interface Permit {
  /**
   * Whoever writes for the job carries it, beside the job's id, which no other job has: once somebody else has ended the
   * job, its row has a higher one and the write is refused. Rises each time that the same place is given out.
   */
  readonly fence: number;
  /** Whose pool it is of. */
  readonly provider: Provider;
  /** How long it was waited for, in milliseconds. */
  readonly waitedMs: number;
  /** The upload has shown the password: it counts no longer against its address. */
  authenticated(): void;
  /** Calls back once when the permit is given back or has expired; at once when it has been already. */
  onEnd(callback: () => void): void;
  /** Gives the permit back; calling it again does nothing. */
  release(): void;
}

/** The right to have one call at a provider; releasing it again does nothing. */
export type ProviderPermit = Pick<Permit, "release">;

export interface Busy {
  /** After how many milliseconds a new attempt makes sense; at least 1,000. */
  readonly retryAfterMs: number;
}

export interface PermitRequest {
  readonly slot: SlotId;
  readonly provider: Provider;
  readonly deadline: Deadline;
  /** Of the slot itself; null leaves it to the other limits. The newest one counts for all who wait. */
  readonly slotLimit: number | null;
  /** Where the upload comes from. */
  readonly address: string;
  /** Aborts when the client goes: nobody waits any more. */
  readonly signal: AbortSignal;
}

export interface Permits {
  /**
   * A permit of all pools or of none. Waits 2 s at the most, and only while enough time is left for the work. Those who
   * wait are served in the order of their coming; who waits for one slot holds up nobody of another. Rejects when what the
   * instances share cannot be asked: there is no permit without a place in it.
   */
  acquire(request: PermitRequest): Promise<Permit | Busy>;
  /** A permit of this provider alone, for a job that goes on there. Never waits for others; rejects as `acquire` does. */
  acquireProvider(provider: Provider, deadline: Deadline): Promise<ProviderPermit | Busy>;
  /** Ingests of this instance that hold a permit. */
  inUse(): number;
  /** Ingests of this instance that wait for one. */
  waiting(): number;
  /** The pools whose limits are settings, with what this instance has of them. */
  usage(): PoolUsage[];
  /** A limit has changed: lets in who fits now. */
  limitsChanged(): void;
  /** Resolves when what was given back is free for other instances too, or cannot be made so for now. */
  stop(): Promise<void>;
}

export interface PermitOptions {
  readonly limits: PermitLimits;
  /** How long a photo of this provider is in work as a rule, in milliseconds. */
  readonly typicalMs: (provider: Provider) => number;
  /** Told of a permit that nobody gave back: a defect, and the reason why permits expire. */
  readonly expired: (fence: number, pools: readonly string[]) => void;
}

/** Above the time that a call gets to obey its abort, after which its permit is given back anyway. */
export const EXPIRY_GRACE_MS = 15_000;
const MAX_WAIT_MS = 2_000;
const LEAST_RETRY_AFTER_MS = 1_000;

interface InLine extends Waiter {
  /** All pools have room, and the waiter is out of the line: takes its permit. */
  enter(): void;
}

/** No permit is given out yet. */
export function createPermits(options: PermitOptions): Permits {
  const { limits, typicalMs } = options;
  const pools = createPools(limits);
  const books = createBooks({ freed: advance, expired: options.expired });
  const line = createLine<InLine>();
  let lastFence = 0;

  function advance(): void {
    for (const waiter of line.waiters()) {
      if (!waiter.pools.some(books.isFull) && line.leave(waiter)) waiter.enter();
    }
  }

  function take(taken: readonly Pool[], provider: Provider, deadline: Deadline) {
    lastFence += 1;
    const expiresInMs = deadline.remainingMs() + EXPIRY_GRACE_MS;
    const typicalEndAt = performance.now() + typicalMs(provider);
    return { ...books.take(taken, { fence: lastFence, expiresInMs, typicalEndAt }), fence: lastFence };
  }

  function acquire(request: PermitRequest, settle: (outcome: Permit | Busy) => void): void {
    const { slot, provider, deadline, address, signal } = request;
    const since = performance.now();
    const asStranger = pools.stranger(address, provider);
    const wanted = [pools.global, pools.provider(provider), pools.slot(slot, request.slotLimit), ...asStranger];
    const waitMs = longestWaitMs(deadline, typicalMs(provider));
    const giveUp = () => {
      if (line.leave(waiter)) end(busyBecauseOf(books, wanted));
    };
    const timer = setTimeout(giveUp, Math.max(0, waitMs));
    signal.addEventListener("abort", giveUp, { once: true });
    const end = (outcome: Permit | Busy) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      settle(outcome);
    };
    const waiter = {
      pools: wanted,
      enter() {
        const { leave, ...holding } = take(wanted, provider, deadline);
        const waitedMs = performance.now() - since;
        end({ ...holding, provider, waitedMs, authenticated: () => leave(asStranger) });
      },
    };
    // Behind those who wait already, of whom some may fit by the new limit of this slot.
    line.join(waiter);
    advance();
    if (waitMs <= 0 || signal.aborted || line.isCrowded(wanted)) giveUp();
  }

  return {
    acquire: (request) => new Promise((resolve) => acquire(request, resolve)),
    async acquireProvider(provider, deadline) {
      const pool = pools.provider(provider);
      return books.isFull(pool) ? busyBecauseOf(books, [pool]) : take([pool], provider, deadline);
    },
    inUse: () => books.inUse(pools.global.key),
    waiting: line.length,
    usage: () => usageOf(books, pools),
    limitsChanged: advance,
    stop: async () => undefined,
  };
}

/** The time by which the first pool in the way has room as a rule. */
function busyBecauseOf(books: Books, pools: readonly Pool[]): Busy {
  const full = pools.find(books.isFull);
  return busyUntil((full && books.nextTypicalEnd(full.key)) ?? 0);
}

/** `endAt` is performance.now() by which there is room as a rule. */
export function busyUntil(endAt: number): Busy {
  return { retryAfterMs: Math.max(LEAST_RETRY_AFTER_MS, endAt - performance.now()) };
}

/** Until enough is left for the work, and 2 s at the most; 0 or less when there is no time to wait. */
export function longestWaitMs(deadline: Deadline, typicalMs: number): number {
  return Math.min(MAX_WAIT_MS, deadline.remainingMs() - typicalMs);
}
