/** The one shape of every refusal, and which refusal an error thrown by deep code is. */
import { type FailureReason, failureReasons, type Refusal } from "../../generated/routes.ts";
import { Refused } from "../core/failure.ts";

/** A refusal as it goes out: status, headers and the JSON body as text. */
export interface FailureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Status and body follow from the reason. */
export function failureAnswer(refusal: Refusal, requestId: string): FailureAnswer {
  const { status } = failureReasons[refusal.reason];
  const retryAfter =
    refusal.retryAfterSeconds === undefined ? undefined : Math.max(1, Math.ceil(refusal.retryAfterSeconds));
  const body = {
    status,
    failure_reason: refusal.reason,
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    request_id: requestId,
  };
  return {
    status,
    headers: { ...refusal.headers, ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }) },
    body: JSON.stringify(body),
  };
}

/** What an error is to the client; undefined for a defect of ours, which is logged and answered as internal_error. */
export type ErrorTable = (thrown: unknown) => Refusal | undefined;

/** Errors that say themselves what they are, and those of `infrastructure`, each with the reason it stands for. */
export function errorTable(
  infrastructure: readonly { readonly is: (thrown: unknown) => boolean; readonly reason: FailureReason }[],
): ErrorTable {
  return (thrown) => {
    if (thrown instanceof Refused) return thrown.refusal;
    const found = infrastructure.find((row) => row.is(thrown));
    if (found !== undefined) return { reason: found.reason, retryAfterSeconds: RETRY_AFTER_SECONDS };
    return isMalformedUrl(thrown) ? { reason: "invalid_request", details: "The URL is malformed." } : undefined;
  };
}

/** A database or a volume that is away is seldom back at once. */
const RETRY_AFTER_SECONDS = 5;

/** Express' router could not decode a path parameter. */
function isMalformedUrl(thrown: unknown): boolean {
  return thrown instanceof URIError && "status" in thrown && thrown.status === 400;
}
