/** A canary: a photo of nobody that a provider is given, to see whether it edits again before real photos follow. */
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import type { Config } from "../../../generated/config.ts";
import type { LabelValue, Provider } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import { type Deadline, startDeadline, whenAborted } from "../../core/deadline.ts";
import { newJobId } from "../../core/job.ts";
import type { MediaStore } from "../../core/media.ts";
import { pictureWork } from "../../core/picture-work.ts";
import type { Photo, ProviderDriver } from "../../core/provider.ts";
import type { SettingsSource } from "../../core/settings.ts";
import type { Slot } from "../../core/slot.ts";

export interface CanaryDeps {
  /** The configuration of now. */
  readonly configNow: () => Config;
  readonly media: Pick<MediaStore, "tempPath">;
  readonly metrics: Metrics;
  readonly settings: SettingsSource;
  /** The driver of a provider; undefined when this configuration cannot use it. */
  readonly driverFor: (provider: Provider, config: Config) => ProviderDriver | undefined;
  /** Looks at the picture that a driver wrote, as ingest does; `details` says what is wrong with it. */
  readonly checkPicture: (
    path: string,
    signal: AbortSignal,
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly details: string }>;
}

export interface CanaryEnd {
  readonly result: LabelValue<"result">;
  /** "" when there is a picture. */
  readonly reason: string;
}

/** How long a call may go on after its signal; a driver that takes longer breaks its promise, and is left to itself. */
const ABORT_GRACE_MS = 3_000;

const WIDTH = 768;
const HEIGHT = 1024;

/** Made once a process: head, shoulders, eyes and mouth in front of a wall, in the size and the type of a booth's photo. */
let jpeg: Promise<Buffer> | undefined;

/**
 * One call with the slot's own provider and settings. It counts in the metrics of calls, under slot-test, and in none of
 * ingest. Leaves no file behind and never rejects; ends soon after `stopping` aborts.
 */
export async function sendCanary(deps: CanaryDeps, slot: Slot, stopping: AbortSignal): Promise<CanaryEnd> {
  const config = deps.configNow();
  const driver = deps.driverFor(slot.provider, config);
  if (driver === undefined) {
    return { result: "configuration", reason: `the provider ${slot.provider} is not configured here` };
  }
  const deadline = startDeadline(deps.settings.current().tSyncResponseSeconds * 1000);
  const startedAt = performance.now();
  const name = randomBytes(12).toString("hex");
  const paths = [`${name}.photo`, `${name}.result`].map((file) => deps.media.tempPath(file));
  const [photoPath = "", resultPath = ""] = paths;
  try {
    const photo = await makePhoto(photoPath);
    const end = await call(deps, driver, { config, slot, photo, resultPath, deadline, stopping });
    const { provider } = slot;
    deps.metrics.provider_attempts_total.with({ slot_id: "slot-test", provider, result: end.result }).inc();
    deps.metrics.provider_attempt_duration_seconds.with({ provider }).observe((performance.now() - startedAt) / 1000);
    return end;
  } catch (error) {
    // The disk is at fault and not the provider: nothing is learned of it.
    return { result: "aborted", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    deadline.stop();
    for (const path of paths) await rm(path, { force: true }).catch(() => undefined);
  }
}

interface Call {
  readonly config: Config;
  readonly slot: Slot;
  readonly photo: Photo;
  readonly resultPath: string;
  readonly deadline: Deadline;
  readonly stopping: AbortSignal;
}

async function call(deps: CanaryDeps, driver: ProviderDriver, given: Call): Promise<CanaryEnd> {
  const { config, slot, photo, resultPath, deadline, stopping } = given;
  const signal = AbortSignal.any([deadline.signal, stopping]);
  const request = { jobId: newJobId(), photo, settings: slot.settings, resultPath };
  const context = { signal, deadline, config, saveTicket: async () => undefined };
  try {
    const called = await untilLate(driver.process(request, context), signal);
    if (!called.ok) return { result: called.kind, reason: called.reason };
    const found = await deps.checkPicture(resultPath, signal);
    return found.ok ? { result: "ok", reason: "" } : { result: "no_image", reason: found.details };
  } catch (error) {
    if (stopping.aborted) return { result: "aborted", reason: "the service stops" };
    if (signal.aborted) return { result: "deadline", reason: "the deadline passed during the call" };
    return { result: "transient", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What a call gives; rejects with the signal's reason when the call does not end soon after its signal. */
async function untilLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = whenAborted(signal).then(() => sleep(ABORT_GRACE_MS, undefined, { ref: false }));
  const ended = await Promise.race([work.then((value) => ({ value })), late]);
  if (ended === undefined) throw signal.reason;
  return ended.value;
}

async function makePhoto(path: string): Promise<Photo> {
  jpeg ??= pictureWork(() => sharp(Buffer.from(scene)).removeAlpha().jpeg({ quality: 90 }).toBuffer());
  const bytes = await jpeg;
  await writeFile(path, bytes, { mode: 0o600, flag: "wx" });
  return { path, type: "image/jpeg", width: WIDTH, height: HEIGHT, sizeBytes: bytes.length };
}

const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 96 128">
<defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="#c9d6e2"/><stop offset="1" stop-color="#8fa3b5"/></linearGradient>
<radialGradient id="skin" cx="0.45" cy="0.4"><stop stop-color="#f2cfae"/><stop offset="1" stop-color="#d9a47c"/></radialGradient></defs>
<rect width="96" height="128" fill="url(#wall)"/>
<path d="M8 128C10 100 28 92 48 92S86 100 88 128Z" fill="#31567d"/><rect x="40" y="76" width="16" height="22" rx="7" fill="#d9a47c"/>
<ellipse cx="48" cy="54" rx="23" ry="30" fill="url(#skin)"/><path d="M24 50C22 20 74 20 72 50C66 36 34 34 24 50Z" fill="#4a3222"/>
<g fill="#fff"><ellipse cx="39" cy="52" rx="5" ry="3"/><ellipse cx="57" cy="52" rx="5" ry="3"/></g>
<g fill="#3b2a1e"><circle cx="39" cy="52" r="2.4"/><circle cx="57" cy="52" r="2.4"/><rect x="34" y="45" width="10" height="1.6" rx="0.8"/><rect x="52" y="45" width="10" height="1.6" rx="0.8"/></g>
<path d="M48 54L45 64H50" fill="none" stroke="#b98460" stroke-width="1.4"/><path d="M40 71Q48 77 56 71" fill="none" stroke="#a34a48" stroke-width="2.2"/></svg>`;
