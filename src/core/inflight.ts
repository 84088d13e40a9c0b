/** The ingest jobs of this process that have not ended yet, and the work that outlives their answers. */
import type { SlotId } from "../../generated/contract.ts";
import type { Metrics } from "../../generated/metrics.ts";

export interface Inflight {
  /**
   * A job has begun; `startedAt` is performance.now() when its request came in. Call the returned function when the job's
   * row is terminal; calling it again does nothing.
   */
  begin(jobId: string, slotId: SlotId, startedAt: number): () => void;
  /** Keeps `idle` from resolving until `work` has settled. `work` handles its own failures. */
  track(work: Promise<void>): void;
  size(): number;
  /** Seconds since the oldest job's request came in, slot-test aside; 0 without one. */
  oldestAgeSeconds(): number;
  /** Resolves when no job is in flight and no tracked work is left. */
  idle(): Promise<void>;
}

interface Entry {
  readonly slotId: SlotId;
  readonly startedAt: number;
}

/** The in-memory set behind ingest_inflight and the drain. */
export function createInflight(gauge: Metrics["ingest_inflight"]): Inflight {
  const jobs = new Map<string, Entry>();
  const tracked = new Set<Promise<void>>();
  let waiting: (() => void)[] = [];

  function wakeWhenIdle(): void {
    if (jobs.size > 0 || tracked.size > 0) return;
    for (const wake of waiting) wake();
    waiting = [];
  }

  return {
    begin(jobId, slotId, startedAt) {
      jobs.set(jobId, { slotId, startedAt });
      const handle = gauge.with({ slot_id: slotId });
      handle.inc();
      return () => {
        if (!jobs.delete(jobId)) return;
        handle.dec();
        wakeWhenIdle();
      };
    },
    track(work) {
      const done = () => {
        tracked.delete(work);
        wakeWhenIdle();
      };
      tracked.add(work);
      work.then(done, done);
    },
    size: () => jobs.size,
    oldestAgeSeconds() {
      const starts = [...jobs.values()].filter((job) => job.slotId !== "slot-test").map((job) => job.startedAt);
      return starts.length === 0 ? 0 : (performance.now() - Math.min(...starts)) / 1000;
    },
    idle() {
      return new Promise((resolve) => {
        waiting.push(resolve);
        wakeWhenIdle();
      });
    },
  };
}
