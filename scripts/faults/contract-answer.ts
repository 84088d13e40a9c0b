/** Whether an answer, to whatever was sent, is one that the contract knows. */
import { failureReasons } from "../../generated/routes.ts";
import { validateFailure } from "../../generated/validators.js";
import type { RawAnswer } from "./raw-http.ts";

const reasons: Readonly<Record<string, { readonly status: number }>> = failureReasons;

/** What is wrong with it, in words; undefined when nothing is. An error inside the service is wrong in every case. */
export function answerProblem({ status, headers, body }: RawAnswer): string | undefined {
  if (status === 500) return "answered 500";
  // After HEAD there is none.
  if (status < 400 || body.length === 0) return undefined;
  const failure = parse(body);
  if (!validateFailure(failure)) return `answered ${status} in another shape: ${String(body).slice(0, 100)}`;
  const { failure_reason: reason, request_id: id, status: said } = failure;
  if (reasons[reason]?.status !== status || said !== status) return `answered ${status} for ${reason}`;
  return headers.get("x-request-id") === id ? undefined : `answered ${status} without the id of the request`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
