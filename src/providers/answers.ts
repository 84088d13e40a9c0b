/** What the answers of providers' servers mean where no provider has a word of its own for it. */
import {
  abortFailure,
  type FailureKind,
  type ProviderContext,
  type ProviderFailure,
  type ProviderReport,
} from "../core/provider.ts";
import { OutboundFailure, type ServerAnswer } from "./outbound.ts";

/** Ends a driver's call with this failure, from wherever it is noticed. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly failure: ProviderFailure;

  constructor(kind: FailureKind, reason: string, more: Partial<ProviderFailure> = {}) {
    super(reason);
    this.failure = { ...more, ok: false, kind, reason };
  }
}

/** The failure that an error of a call stands for. Throws the error again when it is a defect of this service. */
export function failureFrom(error: unknown, context: ProviderContext): ProviderFailure {
  if (context.signal.aborted) return abortFailure(context);
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof OutboundFailure) return { ok: false, kind: error.kind, reason: error.reason };
  throw error;
}

const ofPhoto = [413, 415, 422];
const passing = [408, 409, 425];

/** What a status without a picture says about the call: of this photo, of somebody's settings, or of this moment. */
export function kindOfStatus(status: number): FailureKind {
  if (status === 429 || status === 503) return "overload";
  if (status >= 500 || passing.includes(status)) return "transient";
  if (ofPhoto.includes(status)) return "rejected";
  // Redirects are among them: they are never followed, so somebody must write down where they lead.
  return status >= 300 ? "configuration" : "no_image";
}

/** The longest that a value of somebody else's header or body may be in our log. */
const longest = 200;

/** A server's own words for the log: one line, short, without the secrets, which servers like to repeat. */
export function quoted(words: unknown, secrets: readonly string[]): string {
  const text = typeof words === "string" ? words : (JSON.stringify(words) ?? "");
  const hidden = secrets.filter((secret) => secret !== "").reduce((all, secret) => all.replaceAll(secret, "***"), text);
  return hidden
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, longest);
}

/** What the head of an answer says beside its status; how long to wait counts from `nowMs`, epoch milliseconds. */
export function reportOf(
  { status, headers }: Pick<ServerAnswer, "status" | "headers">,
  nowMs: number,
): ProviderReport & Pick<ProviderFailure, "retryAfterMs"> {
  const requestId = headers["x-request-id"];
  const limits = Object.entries(headers)
    .filter(([name]) => /^(x-)?ratelimit/.test(name))
    .map(([name, value]) => [name, value.slice(0, longest)] as const);
  const retryAfterMs = waitOf(headers["retry-after"], nowMs);
  return {
    status,
    ...(requestId === undefined ? {} : { requestId: requestId.slice(0, longest) }),
    ...(limits.length === 0 ? {} : { limits: Object.fromEntries(limits) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Milliseconds that a Retry-After asks for: seconds, or a date. undefined when it is neither. */
function waitOf(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
