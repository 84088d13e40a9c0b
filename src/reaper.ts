/** Ends the jobs of processes that died, and no others, whatever the clock of the database says. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Instance } from "./core/instance.ts";
import { isShared } from "./storage/dialect.ts";
import { readClock } from "./storage/repos/instances.ts";
import { reapExpired } from "./storage/repos/jobs.ts";
import type { Db } from "./storage/schema.ts";

export interface ReaperDeps {
  readonly db: Db;
  readonly log: Pick<Logger, "warn">;
  readonly instance: Instance;
  /** Whether this process works on the job with this id. */
  readonly works: (jobId: string) => boolean;
}

/** A row counts as stranded this long after its deadline: its own process may still be trying to commit its end. */
const GRACE_MS = 5_000;
/** A look that finds nothing reads one entry of an index and writes nothing. */
const INTERVAL_MS = 2_000;
/** A clock that has run so much more or less than the steady one was set. */
const STEP_MS = 1_000;
/** So long after the clock was set, nobody is taken for dead: by then all who are alive have said so. */
const HOLD_MS = 10_000;

/**
 * Works now and soon after each deadline. Any number of instances do it at once. A job in work ends by the deadline of its
 * own process, on a clock that nobody can set: this leaves alone what this instance and other living ones work on.
 */
export function startReaper({ db, log, instance, works }: ReaperDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const wasSet = watchForSteps(db);
  const look = async () => {
    const reaped = await reapExpired(db, GRACE_MS, async (overdue) => {
      const wasJustSet = await wasSet();
      return overdue.filter(({ id, owner, isOwnerAlive }) =>
        owner === instance.id ? !works(id) : !isOwnerAlive && !wasJustSet,
      );
    });
    for (const job of reaped)
      log.warn({ job_id: job.id, slot_id: job.slotId }, "A job was left over; it is ended now.");
  };
  const reap = async () => {
    for (let failing = false; !stopping.signal.aborted; ) {
      try {
        await look();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, "Jobs that were left over cannot be ended now.");
        failing = true;
      }
      await sleep(INTERVAL_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = reap();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/**
 * Whether the clock of a database for several was set a moment ago. All instances seem to have died then, until each has
 * said again that it is there. Ask it after each look, at what that clock says.
 */
function watchForSteps(db: Db): () => Promise<boolean> {
  if (!isShared(db)) return async () => false;
  let last: { readonly databaseMs: number; readonly before: number; readonly after: number } | undefined;
  let setAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const before = performance.now();
    const databaseMs = await readClock(db);
    const now = { databaseMs, before, after: performance.now() };
    if (last !== undefined) {
      const ranMs = databaseMs - last.databaseMs;
      const isRight = ranMs > now.before - last.after - STEP_MS && ranMs < now.after - last.before + STEP_MS;
      if (!isRight) setAt = now.after;
    }
    last = now;
    return now.after - setAt < HOLD_MS;
  };
}
