/** What drivers read from any server's answer in the same way: its report, when to come back, what an error means. */
import { abortFailure, type ProviderContext, type ProviderFailure, type ProviderReport } from "../core/provider.ts";
import { OutboundFailure, type ServerAnswer } from "./outbound.ts";

/** Longest text that is taken from an answer into a reason or a report. */
const longest = 300;

/** Status, request id and rate limits of an answer; `idHeaders` are tried in turn, by name in lower case. */
export function reportOf({ status, headers }: ServerAnswer, idHeaders: readonly string[]): ProviderReport {
  const requestId = idHeaders.map((name) => headers[name]).find((id) => id !== undefined && id !== "");
  const limits = Object.entries(headers).filter(([name]) => /^(x-)?ratelimit/.test(name) || name === "retry-after");
  return {
    status,
    ...(requestId === undefined ? {} : { requestId: oneLine(requestId) }),
    ...(limits.length === 0
      ? {}
      : { limits: Object.fromEntries(limits.slice(0, 20).map(([name, value]) => [name, oneLine(value)])) }),
  };
}

/** How long an answer asks to wait, in milliseconds: retry-after-ms, or Retry-After in seconds or as a date. */
export function retryAfterMs({ headers }: ServerAnswer): number | undefined {
  const exact = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const text = headers["retry-after"];
  if (text === undefined || text.trim() === "") return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

/** A server's words on one line, shortened, fit for a log. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The failure that an error of a call stands for. Throws it again when it is none of the server's: a full disk, a defect. */
export function callFailure(error: unknown, context: ProviderContext): ProviderFailure {
  if (context.signal.aborted) return abortFailure(context);
  if (error instanceof OutboundFailure) return { ok: false, kind: error.kind, reason: error.reason };
  throw error;
}
