/** Talks to the service: one function over fetch, typed by the contract's paths. Refusals are values; nothing throws. */
import type { components, paths } from "../../../generated/api.ts";

export type Schemas = components["schemas"];

/** Why there is no answer: the service's own reasons, or that nothing (readable) came. */
export interface Trouble {
  readonly reason: Schemas["FailureReason"] | "offline" | "unreadable" | "no_answer";
  readonly details?: string;
  readonly retryAfterSeconds?: number;
  readonly requestId?: string;
  /** A change was asked for, and nobody here knows whether it was made. */
  readonly unsure?: true;
}

/** The longest that an answer may take until all of it is here, seconds. The stream and test runs last as long as they do. */
export const LIMIT_SECONDS = 15;

export type Answer<T> =
  | { readonly ok: true; readonly body: T; readonly headers: Headers }
  | { readonly ok: false; readonly trouble: Trouble; readonly headers?: Headers };

type Method = "get" | "put" | "post" | "delete";

type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { readonly responses: unknown } ? P : never;
}[keyof paths];

type JsonOf<R> = R extends { readonly content: { readonly "application/json": infer Body } } ? Body : undefined;

type Reply<O> = O extends { readonly responses: infer R }
  ? R extends { readonly 200: infer Ok }
    ? JsonOf<Ok>
    : R extends { readonly 201: infer Made }
      ? JsonOf<Made>
      : undefined
  : never;

type PathPart<O> = O extends { readonly parameters: { readonly path: infer P } } ? { readonly path: P } : unknown;
type BodyPart<O> = O extends { readonly requestBody: { readonly content: { readonly "application/json": infer B } } }
  ? { readonly body: B }
  : unknown;
type QueryPart<O> = O extends { readonly parameters: { readonly query?: infer Q } } ? { readonly query?: Q } : unknown;

type Order<O> = PathPart<O> &
  BodyPart<O> &
  QueryPart<O> & {
    /** The version that the change was made with in view. */
    readonly ifMatch?: number;
    readonly signal?: AbortSignal;
  };

/** What every order may have, as the sender sees it. */
interface AnyOrder {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
}

type SignedOutListener = () => void;
let tellSignedOut: SignedOutListener = () => undefined;

/** Who is told when an answer says that nobody is signed in any more. */
export function onSignedOut(listener: SignedOutListener): void {
  tellSignedOut = listener;
}

/** Calls an operation of the contract and waits for 15 s at most. The body of a good answer is as the contract has it: the service holds itself to that. */
export async function call<M extends Method, P extends PathsWith<M>>(
  method: M,
  path: P,
  order: Order<paths[P][M]>,
): Promise<Answer<Reply<paths[P][M]>>> {
  const { ifMatch, signal, body, ...rest }: AnyOrder = order;
  const headers = {
    Accept: "application/json",
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
  };
  const sent = { method: method.toUpperCase(), headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await inTime<Reply<paths[P][M]>>(signal, async (own) => {
    const response = await send(addressOf(path, rest), { ...sent, signal: own });
    return response.ok ? await readJson(response.body) : response;
  });
  if (answer !== "late") return answer;
  return { ok: false, trouble: { reason: "no_answer", ...(method === "get" ? {} : { unsure: true }) } };
}

/** Gives the work up when the caller does, or when it takes too long. */
async function inTime<T>(
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Answer<T> | "late"> {
  const own = new AbortController();
  const giveUp = () => own.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    giveUp();
  }, LIMIT_SECONDS * 1000);
  signal?.addEventListener("abort", giveUp);
  if (signal?.aborted) giveUp();
  try {
    const answer = await work(own.signal);
    return isLate && !answer.ok ? "late" : answer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** Sends a request of this page, for as long as it takes. A refusal is read; a good answer is left to the caller. */
export async function send(address: string, init: RequestInit): Promise<Answer<Response>> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: "same-origin", cache: "no-store", redirect: "error" });
  } catch {
    return { ok: false, trouble: { reason: "offline" } };
  }
  if (response.ok) return { ok: true, body: response, headers: response.headers };
  const trouble = troubleOf(await response.json().catch(() => undefined));
  if (trouble.reason === "not_signed_in") tellSignedOut();
  return { ok: false, trouble, headers: response.headers };
}

async function readJson<T>(response: Response): Promise<Answer<T>> {
  const { headers } = response;
  if (response.status === 204) return { ok: true, body: undefined as T, headers };
  try {
    return { ok: true, body: (await response.json()) as T, headers };
  } catch {
    return { ok: false, trouble: { reason: "unreadable" }, headers };
  }
}

/** A refusal as the contract has it; anything else, as a page of a proxy, is unreadable. */
export function troubleOf(body: unknown): Trouble {
  if (typeof body !== "object" || body === null || !("failure_reason" in body)) return { reason: "unreadable" };
  const failure = body as Schemas["Failure"];
  return {
    reason: failure.failure_reason,
    requestId: failure.request_id,
    ...(failure.details === undefined ? {} : { details: failure.details }),
    ...(failure.retry_after === undefined ? {} : { retryAfterSeconds: failure.retry_after }),
  };
}

/** The path with its parameters filled in, and the query. What is undefined is left out. */
export function addressOf(path: string, { path: parameters, query }: Pick<AnyOrder, "path" | "query">): string {
  const values = new Map(Object.entries(parameters ?? {}));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === "" ? filled : `${filled}?${text}`;
}
