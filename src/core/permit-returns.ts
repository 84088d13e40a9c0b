/** Places on their way back: tried in the background until it is done, or until their lease has freed them anyway. */
import { within } from "./deadline.ts";
import type { Place, Places } from "./permit-places.ts";

export interface ReturnEvents {
  /** Places are free again. */
  readonly freed: () => void;
  /** It does not work for now and is tried again; told once for each return. */
  readonly delayed: (error: unknown) => void;
}

export interface Returns {
  /** `lost` is told when somebody else held one of them by then. `leaseEndAt` is performance.now() at its end. */
  giveBack(places: readonly Place[], leaseEndAt: number, lost: () => void): void;
  /** Of a holder that may have got places without learning of it. */
  abandon(holder: string, pools: readonly string[], leaseEndAt: number): void;
  /** Work that may end in a return; `stop` waits for it. It handles its own failures. */
  track(work: Promise<void>): void;
  /** Resolves when nothing is on its way, or after some seconds. */
  stop(): Promise<void>;
}

const RETRY_MS = { first: 100, most: 2_000 };
/** What a process that ends waits for a keeper that does not answer; the lease frees the places then. */
const STOP_PATIENCE_MS = 5_000;

/** Nothing is on its way. */
export function createReturns(places: Places, { freed, delayed }: ReturnEvents): Returns {
  const open = new Set<Promise<void>>();

  function track(work: Promise<void>): void {
    const done = work.finally(() => open.delete(done));
    open.add(done);
  }

  async function keepTrying(work: (first: boolean) => Promise<void>, until: number): Promise<void> {
    for (let waitMs = 0; ; waitMs = Math.min(Math.max(RETRY_MS.first, 2 * waitMs), RETRY_MS.most)) {
      if (waitMs > 0) await pause(waitMs);
      try {
        await work(waitMs === 0);
        return freed();
      } catch (error) {
        if (waitMs === 0) delayed(error);
      }
      if (performance.now() >= until) return;
    }
  }

  return {
    giveBack(held, leaseEndAt, lost) {
      const work = async (first: boolean) => {
        const stillHeld = await places.giveBack(held);
        // A try whose answer was lost may have freed them, and others have taken them since.
        if (first && stillHeld < held.length) lost();
      };
      track(keepTrying(work, leaseEndAt));
    },
    abandon: (holder, pools, leaseEndAt) => track(keepTrying(() => places.abandon(holder, pools), leaseEndAt)),
    track,
    async stop() {
      const all = async () => {
        while (open.size > 0) await Promise.all(open);
      };
      await within(all(), STOP_PATIENCE_MS);
    },
  };
}

/** For `ms`; the process does not end meanwhile. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
