/** How many ingests may be in work at once: a global limit, in memory, for the one service process. */
import type { Provider, SlotId } from "../../generated/contract.ts";
import type { Deadline } from "./deadline.ts";

/** The right to have one ingest in work. */
export interface Permit {
  /** Rises with every permit; whoever writes for the job carries it. */
  readonly fence: number;
  /** Gives the permit back; calling it again does nothing. */
  release(): void;
}

export interface PermitRequest {
  readonly slot: SlotId;
  readonly provider: Provider;
  readonly deadline: Deadline;
}

export interface Permits {
  /** A permit, or after how many milliseconds a new attempt makes sense. */
  acquire(request: PermitRequest): Promise<Permit | { readonly retryAfterMs: number }>;
  inUse(): number;
}

/** Callers refused for the limit are asked to come back after this many milliseconds. */
const RETRY_AFTER_MS = 2_000;

/** Permits under a limit that is read at each acquire, so that operators can change it at run time. */
export function createPermits(limit: () => number): Permits {
  const held = new Set<number>();
  let lastFence = 0;
  return {
    async acquire() {
      if (held.size >= limit()) return { retryAfterMs: RETRY_AFTER_MS };
      lastFence += 1;
      const fence = lastFence;
      held.add(fence);
      return { fence, release: () => void held.delete(fence) };
    },
    inUse: () => held.size,
  };
}
