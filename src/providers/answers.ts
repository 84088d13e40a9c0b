/** What drivers read from any server's answer in the same way: its report, when to come back, what an error means. */
import { within } from "../core/deadline.ts";
import {
  abortFailure,
  type FailureKind,
  type ProviderContext,
  type ProviderFailure,
  type ProviderReport,
} from "../core/provider.ts";
import { callServer, OutboundFailure, readJson, readText, type ServerAnswer, type ServerCall } from "./outbound.ts";

/** Longest text that is taken from an answer into a reason or a report. */
const longest = 300;
/** Largest answer without a picture: what went wrong, or a list of models. */
const maxErrorBytes = 1024 * 1024;
/** How long the words of an answer are waited for when its status has come: they come together, or not at all. */
const errorPatienceMs = 1000;

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

/** A server's words in a reason: on one line, shortened, and without the key, which some servers repeat. */
export function quoted(text: string, key: string): string {
  return oneLine(key === "" ? text : text.replaceAll(key, "[key]"));
}

/** Text on one line, shortened, fit for a log. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** What lies at a path in JSON of unknown shape; undefined where there is nothing. */
export function at(json: unknown, ...path: readonly (string | number)[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The same for a text; "" where there is none. */
export function textAt(json: unknown, ...path: readonly (string | number)[]): string {
  const value = at(json, ...path);
  return typeof value === "string" ? value : "";
}

/** The same for a list; [] where there is none. */
export function listAt(json: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(json, ...path);
  return Array.isArray(value) ? value : [];
}

/** What a status alone says where the server's own words say nothing else. */
export function kindOfStatus(status: number): FailureKind {
  if (status === 429 || status === 503) return "overload";
  if (status >= 500 || status === 408 || status === 409 || status === 425 || status === 499) return "transient";
  // A redirect, a key, a model or a request that the server does not take: nothing that passes by itself.
  return status >= 300 ? "configuration" : "no_image";
}

/**
 * The JSON of an answer that says what went wrong; undefined when it holds none. What cannot be read does not matter: the
 * status has said enough. Rejects with the signal's reason only.
 */
export async function errorJson(answer: ServerAnswer): Promise<unknown> {
  try {
    return await within(readJson(answer, maxErrorBytes), errorPatienceMs);
  } catch (error) {
    if (error instanceof OutboundFailure) return undefined;
    throw error;
  } finally {
    answer.body.destroy();
  }
}

/** Whether a server answers a free question with a key: any answer but one that refuses the key or the question. */
export async function pingServer(call: Omit<ServerCall, "method" | "maxResponseBytes">): Promise<boolean> {
  try {
    const answer = await callServer({ ...call, method: "GET", maxResponseBytes: maxErrorBytes });
    await readText(answer, maxErrorBytes).catch(() => answer.body.destroy());
    return answer.status === 200 || answer.status === 429;
  } catch {
    return false;
  }
}

/**
 * The failure that an error of a call stands for; `report` is what its answer had said by then. Throws the error again when
 * it is none of the server's: a full disk, a defect.
 */
export function callFailure(error: unknown, context: ProviderContext, report: ProviderReport = {}): ProviderFailure {
  if (context.signal.aborted) return { ...abortFailure(context), ...report };
  if (error instanceof OutboundFailure) return { ok: false, kind: error.kind, reason: error.reason, ...report };
  throw error;
}
