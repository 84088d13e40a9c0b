/** How deep code leaves a request: with a reason of the contract, from which status and body follow. */
import type { FailureReason, Refusal } from "../../generated/routes.ts";

/** Thrown where a request cannot go on; http/mount.ts answers with its refusal. */
export class Refused<R extends FailureReason = FailureReason> extends Error {
  override name = "Refused";
  readonly refusal: Refusal<R>;

  constructor(refusal: Refusal<R>, cause?: unknown) {
    super(refusal.details ?? refusal.reason, { cause });
    this.refusal = refusal;
  }
}

/** A Refused to throw; `details` say what was wrong and what to do about it. */
export function refused<R extends FailureReason>(reason: R, details?: string, retryAfterSeconds?: number): Refused<R> {
  return new Refused({
    reason,
    ...(details === undefined ? {} : { details }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
