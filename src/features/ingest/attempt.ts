/** One call to a provider, from its own deadline to what the log, the metrics and the operators are told of it. */
import { rm } from "node:fs/promises";
import type { Logger } from "pino";
import type { Provider, Result } from "../../../generated/contract.ts";
import type { Choice } from "../../core/attempt-plan.ts";
import type { AttemptReport } from "../../core/attempt-report.ts";
import { beforeAbort, type Deadline, DeadlinePassed, startPart, within } from "../../core/deadline.ts";
import type { Ticket } from "../../core/job.ts";
import type { Ledger } from "../../core/ledger.ts";
import type { Busy, Permit, ProviderPermit } from "../../core/permits.ts";
import {
  abortFailure,
  type Photo,
  type ProviderContext,
  type ProviderFailure,
  type ProviderReport,
  type ProviderResult,
} from "../../core/provider.ts";
import type { Slot } from "../../core/slot.ts";
import { isUnavailable } from "../../storage/dialect.ts";
import { saveTicket } from "../../storage/repos/jobs.ts";
import type { IngestDeps, IngestRefusal } from "./deps.ts";
import { cleanResult } from "./inspect.ts";
import { mediaRefusal, RETRY_AFTER_SECONDS } from "./media-failure.ts";

/** A job that is about to run. */
export interface JobPlan {
  readonly id: string;
  readonly fence: number;
  readonly slot: Slot;
  /** The providers that its photo may go to, in their order; never empty. */
  readonly choices: readonly Choice[];
  /** The place of the job, and its place at one of the providers. */
  readonly permit: Permit;
  readonly photo: Photo;
  /** What the paths of the attempts' pictures begin with. */
  readonly resultPath: string;
  readonly deadline: Deadline;
  /** The T_sync_response in force for it. */
  readonly tMs: number;
  readonly ledger: Ledger;
  readonly log: Logger;
  /** What each provider is to be asked with again, so that nothing is paid for twice. */
  readonly tickets: Map<Provider, string>;
  /** Calls that ignore their abort; what they still write is removed when they end. */
  readonly late: Set<Promise<void>>;
}

/** How an attempt ended. */
export type AttemptEnd =
  /** The picture lies at `path`, clean; who takes it from here removes it. */
  | {
      readonly ok: true;
      readonly path: string;
      readonly picture: Extract<ProviderResult, { ok: true }>;
      readonly report: ProviderReport;
    }
  | {
      readonly ok: false;
      readonly failure: ProviderFailure;
      /** Whether a call was made. */
      readonly called: boolean;
      /** Our own limit was in the way of a call: that says nothing of the provider, and counts against nobody. */
      readonly noRoom?: true;
      /** What was thrown, when the fault is in this service; the log has it. */
      readonly defect?: unknown;
      /** The refusal that a failing media volume or database is; no other attempt can help then. */
      readonly refusal?: IngestRefusal;
    };

/** How long a call may take to end after its abort; then it is left to itself, and what it gives is dropped. */
const ABORT_PATIENCE_MS = 250;

/** Makes the attempt number `number` of a job within `capMs`. Never rejects; ends soon after its cap, and its own file is gone unless it is ok. */
export async function attempt(
  deps: IngestDeps,
  job: JobPlan,
  choice: Choice,
  number: number,
  capMs: number,
): Promise<AttemptEnd> {
  const path = `${job.resultPath}-${number}`;
  const endInLedger = job.ledger.attempt(choice.provider);
  const startedAt = performance.now();
  const end = await callProvider(deps, job, choice, path, capMs);
  const ms = performance.now() - startedAt;
  if (!end.ok) await removeFile(path, job.log);
  const result = end.ok ? "ok" : end.failure.kind;
  endInLedger(result, end.ok ? undefined : end.failure.reason);
  measure(deps, job, choice, end, ms);
  logAttempt(job, choice, end, result, ms);
  if (!isNoRoom(end)) report(deps, job, choice, end, result, ms);
  if (!end.ok && end.failure.ticketGone) await forgetTicket(deps, job, choice.provider);
  return end;
}

async function callProvider(
  deps: IngestDeps,
  job: JobPlan,
  { provider, settings }: Choice,
  path: string,
  capMs: number,
): Promise<AttemptEnd> {
  const driver = deps.driverFor(provider);
  if (driver === undefined) {
    const reason = `The provider ${provider} is not configured here.`;
    return { ok: false, failure: { ok: false, kind: "configuration", reason }, called: false };
  }
  const place = await placeAt(deps, job, provider);
  if ("ok" in place) return place;
  if ("retryAfterMs" in place) {
    const reason = "as many photos as allowed are at this provider";
    return { ok: false, failure: { ok: false, kind: "overload", reason, ...place }, called: false, noRoom: true };
  }
  const ticket = job.tickets.get(provider);
  const request = { jobId: job.id, photo: job.photo, settings, resultPath: path, ...(ticket ? { ticket } : {}) };
  const deadline = startPart(job.deadline, capMs);
  const context: ProviderContext = {
    signal: deadline.signal,
    deadline,
    config: deps.config,
    async saveTicket(text) {
      job.tickets.set(provider, text);
      await keepTicket(deps, job, { provider, ticket: text });
    },
  };
  let left = false;
  try {
    const call = (async () => driver.process(request, context))();
    const result = (await beforeAbort(call, deadline.signal)) ?? (await within(call, ABORT_PATIENCE_MS));
    left = result === undefined;
    if (result === undefined) return leave(job, call, path, abortFailure(context));
    return result.ok ? await verify(deps, job, result, path) : { ok: false, failure: result, called: true };
  } catch (error) {
    return thrown(error, context);
  } finally {
    deadline.stop();
    // A call that ignores its abort is still there: its place goes with the job's. That of another call does not.
    if (!left) place.release();
  }
}

/**
 * The job's place at the provider that it was let in for; at another one it takes one for the call, if there is any. When
 * the database cannot be asked for one, that is the end of the attempt.
 */
async function placeAt(
  { permits }: IngestDeps,
  { permit, deadline }: JobPlan,
  provider: Provider,
): Promise<ProviderPermit | Busy | NotAsked> {
  if (provider === permit.provider) return { release: () => undefined };
  try {
    const place = await permits.acquireProvider(provider, deadline);
    if ("release" in place) permit.onEnd(place.release);
    return place;
  } catch (error) {
    const reason = "a place at this provider could not be asked for";
    const refusal: IngestRefusal = isUnavailable(error) ? away : { reason: "internal_error" };
    return {
      ...{ ok: false, failure: { ok: false, kind: "aborted", reason }, called: false, noRoom: true },
      ...{ defect: error, refusal },
    };
  }
}

type NotAsked = Extract<AttemptEnd, { ok: false }>;

const away: IngestRefusal = {
  reason: "database_unavailable",
  details: "The standby could not be called, because the database is away.",
  retryAfterSeconds: RETRY_AFTER_SECONDS.database_unavailable,
};

/** A driver that ignores its abort: the job goes on without it, and its file goes when it is done with it. */
function leave(job: JobPlan, call: Promise<ProviderResult>, path: string, failure: ProviderFailure): AttemptEnd {
  const remove = () => removeFile(path, job.log);
  const gone: Promise<void> = call.then(remove, remove).then(() => void job.late.delete(gone));
  job.late.add(gone);
  return { ok: false, failure: { ...failure, reason: `${failure.reason}, and it ignores its abort` }, called: true };
}

/**
 * What the driver says of its picture is not trusted: the file is looked at, and rid of its metadata. A picture that is
 * there is paid for, so that takes until the job's deadline if it must, whatever the attempt's was.
 */
async function verify(
  deps: IngestDeps,
  job: JobPlan,
  report: Extract<ProviderResult, { ok: true }>,
  path: string,
): Promise<AttemptEnd> {
  const options = { maxPixels: deps.config.INGEST_MAX_PIXELS, signal: job.deadline.signal };
  const found = await cleanResult(path, options);
  if (found.ok) return { ok: true, path, picture: found, report };
  const { status, requestId, limits } = report;
  const said = { ...(status && { status }), ...(requestId && { requestId }), ...(limits && { limits }) };
  return { ok: false, failure: { ok: false, kind: "no_image", reason: found.details, ...said }, called: true };
}

/** A deadline is no defect; a disk that fails is not the provider's fault; all else is a fault of the driver. */
function thrown(error: unknown, context: ProviderContext): AttemptEnd {
  if (error instanceof DeadlinePassed) return { ok: false, failure: abortFailure(context), called: true };
  const refusal = mediaRefusal(error);
  const what = error instanceof Error ? error.name : typeof error;
  return refusal === undefined
    ? {
        ok: false,
        failure: { ok: false, kind: "transient", reason: `the driver failed (${what})` },
        called: true,
        defect: error,
      }
    : {
        ok: false,
        failure: { ok: false, kind: "aborted", reason: "the picture could not be written to the media volume" },
        called: true,
        defect: error,
        refusal,
      };
}

function measure(
  { metrics, times }: IngestDeps,
  job: JobPlan,
  { provider }: Choice,
  end: AttemptEnd,
  ms: number,
): void {
  if (isNoRoom(end)) return;
  const result = end.ok ? "ok" : end.failure.kind;
  metrics.provider_attempts_total.with({ slot_id: job.slot.id, provider, result }).inc();
  if (end.ok) times.observe(provider, ms);
  if (end.ok || end.called) metrics.provider_attempt_duration_seconds.with({ provider }).observe(ms / 1000);
}

/** Whether an attempt ended before its call, because of a limit of ours. */
export function isNoRoom(end: AttemptEnd): boolean {
  return !end.ok && end.noRoom === true;
}

function logAttempt(job: JobPlan, { provider }: Choice, end: AttemptEnd, result: Result, ms: number): void {
  const { status, requestId, limits } = end.ok ? end.report : end.failure;
  const { reason = undefined } = end.ok ? {} : end.failure;
  const line = {
    ...{ slot_id: job.slot.id, provider, result, ms: Math.round(ms), status, limits, reason },
    ...{ provider_request_id: requestId, ...(end.ok || end.defect === undefined ? {} : { err: end.defect }) },
  };
  job.log[end.ok ? "info" : "warn"](line, "A call to a provider has ended.");
}

/** One report to who follows the providers; it cannot fail the job. */
function report(deps: IngestDeps, job: JobPlan, choice: Choice, end: AttemptEnd, result: Result, ms: number): void {
  const { provider, standby } = choice;
  const { status, requestId, limits } = end.ok ? end.report : end.failure;
  const { reason = undefined, retryAfterMs = undefined } = end.ok ? {} : end.failure;
  const told: AttemptReport = {
    ...{ slotId: job.slot.id, slotVersion: job.slot.version, provider, standby, result },
    ...{ ms: Math.round(ms), atMs: Date.now() },
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(limits === undefined ? {} : { limits }),
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  try {
    deps.attempted(told);
  } catch (error) {
    job.log.error({ err: error }, "An attempt could not be reported.");
  }
}

/** A database that is away does not fail a call that is paid for: this job has its ticket, only a later one would pay again. */
async function keepTicket(deps: IngestDeps, job: JobPlan, ticket: Ticket): Promise<void> {
  try {
    await saveTicket(deps.db, job.id, job.fence, ticket);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    job.log.warn({ err: error }, "The ticket of paid work could not be kept.");
  }
}

async function forgetTicket(deps: IngestDeps, job: JobPlan, provider: Provider): Promise<void> {
  job.tickets.delete(provider);
  try {
    await saveTicket(deps.db, job.id, job.fence, null);
  } catch (error) {
    // It stays on the row; whoever comes with it again is told once more that it is void.
    job.log.warn({ err: error }, "A ticket that is void could not be removed.");
  }
}

/**
 * Removes a temp file; it holds somebody's photo, so a disk that fails is asked a second time. What cannot be removed then
 * stays for the cleanup, with a line in the log.
 */
export async function removeFile(path: string, log: Pick<Logger, "warn">): Promise<void> {
  const remove = () => rm(path, { force: true });
  await remove()
    .catch(remove)
    .catch((error) => log.warn({ err: error }, "A temp file stays behind."));
}
