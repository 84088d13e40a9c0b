/** The provider `gemini`: generateContent of the Gemini API, the photo and the picture as base64 within its JSON. */
import type { components } from "../../generated/api.ts";
import type { Config } from "../../generated/config.ts";
import { validateGeminiSettings } from "../../generated/validators.js";
import { fileChunks } from "../core/file-chunks.ts";
import type {
  FailureKind,
  ProviderContext,
  ProviderDriver,
  ProviderReport,
  ProviderRequest,
  ProviderResult,
} from "../core/provider.ts";
import {
  at,
  callFailure,
  errorJson,
  kindOfStatus,
  listAt,
  pingServer,
  quoted,
  reportOf,
  retryAfterMs,
  textAt,
} from "./answers.ts";
import { base64Length, toBase64 } from "./base64-stream.ts";
import { callServer, type ServerAnswer } from "./outbound.ts";
import { savePicture } from "./picture-answer.ts";
import { type SendablePhoto, withSendablePhoto } from "./sendable-photo.ts";
import { settingsProblems } from "./settings-problems.ts";

type GeminiSettings = components["schemas"]["GeminiSettings"];

/** A request may have 20 MB, of which base64 leaves three quarters; a little stays free for the prompt. */
const maxPhotoBytes = 14_000_000;
/** A picture of 4K as PNG, and what the model thought of it. */
const maxAnswerBytes = 64 * 1024 * 1024;

export const gemini: ProviderDriver = {
  name: "gemini",
  configured: ({ GEMINI_API_KEY }) => GEMINI_API_KEY !== "",
  checkSettings: (settings) =>
    validateGeminiSettings(settings) ? [] : settingsProblems(validateGeminiSettings.errors),
  process: (request, context) => {
    const { settings } = request;
    if (validateGeminiSettings(settings)) return edit(request, settings, context);
    const reason = settingsProblems(validateGeminiSettings.errors).join("; ");
    return Promise.resolve({ ok: false, kind: "configuration", reason });
  },
  ping: (signal, config) =>
    pingServer({ url: `${config.GEMINI_BASE_URL}/v1beta/models?pageSize=1`, signal, ...sentTo(config) }),
};

function sentTo(config: Config, headers: Readonly<Record<string, string>> = {}) {
  return {
    headers: { ...headers, "x-goog-api-key": config.GEMINI_API_KEY },
    access: { kind: "fixed", baseUrl: config.GEMINI_BASE_URL },
  } as const;
}

async function edit(
  request: ProviderRequest,
  settings: GeminiSettings,
  context: ProviderContext,
): Promise<ProviderResult> {
  const { config, signal } = context;
  let report: ProviderReport = {};
  try {
    return await withSendablePhoto(request, maxPhotoBytes, signal, async (photo) => {
      const answer = await generate(photo, settings, context);
      report = reportOf(answer, []);
      if (answer.status !== 200) return refused(answer, await errorJson(answer), config.GEMINI_API_KEY);
      return await received(answer, request.resultPath, config.GEMINI_API_KEY);
    });
  } catch (error) {
    return callFailure(error, context, report);
  }
}

function generate(photo: SendablePhoto, settings: GeminiSettings, { config, signal }: ProviderContext) {
  const { api_version: version = "v1beta", model = "gemini-3.1-flash-image" } = settings;
  const { before, after } = bodyAround(photo, settings);
  return callServer({
    method: "POST",
    url: `${config.GEMINI_BASE_URL}/${version}/models/${model}:generateContent`,
    ...sentTo(config, { "content-type": "application/json" }),
    body: bodyOf(before, photo, after),
    contentLength: before.length + base64Length(photo.sizeBytes) + after.length,
    signal,
    maxResponseBytes: maxAnswerBytes,
  });
}

/** The JSON of the request up to the photo's base64 and from there on. */
function bodyAround(
  photo: SendablePhoto,
  settings: GeminiSettings,
): { readonly before: Buffer; readonly after: Buffer } {
  const { aspect_ratio: aspectRatio, image_size: imageSize } = settings;
  const imageConfig = {
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(imageSize === undefined ? {} : { imageSize }),
  };
  const generationConfig = {
    responseModalities: ["IMAGE"],
    ...(Object.keys(imageConfig).length === 0 ? {} : { imageConfig }),
  };
  const start = `{"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":${JSON.stringify(photo.type)},"data":"`;
  const end = `"}},{"text":${JSON.stringify(settings.prompt)}}]}],"generationConfig":${JSON.stringify(generationConfig)}}`;
  return { before: Buffer.from(start), after: Buffer.from(end) };
}

async function* bodyOf(before: Buffer, photo: SendablePhoto, after: Buffer): AsyncGenerator<Buffer> {
  yield before;
  yield* toBase64(fileChunks(photo.path));
  yield after;
}

/** Answers of 200: a picture, or one of the reasons why there is none. */
async function received(answer: ServerAnswer, resultPath: string, key: string): Promise<ProviderResult> {
  const isPicture = (name: string, parent: string | undefined) =>
    name === "data" && (parent === "inlineData" || parent === "inline_data");
  const { json, picture } = await savePicture(answer.body, resultPath, isPicture);
  const responseId = textAt(json, "responseId");
  const report = { ...reportOf(answer, []), ...(responseId === "" ? {} : { requestId: quoted(responseId, key) }) };
  if (picture !== undefined) return { ok: true, ...picture, ...report };
  const { kind, words } = whyNoPicture(json);
  const model = textAt(json, "modelVersion");
  const reason = quoted(`HTTP 200 without a picture${model === "" ? "" : ` from ${model}`}: ${words}`, key);
  return { ok: false, kind, reason, ...report };
}

/** Finish reasons that speak of this photo and prompt; every other one may go well at the next call. */
const rejections: readonly string[] = [
  "SAFETY",
  "RECITATION",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
];

function whyNoPicture(json: unknown): { readonly kind: FailureKind; readonly words: string } {
  const blocked = textAt(json, "promptFeedback", "blockReason");
  if (blocked !== "") {
    return {
      kind: "rejected",
      words: `blockReason ${blocked} ${textAt(json, "promptFeedback", "blockReasonMessage")}`,
    };
  }
  const candidates = listAt(json, "candidates");
  const reasons = candidates.map((candidate) => textAt(candidate, "finishReason"));
  const words = candidates.map((candidate) => `finishReason ${textAt(candidate, "finishReason")} ${saidBy(candidate)}`);
  const rejected = reasons.some((reason) => rejections.includes(reason));
  return { kind: rejected ? "rejected" : "no_image", words: words.length === 0 ? "no candidates" : words.join("; ") };
}

/** What the model says instead of a picture. */
function saidBy(candidate: unknown): string {
  const message = textAt(candidate, "finishMessage");
  if (message !== "") return message;
  return listAt(candidate, "content", "parts")
    .map((part) => textAt(part, "text"))
    .join(" ");
}

/** Answers of any other status. */
function refused(answer: ServerAnswer, json: unknown, key: string): ProviderResult {
  // Some versions put the error into a list.
  const error = at(json, "error") ?? at(json, 0, "error");
  const wait = retryDelayMs(error) ?? retryAfterMs(answer);
  const kind = kindOfError(answer.status, error);
  const words = [textAt(error, "status"), ...reasonsOf(error), textAt(error, "message")].filter((text) => text !== "");
  return {
    ok: false,
    kind,
    reason: quoted(`HTTP ${answer.status} ${words.join(" ")}`, key),
    ...(wait === undefined || kind === "configuration" ? {} : { retryAfterMs: wait }),
    ...reportOf(answer, []),
  };
}

/** A 400 about the photo itself, as the API words it; any other speaks of the key, the model or the settings. */
const aboutThePhoto =
  /unable to (process|read|decode) (the )?(input |provided )?image|(input|provided|inline) image (data )?(is|was|could|can)|invalid image data/i;

function kindOfError(status: number, error: unknown): FailureKind {
  if (status === 400 && textAt(error, "status") === "INVALID_ARGUMENT") {
    return aboutThePhoto.test(textAt(error, "message")) ? "rejected" : "configuration";
  }
  if (status === 429 && quotaIsGone(error)) return "configuration";
  return kindOfStatus(status);
}

/** Whether a quota is used up that does not come back within minutes: that of a day, or one of nothing at all. */
function quotaIsGone(error: unknown): boolean {
  const violations = listAt(error, "details").flatMap((detail) => listAt(detail, "violations"));
  const names = [
    ...violations.map((violation) => textAt(violation, "quotaId")),
    ...listAt(error, "details").map((detail) => textAt(detail, "metadata", "quota_limit")),
  ];
  return names.some((name) => /per_?day/i.test(name)) || violations.some((one) => textAt(one, "quotaValue") === "0");
}

function reasonsOf(error: unknown): string[] {
  return listAt(error, "details").flatMap((detail) => textAt(detail, "reason") || []);
}

/** RetryInfo: seconds with up to nine decimals and an s. */
function retryDelayMs(error: unknown): number | undefined {
  const delays = listAt(error, "details").map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(textAt(detail, "retryDelay"))?.[1]);
  const found = delays.find((delay) => delay !== undefined);
  return found === undefined ? undefined : Math.round(Number(found) * 1000);
}
