/** The attempts of a job, one after the other as core/attempt-plan.ts says, up to a stored picture or the last word. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome, Provider, Result } from "../../../generated/contract.ts";
import { nextStep, type Tried } from "../../core/attempt-plan.ts";
import { failureRules } from "../../core/failure-kind.ts";
import type { JobEnding, StoredPicture } from "../../core/job.ts";
import { resultKey } from "../../core/media.ts";
import { type AttemptEnd, attempt, isNoRoom, type JobPlan, removeFile } from "./attempt.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import { hashFile } from "./hash.ts";
import { mediaRefusal } from "./media-failure.ts";
import { elapsedOf } from "./record.ts";

/** A picture that is stored under its key, or how the job ends without one. */
export type Attempted = Stored | Failed;

interface Stored {
  readonly picture: StoredPicture;
  /** The standby's name, when it made the picture. */
  readonly answeredBy: Provider | undefined;
}

export interface Failed {
  readonly outcome: Exclude<Outcome, "success">;
  readonly refusal: IngestRefusal;
}

/** The job ran into its deadline. */
export const timedOut: Failed = {
  outcome: "timeout",
  refusal: { reason: "deadline_exceeded", details: "T_sync_response has passed." },
};

/** The provider had all the time of the job, and was not done. */
const notInTime: Failed = {
  outcome: "timeout",
  refusal: { reason: "deadline_exceeded", details: "The provider was not done within T_sync_response." },
};

/** The ending of a job's row, as the answer to its client says it, with the account that the client was given. */
export function failedEnding({ outcome, refusal }: Failed, { ledger, deadline, tMs }: JobPlan): JobEnding {
  const elapsedMs = elapsedOf(outcome, deadline.elapsedMs(), tMs);
  return { outcome, failureReason: refusal.reason, ledger: ledger.closed(), elapsedMs, deadline };
}

/** Edits the photo and stores the picture. Never rejects; ends soon after the deadline. */
export async function runAttempts(deps: IngestDeps, job: JobPlan, createdAtMs: number): Promise<Attempted> {
  const lastWords = new Map<Provider, Result>();
  try {
    const end = await makePicture(deps, job, lastWords);
    return end?.ok ? await store(deps, job, createdAtMs, end) : lastWord(end);
  } catch (error) {
    return failedInside(job, error);
  } finally {
    const { id: slotId, version: slotVersion } = job.slot;
    for (const [provider, result] of lastWords) deps.concluded({ slotId, slotVersion, provider, result });
  }
}

export interface Made extends Extract<AttemptEnd, { ok: true }> {
  readonly by: { readonly provider: Provider; readonly standby: boolean };
}
interface NotMade extends Extract<AttemptEnd, { ok: false }> {
  readonly by: { readonly provider: Provider };
  /** Whether it was given all the time that was left. */
  readonly hadAllTime: boolean;
}

/**
 * Tries until there is a picture, or nothing more is to be tried; undefined when no attempt was made. `lastWords` is what
 * the last attempt at each provider came to.
 */
export async function makePicture(
  deps: IngestDeps,
  job: JobPlan,
  lastWords: Map<Provider, Result>,
): Promise<Made | NotMade | undefined> {
  const { slot, choices, deadline } = job;
  const tried: Tried[] = [];
  let last: NotMade | undefined;
  let endedAt = performance.now();
  for (;;) {
    const remainingMs = deadline.remainingMs();
    const sinceLastMs = performance.now() - endedAt;
    const { totalMs } = deadline;
    const { maxAttempts } = slot;
    const step = nextStep({ choices, maxAttempts, totalMs, remainingMs, sinceLastMs, tried, times: deps.times.of });
    if (step.do === "wait") {
      await sleep(step.ms, undefined, { signal: deadline.signal }).catch(() => undefined);
      continue;
    }
    const choice = step.do === "attempt" ? choices[step.choice] : undefined;
    if (step.do === "stop" || choice === undefined) return last;
    const end = await attempt(deps, job, choice, tried.length + 1, step.capMs);
    endedAt = performance.now();
    if (!isNoRoom(end)) lastWords.set(choice.provider, end.ok ? "ok" : end.failure.kind);
    if (end.ok) return { ...end, by: choice };
    last = { ...end, by: choice, hadAllTime: step.capMs >= remainingMs };
    if (end.refusal !== undefined) return last;
    const { kind, retryAfterMs } = end.failure;
    tried.push({ choice: step.choice, kind, retryAfterMs, called: end.called, jitter: Math.random() });
  }
}

async function store(
  deps: IngestDeps,
  job: JobPlan,
  createdAtMs: number,
  { path, picture: { type, sizeBytes }, by }: Made,
): Promise<Attempted> {
  job.ledger.writing();
  try {
    const sha256 = await hashFile(path, "sha256");
    const key = resultKey(job.slot.id, createdAtMs, job.id, type);
    await deps.media.publish(path, key);
    return { picture: { key, type, sizeBytes, sha256 }, answeredBy: by.standby ? by.provider : undefined };
  } catch (error) {
    await removeFile(path, job.log);
    throw error;
  }
}

export function failedInside(job: JobPlan, error: unknown): Failed {
  job.log.error({ err: error }, "A job failed inside the service.");
  return { outcome: "internal_error", refusal: mediaRefusal(error) ?? { reason: "internal_error" } };
}

/** How the job ends by its last attempt, unless its deadline has passed. */
export function lastWord(last: NotMade | undefined): Failed {
  if (last === undefined) return timedOut;
  if (last.refusal !== undefined) return { outcome: "internal_error", refusal: last.refusal };
  if (last.defect !== undefined) return { outcome: "internal_error", refusal: { reason: "internal_error" } };
  const { kind } = last.failure;
  // A driver that asks in turns gives up when there is no time for another question: that is a moment before the deadline.
  if (kind === "deadline" && last.hadAllTime) return notInTime;
  const { outcome, reason } = failureRules[kind];
  const { provider } = last.by;
  const details = {
    photo_rejected: "The provider refuses this photo; another photo may pass.",
    provider_error: `The provider ${provider} gave no picture (${kind}).`,
    deadline_exceeded: `The provider ${provider} was not done in the time that T_sync_response leaves.`,
  };
  return { outcome, refusal: { reason, details: details[reason] } };
}
