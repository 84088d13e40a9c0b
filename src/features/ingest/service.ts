/** An ingest from its headers to its answer: the whole flow in one function, in the order in which it happens. */
import type { SlotId } from "../../../generated/contract.ts";
import { beforeAbort, type Deadline, startDeadline } from "../../core/deadline.ts";
import { refused } from "../../core/failure.ts";
import { newJobId } from "../../core/job.ts";
import { createLedger } from "../../core/ledger.ts";
import type { OpenPicture } from "../../core/media.ts";
import type { Photo } from "../../core/provider.ts";
import type { Settings } from "../../core/settings.ts";
import type { Context } from "../../http/context.ts";
import { type Admission, admit } from "./admission.ts";
import { timedOut } from "./attempts.ts";
import { type Begun, claim, findDone, waitElsewhere } from "./claim.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import type { JobPlace, PhotoIdentity, RunningJob } from "./duplicates.ts";
import { type Holding, hold } from "./holding.ts";
import { RETRY_AFTER_SECONDS } from "./media-failure.ts";
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
    deps.passwords.requireOpen(context.clientAddress);
    const admission = await admit(deps, slotId, context, deadline);
    holding = hold(deps, admission.permit, context);
    const { photo, identity } = await takePhoto(deps, admission, holding, deadline, context);
    const replay = deps.running.find(identity) === undefined ? await findPicture(deps, identity, settings) : undefined;
    if (replay !== undefined) return answerReplay(replay, slotId, context);
    // After the last await: between here and `begin` no other request can begin the same job.
    const other = deps.running.find(identity);
    if (other === undefined)
      running = begin(deps, { admission, photo, identity, holding, deadline, settings, context });
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
  // The own job ends by itself soon after the deadline; for that of another instance nobody waits any longer.
  const ended = await beforeAbort(running.end, deadline.signal);
  if (ended === undefined && running.place().isElsewhere) {
    void running.end.then(destroyOpened, () => undefined);
    return await join(deps, running, slotId, deadline, context);
  }
  const end = ended ?? (await running.end);
  const { jobId, isElsewhere } = running.place();
  if (isElsewhere) context.setJob(jobId, slotId);
  return await answerEnd(deps, jobId, end, "refusal" in end ? undefined : end.opened);
}

/** Receives the photo and looks at it. Whatever is wrong with it is thrown as Refused. */
async function takePhoto(
  deps: IngestDeps,
  { slot, permit }: Admission,
  { photoPath: path }: Holding,
  { signal }: Deadline,
  context: Context,
): Promise<{ photo: Photo; identity: PhotoIdentity }> {
  const passwords = {
    matches: (given: string) => deps.passwords.matches(given, context.clientAddress, deps.config.INGEST_PASSWORD),
  };
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
async function findPicture(deps: IngestDeps, identity: PhotoIdentity, settings: Settings): Promise<Replay | undefined> {
  const job = await findDone(deps, identity, settings);
  const picture = job?.picture && (await deps.media.open(job.picture.key));
  return job && picture ? { jobId: job.id, picture } : undefined;
}

function answerReplay({ jobId, picture }: Replay, slotId: SlotId, context: Context): IngestAnswer {
  context.setJob(jobId, slotId);
  return { jobId, picture, replayed: true };
}

/** Waits for a job that another request began, but no longer than this request's own deadline. */
async function join(
  deps: IngestDeps,
  { place, end }: RunningJob,
  slotId: SlotId,
  deadline: Deadline,
  context: Context,
): Promise<IngestAnswer> {
  const ended = await beforeAbort(end, deadline.signal);
  const { jobId } = place();
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
  readonly settings: Settings;
  readonly context: Context;
}

/** From here the job runs to its end, whoever still waits for it. */
function begin(deps: IngestDeps, start: Start): RunningJob {
  let place: JobPlace = { jobId: newJobId(), isElsewhere: false };
  const end = run(deps, start, place.jobId, (now) => {
    place = now;
  });
  const job = { place: () => place, end };
  deps.running.add(start.identity, job);
  return job;
}

/** Makes one job of the photo end, here or where it is running already; `moved` is told where that is. */
async function run(deps: IngestDeps, first: Start, id: string, moved: (place: JobPlace) => void): Promise<JobEnd> {
  const { photo, holding, deadline, settings, context } = first;
  let start = first;
  try {
    for (;;) {
      const { slot, permit } = start.admission;
      const row = { id, fence: permit.fence, ...start.identity, provider: slot.provider, uploadBytes: photo.sizeBytes };
      const claimed = await claim(deps, row, settings, { deadline, log: context.log });
      if ("createdAtMs" in claimed) return await runOwn(deps, start, id, claimed);
      moved({ jobId: claimed.jobId, isElsewhere: true });
      const end = claimed.end ?? (await followElsewhere(deps, start, claimed.jobId));
      if (end !== undefined) {
        await letGo(start);
        return end;
      }
      start = await admitAgain(deps, start);
      moved({ jobId: id, isElsewhere: false });
    }
  } catch (error) {
    await letGo({ deadline, holding });
    throw error;
  }
}

async function letGo({ deadline, holding }: Pick<Start, "deadline" | "holding">): Promise<void> {
  deadline.stop();
  await holding.free();
}

/**
 * Waits for the job of another instance. The permit is given back meanwhile; the photo is kept for the case that nobody
 * ends that job, up to the deadline. Others of this process may wait longer for the same job.
 */
async function followElsewhere(
  deps: IngestDeps,
  { holding, deadline }: Start,
  jobId: string,
): Promise<JobEnd | undefined> {
  holding.rest();
  const waiting = waitElsewhere(deps, jobId);
  const inTime = await beforeAbort(
    waiting.then((end) => ({ end })),
    deadline.signal,
  );
  if (inTime !== undefined) return inTime.end;
  await holding.free();
  return (await waiting) ?? { refusal: timedOut.refusal };
}

/** Lets a photo in once more that waited in vain for another instance, as if it came now. Throws Refused. */
async function admitAgain(deps: IngestDeps, start: Start): Promise<Start> {
  const { identity, holding, deadline, context } = start;
  const { headers, clientAddress } = context;
  // Whether its client is gone or not: as in any job, it may come again, and others may wait.
  const asking = { headers, clientAddress, clientGone: new AbortController().signal };
  const admission = await admit(deps, identity.slotId, asking, deadline);
  admission.permit.authenticated();
  holding.resume(admission.permit);
  return { ...start, admission, identity: { ...identity, slotVersion: admission.slot.version } };
}

async function runOwn(deps: IngestDeps, start: Start, id: string, { createdAtMs, ticket }: Begun): Promise<JobEnd> {
  const { admission, photo, holding, deadline, settings, context } = start;
  const { slot, choices, permit } = admission;
  const tMs = settings.tSyncResponseSeconds * 1000;
  const ledger = createLedger(context.startedAt, permit.waitedMs);
  const plan = {
    ...{ id, fence: permit.fence, slot, choices, permit, photo, deadline, tMs, ledger },
    resultPath: holding.resultPath,
    log: context.log.child({ job_id: id }),
    tickets: new Map(ticket === undefined ? [] : [[ticket.provider, ticket.ticket]]),
    late: new Set<Promise<void>>(),
  };
  return await runJob(deps, plan, createdAtMs, beginRecord(deps, { id, slot, tMs, ledger }, context), holding.free);
}

function destroyOpened(end: JobEnd): void {
  if ("opened" in end) end.opened?.stream.destroy();
}

/** Opens the picture of a job for one of those who waited for it, unless it is `opened` for them. */
async function answerEnd(
  deps: IngestDeps,
  jobId: string,
  end: JobEnd,
  opened?: OpenPicture | undefined,
): Promise<IngestAnswer> {
  if ("refusal" in end) return end;
  const picture = opened ?? (await deps.media.open(end.picture.key));
  if (picture !== undefined) return { jobId, picture, replayed: false, serverTiming: end.serverTiming };
  return {
    refusal: {
      reason: "media_unavailable",
      details: "The picture was made but cannot be read.",
      retryAfterSeconds: RETRY_AFTER_SECONDS.media_unavailable,
    },
  };
}
