/**
 * The provider `turbotext`: puts the photo into a queue of Turbotext and asks for the picture until it is there. What is
 * put into a queue is paid for, so its number is the ticket of a job: known, the driver only asks, and never queues again.
 */
import type { components } from "../../generated/api.ts";
import type { Config } from "../../generated/config.ts";
import { validateTurbotextSettings } from "../../generated/validators.js";
import type {
  FailureKind,
  ProviderContext,
  ProviderDriver,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from "../core/provider.ts";
import { at, errorJson, quoted, textAt } from "./answers.ts";
import { CallFailed, endOf, type Heard, heardFrom, kindOfRefusal, reportWithWait } from "./call-failed.ts";
import { formBody } from "./form-body.ts";
import { callServer, readJson, type ServerAnswer, type ServerCall } from "./outbound.ts";
import type { Access } from "./outbound-guard.ts";
import { type Asked, failed, patience, untilThere } from "./polling.ts";
import { maxPictureBytes, type SavedPicture, saveBytes } from "./result-file.ts";
import { settingsProblems } from "./settings-problems.ts";

type TurbotextSettings = components["schemas"]["TurbotextSettings"];

export const turbotext: ProviderDriver = {
  name: "turbotext",
  configured: ({ TURBOTEXT_API_KEY }) => TURBOTEXT_API_KEY !== "",
  checkSettings: (settings) =>
    validateTurbotextSettings(settings) ? [] : settingsProblems(validateTurbotextSettings.errors),
  process: async (request, context) => {
    const { settings } = request;
    if (!turbotext.configured(context.config)) {
      return { ok: false, kind: "configuration", reason: "TURBOTEXT_API_KEY is not set" };
    }
    if (validateTurbotextSettings(settings)) return await edit({ request, settings, context, heard: { report: {} } });
    const reason = settingsProblems(validateTurbotextSettings.errors).join("; ");
    return { ok: false, kind: "configuration", reason };
  },
  ping,
};

/** One call of the driver. */
interface Call {
  readonly request: ProviderRequest;
  readonly settings: TurbotextSettings;
  readonly context: ProviderContext;
  readonly heard: Heard;
}

/** Work at Turbotext: a queue is asked for at the method that it was made with. */
interface Queue {
  readonly method: string;
  readonly id: string;
}

/** Headers that may name a request; the number of the queue is better. */
const idHeaders = ["x-request-id"];

const methods: Record<TurbotextSettings["operation"], string> = {
  image2image: "generate_image2image",
  mix: "mix_images",
  deepfake: "deepfake_photo",
};

async function edit(call: Call): Promise<ProviderResult> {
  const { request, context, heard } = call;
  let queue: Queue | undefined;
  try {
    const known = request.ticket === undefined ? undefined : queueOf(request.ticket);
    queue = known ?? (await createQueue(call));
    const polling = { context, firstPauseMs: known ? 0 : pollMs(call), everyMs: pollMs(call), tooLate: tooLate(queue) };
    const url = await untilThere(polling, asker(call, queue));
    const picture = await untilThere({ ...polling, firstPauseMs: 0 }, downloader(call, queue, url));
    return { ok: true, ...picture, status: 200, requestId: queue.id };
  } catch (error) {
    return endOf(error, context, { ...heard.report, ...(queue === undefined ? {} : { requestId: queue.id }) });
  }
}

/** `mix_images/17`; a ticket that is none of ours stands for a queue that nobody knows. */
function queueOf(ticket: string): Queue {
  const [, method, id] = /^([a-z0-9_]+)\/(\w+)$/.exec(ticket) ?? [];
  if (method !== undefined && id !== undefined && Object.values(methods).includes(method)) return { method, id };
  throw new CallFailed("transient", "the ticket names no queue of turbotext", { ticketGone: true });
}

/** Puts the photo into a queue. Its number is kept before anything else is done. */
async function createQueue(call: Call): Promise<Queue> {
  const { request, settings, context } = call;
  const method = methods[settings.operation];
  const body = formBody([["do", "create_queue"], ...fieldsOf(settings)], "file", request.photo);
  const answer = await post(call, method, { "content-type": body.type }, body.read(), body.sizeBytes);
  const { said, failure } = await readAnswer(call, answer);
  if (failure !== undefined) throw failed(failure);
  const id = idOf(at(said, "queueid"));
  if (id === undefined) {
    throw new CallFailed("transient", "turbotext took the photo and named no queue", reportWithWait(answer, idHeaders));
  }
  await context.saveTicket(`${method}/${id}`);
  return { method, id };
}

function idOf(queueId: unknown): string | undefined {
  const id = typeof queueId === "number" || typeof queueId === "string" ? String(queueId) : "";
  return /^\w{1,64}$/.test(id) ? id : undefined;
}

/**
 * The form of Turbotext, which calls the photo to work on `url` where a style or a face is put into it by
 * `url_image_target`, and the other way round for a style. The photo itself goes as `file` in either case.
 */
function fieldsOf(settings: TurbotextSettings): (readonly [string, string])[] {
  const { operation, second_image_url: second, face_restore: restore } = settings;
  const fields: Readonly<Record<string, string | number | undefined>> = {
    content: settings.content,
    ...(operation === "mix" ? { url: second } : {}),
    ...(operation === "deepfake" ? { url_image_target: second } : {}),
    strength: settings.strength,
    seed: settings.seed,
    scale: settings.scale,
    negative_prompt: settings.negative_prompt,
    original_language: settings.original_language,
    user_id: settings.user_id,
    face_restore: restore === undefined ? undefined : restore ? "True" : "False",
  };
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
}

function pollMs({ settings }: Call): number {
  return settings.poll_ms ?? 2500;
}

function tooLate({ id }: Queue): ProviderFailure {
  const reason = `turbotext was not done with queue ${id} in time; its number is kept`;
  return { ok: false, kind: "deadline", reason, requestId: id };
}

/** Asks for the address of the picture, as Turbotext writes it. */
function asker(call: Call, queue: Queue): () => Promise<Asked<string>> {
  let refusals = 0;
  return async () => {
    const form = Buffer.from(new URLSearchParams({ do: "get_result", queueid: queue.id }).toString());
    const answer = await post(call, queue.method, { "content-type": "application/x-www-form-urlencoded" }, form);
    const { said, failure } = await readAnswer(call, answer);
    const report = { ...reportWithWait(answer, idHeaders), requestId: queue.id };
    if ([404, 410].includes(answer.status) || wordOf(said) === "params_error") {
      const reason = `turbotext knows nothing of queue ${queue.id} (HTTP ${answer.status}): it is gone`;
      throw new CallFailed("transient", reason, { ...report, ticketGone: true });
    }
    if (failure !== undefined) {
      if (answer.status === 200 && failure.kind === "transient") refusals += 1;
      throw failed({
        ...failure,
        ...report,
        ...(refusals === patience || isOver(said) ? ({ ticketGone: true } as const) : {}),
      });
    }
    if (at(said, "action") === "reconnect") return { early: { ...tooLate(queue), ...report }, afterMs: pollMs(call) };
    const url = pictureUrl(said);
    if (url !== undefined) return { there: url };
    if (at(said, "data", "forbidden_content") === true) {
      throw new CallFailed("rejected", "turbotext finds forbidden content in the photo", report);
    }
    throw new CallFailed("no_image", "turbotext was done and named no picture", { ...report, ticketGone: true });
  };
}

/** Whether the work has ended without a picture, for a reason that lies outside of the photo. */
function isOver(said: unknown): boolean {
  return wordOf(said) === "url_error";
}

function pictureUrl(said: unknown): string | undefined {
  const places = [["uploaded_image"], ["data", "uploaded_image"], ["data", "image", 0], ["data", "image"]] as const;
  return places.map((place) => textAt(said, ...place)).find((url) => url !== "");
}

/** Fetches the picture, which Turbotext now and then does not have yet when it says so: 404 and 410 are asked again. */
function downloader(call: Call, queue: Queue, written: string): () => Promise<Asked<SavedPicture>> {
  const { url, headers, access } = sourceOf(call, written);
  const { request, context, heard } = call;
  const { signal } = context;
  let missing = 0;
  return async () => {
    const answer = await heardFrom(heard, idHeaders, () =>
      callServer({ method: "GET", url, headers, signal, maxResponseBytes: maxPictureBytes, access }),
    );
    if (answer.status === 200) return { there: await saveBytes(answer.body, request.resultPath) };
    answer.body.destroy();
    const report = { ...reportWithWait(answer, idHeaders), requestId: queue.id };
    const reason = `HTTP ${answer.status} for the picture of queue ${queue.id}`;
    if (answer.status !== 404 && answer.status !== 410)
      throw new CallFailed(kindOfRefusal(answer.status), reason, report);
    missing += 1;
    // Now and then is once or twice: what is missing more often is lost, and asking for the queue again brings nothing.
    const lost = missing >= patience ? ({ ticketGone: true } as const) : {};
    return { early: { ok: false, kind: "transient", reason, ...report, ...lost }, afterMs: pollMs(call) };
  };
}

/** From where the picture may be fetched. The key is for Turbotext's own host only, over its own protocol. */
function sourceOf(
  { settings, context }: Call,
  written: string,
): Required<Pick<ServerCall, "url" | "headers" | "access">> {
  const { config } = context;
  const { TURBOTEXT_BASE_URL: baseUrl } = config;
  const base = new URL(baseUrl);
  const url = URL.parse(written, `${base.origin}/`);
  if (url?.host === base.host) {
    const own = `${base.origin}${url.pathname}${url.search}`;
    return { url: own, headers: keyHeader(config), access: { kind: "fixed", baseUrl } };
  }
  if (url === null || !settings.download_hosts?.includes(url.host)) {
    const host = url?.host ?? "no URL";
    const reason = `turbotext has the picture at ${host}, which is not among download_hosts`;
    throw new CallFailed("configuration", reason);
  }
  return { url: url.href, headers: {}, access: { kind: "given", config } };
}

/** Bytes of the largest answer that names a queue or a picture. */
const maxAnswerBytes = 1024 * 1024;

function keyHeader({ TURBOTEXT_API_KEY }: Config): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${TURBOTEXT_API_KEY}` };
}

function post(
  { context, heard }: Call,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer | AsyncIterable<Buffer>,
  contentLength?: number,
): Promise<ServerAnswer> {
  const { TURBOTEXT_BASE_URL: baseUrl } = context.config;
  return heardFrom(heard, idHeaders, () =>
    callServer({
      method: "POST",
      url: `${baseUrl}/api_ai/${method}`,
      headers: { ...keyHeader(context.config), ...headers },
      body,
      ...(contentLength === undefined ? {} : { contentLength }),
      signal: context.signal,
      maxResponseBytes: maxAnswerBytes,
      access: { kind: "fixed", baseUrl },
    }),
  );
}

/** The words of Turbotext for what went wrong. */
const kinds: ReadonlyMap<string, FailureKind> = new Map([
  ["limit", "overload"],
  ["url_error", "configuration"],
  ["params_error", "configuration"],
  ["face_not_detected", "rejected"],
  ["quality_limit", "rejected"],
]);

/** What an answer says, and the failure that it is, if it is one. */
async function readAnswer(
  { context }: Call,
  answer: ServerAnswer,
): Promise<{ readonly said: unknown; readonly failure?: ProviderFailure }> {
  const { status } = answer;
  const said = await (status === 200 ? readJson(answer, maxAnswerBytes) : errorJson(answer));
  const error = at(said, "error") || "";
  const text = typeof error === "string" ? error : "an error that is no text";
  const words = quoted(text, context.config.TURBOTEXT_API_KEY);
  const kind = kinds.get(wordOf(said)) ?? (status === 200 ? undefined : kindOfRefusal(status));
  if (kind === undefined && at(said, "success") !== false && words === "") return { said };
  const reason = `turbotext answered HTTP ${status}${words === "" ? "" : `: ${words}`}`;
  return { said, failure: { ...reportWithWait(answer, idHeaders), ok: false, kind: kind ?? "transient", reason } };
}

/** The code at the beginning of `error`, in lower case; "" without one. */
function wordOf(said: unknown): string {
  return (/^\s*(\w+)/.exec(textAt(said, "error"))?.[1] ?? "").toLowerCase();
}

/** Nothing of Turbotext is known to be free but its front page, which is asked for without the key. */
async function ping(signal: AbortSignal, { TURBOTEXT_BASE_URL: baseUrl }: Config): Promise<boolean> {
  try {
    const access: Access = { kind: "fixed", baseUrl };
    const url = `${baseUrl}/`;
    const answer = await callServer({ method: "HEAD", url, signal, maxResponseBytes: maxAnswerBytes, access });
    answer.body.destroy();
    return answer.status < 500;
  } catch {
    return false;
  }
}
