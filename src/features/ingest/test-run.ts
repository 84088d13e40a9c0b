/** POST /api/slots/{slot_id}/test-run: a photo edited for an operator, without a job and with nothing kept of it. */
import { open } from "node:fs/promises";
import type { Logger } from "pino";
import type { SlotId } from "../../../generated/contract.ts";
import type { Handler } from "../../../generated/routes.ts";
import { validateTestRunOverrides } from "../../../generated/validators.js";
import { type Choice, chooseProviders } from "../../core/attempt-plan.ts";
import { beforeAbort, startDeadline } from "../../core/deadline.ts";
import { Refused, refused } from "../../core/failure.ts";
import { newJobId } from "../../core/job.ts";
import { createLedger, serverTiming } from "../../core/ledger.ts";
import type { OpenPicture } from "../../core/media.ts";
import type { Permit } from "../../core/permits.ts";
import { pictureHeaders } from "../../core/picture-headers.ts";
import type { Photo } from "../../core/provider.ts";
import type { Slot } from "../../core/slot.ts";
import type { Context } from "../../http/context.ts";
import { letIn, requireSlot } from "./admission.ts";
import { type JobPlan, removeFile } from "./attempt.ts";
import { type Failed, failedInside, lastWord, type Made, makePicture, timedOut } from "./attempts.ts";
import type { IngestDeps } from "./deps.ts";
import { type Holding, hold } from "./holding.ts";
import { mediaRefusal } from "./media-failure.ts";
import { readPhoto } from "./photo.ts";
import { freeLate } from "./run-job.ts";
import { ANSWER_LEAD_MS } from "./service.ts";

export function createTestRunRoute(deps: IngestDeps): Handler<"testRunSlot", Context> {
  // What is tried here says nothing of how long the booths' photos take.
  const apart = { ...deps, times: { of: deps.times.of, observe: () => undefined } };
  return async ({ path }, context) => {
    const { picture, timing } = await testRun(apart, path.slot_id, context);
    return {
      status: 200,
      contentType: picture.type,
      sizeBytes: picture.sizeBytes,
      body: picture.stream,
      headers: { ...pictureHeaders(path.slot_id, "test", picture.type), "Server-Timing": timing },
    };
  };
}

/** The picture with where the time went. Throws Refused, and the errors of the database and the media. */
async function testRun(
  deps: IngestDeps,
  slotId: SlotId,
  context: Context,
): Promise<{ readonly picture: OpenPicture; readonly timing: string }> {
  const tMs = deps.settings.current().tSyncResponseSeconds * 1000;
  const deadline = startDeadline(tMs - ANSWER_LEAD_MS, context.startedAt);
  let holding: Holding | undefined;
  try {
    const slot = await requireSlot(deps, slotId);
    const permit = await letIn(deps, slot, slot.provider, context, deadline);
    permit.authenticated();
    holding = hold(deps, permit, context);
    const rules = { path: holding.photoPath, passwords: null, authenticated: () => undefined };
    const source = { request: context.rawRequest, received: () => undefined };
    const { photo, upload } = await readPhoto(deps, rules, deadline.signal, source);
    const choices = choicesOf(deps, slot, upload.overrides);
    const plan = planOf({ slot, choices, permit, photo, holding, deadline, tMs, context });
    // From here on the work frees what it holds, also when it outlives this request.
    const { free } = holding;
    holding = undefined;
    return await run(deps, plan, free);
  } finally {
    await holding?.free();
    deadline.stop();
  }
}

/** The slot's own providers, also while it takes no photos; or what the field `overrides` says, alone. Throws Refused. */
function choicesOf(deps: IngestDeps, slot: Slot, overrides: string | undefined): readonly Choice[] {
  if (overrides === undefined) return chooseProviders({ ...slot, state: "active" });
  const { provider = slot.provider, settings } = parseOverrides(overrides);
  const kept = provider === slot.provider ? slot.settings : {};
  const wanted = settings === undefined ? kept : settings;
  const problem = deps.settingsProblem(provider, wanted);
  if (problem !== undefined) throw refused("invalid_settings", `overrides: ${problem}.`);
  return [{ provider, settings: wanted, standby: false }];
}

function parseOverrides(text: string) {
  let overrides: unknown;
  try {
    overrides = JSON.parse(text);
  } catch {
    throw refused("invalid_request", "The field overrides is no JSON.");
  }
  if (validateTestRunOverrides(overrides)) return overrides;
  const faults = (validateTestRunOverrides.errors ?? []).map(
    ({ instancePath, message }) => `overrides${instancePath} ${message ?? "is wrong"}`,
  );
  throw refused("invalid_request", `${faults.join("; ")}; give {"provider": …, "settings": {…}}.`);
}

interface Start extends Pick<JobPlan, "choices" | "permit" | "photo" | "deadline" | "tMs" | "slot"> {
  readonly permit: Permit;
  readonly photo: Photo;
  readonly holding: Holding;
  readonly context: Context;
}

/** As of a job, under an id that no row has; its calls count for slot-test. */
function planOf({ slot, permit, holding, context, ...parts }: Start): JobPlan {
  const id = newJobId();
  return {
    ...parts,
    ...{ id, permit, fence: permit.fence, slot: { ...slot, id: "slot-test" }, resultPath: holding.resultPath },
    ledger: createLedger(context.startedAt, permit.waitedMs),
    log: context.log.child({ test_run: id, tested_slot: slot.id }),
    ...{ tickets: new Map(), late: new Set() },
  };
}

/** Frees what the work occupies, then gives the picture or throws Refused. What comes after the deadline belongs to nobody. */
async function run(deps: IngestDeps, plan: JobPlan, free: () => Promise<void>) {
  const { deadline, ledger, log } = plan;
  const work: Promise<Made | Failed> = makePicture(deps, plan, new Map()).then(
    (end) => (end?.ok ? end : lastWord(end)),
    (error) => failedInside(plan, error),
  );
  const end = await beforeAbort(work, deadline.signal);
  const ended = freeLate(plan, work, free);
  if (end === undefined) deps.inflight.track(ended.then((late) => dropPicture(late, log)));
  else if (plan.late.size > 0) deps.inflight.track(ended.then(ignore));
  else await ended;
  const headers = { "Server-Timing": serverTiming(ledger.close()) };
  if (end !== undefined && "path" in end && deadline.remainingMs() > 0) {
    return { picture: await openOnce(end, log), timing: headers["Server-Timing"] };
  }
  if (end !== undefined) await dropPicture(end, log);
  const { refusal } = end === undefined || "path" in end ? timedOut : end;
  throw new Refused({ ...refusal, headers });
}

async function dropPicture(end: Made | Failed, log: Logger): Promise<void> {
  if ("path" in end) await removeFile(end.path, log);
}

/** The picture, whose file has no name any more: it is gone when the stream is, whoever reads how much of it. */
async function openOnce({ path, picture: { type, sizeBytes } }: Made, log: Logger): Promise<OpenPicture> {
  try {
    const file = await open(path);
    return { stream: file.createReadStream(), type, sizeBytes };
  } catch (error) {
    const refusal = mediaRefusal(error);
    throw refusal === undefined ? error : new Refused(refusal, error);
  } finally {
    await removeFile(path, log);
  }
}

function ignore(): void {}
