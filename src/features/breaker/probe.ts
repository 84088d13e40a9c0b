/** Whether a provider edits the photos of a slot again: canaries, one after the other, within the limits of everybody. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ProbeEnd } from "../../core/breaker.ts";
import { startDeadline } from "../../core/deadline.ts";
import type { Busy, Permit, Permits } from "../../core/permits.ts";
import type { Slot } from "../../core/slot.ts";
import { isUnavailable } from "../../storage/dialect.ts";
import { type CanaryDeps, sendCanary } from "./canary.ts";

export interface ProbeDeps extends CanaryDeps {
  readonly permits: Permits;
}

/** Canaries one after the other until all were answered or one was not. undefined when it was stopped. */
export async function probeSlot(
  deps: ProbeDeps,
  slot: Slot,
  canaries: number,
  stopping: AbortSignal,
): Promise<ProbeEnd | undefined> {
  const end = { slotId: slot.id, slotVersion: slot.version };
  for (let good = 0; good < canaries; ) {
    const permit = await takePermit(deps, slot, stopping);
    if (permit === undefined) return undefined;
    const { result, reason } = await sendCanary(deps, slot, stopping).finally(permit.release);
    if (stopping.aborted) return undefined;
    if (result === "ok" || result === "rejected") good += 1;
    else if (result === "aborted") return { ...end, good: false, reason: `the canary could not be sent: ${reason}` };
    else return { ...end, good: false, reason: `${slot.provider} failed a canary photo (${result}: ${reason})` };
  }
  return { ...end, good: true, reason: `${canaries} canary photos in a row were answered` };
}

/**
 * Canaries keep to the limits, as photos do; under load they wait. Their calls may last as long as a photo's, and so must
 * their permits. undefined when it was stopped.
 */
async function takePermit(deps: ProbeDeps, slot: Slot, stopping: AbortSignal): Promise<Permit | undefined> {
  const { permits, settings } = deps;
  while (!stopping.aborted) {
    const deadline = startDeadline(settings.current().tSyncResponseSeconds * 1000);
    const request = {
      slot: "slot-test",
      provider: slot.provider,
      slotLimit: null,
      address: "",
      signal: stopping,
    } as const;
    const permit = await permits.acquire({ ...request, deadline }).catch(unlessAway);
    deadline.stop();
    if (!("retryAfterMs" in permit)) {
      permit.authenticated();
      return permit;
    }
    await sleep(permit.retryAfterMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
  return undefined;
}

/** While the database is away nobody is let in; a canary waits until it is back. */
function unlessAway(error: unknown): Busy {
  if (!isUnavailable(error)) throw error;
  return { retryAfterMs: 1_000 };
}
