/** Whether an ingest may begin: everything that can be known before its body is read. */
import type { IncomingHttpHeaders } from "node:http";
import type { SlotId } from "../../../generated/contract.ts";
import { type Choice, chooseProviders } from "../../core/attempt-plan.ts";
import type { Deadline } from "../../core/deadline.ts";
import { type Refused, refused } from "../../core/failure.ts";
import type { Permit } from "../../core/permits.ts";
import type { Slot } from "../../core/slot.ts";
import { findSlot } from "../../storage/repos/slots.ts";
import type { IngestDeps } from "./deps.ts";
import { checkFormHeaders, FORM_OVERHEAD_BYTES } from "./upload.ts";

export type AdmissionDeps = Pick<IngestDeps, "db" | "permits" | "draining" | "availableBytes" | "driverFor"> & {
  readonly config: Pick<IngestDeps["config"], "INGEST_MAX_BYTES">;
};

export interface Admission {
  readonly slot: Slot;
  /** The providers that its photo may go to, in their order; never empty. */
  readonly choices: readonly Choice[];
  readonly permit: Permit;
  /** How long the permit was waited for. */
  readonly waitedMs?: number;
}

/** Free space that stays free: the database and the log are often on the same volume. */
const RESERVE_BYTES = 64 * 1024 * 1024;

const RETRY_AFTER_SECONDS = { maintenance: 60, tripped: 30, draining: 5, storage: 60 };

/** Throws Refused, or the database's error. The permit of an admission must be released. */
export async function admit(
  deps: AdmissionDeps,
  slotId: SlotId,
  headers: IncomingHttpHeaders,
  deadline: Deadline,
): Promise<Admission> {
  const slot = await findSlot(deps.db, slotId);
  if (slot === undefined) throw refused("slot_not_found", `There is no slot ${slotId}.`);
  const choices = chooseProviders(slot);
  const closed = closedSlot(slot, choices);
  if (closed !== undefined) throw closed;
  if (deps.draining()) throw refused("draining", "This process is shutting down.", RETRY_AFTER_SECONDS.draining);
  checkFormHeaders(headers);
  checkSpace(headers["content-length"], deps.config.INGEST_MAX_BYTES, deps.availableBytes());
  const usable = choices.filter(({ provider }) => deps.driverFor(provider) !== undefined);
  const [first] = usable;
  if (first === undefined) throw refused("provider_error", `The provider ${slot.provider} is not configured here.`);
  const permit = await deps.permits.acquire({ slot: slotId, provider: first.provider, deadline });
  if ("retryAfterMs" in permit) {
    throw refused("busy", "As many photos as allowed are in work.", permit.retryAfterMs / 1000);
  }
  // A slot's own provider that is not set up here stays among them: that it is passed over is said, and counted, each time.
  return { slot, choices: choices.filter((choice) => !choice.standby || usable.includes(choice)), permit };
}

function closedSlot({ state }: Slot, choices: readonly Choice[]): Refused | undefined {
  if (state === "maintenance") {
    return refused("slot_maintenance", "The slot is in maintenance.", RETRY_AFTER_SECONDS.maintenance);
  }
  if (choices.length === 0) {
    return refused("slot_tripped", "The slot's provider fails too often.", RETRY_AFTER_SECONDS.tripped);
  }
  return undefined;
}

/** A body without Content-Length counts as the largest one allowed. Photo and picture are on the disk at the same time. */
function checkSpace(contentLength: string | undefined, maxBytes: number, availableBytes: number | undefined): void {
  const bytes = contentLength === undefined ? maxBytes : Number(contentLength);
  if (bytes > maxBytes + FORM_OVERHEAD_BYTES) {
    throw refused("payload_too_large", `The photo has more than ${maxBytes} bytes.`);
  }
  if (availableBytes !== undefined && availableBytes < 2 * bytes + RESERVE_BYTES) {
    throw refused("storage_pressure", "The media volume is nearly full.", RETRY_AFTER_SECONDS.storage);
  }
}
