/** Runs a job to its one end: the attempts, the deadline, the commit of the outcome, and what is left to tidy. */
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAbort, within } from "../../core/deadline.ts";
import type { StoredPicture } from "../../core/job.ts";
import { serverTiming } from "../../core/ledger.ts";
import { isBusy } from "../../storage/dialect.ts";
import { finishJob } from "../../storage/repos/jobs.ts";
import type { JobPlan } from "./attempt.ts";
import { type Attempted, type Failed, failedEnding, runAttempts, timedOut } from "./attempts.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import type { JobRecord } from "./record.ts";

/** How a job ended, as everyone who waits for it is told; `serverTiming` is the header that says where its time went. */
export type JobEnd =
  | { readonly picture: StoredPicture; readonly serverTiming: string }
  | { readonly refusal: IngestRefusal };

type Stored = Extract<Attempted, { picture: StoredPicture }>;

/** How long an answer waits for the commit of a failure. */
const COMMIT_WAIT_MS = 250;
/**
 * How long after the deadline a provider's call may take to end; then its permit is given back all the same. Where
 * instances share permits, others may take it 5 s after the deadline.
 */
const ABORT_GRACE_MS = 4_500;
const RETRY_MS = { first: 250, most: 5_000 };

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

/** The commit decides: a picture that comes after the deadline belongs to nobody. */
async function succeed(deps: IngestDeps, plan: JobPlan, record: JobRecord, stored: Stored): Promise<JobEnd> {
  const { picture } = stored;
  const commit = commitSuccess(deps, plan, stored);
  try {
    const committed = await within(commit, plan.deadline.remainingMs() + COMMIT_WAIT_MS);
    if (committed === undefined) return await answerDespite(deps, plan, record, commit, picture);
    plan.deadline.stop();
    if (!committed) {
      await discard(deps, plan, picture);
      return await fail(deps, plan, record, timedOut);
    }
    record.left();
    record.count("success");
    return { picture, serverTiming: serverTiming(plan.ledger.closed()) };
  } catch (error) {
    plan.log.error({ err: error }, "The success of a job could not be committed.");
    await discard(deps, plan, picture);
    return await fail(deps, plan, record, databaseLost);
  }
}

/** A database that somebody else is writing gets the time that is left: the picture is made, and often paid for. */
async function commitSuccess(deps: IngestDeps, plan: JobPlan, stored: Stored): Promise<boolean> {
  for (;;) {
    try {
      const times = { ledger: plan.ledger.close(), elapsedMs: plan.deadline.elapsedMs() };
      return await finishJob(deps.db, plan.id, plan.fence, { outcome: "success", ...stored, ...times });
    } catch (error) {
      if (!isBusy(error) || plan.deadline.remainingMs() < 2 * RETRY_MS.first) throw error;
      plan.log.warn({ err: error }, "The database is busy; the success of a job is committed in a moment.");
    }
    await sleep(RETRY_MS.first);
  }
}

/** The deadline is over and the commit of the success hangs: the client gets its 504, the row what it comes to. */
async function answerDespite(
  deps: IngestDeps,
  plan: JobPlan,
  record: JobRecord,
  commit: Promise<boolean>,
  picture: StoredPicture,
): Promise<JobEnd> {
  record.count("timeout");
  const settled = commit.then(
    async (committed) => {
      if (committed) return record.left();
      await discard(deps, plan, picture);
      await finishEventually(deps, plan, record, timedOut);
    },
    async () => {
      await discard(deps, plan, picture);
      await finishEventually(deps, plan, record, timedOut);
    },
  );
  deps.inflight.track(settled);
  return refuse(plan, timedOut);
}

const databaseLost: Failed = {
  outcome: "internal_error",
  refusal: { reason: "database_unavailable", details: "The job could not be recorded.", retryAfterSeconds: 5 },
};

/** The refusal of a job, with where its time went as its row has it. */
function refuse({ ledger }: JobPlan, { refusal }: Failed): JobEnd {
  return { refusal: { ...refusal, headers: { "Server-Timing": serverTiming(ledger.closed()) } } };
}

/** Ends a job without a picture. What cannot be committed at once is answered all the same and committed later. */
async function fail(deps: IngestDeps, plan: JobPlan, record: JobRecord, failed: Failed): Promise<JobEnd> {
  plan.deadline.stop();
  plan.ledger.close();
  const commit = finishJob(deps.db, plan.id, plan.fence, failedEnding(failed, plan));
  try {
    const committed = await within(commit, COMMIT_WAIT_MS);
    if (committed === undefined) {
      record.count(failed.outcome);
      deps.inflight.track(commit.then(record.left, () => finishEventually(deps, plan, record, failed)));
    } else {
      if (!committed) plan.log.warn("The job had been ended by somebody else.");
      record.left();
      record.count(failed.outcome);
    }
    return refuse(plan, failed);
  } catch (error) {
    plan.log.error({ err: error }, "The end of a job could not be committed; it is tried again.");
    // Only a timeout is answered as what it is: every other failure is now, first of all, a database that is away.
    const told = failed.outcome === "timeout" ? failed : databaseLost;
    if (told.outcome === "timeout") record.count("timeout");
    deps.inflight.track(finishEventually(deps, plan, record, told));
    return refuse(plan, told);
  }
}

/** Tries until the row is terminal or the process ends; then the next process finds the row. */
async function finishEventually(deps: IngestDeps, plan: JobPlan, record: JobRecord, failed: Failed): Promise<void> {
  const ending = failedEnding(failed, plan);
  for (let waitMs = RETRY_MS.first; !deps.stopping.aborted; waitMs = Math.min(2 * waitMs, RETRY_MS.most)) {
    await sleep(waitMs, undefined, { signal: deps.stopping }).catch(() => undefined);
    try {
      await finishJob(deps.db, plan.id, plan.fence, ending);
      record.left();
      record.count(failed.outcome);
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
