/**
 * How many ingests may be in work at once: in all, by provider, by slot, and by address while nobody has shown a password.
 * In memory, for the one service process.
 */
import { type LabelValue, labelValues, type Provider, type SlotId } from "../../generated/contract.ts";
import type { Deadline } from "./deadline.ts";
import { type Books, createBooks, type Pool } from "./permit-books.ts";
import { createLine } from "./permit-line.ts";

/** The right to have one ingest in work. */
export interface Permit {
  /** Rises with every permit of this process; whoever writes for the job carries it, beside the job's id. */
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

/** The right to have one call at a provider. */
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

/** What a pool has given out, and what it may. */
export interface PoolUsage {
  readonly pool: LabelValue<"pool">;
  readonly inUse: number;
  readonly limit: number;
}

export interface Permits {
  /**
   * A permit of all pools or of none. Waits 2 s at the most, and only while enough time is left for the work. Those who
   * wait are served in the order of their coming; who waits for one slot holds up nobody of another.
   */
  acquire(request: PermitRequest): Promise<Permit | Busy>;
  /** A permit of this provider alone, for a job that goes on there. Never waits. */
  acquireProvider(provider: Provider, deadline: Deadline): ProviderPermit | Busy;
  /** Ingests that hold a permit. */
  inUse(): number;
  /** Ingests that wait for one. */
  waiting(): number;
  /** The pools whose limits are settings. */
  usage(): PoolUsage[];
  /** A limit has changed: lets in who fits now. */
  limitsChanged(): void;
}

/** Read whenever it matters, so that a change counts at once. Who is in work above a lowered limit goes on to the end. */
export interface PermitLimits {
  readonly global: () => number;
  readonly provider: (provider: Provider) => number;
  /** Of uploads in progress that have shown no password; see `addressLimit`. */
  readonly unauthenticatedPerAddress: () => number;
}

export interface PermitOptions {
  readonly limits: PermitLimits;
  /** How long a photo of this provider is in work as a rule, in milliseconds. */
  readonly typicalMs: (provider: Provider) => number;
  /** Told of a permit that nobody gave back: a defect, and the reason why permits expire. */
  readonly expired: (fence: number, pools: readonly string[]) => void;
}

const MAX_WAIT_MS = 2_000;
/** Above the time that a call gets to obey its abort, after which its permit is given back anyway. */
const EXPIRY_GRACE_MS = 15_000;
const LEAST_RETRY_AFTER_MS = 1_000;

/** No permit is given out yet. */
export function createPermits(options: PermitOptions): Permits {
  const { limits, typicalMs } = options;
  const slotLimits = new Map<SlotId, number | null>();
  const books = createBooks({ freed: () => line.advance(), expired: options.expired });
  const line = createLine(books.isFull);

  const globalPool: Pool = { key: "global", limit: limits.global };
  const providerPool = (provider: Provider): Pool => ({ key: provider, limit: () => limits.provider(provider) });
  const slotPool = (slot: SlotId): Pool => ({
    key: slot,
    limit: () => slotLimits.get(slot) ?? Number.POSITIVE_INFINITY,
  });
  const addressPool = (address: string): Pool => ({ key: `address ${address}`, limit: () => addressLimit(limits) });

  const termsOf = (provider: Provider, deadline: Deadline) => ({
    expiresInMs: deadline.remainingMs() + EXPIRY_GRACE_MS,
    typicalEndAt: performance.now() + typicalMs(provider),
  });

  function acquire(request: PermitRequest, settle: (outcome: Permit | Busy) => void): void {
    const { slot, provider, deadline, address, signal } = request;
    slotLimits.set(slot, request.slotLimit);
    const since = performance.now();
    const ofAddress = addressPool(address);
    const pools = [globalPool, providerPool(provider), slotPool(slot), ofAddress];
    const waitMs = longestWaitMs(deadline, typicalMs(provider));
    const giveUp = () => {
      if (line.leave(waiter)) end(busyBecauseOf(books, pools));
    };
    const timer = setTimeout(giveUp, Math.max(0, waitMs));
    signal.addEventListener("abort", giveUp, { once: true });
    const end = (outcome: Permit | Busy) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      settle(outcome);
    };
    const waiter = {
      pools,
      enter() {
        const { leave, ...holding } = books.take(pools, termsOf(provider, deadline));
        const waitedMs = performance.now() - since;
        end({ ...holding, provider, waitedMs, authenticated: () => leave(ofAddress.key) });
      },
    };
    // Behind those who wait already, of whom some may fit by the new limit of this slot.
    line.join(waiter);
    line.advance();
    if (waitMs <= 0 || signal.aborted || line.isCrowded(pools)) giveUp();
  }

  return {
    acquire: (request) => new Promise((resolve) => acquire(request, resolve)),
    acquireProvider(provider, deadline) {
      const pool = providerPool(provider);
      return books.isFull(pool) ? busyBecauseOf(books, [pool]) : books.take([pool], termsOf(provider, deadline));
    },
    inUse: () => books.inUse(globalPool.key),
    waiting: line.length,
    usage: () => [
      { pool: "global", inUse: books.inUse(globalPool.key), limit: limits.global() },
      ...labelValues.provider.map((pool) => ({ pool, inUse: books.inUse(pool), limit: limits.provider(pool) })),
    ],
    limitsChanged: line.advance,
  };
}

/** The time by which the first pool in the way has room as a rule. */
function busyBecauseOf(books: Books, pools: readonly Pool[]): Busy {
  const full = pools.find(books.isFull);
  const endAt = (full && books.nextTypicalEnd(full.key)) ?? 0;
  return { retryAfterMs: Math.max(LEAST_RETRY_AFTER_MS, endAt - performance.now()) };
}

/** Until enough is left for the work, and 2 s at the most; 0 or less when there is no time to wait. */
function longestWaitMs(deadline: Deadline, typicalMs: number): number {
  return Math.min(MAX_WAIT_MS, deadline.remainingMs() - typicalMs);
}

/** One in four permits is out of reach of an address that has shown no password, however high its own limit is. */
function addressLimit({ global, unauthenticatedPerAddress }: PermitLimits): number {
  return Math.max(1, Math.min(unauthenticatedPerAddress(), Math.floor(global() * 0.75)));
}
