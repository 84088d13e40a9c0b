/** One call to a provider and what becomes of its picture, up to the commit that makes it count. */
import type { Logger } from "pino";
import type { Outcome } from "../../../generated/contract.ts";
import { type Deadline, DeadlinePassed } from "../../core/deadline.ts";
import type { JobEnding, StoredPicture } from "../../core/job.ts";
import { resultKey } from "../../core/media.ts";
import {
  abortFailure,
  type FailureKind,
  type Photo,
  type ProviderDriver,
  type ProviderResult,
} from "../../core/provider.ts";
import type { Slot } from "../../core/slot.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import { hashFile } from "./hash.ts";
import { cleanResult } from "./inspect.ts";
import { mediaRefusal } from "./media-failure.ts";

/** A job that is about to run. */
export interface JobPlan {
  readonly id: string;
  readonly fence: number;
  readonly slot: Slot;
  readonly driver: ProviderDriver;
  readonly photo: Photo;
  readonly resultPath: string;
  readonly deadline: Deadline;
  readonly log: Logger;
}

/** A picture that is stored under its key, or how the job ends without one. */
export type Attempted = { readonly picture: StoredPicture } | Failed;

export interface Failed {
  readonly outcome: Exclude<Outcome, "success">;
  readonly refusal: IngestRefusal;
}

/** The job ran into its deadline. */
export const timedOut: Failed = {
  outcome: "timeout",
  refusal: { reason: "deadline_exceeded", details: "T_sync_response has passed." },
};

/** The ending of a job's row, as the answer to its client says it. */
export function failedEnding({ outcome, refusal }: Failed): JobEnding {
  return { outcome, failureReason: refusal.reason };
}

/** Edits the photo and stores the picture. Never rejects; ends soon after the deadline. */
export async function attempt(deps: IngestDeps, plan: JobPlan, createdAtMs: number): Promise<Attempted> {
  try {
    const result = await callProvider(deps, plan);
    if (!result.ok) return providerFailed(plan, result.kind, result.reason);
    const sha256 = await hashFile(plan.resultPath, "sha256");
    const key = resultKey(plan.slot.id, createdAtMs, plan.id, result.type);
    await deps.media.publish(plan.resultPath, key);
    return { picture: { key, type: result.type, sizeBytes: result.sizeBytes, sha256 } };
  } catch (error) {
    plan.log.error({ err: error }, "A job failed inside the service.");
    return { outcome: "internal_error", refusal: mediaRefusal(error) ?? { reason: "internal_error" } };
  }
}

/** One call, counted by how it ended once its picture has been looked at. */
async function callProvider(deps: IngestDeps, plan: JobPlan): Promise<ProviderResult> {
  const { metrics } = deps;
  const provider = plan.slot.provider;
  const count = (result: FailureKind | "ok") =>
    metrics.provider_attempts_total.with({ slot_id: plan.slot.id, provider, result }).inc();
  const startedAt = performance.now();
  const context = {
    signal: plan.deadline.signal,
    deadline: plan.deadline,
    config: deps.config,
    saveTicket: async () => undefined,
  };
  const request = {
    jobId: plan.id,
    photo: plan.photo,
    settings: plan.slot.settings,
    resultPath: plan.resultPath,
  };
  try {
    const called = await plan.driver.process(request, context).finally(() => {
      metrics.provider_attempt_duration_seconds.with({ provider }).observe((performance.now() - startedAt) / 1000);
    });
    const result = called.ok ? await verify(deps, plan) : called;
    count(result.ok ? "ok" : result.kind);
    return result;
  } catch (error) {
    if (error instanceof DeadlinePassed) {
      count("deadline");
      return abortFailure(context);
    }
    count("transient");
    throw error;
  }
}

/** What the driver says of its picture is not trusted: the file is looked at, and rid of its metadata. */
async function verify(deps: IngestDeps, plan: JobPlan): Promise<ProviderResult> {
  const options = { maxPixels: deps.config.INGEST_MAX_PIXELS, signal: plan.deadline.signal };
  const found = await cleanResult(plan.resultPath, options);
  return found.ok ? found : { ok: false, kind: "no_image", reason: found.details };
}

function providerFailed(plan: JobPlan, kind: FailureKind, reason: string): Failed {
  plan.log.warn({ provider: plan.slot.provider, result: kind, reason }, "The provider gave no picture.");
  if (kind === "deadline") return timedOut;
  if (kind === "rejected") {
    const details = "The provider refuses this photo; another photo may pass.";
    return { outcome: "refused", refusal: { reason: "photo_rejected", details } };
  }
  return {
    outcome: "provider_error",
    refusal: { reason: "provider_error", details: `The provider ${plan.slot.provider} gave no picture (${kind}).` },
  };
}
