/** The only place that registers API routes: walks the contract's table, checks parameters, writes what handlers give. */
import express, {
  type Express,
  type Request as ExpressRequest,
  type Response as ExpressResponse,
  type NextFunction,
} from "express";
import type { Logger } from "pino";
import type { SlotId } from "../../generated/contract.ts";
import {
  type Bytes,
  type FailureReason,
  type Handlers,
  type OperationId,
  type Refusal,
  type Route,
  routes,
} from "../../generated/routes.ts";
import type { IsProxy } from "../core/client-address.ts";
import { actorOf } from "../core/operator.ts";
import type { AccessNotes } from "./access-log.ts";
import { closeWhenStalled, isBodyPending, STALL_MS, sendBytes, sendEarly, sendText } from "./answer.ts";
import type { Context } from "./context.ts";
import { type ErrorTable, failureAnswer } from "./errors.ts";
import { beginExchange, exchangeOf } from "./exchange.ts";
import { readJsonBody, reasonsOfJsonBody } from "./json-body.ts";
import { parametersOf } from "./parameters.ts";
import { refusalFaults, replyFaults } from "./reply-check.ts";
import { authenticate, type MayOperate, reasonsOfSecurity, type SecurityTable } from "./security.ts";

export interface ApiOptions {
  readonly handlers: Handlers<Context>;
  readonly log: Logger;
  readonly errors: ErrorTable;
  readonly security: SecurityTable;
  readonly mayOperate: MayOperate;
  /** Whose word on where a request comes from is believed. */
  readonly isProxy: IsProxy;
  /** Whether JSON replies are held against the contract: in development and test. */
  readonly checkReplies: boolean;
  /** Whether connections are to end with their answers, because the process is shutting down. */
  readonly closing: () => boolean;
  /** Told of every request that meets an operation: settles when its answer is out and nothing works on it any more. */
  readonly track: (request: Promise<void>) => void;
  /** Told of every refusal of an operation; `hasJob` when the request had become, or joined, a job. */
  readonly onRefusal: (operationId: OperationId, reason: FailureReason, hasJob: boolean) => void;
  /** How long a response may make no progress; 30 s unless given. */
  readonly stallMs?: number;
}

/**
 * Programs send a dozen, browsers two, proxies some more. Behind the thousandth some releases of Node drop them without a word, and the
 * last ones are those by which a proxy says whose request it is.
 */
const MAX_HEADERS = 100;
const TOO_MANY_HEADERS = `The request has more than ${MAX_HEADERS} headers.`;

/** What every handler takes and gives, seen without its operation. */
type AnyHandler = (
  request: { path: object; query: object; headers: object; body: unknown },
  context: Context,
) => AnyReply | Promise<AnyReply>;
type AnyReply = Success | Refusal;
interface Success {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly sizeBytes?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The contract's routes on an Express of their own, and the answers for what is none of them. */
export function createApi(options: ApiOptions): Express {
  const app = createExpress();
  app.use((request, response, next) => {
    beginExchange(request, response, options);
    if (options.closing()) response.setHeader("Connection", "close");
    if (request.rawHeaders.length / 2 <= MAX_HEADERS) next();
    else refuse(request, response, options, { reason: "invalid_request", details: TOO_MANY_HEADERS });
  });
  for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
    const registered = app.route(path);
    for (const route of ofPath) {
      refuseUndeclared(route, options.security);
      registered[route.method]((request, response) => {
        const served = serve(route, request, response, options);
        exchangeOf(request).notes.served = served.catch(() => undefined);
        options.track(Promise.all([served, exchangeOf(request).context.answered]).then(() => undefined));
        return served;
      });
    }
    registered.all((request, response) => {
      noteRoute(request, path);
      response.setHeader("Allow", allowedMethods(ofPath));
      refuse(request, response, options, { reason: "method_not_allowed" });
    });
  }
  app.use((request, response) => refuse(request, response, options, { reason: "route_not_found" }));
  app.use((error: unknown, request: ExpressRequest, response: ExpressResponse, _next: NextFunction) =>
    refuse(request, response, options, refusalOf(error, request, options)),
  );
  return app;
}

/** What is refused here, before a handler, must be declared like any other answer of the operation. */
function refuseUndeclared(route: Route, security: SecurityTable): void {
  const faults = [...reasonsOfJsonBody(route), ...reasonsOfSecurity(route, security)].flatMap((reason) =>
    refusalFaults(route, reason),
  );
  if (faults.length > 0) throw new Error(`${route.operationId}: ${faults.join("; ")}`);
}

/** Express as the contract needs it: paths to the letter, nothing of its own in the answers. */
function createExpress(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.enable("strict routing");
  app.set("query parser", "simple");
  return app;
}

function noteRoute(request: ExpressRequest, path: string): void {
  exchangeOf(request).notes.route = path;
}

async function serve(
  route: Route,
  request: ExpressRequest,
  response: ExpressResponse,
  options: ApiOptions,
): Promise<void> {
  noteRoute(request, route.path);
  const reply = await replyOf(route, request, options);
  if ("reason" in reply) refuse(request, response, options, reply, route);
  else await send(reply, request, response, options);
}

/** What the handler gives, or the refusal that its failure is; never rejects and never breaks the contract. */
async function replyOf(route: Route, request: ExpressRequest, options: ApiOptions): Promise<AnyReply> {
  const { context } = exchangeOf(request);
  const reply = await answer(route, request, options).catch((error: unknown) => refusalOf(error, request, options));
  const faults = faultsOf(route, reply, options);
  if (faults.length === 0) return reply;
  context.log.error({ operation: route.operationId, faults }, "The reply is not what the contract says.");
  return { reason: "internal_error" };
}

/** Whose request it is, then its parameters, then its body, then the handler; the first refusal is the answer. */
async function answer(route: Route, request: ExpressRequest, options: ApiOptions): Promise<AnyReply> {
  const { context, notes } = exchangeOf(request);
  const operator = await authenticate(route, options.security, options.mayOperate, context);
  if (operator !== undefined && "reason" in operator) return operator;
  if (operator !== undefined) notes.actor = actorOf(operator);
  const { params: path, query, headers } = request;
  const parameters = parametersOf(route, { path, query, header: headers });
  if ("reason" in parameters) return parameters;
  Object.assign(notes, slotOf(parameters.path));
  const body = await readJsonBody(request, route);
  // Handlers are typed by operation, and all that they are given was just checked against the same contract.
  const handler = options.handlers[route.operationId] as AnyHandler;
  return handler({ ...parameters, body }, operator === undefined ? context : { ...context, operator });
}

/** Refusals are always checked: a lookup. Bodies cost more, and only our own tests can do something about them. */
function faultsOf(route: Route, reply: AnyReply, options: ApiOptions): string[] {
  if ("reason" in reply) return refusalFaults(route, reply.reason);
  return options.checkReplies ? replyFaults(route, reply) : [];
}

/** For the access log, which is to name the slot of refused requests too. */
function slotOf(path: object): AccessNotes {
  // A path parameter of this name has passed the contract's check.
  return "slot_id" in path ? { slotId: path.slot_id as SlotId } : {};
}

/** What an error is to the client. Defects of ours are logged with their stack and leave nothing of it in the answer. */
function refusalOf(error: unknown, request: ExpressRequest, options: ApiOptions): Refusal {
  const refusal = options.errors(error);
  if (refusal !== undefined) return refusal;
  exchangeOf(request).context.log.error({ err: error }, "A request failed inside the service.");
  return { reason: "internal_error" };
}

async function send(
  reply: Success,
  request: ExpressRequest,
  response: ExpressResponse,
  options: ApiOptions,
): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
  const { status, contentType = "application/json", sizeBytes, body } = reply;
  closeWhenStalled(response, options.stallMs ?? STALL_MS, contentType === "text/event-stream");
  if (!isBytes(body))
    return sendText(response, status, contentType, body === undefined ? undefined : JSON.stringify(body));
  try {
    await sendBytes(response, { status, contentType, sizeBytes }, body);
  } catch (error) {
    // Either the client is gone, which the access log says, or the source failed under a begun answer.
    exchangeOf(request).context.log.debug({ err: error }, "An answer broke off.");
  }
}

function isBytes(body: unknown): body is Bytes {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

/** Answers with a refusal, without waiting for the rest of the request's body. */
function refuse(
  request: ExpressRequest,
  response: ExpressResponse,
  options: ApiOptions,
  refusal: Refusal,
  route?: Route,
): void {
  const { context, notes } = exchangeOf(request);
  notes.failureReason = refusal.reason;
  if (route !== undefined) options.onRefusal(route.operationId, refusal.reason, notes.jobId !== undefined);
  const answer = failureAnswer(refusal, context.requestId);
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  closeWhenStalled(response, options.stallMs ?? STALL_MS);
  if (isBodyPending(request)) sendEarly(request, response, answer.status, "application/json", answer.body);
  else sendText(response, answer.status, "application/json", answer.body);
}

function allowedMethods(ofPath: readonly Route[]): string {
  const methods = ofPath.map((route) => route.method.toUpperCase());
  return (methods.includes("GET") ? [...methods, "HEAD"] : methods).join(", ");
}
