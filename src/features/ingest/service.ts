/** An ingest from its headers to its answer: the whole flow in one function, in the order in which it happens. */
import type { SlotId } from "../../../generated/contract.ts";
import { beforeAbort, type Deadline, startDeadline } from "../../core/deadline.ts";
import { refused } from "../../core/failure.ts";
import { expiresAtMs, newJobId } from "../../core/job.ts";
import { createLedger } from "../../core/ledger.ts";
import type { OpenPicture } from "../../core/media.ts";
import type { Photo } from "../../core/provider.ts";
import type { Settings } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { findReplay, findTicket, insertJob, type KeptTicket } from "../../storage/repos/jobs.ts";
import { type Admission, admit } from "./admission.ts";
import { timedOut } from "./attempts.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import type { PhotoIdentity, RunningJob } from "./duplicates.ts";
import { type Holding, hold } from "./holding.ts";
import { readPhoto } from "./photo.ts";
import { beginRecord } from "./record.ts";
import { type JobEnd, runJob } from "./run-job.ts";

/** What the client gets: a picture that is open already, or why there is none. */
export type IngestAnswer =
  | {
      readonly jobId: string;
      readonly picture: OpenPicture;
      readonly replayed: boolean;
      /** Of the job whose picture it is; absent when the picture is sent again. */
      readonly serverTiming?: string;
    }
  | { readonly refusal: IngestRefusal };

/**
 * Work ends this long before T, so that the client holds its answer at T: the commit of the timeout and the way to the
 * client take some milliseconds.
 */
export const ANSWER_LEAD_MS = 20;

/** Edits one photo. Throws Refused while there is no job, and the errors of the database and the media. */
export async function ingest(deps: IngestDeps, slotId: SlotId, context: Context): Promise<IngestAnswer> {
  const settings = deps.settings.current();
  const tMs = settings.tSyncResponseSeconds * 1000;
  const deadline = startDeadline(tMs - ANSWER_LEAD_MS, context.startedAt);
  let holding: Holding | undefined;
  let running: RunningJob | undefined;
  try {
    const admission = await admit(deps, slotId, context, deadline);
    holding = hold(deps, admission.permit, context);
    const { photo, identity } = await takePhoto(deps, admission, holding, deadline, context);
    const replay = deps.running.find(identity) === undefined ? await findPicture(deps, identity, settings) : undefined;
    if (replay !== undefined) return answerReplay(replay, slotId, context);
    // After the last await: between here and `begin` no other request can begin the same job.
    const other = deps.running.find(identity);
    if (other === undefined) running = begin(deps, { admission, photo, identity, holding, deadline, tMs, context });
    else {
      await holding.free();
      return await join(deps, other, slotId, deadline, context);
    }
  } finally {
    if (running === undefined) {
      deadline.stop();
      await holding?.free();
    }
  }
  return await answerEnd(deps, running.jobId, await running.end);
}

/** Receives the photo and looks at it. Whatever is wrong with it is thrown as Refused. */
async function takePhoto(
  deps: IngestDeps,
  { slot, permit }: Admission,
  { photoPath: path }: Holding,
  { signal }: Deadline,
  context: Context,
): Promise<{ photo: Photo; identity: PhotoIdentity }> {
  const { passwords } = deps;
  const { photo, upload } = await readPhoto(deps, { path, passwords, authenticated: permit.authenticated }, signal, {
    request: context.rawRequest,
    received: ({ hashMatches }) => {
      if (hashMatches === false) hashDiffers(deps, slot.id, context);
    },
  });
  return { photo, identity: { slotId: slot.id, slotVersion: slot.version, sha256: upload.sha256 } };
}

function hashDiffers({ config, metrics }: IngestDeps, slotId: SlotId, context: Context): void {
  metrics.ingest_hash_mismatch_total.with({ slot_id: slotId }).inc();
  if (config.INGEST_HASH_POLICY === "enforce") {
    throw refused("hash_mismatch", "The photo that arrived is not the one that the field hash names; send it again.");
  }
  context.log.warn("The photo is not the one that the field hash names; it is accepted by INGEST_HASH_POLICY=warn.");
}

interface Replay {
  readonly jobId: string;
  readonly picture: OpenPicture;
}

/** The picture that a job has made of the same photo within the replay window, if it is still there. */
async function findPicture(
  deps: IngestDeps,
  identity: PhotoIdentity,
  { resultTtlHours }: Settings,
): Promise<Replay | undefined> {
  const sinceMs = replayableSince(deps);
  if (sinceMs === undefined) return undefined;
  const job = await findReplay(deps.db, { ...identity, sinceMs });
  if (!job?.picture || expiresAtMs(job.createdAtMs, resultTtlHours) <= Date.now()) return undefined;
  const picture = await deps.media.open(job.picture.key);
  return picture && { jobId: job.id, picture };
}

/** The oldest creation of a job that the same photo can go back to, in epoch milliseconds; undefined when none can. */
function replayableSince({ config }: IngestDeps): number | undefined {
  const windowMs = config.REPLAY_WINDOW_SECONDS * 1000;
  return windowMs === 0 ? undefined : Date.now() - windowMs;
}

/** Paid work at a provider that a job of the same photo has left behind. */
async function findPaidWork(deps: IngestDeps, identity: PhotoIdentity): Promise<KeptTicket | undefined> {
  const sinceMs = replayableSince(deps);
  return sinceMs === undefined ? undefined : await findTicket(deps.db, { ...identity, sinceMs });
}

function answerReplay({ jobId, picture }: Replay, slotId: SlotId, context: Context): IngestAnswer {
  context.setJob(jobId, slotId);
  return { jobId, picture, replayed: true };
}

/** Waits for a job that another request began, but no longer than this request's own deadline. */
async function join(
  deps: IngestDeps,
  { jobId, end }: RunningJob,
  slotId: SlotId,
  deadline: Deadline,
  context: Context,
): Promise<IngestAnswer> {
  const ended = await beforeAbort(end, deadline.signal);
  context.setJob(jobId, slotId);
  return ended === undefined ? { refusal: timedOut.refusal } : await answerEnd(deps, jobId, ended);
}

/** All that a job begins with. */
interface Start {
  readonly admission: Admission;
  readonly photo: Photo;
  readonly identity: PhotoIdentity;
  readonly holding: Holding;
  readonly deadline: Deadline;
  readonly tMs: number;
  readonly context: Context;
}

/** From here the job runs to its end, whoever still waits for it. */
function begin(deps: IngestDeps, start: Start): RunningJob {
  const jobId = newJobId();
  const job = { jobId, end: run(deps, jobId, start) };
  deps.running.add(start.identity, job);
  return job;
}

async function run(deps: IngestDeps, id: string, start: Start): Promise<JobEnd> {
  const { admission, photo, identity, holding, deadline, tMs, context } = start;
  const { slot, choices, permit } = admission;
  const { fence } = permit;
  const ledger = createLedger(context.startedAt, permit.waitedMs);
  const row = { id, fence, ...identity, provider: slot.provider, uploadBytes: photo.sizeBytes };
  try {
    const ticket = await findPaidWork(deps, identity);
    const { createdAtMs } = await insertJob(deps.db, { ...row, ticket, deadlineInMs: deadline.remainingMs() });
    const plan = {
      ...{ id, fence, slot, choices, permit, photo, deadline, tMs, ledger },
      resultPath: holding.resultPath,
      log: context.log.child({ job_id: id }),
      tickets: new Map(ticket === undefined ? [] : [[ticket.provider, ticket.ticket]]),
      late: new Set<Promise<void>>(),
    };
    return await runJob(deps, plan, createdAtMs, beginRecord(deps, { id, slot, tMs, ledger }, context), holding.free);
  } catch (error) {
    deadline.stop();
    await holding.free();
    throw error;
  }
}

/** Opens the picture of a job for one of those who waited for it. */
async function answerEnd(deps: IngestDeps, jobId: string, end: JobEnd): Promise<IngestAnswer> {
  if ("refusal" in end) return end;
  const picture = await deps.media.open(end.picture.key);
  if (picture !== undefined) return { jobId, picture, replayed: false, serverTiming: end.serverTiming };
  return {
    refusal: { reason: "media_unavailable", details: "The picture was made but cannot be read.", retryAfterSeconds: 5 },
  };
}
