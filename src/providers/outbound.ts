/** The one way in which providers talk to servers: one call under one signal, its answer limited and never followed. */
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import type { FailureKind } from "../core/provider.ts";
import { type Access, lookupFor, PrivateAddress, urlProblem } from "./outbound-guard.ts";

export interface ServerCall {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A stream is destroyed when the call ends, whether it was sent or not. Of anything else the next chunk is asked for when
   * the one before is on its way, so that all may be in one buffer.
   */
  readonly body?: Buffer | Readable | AsyncIterable<Uint8Array>;
  /** Bytes of a streamed body. Without it the body goes out in chunks; more or fewer bytes fail the call. */
  readonly contentLength?: number;
  /** Covers everything up to the last byte of the answer. */
  readonly signal: AbortSignal;
  readonly maxResponseBytes: number;
  readonly access: Access;
}

export interface ServerAnswer {
  readonly status: number;
  /** By name in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Fails with an OutboundFailure when the answer is larger than allowed, breaks off or is encoded, and with the signal's
   * reason when that aborts. Read it to its end or destroy it: until then it holds its connection.
   */
  readonly body: Readable;
}

/** A call that gave no usable answer. The message holds no key, path or query. */
export class OutboundFailure extends Error {
  override name = "OutboundFailure";
  readonly kind: FailureKind;
  constructor(kind: FailureKind, reason: string) {
    super(reason);
    this.kind = kind;
  }
  get reason(): string {
    return this.message;
  }
}

/**
 * Sends a request and resolves once the head of the answer is there, whatever its status: redirects are not followed.
 * Rejects with an OutboundFailure, with the signal's reason, or with what the body's source failed with.
 */
export async function callServer(call: ServerCall): Promise<ServerAnswer> {
  try {
    call.signal.throwIfAborted();
    const url = URL.parse(call.url);
    if (url === null) throw new OutboundFailure("configuration", "the URL of the provider's server is no URL");
    const problem = urlProblem(url, call.access);
    if (problem !== undefined) throw new OutboundFailure("configuration", problem);
    return await exchange(call, url);
  } catch (error) {
    leave(call.body);
    throw error;
  }
}

/** What a JSON answer holds. Rejects with an OutboundFailure when it has more than `maxBytes` or is no JSON. */
export async function readJson(answer: ServerAnswer, maxBytes: number): Promise<unknown> {
  const text = await readText(answer, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    const type = answer.headers["content-type"] ?? "no type";
    throw new OutboundFailure(
      "transient",
      `HTTP ${answer.status} with an answer that is no JSON (${type.slice(0, 80)})`,
    );
  }
}

/** The text of an answer. Rejects with an OutboundFailure when it has more than `maxBytes`. */
export async function readText(answer: ServerAnswer, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(answer.status, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * A connection serves one call. What a server sends unasked on one that is used again, as a second answer to a photo, would
 * be taken for the answer to the next: one guest would get the picture of another. TLS sessions are resumed all the same.
 */
const agents = { "http:": new HttpAgent({ keepAlive: false }), "https:": new HttpsAgent({ keepAlive: false }) };

/** A generator that nobody has asked for a chunk holds nothing; one that was asked ends with the loop that asks. */
function leave(body: ServerCall["body"]): void {
  if (body instanceof Readable) body.destroy();
}

async function exchange(call: ServerCall, url: URL): Promise<ServerAnswer> {
  const request = openRequest(call, url);
  const giveUp = () => request.destroy();
  call.signal.addEventListener("abort", giveUp, { once: true });
  // Errors are read where they are waited for; one that comes later must not end the process.
  request.on("error", () => undefined);
  request.once("close", () => {
    call.signal.removeEventListener("abort", giveUp);
    leave(call.body);
  });
  let unsent: { readonly because: unknown } | undefined;
  send(call, request).catch((error: unknown) => {
    // Destroying the request destroys its source too, which then fails for no reason of its own.
    if (request.destroyed) return;
    unsent = { because: error };
    request.destroy();
  });
  try {
    const response = await answered(request);
    return { status: response.statusCode ?? 0, headers: plain(response), body: limited(call, request, response) };
  } catch (error) {
    request.destroy();
    if (call.signal.aborted) throw call.signal.reason;
    throw unsent === undefined ? failureOf(error, url) : unsent.because;
  }
}

function openRequest(call: ServerCall, url: URL): ClientRequest {
  const length = Buffer.isBuffer(call.body) ? call.body.length : call.contentLength;
  const lookup = lookupFor(call.access);
  const options = {
    method: call.method,
    headers: {
      "accept-encoding": "identity",
      ...call.headers,
      ...(length === undefined ? {} : { "content-length": String(length) }),
    },
    ...(lookup === undefined ? {} : { lookup }),
  };
  try {
    if (url.protocol === "http:") return httpRequest(url, { ...options, agent: agents["http:"] });
    return httpsRequest(url, { ...options, agent: agents["https:"] });
  } catch (error) {
    // A key with a line break in it, for example; Node's message names the header, not its value.
    throw new OutboundFailure("configuration", `the request cannot be sent (${codeOf(error)}): is a key damaged?`);
  }
}

/** Sends the body; resolves when all of it was handed over or the connection is gone, rejects when its source fails. */
async function send({ body, contentLength }: ServerCall, request: ClientRequest): Promise<void> {
  if (body === undefined || Buffer.isBuffer(body)) {
    request.end(body);
    return;
  }
  let bytes = 0;
  for await (const chunk of body) {
    if (request.destroyed) return;
    bytes += chunk.length;
    if (bytes > (contentLength ?? bytes)) break;
    await written(request, chunk);
  }
  if (request.destroyed) return;
  if (contentLength !== undefined && bytes !== contentLength) {
    throw new OutboundFailure("transient", `what was sent is not the ${contentLength} bytes that were announced`);
  }
  request.end();
}

/** Resolves when the chunk is the system's, or the connection is gone; its bytes may change then. */
function written(request: ClientRequest, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      request.off("close", done);
      resolve();
    };
    request.on("close", done);
    // Two turns later, so that an answer which has come already is read: writing to a server that has closed would lose it.
    const write = () => (request.destroyed ? done() : request.write(chunk, done));
    setImmediate(() => setImmediate(write));
  });
}

/** The head of the answer, which may come before the whole body is sent. */
function answered(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    request.once("error", reject);
    request.once("close", () => reject(new Error("closed")));
  });
}

function plain({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** The body of the answer; its connection is closed when it has ended or was left. */
function limited(call: ServerCall, request: ClientRequest, response: IncomingMessage): Readable {
  const status = response.statusCode ?? 0;
  let bytes = 0;
  const giveUp = () => body.destroy(call.signal.reason);
  const body = new Readable({
    read: () => void response.resume(),
    destroy(error, done) {
      call.signal.removeEventListener("abort", giveUp);
      // At once, whatever the server still has to say, and also when it answered without waiting for the whole request.
      if (!response.readableEnded || !request.writableFinished) request.destroy();
      done(error);
    },
  });
  const brokeOff = (error?: unknown) => {
    const reason = `HTTP ${status} whose answer broke off after ${bytes} bytes (${codeOf(error)})`;
    body.destroy(call.signal.aborted ? call.signal.reason : new OutboundFailure("transient", reason));
  };
  body.on("error", () => undefined);
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > call.maxResponseBytes) body.destroy(tooLarge(status, call.maxResponseBytes));
    else if (!body.push(chunk)) response.pause();
  });
  response.once("end", () => (response.complete ? body.push(null) : brokeOff()));
  response.on("error", brokeOff);
  response.once("close", () => void (response.readableEnded || brokeOff()));
  response.pause();
  call.signal.addEventListener("abort", giveUp, { once: true });
  const problem = headProblem(call, response);
  if (call.signal.aborted) giveUp();
  else if (problem !== undefined) body.destroy(problem);
  return body;
}

/** What the head of an answer says against reading on. */
function headProblem(call: ServerCall, { statusCode: status = 0, headers }: IncomingMessage): Error | undefined {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.trim().toLowerCase() !== "identity") {
    const name = /^(gzip|br|deflate|zstd)$/i.test(encoding.trim()) ? encoding.trim() : "something";
    const reason = `HTTP ${status} with an answer encoded as ${name}, which nobody asked for`;
    return new OutboundFailure("transient", reason);
  }
  const announced = Number(headers["content-length"] ?? 0);
  return call.method !== "HEAD" && announced > call.maxResponseBytes
    ? tooLarge(status, call.maxResponseBytes)
    : undefined;
}

function tooLarge(status: number, maxBytes: number): OutboundFailure {
  return new OutboundFailure("transient", `HTTP ${status} with an answer of more than ${maxBytes} bytes`);
}

/** Connection errors that pass by themselves are transient; those that somebody must repair are configuration. */
function failureOf(error: unknown, { host }: URL): unknown {
  if (error instanceof OutboundFailure) return error;
  if (error instanceof PrivateAddress) return new OutboundFailure("configuration", error.message);
  const code = codeOf(error);
  if (code === "ENOTFOUND") return new OutboundFailure("configuration", `${host} has no address (${code})`);
  if (/CERT|SSL|TLS|^EPROTO$|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new OutboundFailure("configuration", `${host} has no connection that can be trusted (${code})`);
  }
  return new OutboundFailure("transient", `the connection to ${host} failed (${code})`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "unknown";
}
