/** The service's own cleanup: at its start, then every 15 minutes, and at once when the disk is nearly full. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type CleanupDependencies, type CleanupOutcome, runCleanup } from "./service.ts";

export interface ScheduledCleanup {
  /**
   * The disk is nearly full: a run begins now, or after the one that is running, and takes abandoned uploads as soon as
   * it can be sure of them. Within a minute of the last such call it does nothing.
   */
  hurry(): void;
  /** Ends a running cleanup after its current batch; resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

export interface CleanupScheduleDependencies extends CleanupDependencies {
  readonly log: Pick<Logger, "info" | "warn" | "error">;
}

const periodMs = 900_000;
/** A cleanup that freed too little frees no more a moment later. */
const hurryMs = 60_000;

/** Starts the first cleanup at once. */
export function startCleanup(deps: CleanupScheduleDependencies): ScheduledCleanup {
  const stopping = new AbortController();
  let hurriedAt = Number.NEGATIVE_INFINITY;
  // Aborts when the disk is nearly full; each run that begins takes a new one, so that no call is missed.
  let urgency = new AbortController();
  const keepClean = async () => {
    while (!stopping.signal.aborted) {
      const urgent = urgency.signal.aborted;
      if (urgent) urgency = new AbortController();
      const waitMs = await cleanOnce(deps, stopping.signal, urgent);
      const signal = AbortSignal.any([stopping.signal, urgency.signal]);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const running = keepClean();
  return {
    hurry() {
      const now = performance.now();
      if (now - hurriedAt < hurryMs) return;
      hurriedAt = now;
      urgency.abort();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** One run, whatever comes of it. Returns the milliseconds until the next. */
async function cleanOnce(deps: CleanupScheduleDependencies, signal: AbortSignal, urgent: boolean): Promise<number> {
  try {
    const outcome = await runCleanup(deps, { signal, urgent });
    logOutcome(deps.log, outcome);
    // A process that was killed in the middle of a cleanup leaves its lease behind, for a short while.
    return !outcome.ran && outcome.because === "lease" ? Math.min(outcome.retryAfterMs + 1000, periodMs) : periodMs;
  } catch (error) {
    if (!signal.aborted) deps.log.error({ err: error }, "The cleanup did not end.");
    return periodMs;
  }
}

function logOutcome(log: CleanupScheduleDependencies["log"], outcome: CleanupOutcome): void {
  if (!outcome.ran) {
    log.warn({ because: outcome.because }, `No cleanup: ${outcome.message}.`);
    return;
  }
  const { totals, failed, missing } = outcome.report;
  const found = { totals, failed: failed.map((item) => item.key).slice(0, 20), missing: missing.slice(0, 20) };
  if (failed.length > 0) log.error(found, `The cleanup could not delete ${failed.length} files.`);
  else if (missing.length > 0) log.error(found, `The files of ${missing.length} pictures are missing.`);
  else log.info({ totals }, "The cleanup is done.");
}
