/**
 * The provider `http`: an endpoint of the user's own. It answers a photo with the picture, with JSON that holds it or says
 * where it is, or with 202 and an address to ask at, which is the ticket of the job. http-request.ts says what it is sent.
 */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { components } from "../../generated/api.ts";
import { validateHttpSettings } from "../../generated/validators.js";
import { beforeAbort } from "../core/deadline.ts";
import type {
  FailureKind,
  ProviderContext,
  ProviderDriver,
  ProviderRequest,
  ProviderResult,
} from "../core/provider.ts";
import { at, errorJson, kindOfStatus, oneLine, quoted, textAt } from "./answers.ts";
import { CallFailed, endOf, type Heard, heardFrom, kindOfRefusal, type Report, reportWithWait } from "./call-failed.ts";
import { bodyOf, sha256Of, signedHeaders } from "./http-request.ts";
import { callServer, OutboundFailure, readJson, type ServerAnswer, type ServerCall } from "./outbound.ts";
import { isPrivateAddress } from "./outbound-guard.ts";
import { savePicture } from "./picture-answer.ts";
import { type Asked, untilThere } from "./polling.ts";
import { maxPictureBytes, type SavedPicture, saveBytes } from "./result-file.ts";
import { settingsProblems } from "./settings-problems.ts";

type HttpSettings = components["schemas"]["HttpSettings"];

export const http: ProviderDriver = {
  name: "http",
  configured: ({ HTTP_PROVIDER_SECRET }) => HTTP_PROVIDER_SECRET !== "",
  checkSettings: problemsOf,
  process: async (request, context) => {
    const { settings } = request;
    if (!http.configured(context.config)) {
      return { ok: false, kind: "configuration", reason: "HTTP_PROVIDER_SECRET is not set" };
    }
    const reason = problemsOf(settings).join("; ");
    if (!validateHttpSettings(settings) || reason !== "") return { ok: false, kind: "configuration", reason };
    return await edit({ request, settings, context, heard: { report: {} } });
  },
  // The endpoint is a slot's: without a slot there is nobody to ask.
  ping: () => Promise.resolve(true),
};

function problemsOf(settings: unknown): string[] {
  if (!validateHttpSettings(settings)) return settingsProblems(validateHttpSettings.errors);
  const url = URL.parse(settings.url);
  if (url === null) return ["url: is no URL"];
  return url.username === "" && url.password === ""
    ? []
    : ["url: holds a user name or a password, which everybody who sees the settings can read; remove it"];
}

/** One call of the driver. */
interface Call {
  readonly request: ProviderRequest;
  readonly settings: HttpSettings;
  readonly context: ProviderContext;
  readonly heard: Heard;
}

/** A picture on the disk, and what the answer that brought it says. */
interface Brought {
  readonly picture: SavedPicture;
  readonly report: Report;
}

/** What the endpoint said: the picture, or where and when to ask for it. */
type Said = { readonly there: Brought } | { readonly askAt: string; readonly afterMs: number; readonly report: Report };

async function edit(call: Call): Promise<ProviderResult> {
  const { request, context, heard } = call;
  try {
    const { picture, report } = await (request.ticket === undefined ? begin(call) : resume(call, request.ticket));
    return { ok: true, ...picture, ...report };
  } catch (error) {
    return endOf(error, context, heard.report);
  }
}

async function begin(call: Call): Promise<Brought> {
  const { request, settings } = call;
  const body = bodyOf(settings, request.photo);
  const sha256 = await sha256Of(body);
  const answer = await send(call, settings.url, {
    method: "POST",
    headers: { ...ownHeaders(call, sha256), "idempotency-key": request.jobId, "content-type": body.type },
    body: body.read(),
    contentLength: body.sizeBytes,
  });
  const said = await read(call, answer, settings.url);
  if ("there" in said) return said.there;
  await call.context.saveTicket(said.askAt);
  return await ask(call, said.askAt, said.afterMs);
}

/** The address must still be one of the slot's endpoint: nobody else is told of the job. */
async function resume(call: Call, ticket: string): Promise<Brought> {
  if (URL.parse(ticket)?.origin === new URL(call.settings.url).origin) return await ask(call, ticket, 0);
  throw new CallFailed("transient", "the ticket is no address at the slot's endpoint", { ticketGone: true });
}

/** Milliseconds between two questions when the endpoint does not say. */
const everyMs = 1000;

async function ask(call: Call, firstAddress: string, firstPauseMs: number): Promise<Brought> {
  const { context } = call;
  const reason = "the endpoint was not done in time; the address to ask at is kept";
  const tooLate = { ok: false, kind: "deadline", reason } as const;
  const empty = await sha256Of();
  let address = firstAddress;
  return await untilThere({ context, firstPauseMs, everyMs, tooLate }, async (): Promise<Asked<Brought>> => {
    const answer = await send(call, address, { method: "GET", headers: ownHeaders(call, empty) });
    if (answer.status === 404 || answer.status === 410) {
      answer.body.destroy();
      const gone = `the endpoint knows nothing of this job any more (HTTP ${answer.status}): it is gone`;
      throw new CallFailed("transient", gone, { ...reportOf(answer), ticketGone: true });
    }
    const said = await read(call, answer, address, address).catch(endOfWork);
    if ("there" in said) return said;
    if (said.askAt !== address) await context.saveTicket(said.askAt);
    address = said.askAt;
    return { early: { ...tooLate, ...said.report }, afterMs: said.afterMs };
  });
}

/** An endpoint that is done without a picture, or will never be, need not be asked for this job again. */
function endOfWork(error: unknown): never {
  if (!(error instanceof CallFailed)) throw error;
  const { kind, reason, status = 0, ...report } = error.failure;
  const isOver = kind === "no_image" || (kind === "configuration" && status !== 401 && status !== 403);
  throw isOver ? new CallFailed(kind, reason, { ...report, status, ticketGone: true }) : error;
}

function ownHeaders({ request, context }: Call, sha256: string): Readonly<Record<string, string>> {
  const { config, deadline } = context;
  return signedHeaders(config.HTTP_PROVIDER_SECRET, request.jobId, deadline.remainingMs(), sha256);
}

const idHeaders = ["x-request-id"];

function reportOf(answer: ServerAnswer): Report {
  return reportWithWait(answer, idHeaders);
}

type Sent = Pick<ServerCall, "method" | "headers" | "body" | "contentLength">;

/** One request to an address that the user, or the user's endpoint, wrote down. */
async function send({ context, heard }: Call, address: string, sent: Sent): Promise<ServerAnswer> {
  const { config, signal } = context;
  const problem = await plainHttpProblem(new URL(address), context);
  if (problem !== undefined) throw new CallFailed("configuration", problem);
  const access = { kind: "given", config } as const;
  return await heardFrom(heard, idHeaders, () =>
    callServer({ ...sent, url: address, signal, maxResponseBytes: maxPictureBytes, access }),
  );
}

/** Photos of guests do not cross the internet in the clear. Whether private addresses are allowed is checked elsewhere. */
async function plainHttpProblem(url: URL, { config, signal }: ProviderContext): Promise<string | undefined> {
  if (url.protocol !== "http:" || config.PROVIDER_PRIVATE_ADDRESSES === "refuse") {
    return url.protocol === "http:" ? `${url.host} would be called over plain http: use https, or, ${hint}` : undefined;
  }
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(name) !== 0 ? [{ address: name }] : await beforeAbort(addressesOf(name), signal);
  signal.throwIfAborted();
  if (found?.every(({ address }) => isPrivateAddress(address))) return undefined;
  return `${url.host} would be called over plain http, and its address is public: use https`;
}

const hint = "when its address is private, PROVIDER_PRIVATE_ADDRESSES=allow";

async function addressesOf(name: string): Promise<readonly { readonly address: string }[]> {
  try {
    return await lookup(name, { all: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new OutboundFailure(code === "ENOTFOUND" ? "configuration" : "transient", `${name} has no address (${code})`);
  }
}

/** What an answer to a request to `address` says; `askedAt` is where a question went. Rejects with the failure it is. */
async function read(call: Call, answer: ServerAnswer, address: string, askedAt?: string): Promise<Said> {
  const type = (answer.headers["content-type"] ?? "").toLowerCase();
  const report = reportOf(answer);
  if (answer.status === 202) return await readPromise(answer, address, report, askedAt);
  if (answer.status !== 200) throw failureOf(call, answer.status, await errorJson(answer), report);
  if (type.startsWith("image/")) {
    return { there: { picture: await saveBytes(answer.body, call.request.resultPath), report } };
  }
  if (/^application\/json\b/.test(type)) return { there: { picture: await readPicture(call, answer, report), report } };
  answer.body.destroy();
  throw new CallFailed("transient", `HTTP 200 with ${oneLine(type) || "no type"}, not image/* or JSON`, report);
}

/** Bounds of after_ms, in milliseconds. */
const shortestMs = 100;
const longestMs = 30_000;

/** Bytes of the largest answer that holds no picture. */
const maxWordsBytes = 64 * 1024;

/** 202 with `{poll_url, after_ms}`; when it answers a question without poll_url, the next one goes there, too. */
async function readPromise(answer: ServerAnswer, address: string, report: Report, askedAt?: string): Promise<Said> {
  const said = await readJson(answer, maxWordsBytes);
  const written = at(said, "poll_url") ?? askedAt;
  const wished = at(said, "after_ms");
  const base = new URL(address);
  const url = typeof written === "string" ? URL.parse(written, base.href) : null;
  if (url === null || url.href.length > 2048) {
    throw new CallFailed("configuration", "HTTP 202 without a poll_url of at most 2048 characters", report);
  }
  if (url.origin !== base.origin) {
    throw new CallFailed(
      "configuration",
      `poll_url leads to ${url.origin}, away from the endpoint's ${base.origin}`,
      report,
    );
  }
  const ms = typeof wished === "number" ? wished : (report.retryAfterMs ?? everyMs);
  return { askAt: url.href, afterMs: Math.min(Math.max(ms, shortestMs), longestMs), report };
}

/** 200 with `{image_b64}` or `{url}`. */
async function readPicture(call: Call, answer: ServerAnswer, report: Report): Promise<SavedPicture> {
  const atTop = (key: string, parentKey: string | undefined) => key === "image_b64" && parentKey === undefined;
  const { json, picture } = await savePicture(answer.body, call.request.resultPath, atTop);
  if (picture !== undefined) return picture;
  if (at(json, "error")) throw failureOf(call, 200, json, report);
  const url = textAt(json, "url");
  if (url === "") throw new CallFailed("no_image", "HTTP 200 with neither image_b64 nor url", report);
  return await fetchPicture(call, url, answer);
}

/** The picture may lie anywhere: whoever keeps it learns nothing of the job and gets no signature. */
async function fetchPicture(call: Call, written: string, { status }: ServerAnswer): Promise<SavedPicture> {
  const url = URL.parse(written, call.settings.url);
  if (url === null) throw new CallFailed("configuration", "the picture's url is no URL", { status });
  const answer = await send(call, url.href, { method: "GET" });
  if (answer.status === 200) return await saveBytes(answer.body, call.request.resultPath);
  answer.body.destroy();
  // The endpoint has just named it: a picture that is not there is not there yet, or not any more.
  const kind = answer.status === 404 || answer.status === 410 ? "transient" : kindOfStatus(answer.status);
  throw new CallFailed(kind, `HTTP ${answer.status} for the picture at ${url.host}`, reportOf(answer));
}

/** The failure that an error is, with the endpoint's own words when it has some: `{error: {code, retryable, message}}`. */
function failureOf({ context }: Call, status: number, said: unknown, report: Report): CallFailed {
  const code = textAt(said, "error", "code");
  const message = textAt(said, "error") || textAt(said, "error", "message");
  const words = [code, message].filter((text) => text !== "").join(": ");
  const told = words === "" ? "" : `: ${quoted(words, context.config.HTTP_PROVIDER_SECRET)}`;
  const reason = `the endpoint answered HTTP ${status}${told}`;
  return new CallFailed(kindOf(status, code, at(said, "error", "retryable")), reason, report);
}

const ofSettings = [400, 401, 403, 404];

/**
 * Whoever says that trying again is of no use, and does not mean the photo, means something that a person must mend. A
 * photo is meant by the statuses of kindOfRefusal and by the code content_rejected.
 */
function kindOf(status: number, code: string, retryable: unknown): FailureKind {
  if (code === "content_rejected") return "rejected";
  const kind = status === 200 ? "transient" : kindOfRefusal(status);
  if (kind === "rejected") return kind;
  if (ofSettings.includes(status) || retryable === false) return "configuration";
  return retryable === true && kind !== "overload" ? "transient" : kind;
}
