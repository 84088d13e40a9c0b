/** Reads the JSON body of an operation that declares one, within limits of size, time and depth. */
import type { IncomingMessage } from "node:http";
import type { FailureReason, Route } from "../../generated/routes.ts";
import { refused } from "../core/failure.ts";
import { faultText } from "./fault-text.ts";

export interface JsonLimits {
  readonly bytes: number;
  /** How long the whole body may take. */
  readonly ms: number;
}

const LIMITS: JsonLimits = { bytes: 256 * 1024, ms: 10_000 };
/** Of brackets within brackets. What checks and stores a value goes down into it, and has a stack that ends. */
const MAX_DEPTH = 32;

/** What `readJsonBody` may refuse a request of the route with. */
export function reasonsOfJsonBody({ checkBody }: Route): FailureReason[] {
  return checkBody === undefined
    ? []
    : ["invalid_request", "unsupported_media_type", "payload_too_large", "upload_timeout"];
}

/**
 * The body, valid by the contract; undefined where the operation takes none, or may do without. Throws Refused, and
 * leaves the rest of a refused body unread.
 */
export async function readJsonBody(request: IncomingMessage, route: Route, limits = LIMITS): Promise<unknown> {
  const { checkBody, bodyRequired } = route;
  if (checkBody === undefined) return undefined;
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if (coding === undefined && (length === undefined || Number(length) === 0)) {
    if (bodyRequired) throw refused("invalid_request", "The body is missing: send a JSON object.");
    return undefined;
  }
  refuseOtherTypes(request);
  if (Number(length ?? 0) > limits.bytes) throw tooLarge(limits);
  const value = parse(await collect(request, limits));
  if (checkBody(value)) return value;
  throw refused("invalid_request", `${faultText(checkBody.errors, "The body")}.`);
}

function refuseOtherTypes({ headers }: IncomingMessage): void {
  const type = headers["content-type"] ?? "";
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type))
    throw refused("unsupported_media_type", "Send the body as Content-Type: application/json, in UTF-8.");
  if ((headers["content-encoding"] ?? "identity").toLowerCase() !== "identity")
    throw refused("unsupported_media_type", "Send the body as it is, without Content-Encoding.");
}

function tooLarge({ bytes }: JsonLimits) {
  return refused("payload_too_large", `The body has more than ${bytes} bytes.`);
}

/** The whole body. Stops reading at the first byte too many, and when its time is up. */
function collect(request: IncomingMessage, limits: JsonLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => fail(refused("upload_timeout", "The body was not complete in time.")), limits.ms);
    const stop = () => {
      clearTimeout(timer);
      request.off("data", take).off("end", end).off("error", breakOff).off("close", breakOff);
    };
    const fail = (error: Error) => {
      stop();
      request.pause();
      reject(error);
    };
    const take = (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limits.bytes) fail(tooLarge(limits));
      else chunks.push(chunk);
    };
    const end = () => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const breakOff = () => fail(refused("invalid_request", "The body broke off."));
    request.on("data", take).on("end", end).on("error", breakOff).on("close", breakOff);
  });
}

/** What JSON.parse says of a fault repeats the text around it, which may be a password. */
function parse(body: Buffer): unknown {
  const text = decoded(body);
  if (depthOf(text) > MAX_DEPTH)
    throw refused("invalid_request", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return JSON.parse(text, (key, value: unknown) => {
      // An own property of this name changes what the object inherits as soon as somebody copies it.
      if (key === "__proto__") throw refused("invalid_request", "No field may be called __proto__.");
      if (!isStorable(key) || (typeof value === "string" && !isStorable(value)))
        throw refused("invalid_request", "A text holds what is no character: half of a surrogate pair, or U+0000.");
      return value;
    });
  } catch (error) {
    throw error instanceof SyntaxError ? refused("invalid_request", "The body is no valid JSON.") : error;
  }
}

/** Databases and webhooks cut or change other texts, and then what was done is not what was asked for. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function decoded(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw refused("invalid_request", "The body is no valid UTF-8.");
  }
}

/** How deep brackets stand in each other; those within strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
