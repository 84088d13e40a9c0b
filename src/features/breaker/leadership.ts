/** Which instance decides and sends the canaries: the one that holds a lease, renewed for as long as it is there. */
import type { Lease } from "../../core/lease.ts";
import { isShared } from "../../storage/dialect.ts";
import { acquireLease, releaseLease, renewLease } from "../../storage/repos/leases.ts";
import type { Db } from "../../storage/schema.ts";

/** A time in which this instance decides. */
export interface Term {
  /** undefined where one instance works alone. */
  readonly lease: Lease | undefined;
  /** Aborts when it is over, also while the database cannot be asked. */
  readonly over: AbortSignal;
}

export interface Leadership {
  /** The present term; undefined while another instance decides. Throws when the database cannot be asked. */
  term(): Promise<Term | undefined>;
  /** Ends the term; another instance takes over when it next asks, within the time of a lease. */
  resign(): Promise<void>;
}

interface Held {
  readonly lease: Lease;
  readonly ending: AbortController;
  readonly term: Term;
  renewAtMs: number;
  timer: NodeJS.Timeout;
}

const NAME = "breaker";

/** One that dies is followed within `ttlMs`. */
export function createLeadership(db: Db, owner: string, ttlMs: number): Leadership {
  const never = new AbortController();
  const alone: Term = { lease: undefined, over: never.signal };
  if (!isShared(db)) return { term: async () => alone, resign: async () => undefined };
  let held: Held | undefined;
  let askAtMs = 0;

  function end(): void {
    clearTimeout(held?.timer);
    held?.ending.abort();
    held = undefined;
  }
  // From the moment of the question: the lease may have begun as early as that.
  const expire = (sinceMs: number) => setTimeout(end, sinceMs + ttlMs - performance.now()).unref();

  async function renew(known: Held): Promise<Term | undefined> {
    const nowMs = performance.now();
    if (nowMs < known.renewAtMs) return known.term;
    const renewed = await renewLease(db, known.lease, ttlMs);
    if (held !== known) return undefined;
    if (!renewed) {
      end();
      return undefined;
    }
    clearTimeout(known.timer);
    Object.assign(known, { renewAtMs: nowMs + ttlMs / 3, timer: expire(nowMs) });
    return known.term;
  }

  async function ask(): Promise<Term | undefined> {
    const nowMs = performance.now();
    if (nowMs < askAtMs) return undefined;
    const answer = await acquireLease(db, NAME, owner, Math.round(ttlMs));
    if ("heldBy" in answer) {
      askAtMs = nowMs + Math.min(answer.retryAfterMs, ttlMs);
      return undefined;
    }
    const ending = new AbortController();
    const term = { lease: answer, over: ending.signal };
    held = { lease: answer, ending, term, renewAtMs: nowMs + ttlMs / 3, timer: expire(nowMs) };
    return term;
  }

  return {
    term: () => (held === undefined ? ask() : renew(held)),
    async resign() {
      const lease = held?.lease;
      end();
      askAtMs = performance.now() + ttlMs;
      if (lease !== undefined) await releaseLease(db, lease);
    },
  };
}
