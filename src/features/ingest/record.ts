/** What a job leaves in metrics, gauges and the access log: each thing exactly once. */
import type { Outcome } from "../../../generated/contract.ts";
import { type Ledger, phasesOf } from "../../core/ledger.ts";
import type { Slot } from "../../core/slot.ts";
import type { Context } from "../../http/context.ts";
import type { IngestDeps } from "./deps.ts";

export interface JobRecord {
  /** How the job ends, and the moment from which its client can be told. Calls after the first do nothing. */
  count(outcome: Outcome): void;
  /** The job's row is terminal. */
  left(): void;
}

/** A job as its record needs it. */
export interface RecordedJob {
  readonly id: string;
  readonly slot: Slot;
  /** The T_sync_response in force for it. */
  readonly tMs: number;
  readonly ledger: Ledger;
}

/**
 * Begins the record of a job whose row is committed. The time is observed when the last byte of the answer is out; when the client
 * went away before that, when the job ends. What it did meanwhile is read from its ledger as that was closed.
 */
export function beginRecord(deps: IngestDeps, job: RecordedJob, context: Context): JobRecord {
  const { metrics } = deps;
  const { id, slot, tMs } = job;
  const left = deps.inflight.begin(id, slot.id, context.startedAt);
  context.setJob(id, slot.id);
  let counted = false;
  return {
    left,
    count(outcome) {
      if (counted) return;
      counted = true;
      const ledger = job.ledger.closed();
      const provider = ledger.attempts.at(-1)?.provider ?? slot.provider;
      metrics.ingest_requests_total.with({ slot_id: slot.id, provider, outcome }).inc();
      for (const [phase, ms] of phasesOf(ledger))
        metrics.ingest_phase_duration_seconds.with({ phase }).observe(ms / 1000);
      context.setJob(id, slot.id, outcome);
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

/** What counts as the time of a job. Timers fire early: one that ran into its deadline has used more than all of it, whatever the clock says. */
export function elapsedOf(outcome: Outcome, elapsedMs: number, tMs: number): number {
  return outcome === "timeout" ? Math.max(elapsedMs, tMs + 1) : elapsedMs;
}
