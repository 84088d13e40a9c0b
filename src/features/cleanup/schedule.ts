/** The service's own cleanup: at its start, then every 15 minutes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type CleanupDependencies, type CleanupOutcome, runCleanup } from "./service.ts";

export interface ScheduledCleanup {
  /** Ends a running cleanup after its current batch; resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

export interface CleanupScheduleDependencies extends CleanupDependencies {
  readonly log: Pick<Logger, "info" | "warn" | "error">;
}

const periodMs = 900_000;

/** Starts the first cleanup at once. */
export function startCleanup(deps: CleanupScheduleDependencies): ScheduledCleanup {
  const stopping = new AbortController();
  const running = keepClean(deps, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function keepClean(deps: CleanupScheduleDependencies, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waitMs = await cleanOnce(deps, signal);
    await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** One run, whatever comes of it. Returns the milliseconds until the next. */
async function cleanOnce(deps: CleanupScheduleDependencies, signal: AbortSignal): Promise<number> {
  try {
    const outcome = await runCleanup(deps, { signal });
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
