/** One POST of one message to a webhook. */

import type { DueMessage } from "../../core/outbox.ts";
import { sign } from "../../core/signature.ts";
import type { Answer } from "./retry.ts";

const TIMEOUT_MS = 10_000;

/**
 * Sends the message and says how that went; never rejects. The body is `{id, event, at, audience, text, data}`; the
 * header `X-Signature` is core/signature.ts over exactly its bytes, `Idempotency-Key` the message's id in each attempt.
 * Nothing of what the receiver answers is read but its status and Retry-After.
 */
export async function post(url: string, secret: string, message: DueMessage, stopping: AbortSignal): Promise<Answer> {
  const body = bodyOf(message);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "phc",
        "idempotency-key": message.id,
        "x-signature": sign(secret, Math.floor(Date.now() / 1000), body),
      },
      body,
      // A redirect could send the message, signed, to anybody.
      redirect: "manual",
      signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel().catch(() => undefined);
    return { status: response.status, retryAfter: response.headers.get("retry-after") };
  } catch (error) {
    return {
      unreachable: stopping.aborted ? "the service stopped" : `the receiver cannot be reached (${codeOf(error)})`,
    };
  }
}

function bodyOf({ id, event, audience, createdAtMs, payload: { text, ...data } }: DueMessage): string {
  return JSON.stringify({ id, event, at: new Date(createdAtMs).toISOString(), audience, text, data });
}

/** Never the message of the error: the URL in it may hold a secret. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const { cause } = error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return error.name;
}
