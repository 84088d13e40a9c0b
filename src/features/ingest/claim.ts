/**
 * One job a photo, whichever instances are sent it: begins the job, or finds the one that another instance works on, and
 * waits for that by its row. In one process duplicates.ts joins the same photos.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { failureReasons } from "../../../generated/routes.ts";
import type { Deadline } from "../../core/deadline.ts";
import { expiresAtMs, type Job } from "../../core/job.ts";
import { serverTiming } from "../../core/ledger.ts";
import type { Settings } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { isShared, isUnavailable, isUniqueViolation } from "../../storage/dialect.ts";
import {
  type AwaitedJob,
  findJob,
  findPending,
  findReplay,
  findTicket,
  insertJob,
  type KeptTicket,
  lookAtJob,
  type NewJob,
  reapJob,
  withdrawJob,
} from "../../storage/repos/jobs.ts";
import type { IngestDeps } from "./deps.ts";
import type { PhotoIdentity } from "./duplicates.ts";
import { RETRY_AFTER_SECONDS } from "./media-failure.ts";
import type { JobEnd } from "./run-job.ts";

/** A job that this process has to do now; the row is committed. */
export interface Begun {
  readonly createdAtMs: number;
  /** What the photo's last job has left at a provider. */
  readonly ticket: KeptTicket | undefined;
}

/** A job of the photo that is another one's; `end` when it has ended already. */
export interface Elsewhere {
  readonly jobId: string;
  readonly end: JobEnd | undefined;
}

type ToClaim = Omit<NewJob, "ticket" | "owner" | "deadlineInMs"> & PhotoIdentity;

/** How often a row is looked at that others wait for. */
const LOOK_MS = 200;
/** A database that does not answer for so long is away: who waits for a job is told so. */
const LOST_MS = 2_000;
/** How soon, and how often, a row is tried to be taken back that was perhaps written. */
const WITHDRAW_MS = { first: 250, most: 2_000 };

/** Begins the job unless another one of the photo is running or has just succeeded. Throws the database's errors; then there is no job. */
export async function claim(
  deps: IngestDeps,
  job: ToClaim,
  settings: Settings,
  { deadline, log }: { readonly deadline: Deadline; readonly log: Context["log"] },
): Promise<Begun | Elsewhere> {
  for (;;) {
    const ticket = await findPaidWork(deps, job);
    const row = { ...job, ticket, owner: deps.instance.id, deadlineInMs: deadline.remainingMs() };
    try {
      const { createdAtMs } = await insertJob(deps.db, row);
      return (await hasJustEnded(deps, row, settings)) ?? { createdAtMs, ticket };
    } catch (error) {
      if (!isUniqueViolation(error)) {
        // What was asked of a database that was lost may have been done all the same.
        if (isShared(deps.db)) deps.inflight.track(withdrawEventually(deps, row, log));
        throw error;
      }
    }
    const other = await findPending(deps.db, job);
    if (other === undefined) continue;
    if (!isStranded(deps, other)) return { jobId: other.id, end: undefined };
    if (await reapJob(deps.db, other)) {
      log.warn({ job_id: other.id, slot_id: job.slotId }, "The instance of a job is gone; its photo is edited anew.");
    }
  }
}

/**
 * Between the look for a picture and the row of the own job, the job of another instance may have ended: then the own one
 * is taken back. In one process nothing comes between.
 */
async function hasJustEnded(deps: IngestDeps, job: NewJob, settings: Settings): Promise<Elsewhere | undefined> {
  if (!isShared(deps.db)) return undefined;
  const done = await findDone(deps, job, settings);
  const picture = done?.picture && (await deps.media.open(done.picture.key));
  if (done === undefined || !picture) return undefined;
  picture.stream.destroy();
  await withdrawJob(deps.db, job);
  return { jobId: done.id, end: endOf(done) };
}

/** The job that has made a picture of the same photo within the replay window. */
export async function findDone(
  deps: IngestDeps,
  identity: PhotoIdentity,
  { resultTtlHours }: Settings,
): Promise<Job | undefined> {
  const windowMs = replayWindowMs(deps);
  if (windowMs === undefined) return undefined;
  return await findReplay(deps.db, { ...identity, withinMs: Math.min(windowMs, expiresAtMs(0, resultTtlHours)) });
}

/** Paid work at a provider that a job of the same photo has left behind. */
async function findPaidWork(deps: IngestDeps, identity: PhotoIdentity): Promise<KeptTicket | undefined> {
  const withinMs = replayWindowMs(deps);
  return withinMs === undefined ? undefined : await findTicket(deps.db, { ...identity, withinMs });
}

/** How long ago a job may have begun that the same photo can go back to; undefined when it cannot. */
function replayWindowMs({ config }: IngestDeps): number | undefined {
  return config.REPLAY_WINDOW_SECONDS === 0 ? undefined : config.REPLAY_WINDOW_SECONDS * 1000;
}

/**
 * Waits for the end of a job that another instance works on. undefined when nobody will give it an end: its instance is
 * gone, or it was begun and taken back. Throws the database's error when it is away.
 */
export async function waitElsewhere(deps: IngestDeps, jobId: string): Promise<JobEnd | undefined> {
  for (let seenAt = performance.now(); ; ) {
    await sleep(LOOK_MS);
    try {
      const job = await lookAtJob(deps.db, jobId);
      seenAt = performance.now();
      if (job === undefined || isStranded(deps, job)) return undefined;
      if (job.outcome === null) continue;
      const ended = await findJob(deps.db, jobId);
      return ended && endOf(ended);
    } catch (error) {
      if (!isUnavailable(error) || performance.now() - seenAt > LOST_MS) throw error;
    }
  }
}

/** Whether a pending job has nobody who works on it. One of this process is not its own any more once it was answered. */
function isStranded({ instance, running }: IngestDeps, { id, owner, outcome, isOwnerAlive }: AwaitedJob): boolean {
  if (outcome !== null) return false;
  return owner === instance.id ? !running.works(id) : !isOwnerAlive;
}

/** What the client of a job was told, for another one of the same photo; undefined when it was told nothing. */
function endOf({ outcome, recovered, failureReason, picture, ledger }: Job): JobEnd | undefined {
  if (recovered || ledger === null) return undefined;
  const timing = serverTiming(ledger);
  if (outcome === "success") return picture === null ? undefined : { picture, serverTiming: timing };
  const reason = failureReason ?? "internal_error";
  const seconds = Object.entries(RETRY_AFTER_SECONDS).find(([name]) => name === reason)?.[1];
  const refusal = { reason, details: failureReasons[reason].help, headers: { "Server-Timing": timing } };
  return { refusal: seconds === undefined ? refusal : { ...refusal, retryAfterSeconds: seconds } };
}

/** Tries until the database has said that there is no such row, or the process ends; then the row counts as left over. */
async function withdrawEventually(deps: IngestDeps, job: NewJob, log: Context["log"]): Promise<void> {
  for (let waitMs = WITHDRAW_MS.first; !deps.stopping.aborted; waitMs = Math.min(2 * waitMs, WITHDRAW_MS.most)) {
    await sleep(waitMs, undefined, { signal: deps.stopping }).catch(() => undefined);
    try {
      await withdrawJob(deps.db, job);
      return;
    } catch (error) {
      log.warn({ err: error }, "A job that was not begun could not be taken back yet.");
    }
  }
}
