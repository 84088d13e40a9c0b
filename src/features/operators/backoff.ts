/**
 * How long somebody who guesses passwords has to wait, and nobody else: each address waits for its own failures, and
 * strangers to an account for those of all strangers. Kept in memory, in a bounded space.
 */
import { createHmac, randomBytes } from "node:crypto";
import { networkOf } from "../../core/network.ts";

/** Failures that cost nothing: people mistype. */
const FREE_FAILURES = 5;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;
/** After this time without a failure all is forgotten. */
const FORGET_MS = 60 * 60_000;
/** Addresses that are remembered; the one whose failure is the longest ago goes first. */
const MAX_ADDRESSES = 10_000;
/** Names are counted in this many places, so that made-up ones push nothing out; strangers may share one. */
const NAME_PLACES = 4_096;

export interface Backoff {
  /**
   * Begins an attempt, which counts as failed until it is known to be none: many at once get no further than many in
   * turn. `trusted`: this address is not delayed by failures of others.
   */
  begin(account: string, address: string, trusted: boolean): Attempt | { readonly retryAfterMs: number };
}

export interface Attempt {
  /** What this attempt, should it fail, starts to delay; it did not before. */
  readonly delays: readonly ("account" | "address")[];
  /** It was right: its address starts afresh. */
  succeed(): void;
  /** It was never judged: it does not count. */
  cancel(): void;
}

interface Count {
  failures: number;
  lastAt: number;
}

/** `clock` gives milliseconds that never go back. */
export function createBackoff(clock: () => number = () => performance.now()): Backoff {
  const accounts = new Map<number, Count>();
  const addresses = new Map<string, Count>();
  const secret = randomBytes(16);
  const placeOf = (account: string) =>
    createHmac("sha256", secret).update(account).digest().readUInt32BE() % NAME_PLACES;

  return {
    begin(account, address, trusted) {
      const now = clock();
      const place = placeOf(account);
      const network = networkOf(address);
      const waitMs = Math.max(
        remainingMs(addresses.get(network), now),
        trusted ? 0 : remainingMs(accounts.get(place), now),
      );
      if (waitMs > 0) return { retryAfterMs: waitMs };
      const byAddress = count(addresses, network, now);
      // What trusted addresses mistype is no sign of strangers.
      const byAccount = trusted ? undefined : count(accounts, place, now);
      const oldest = addresses.size > MAX_ADDRESSES ? addresses.keys().next().value : undefined;
      if (oldest !== undefined) addresses.delete(oldest);
      const undo = () => {
        byAddress.failures = Math.max(0, byAddress.failures - 1);
        if (byAccount !== undefined) byAccount.failures = Math.max(0, byAccount.failures - 1);
      };
      return {
        delays: [
          ...(byAccount?.failures === FREE_FAILURES + 1 ? (["account"] as const) : []),
          ...(byAddress.failures === FREE_FAILURES + 1 ? (["address"] as const) : []),
        ],
        succeed() {
          undo();
          addresses.delete(network);
        },
        cancel: undo,
      };
    },
  };
}

/** One more failure; the entry becomes the youngest. */
function count<K>(counts: Map<K, Count>, key: K, now: number): Count {
  const known = counts.get(key);
  const fresh = known === undefined || now - known.lastAt > FORGET_MS ? { failures: 0, lastAt: now } : known;
  fresh.failures++;
  fresh.lastAt = now;
  counts.delete(key);
  counts.set(key, fresh);
  return fresh;
}

function remainingMs(count: Count | undefined, now: number): number {
  if (count === undefined || count.failures <= FREE_FAILURES || now - count.lastAt > FORGET_MS) return 0;
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (count.failures - FREE_FAILURES - 1));
  return Math.max(0, count.lastAt + delay - now);
}
