/** Whether an ingest may begin: everything that can be known before its body is read. */
import type { Provider, SlotId } from "../../../generated/contract.ts";
import { type Choice, chooseProviders } from "../../core/attempt-plan.ts";
import type { Deadline } from "../../core/deadline.ts";
import { type Refused, refused } from "../../core/failure.ts";
import { networkOf } from "../../core/network.ts";
import type { Permit } from "../../core/permits.ts";
import type { Slot } from "../../core/slot.ts";
import type { Reservation } from "../../core/space.ts";
import type { Context } from "../../http/context.ts";
import { findSlot } from "../../storage/repos/slots.ts";
import type { IngestDeps } from "./deps.ts";
import { checkFormHeaders, FORM_OVERHEAD_BYTES } from "./upload.ts";

export type AdmissionDeps = Pick<IngestDeps, "db" | "permits" | "draining" | "space" | "driverFor" | "avoids"> & {
  readonly config: Pick<IngestDeps["config"], "INGEST_MAX_BYTES">;
};

export interface Admission {
  readonly slot: Slot;
  /** The providers that its photo may go to, in their order; never empty. */
  readonly choices: readonly Choice[];
  readonly permit: Permit;
}

/** A small photo can become a larger picture. */
const RESULT_BYTES = 8 * 1024 * 1024;

const RETRY_AFTER_SECONDS = { maintenance: 60, tripped: 30, draining: 5, storage: 60 };

/** Of a request, what decides whether its body is read. */
export type Asking = Pick<Context, "headers" | "clientAddress" | "clientGone">;

/**
 * Throws Refused, or the database's error. The permit of an admission must be released; with it goes the room on the
 * disk that was set aside for the photo and its picture.
 */
export async function admit(
  deps: AdmissionDeps,
  slotId: SlotId,
  asking: Asking,
  deadline: Deadline,
): Promise<Admission> {
  const slot = await requireSlot(deps, slotId);
  const choices = chooseProviders(slot).filter(({ provider }) => !deps.avoids(provider));
  const closed = closedSlot(slot, choices);
  if (closed !== undefined) throw closed;
  const usable = choices.filter(({ provider }) => deps.driverFor(provider) !== undefined);
  const permit = await letIn(deps, slot, usable[0]?.provider, asking, deadline);
  // A slot's own provider that is not set up here stays among them: that it is passed over is said, and counted, each time.
  return { slot, choices: choices.filter((choice) => !choice.standby || usable.includes(choice)), permit };
}

export async function requireSlot({ db }: Pick<AdmissionDeps, "db">, slotId: SlotId): Promise<Slot> {
  const slot = await findSlot(db, slotId);
  if (slot === undefined) throw refused("slot_not_found", `There is no slot ${slotId}.`);
  return slot;
}

/** A permit, with room for a photo and its picture; `provider` is undefined where none of the slot's is set up. */
export async function letIn(
  deps: AdmissionDeps,
  slot: Slot,
  provider: Provider | undefined,
  { headers, clientAddress, clientGone }: Asking,
  deadline: Deadline,
): Promise<Permit> {
  if (deps.draining()) throw refused("draining", "This process is shutting down.", RETRY_AFTER_SECONDS.draining);
  checkFormHeaders(headers);
  const bytes = bytesNeeded(headers["content-length"], deps.config.INGEST_MAX_BYTES);
  if (provider === undefined) throw refused("provider_error", `The provider ${slot.provider} is not configured here.`);
  // Nobody waits for a permit who has no room then.
  await deps.space.look(bytes);
  reserveSpace(deps, bytes).release();
  const permit = await deps.permits.acquire({
    ...{ slot: slot.id, provider, slotLimit: slot.maxParallel },
    ...{ deadline, address: networkOf(clientAddress), signal: clientGone },
  });
  if (clientGone.aborted) {
    if ("release" in permit) permit.release();
    throw refused("upload_aborted", "The connection ended before the upload began.");
  }
  if ("retryAfterMs" in permit) {
    throw refused("busy", "As many photos as allowed are in work.", permit.retryAfterMs / 1000);
  }
  try {
    permit.onEnd(reserveSpace(deps, bytes).release);
  } catch (error) {
    permit.release();
    throw error;
  }
  return permit;
}

function reserveSpace({ space }: AdmissionDeps, bytes: number): Reservation {
  const reservation = space.reserve(bytes);
  if ("full" in reservation) throw refused("storage_pressure", reservation.full, RETRY_AFTER_SECONDS.storage);
  return reservation;
}

function closedSlot({ state, provider }: Slot, choices: readonly Choice[]): Refused | undefined {
  if (state === "maintenance") {
    return refused("slot_maintenance", "The slot is in maintenance.", RETRY_AFTER_SECONDS.maintenance);
  }
  if (choices.length === 0) {
    const details = `The provider ${provider} fails too often and the slot has no standby; it is tried again by itself.`;
    return refused("slot_tripped", details, RETRY_AFTER_SECONDS.tripped);
  }
  return undefined;
}

/**
 * What an ingest may take of the disk: photo and picture are there at the same time. A body without Content-Length counts
 * as the largest one allowed.
 */
function bytesNeeded(contentLength: string | undefined, maxBytes: number): number {
  const bytes = contentLength === undefined ? maxBytes : Number(contentLength);
  if (bytes > maxBytes + FORM_OVERHEAD_BYTES) {
    throw refused("payload_too_large", `The photo has more than ${maxBytes} bytes.`);
  }
  return bytes + Math.max(bytes, Math.min(maxBytes, RESULT_BYTES));
}
