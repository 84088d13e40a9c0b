/** What a job leaves in metrics, gauges and the access log: each thing exactly once. */
import type { Outcome } from "../../../generated/contract.ts";
import type { Slot } from "../../core/slot.ts";
import type { Context } from "../../http/context.ts";
import type { IngestDeps } from "./deps.ts";

export interface JobRecord {
  /** How the job ends, and the moment from which its client can be told. Calls after the first do nothing. */
  count(outcome: Outcome): void;
  /** The job's row is terminal. */
  left(): void;
}

/**
 * Begins the record of a job whose row is committed. `tMs` is the T_sync_response in force for it. The time is observed
 * when the last byte of the answer is out; when the client went away before that, when the job ends.
 */
export function beginRecord(deps: IngestDeps, jobId: string, slot: Slot, tMs: number, context: Context): JobRecord {
  const { metrics } = deps;
  const left = deps.inflight.begin(jobId, slot.id, context.startedAt);
  context.setJob(jobId, slot.id);
  let counted = false;
  return {
    left,
    count(outcome) {
      if (counted) return;
      counted = true;
      metrics.ingest_requests_total.with({ slot_id: slot.id, provider: slot.provider, outcome }).inc();
      context.setJob(jobId, slot.id, outcome);
      const endedAt = performance.now();
      const observed = context.answered.then((answeredAt) => {
        const elapsedMs = elapsedOf(outcome, Math.max(answeredAt, endedAt) - context.startedAt, tMs);
        metrics.ingest_duration_seconds.with({ slot_id: slot.id }).observe(elapsedMs / 1000);
        metrics.ingest_deadline_used_ratio.with({ slot_id: slot.id }).observe(elapsedMs / tMs);
      });
      deps.inflight.track(observed);
    },
  };
}

/** Timers fire early: a job that ran into its deadline has used more than all of it, whatever the clock says. */
function elapsedOf(outcome: Outcome, elapsedMs: number, tMs: number): number {
  return outcome === "timeout" ? Math.max(elapsedMs, tMs + 1) : elapsedMs;
}
