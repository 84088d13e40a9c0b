/** Jobs as operators see them: a page of a list, or one. */
import type { components } from "../../../generated/api.ts";
import type { Outcome, SlotId } from "../../../generated/contract.ts";
import type { Job } from "../../core/job.ts";
import { findJob, listJobs } from "../../storage/repos/jobs.ts";
import type { Db } from "../../storage/schema.ts";

type JobBody = components["schemas"]["Job"];

/** What is asked for; what is left out does not matter. */
export interface JobsAsked {
  readonly slotId?: SlotId | undefined;
  /** null for the jobs that are pending. */
  readonly outcome?: Outcome | null | undefined;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** Id of the job that the page follows. */
  readonly before?: string | undefined;
}

export type JobsPage =
  | { readonly ok: true; readonly page: components["schemas"]["JobList"] }
  | { readonly ok: false; readonly problem: string };

/** A page of at most `limit` jobs, the newest first. */
export async function readJobs(db: Db, asked: JobsAsked, limit: number): Promise<JobsPage> {
  const { slotId, outcome, sinceMs, untilMs, before } = asked;
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    return { ok: false, problem: "since must be before until" };
  }
  const after = before === undefined ? undefined : await findJob(db, before);
  if (before !== undefined && after === undefined) {
    return { ok: false, problem: `before: there is no job ${before}; take next of the page before` };
  }
  const filter = {
    ...(slotId === undefined ? {} : { slotId }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(after === undefined ? {} : { after }),
  };
  // One more than asked for says whether there is a next page.
  const found = await listJobs(db, filter, limit + 1);
  const jobs = found.slice(0, limit);
  const next = found.length > limit ? (jobs.at(-1)?.id ?? null) : null;
  return { ok: true, page: { jobs: jobs.map(toBody), next } };
}

/** undefined when there is no such job. */
export async function readJob(db: Db, id: string): Promise<JobBody | undefined> {
  const job = await findJob(db, id);
  return job && toBody(job);
}

function toBody(job: Job): JobBody {
  const { removed } = job;
  return {
    job_id: job.id,
    slot_id: job.slotId,
    slot_version: job.slotVersion,
    provider: job.provider,
    answered_by: job.answeredBy,
    created_at: timeOf(job.createdAtMs),
    deadline_at: timeOf(job.deadlineAtMs),
    finished_at: job.finishedAtMs === null ? null : timeOf(job.finishedAtMs),
    outcome: job.outcome,
    failure_reason: job.failureReason,
    upload_bytes: job.uploadBytes,
    has_picture: job.picture !== null && removed === null,
    removed: removed && { at: timeOf(removed.atMs), because: removed.because },
    recovered: job.recovered,
    ledger: ledgerOf(job),
  };
}

function ledgerOf({ ledger }: Job): JobBody["ledger"] {
  if (ledger === null) return null;
  const attempts = ledger.attempts.map(({ provider, result, startMs, ms, reason = null }) => {
    return { provider, result, start_ms: startMs, ms, reason };
  });
  return { upload_ms: ledger.uploadMs, wait_ms: ledger.waitMs, attempts, write_ms: ledger.writeMs };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
