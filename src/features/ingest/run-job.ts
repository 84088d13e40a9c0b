/** Runs a job to its one end: the attempts, the deadline, the commit of the outcome, and what is left to tidy. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "../../../generated/contract.ts";
import { beforeAbort, within } from "../../core/deadline.ts";
import type { JobEnding, StoredPicture } from "../../core/job.ts";
import { serverTiming } from "../../core/ledger.ts";
import { MediaUnavailable, type OpenPicture } from "../../core/media.ts";
import { isBusy } from "../../storage/dialect.ts";
import { findJob, finishJob } from "../../storage/repos/jobs.ts";
import type { JobPlan } from "./attempt.ts";
import { type Attempted, type Failed, failedEnding, failedInside, runAttempts, timedOut } from "./attempts.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import { mediaRefusal, RETRY_AFTER_SECONDS } from "./media-failure.ts";
import type { JobRecord } from "./record.ts";

/** How a job ended, as everyone who waits for it is told. */
export type JobEnd = JobGiven | { readonly refusal: IngestRefusal };

interface JobGiven {
  readonly picture: StoredPicture;
  /** The header that says where the job's time went. */
  readonly serverTiming: string;
  /** The picture, open already, for the request that began the job, which reads or destroys it. Absent for a job elsewhere. */
  readonly opened?: OpenPicture;
}

type Stored = Extract<Attempted, { picture: StoredPicture }>;

/** How long an answer waits for the commit of a failure. */
const COMMIT_WAIT_MS = 250;
/**
 * How long after the deadline a provider's call may take to end; then its permit is given back all the same. Where
 * instances share permits, others may take it 5 s after the deadline.
 */
const ABORT_GRACE_MS = 4_500;
const RETRY_MS = { first: 250, most: 2_000 };

/**
 * Runs a job whose row is committed. `free` gives back what it occupies; that happens before the end is told, unless the
 * provider's call outlives the deadline. Never rejects.
 */
export async function runJob(
  deps: IngestDeps,
  plan: JobPlan,
  createdAtMs: number,
  record: JobRecord,
  free: () => Promise<void>,
): Promise<JobEnd> {
  const work = runAttempts(deps, plan, createdAtMs);
  const attempted = await beforeAbort(work, plan.deadline.signal);
  if (attempted === undefined) deps.inflight.track(tidyLate(deps, plan, work, free));
  else if (plan.late.size > 0) deps.inflight.track(freeLate(plan, work, free).then(ignore));
  else await free();
  return attempted !== undefined && "picture" in attempted
    ? await succeed(deps, plan, record, attempted)
    : await fail(deps, plan, record, plan.deadline.remainingMs() === 0 ? timedOut : (attempted ?? timedOut));
}

/**
 * Opens the picture before its row says success: an answer that cannot be read is none, and client and row are to agree
 * on that.
 */
async function succeed(deps: IngestDeps, plan: JobPlan, record: JobRecord, stored: Stored): Promise<JobEnd> {
  let opened: OpenPicture;
  try {
    opened = await openStored(deps, plan, stored.picture);
  } catch (error) {
    const failed = plan.deadline.remainingMs() === 0 ? timedOut : failedInside(plan, error);
    return await fail(deps, plan, record, failed, stored.picture);
  }
  const end = await commit(deps, plan, record, stored);
  if ("picture" in end) return { ...end, opened };
  opened.stream.destroy();
  return end;
}

/** Like the commit, it gets the time that is left. Throws what is wrong with the media when that is over. */
async function openStored(deps: IngestDeps, plan: JobPlan, { key }: StoredPicture): Promise<OpenPicture> {
  for (;;) {
    try {
      const opened = await deps.media.open(key);
      // Media of another machine may break off before anybody reads.
      opened?.stream.on("error", ignore);
      if (opened !== undefined) return opened;
      throw new MediaUnavailable("The picture was stored and is not there.");
    } catch (error) {
      if (mediaRefusal(error) === undefined || plan.deadline.remainingMs() < 2 * RETRY_MS.first) throw error;
      plan.log.warn({ err: error }, "The picture of a job cannot be read; it is tried again in a moment.");
    }
    await sleep(RETRY_MS.first);
  }
}

/** The commit decides: a picture that comes after the deadline belongs to nobody. */
async function commit(deps: IngestDeps, plan: JobPlan, record: JobRecord, stored: Stored): Promise<JobEnd> {
  const { picture } = stored;
  const committing = commitSuccess(deps, plan, stored);
  try {
    const owner = await within(committing, plan.deadline.remainingMs() + COMMIT_WAIT_MS);
    if (owner === undefined) return await answerDespite(deps, plan, record, committing, picture);
    if (owner === "job") return given(plan, record, picture);
    if (owner === "late") return await fail(deps, plan, record, timedOut, picture);
    await discard(deps, plan, picture);
    return await fail(deps, plan, record, takenAway);
  } catch (error) {
    plan.log.error({ err: error }, "The success of a job could not be committed.");
    return await fail(deps, plan, record, databaseLost, picture);
  }
}

/** The row has the picture: its client gets it. */
function given(plan: JobPlan, record: JobRecord, picture: StoredPicture): JobGiven {
  plan.deadline.stop();
  record.left();
  record.count("success");
  return { picture, serverTiming: serverTiming(plan.ledger.closed()) };
}

/** Who has the picture of a job: its row; nobody yet, and its deadline has passed; nobody, as somebody else has ended it. */
type PictureOwner = "job" | "late" | "nobody";

/**
 * A database that somebody else is writing, or that is away for a moment, gets the time that is left: the picture is made,
 * and often paid for. When it throws, nobody knows whether the row has the picture.
 */
async function commitSuccess(deps: IngestDeps, plan: JobPlan, stored: Stored): Promise<PictureOwner> {
  for (;;) {
    try {
      const { deadline } = plan;
      const times = { ledger: plan.ledger.close(), elapsedMs: deadline.elapsedMs(), deadline };
      if (await finishJob(deps.db, plan.id, plan.fence, { outcome: "success", ...stored, ...times })) return "job";
      return await ownerOf(deps, plan, stored.picture);
    } catch (error) {
      if (!isBusy(error) || plan.deadline.remainingMs() < 2 * RETRY_MS.first) throw error;
      plan.log.warn({ err: error }, "The database is busy; the success of a job is committed in a moment.");
    }
    await sleep(RETRY_MS.first);
  }
}

/** A commit whose connection died may have been done: the row says it. */
async function ownerOf(deps: IngestDeps, { id }: JobPlan, { key }: StoredPicture): Promise<PictureOwner> {
  const job = await findJob(deps.db, id);
  if (job?.outcome === null) return "late";
  return job?.outcome === "success" && job.picture?.key === key ? "job" : "nobody";
}

/** The deadline is over and the commit of the success hangs: the client gets its 504, the row what it comes to. */
async function answerDespite(
  deps: IngestDeps,
  plan: JobPlan,
  record: JobRecord,
  commit: Promise<PictureOwner>,
  picture: StoredPicture,
): Promise<JobEnd> {
  record.count("timeout");
  const settled = commit.then(
    async (owner) => {
      if (owner === "job") return record.left();
      await finishEventually(deps, plan, record, timedOut, picture);
    },
    () => finishEventually(deps, plan, record, timedOut, picture),
  );
  deps.inflight.track(settled);
  return refuse(plan, timedOut);
}

/** Another instance took this one for dead, as when the machine was paused. */
const takenAway: Failed = {
  outcome: "internal_error",
  refusal: {
    reason: "internal_error",
    details: "This instance was away for too long, and the job was ended; try again.",
  },
};

const databaseLost: Failed = {
  outcome: "internal_error",
  refusal: {
    reason: "database_unavailable",
    details: "The job could not be recorded.",
    retryAfterSeconds: RETRY_AFTER_SECONDS.database_unavailable,
  },
};

/** The refusal of a job, with where its time went as its row has it. */
function refuse({ ledger }: JobPlan, { refusal }: Failed): JobEnd {
  return { refusal: { ...refusal, headers: { "Server-Timing": serverTiming(ledger.closed()) } } };
}

/**
 * Ends a job without a picture. What cannot be committed at once is answered all the same and committed later. `unsure` is
 * a picture that the row may have after all; then its client gets it.
 */
async function fail(
  deps: IngestDeps,
  plan: JobPlan,
  record: JobRecord,
  failed: Failed,
  unsure?: StoredPicture,
): Promise<JobEnd> {
  plan.deadline.stop();
  plan.ledger.close();
  const commit = endAs(deps, plan, failedEnding(failed, plan), unsure);
  try {
    const outcome = await within(commit, COMMIT_WAIT_MS);
    if (outcome === "success" && unsure !== undefined) return given(plan, record, unsure);
    if (outcome === undefined) {
      if (unsure === undefined) record.count(failed.outcome);
      const settled = commit.then(settle(record), () => finishEventually(deps, plan, record, failed, unsure));
      deps.inflight.track(settled);
    } else settle(record)(outcome);
    return refuse(plan, failed);
  } catch (error) {
    plan.log.error({ err: error }, "The end of a job could not be committed; it is tried again.");
    // Only a timeout is answered as what it is: every other failure is now, first of all, a database that is away.
    const told = failed.outcome === "timeout" ? failed : databaseLost;
    if (told.outcome === "timeout") record.count("timeout");
    deps.inflight.track(finishEventually(deps, plan, record, told, unsure));
    return refuse(plan, told);
  }
}

/**
 * The outcome that the row of a job has, after it was ended as failed if it had not ended. The file of the `unsure` picture
 * is gone if the row is known not to have it; while nobody knows, it stays, and cleanup finds it if it is nobody's.
 */
async function endAs(
  deps: IngestDeps,
  plan: JobPlan,
  ending: JobEnding,
  unsure: StoredPicture | undefined,
): Promise<Outcome> {
  const ended = await finishJob(deps.db, plan.id, plan.fence, ending);
  if (!ended && unsure !== undefined && (await ownerOf(deps, plan, unsure)) === "job") return "success";
  if (!ended) plan.log.warn("The job had been ended by somebody else.");
  if (unsure !== undefined) await discard(deps, plan, unsure);
  return ending.outcome;
}

function settle(record: JobRecord): (outcome: Outcome) => void {
  return (outcome) => {
    record.left();
    record.count(outcome);
  };
}

/** Tries until the row is terminal or the process ends; then the next process finds the row. */
async function finishEventually(
  deps: IngestDeps,
  plan: JobPlan,
  record: JobRecord,
  failed: Failed,
  unsure?: StoredPicture,
): Promise<void> {
  const ending = failedEnding(failed, plan);
  for (let waitMs = RETRY_MS.first; !deps.stopping.aborted; waitMs = Math.min(2 * waitMs, RETRY_MS.most)) {
    await sleep(waitMs, undefined, { signal: deps.stopping }).catch(() => undefined);
    try {
      settle(record)(await endAs(deps, plan, ending, unsure));
      return;
    } catch (error) {
      plan.log.warn({ err: error }, "The end of a job still could not be committed.");
    }
  }
}

/** Attempts that outlive the deadline: whatever they still give is dropped. */
async function tidyLate(
  deps: IngestDeps,
  plan: JobPlan,
  work: Promise<Attempted>,
  free: () => Promise<void>,
): Promise<void> {
  const last = await freeLate(plan, work, free);
  if ("picture" in last) await discard(deps, plan, last.picture);
}

/**
 * Frees what the job occupies when its last call to a provider has ended, but does not wait for that for ever: neither
 * does whoever waits for this, as the drain.
 */
export async function freeLate<T>(
  plan: Pick<JobPlan, "late" | "log">,
  work: Promise<T>,
  free: () => Promise<void>,
): Promise<T> {
  const all = work.then(() => Promise.all(plan.late));
  const ended = await within(all, ABORT_GRACE_MS);
  if (ended === undefined) plan.log.error("A call to a provider ignores its abort; its job does not wait for it.");
  await free();
  return await work;
}

function ignore(): void {}

/** Removes a picture that no row knows. What cannot be removed now is an orphan, which cleanup finds. */
async function discard(deps: IngestDeps, plan: JobPlan, picture: StoredPicture): Promise<void> {
  try {
    await deps.media.delete([picture.key]);
  } catch (error) {
    plan.log.warn({ err: error }, "A picture that came too late could not be removed.");
  }
}
