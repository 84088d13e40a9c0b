/** Requests of the smoke test: each with a limit of its own, none followed elsewhere, every failure told in one line. */
import { type FailureReason, failureReasons, type OperationId, routes } from "../../generated/routes.ts";
import { validateFailure } from "../../generated/validators.js";
import { StepFailed } from "../steps.ts";

export const DEFAULT_LIMIT_MS = 10_000;

export interface Ask {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData;
  /** Until the last byte of the answer is in; 10 s unless given. */
  readonly limitMs?: number;
  /** Hears of the head of the answer, though its body may never come whole. */
  readonly onHead?: (headers: Headers) => void;
}

export interface Reply {
  /** Method and address, for messages. */
  readonly asked: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** The address of an operation of the contract below `base`, which ends without a slash. */
export function addressOf(base: string, operationId: OperationId, path: Readonly<Record<string, string>> = {}): string {
  const template = routes.find((route) => route.operationId === operationId)?.path ?? "";
  return base + template.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
}

/** The whole answer. Throws StepFailed when there is none in time, or when it sends the request elsewhere. */
export async function ask(url: string, options: Ask = {}): Promise<Reply> {
  const { method = "GET", limitMs = DEFAULT_LIMIT_MS, headers = {}, body, onHead = () => undefined } = options;
  const asked = `${method} ${url}`;
  const {
    status,
    headers: answered,
    bytes,
  } = await send(
    url,
    {
      method,
      // A connection each: one that the service has closed meanwhile would fail the next request.
      headers: { ...headers, Connection: "close" },
      redirect: "manual",
      signal: AbortSignal.timeout(limitMs),
      ...(body === undefined ? {} : { body }),
    },
    onHead,
  ).catch((error: unknown) => {
    throw new StepFailed(`${asked}: ${troubleOf(error, limitMs)}`);
  });
  if (status >= 300 && status < 400) {
    const target = answered.get("location") ?? "elsewhere";
    throw new StepFailed(`${asked}: ${status} sends it to ${target}; give the address of the service itself`);
  }
  return { asked, status, headers: answered, body: bytes };
}

async function send(
  url: string,
  init: RequestInit,
  onHead: (headers: Headers) => void,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(url, init);
  onHead(response.headers);
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

function troubleOf(error: unknown, limitMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no whole answer within ${limitMs / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return `no answer (${error.message})`;
  return `no answer (${"code" in cause && typeof cause.code === "string" ? cause.code : cause.message})`;
}

/** JSON of a body; undefined when it is none. */
export function jsonOf({ body }: Reply): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Why the service refused, by its contract; undefined for an answer of another kind. */
export function refusalOf(reply: Reply): FailureReason | undefined {
  const body = jsonOf(reply);
  if (!validateFailure(body) || failureReasons[body.failure_reason].status !== reply.status) return undefined;
  return body.failure_reason;
}

/** What was answered, in one line. */
export function told(reply: Reply): string {
  const body = jsonOf(reply);
  if (!validateFailure(body)) return `${reply.asked}: ${reply.status}`;
  const details = body.details === undefined ? "" : ` (${body.details})`;
  return `${reply.asked}: ${reply.status} ${body.failure_reason}${details}`;
}
