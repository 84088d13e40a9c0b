/** The provider `openai`: images/edits of the OpenAI API, the photo in a form, the picture as base64 in JSON. */
import { randomBytes } from "node:crypto";
import type { components } from "../../generated/api.ts";
import type { Config } from "../../generated/config.ts";
import { validateOpenaiSettings } from "../../generated/validators.js";
import { fileChunks } from "../core/file-chunks.ts";
import { imageExtensions } from "../core/image-type.ts";
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
  pingServer,
  quoted,
  reportOf,
  retryAfterMs,
  textAt,
} from "./answers.ts";
import { callServer, type ServerAnswer } from "./outbound.ts";
import { savePicture } from "./picture-answer.ts";
import { type SendablePhoto, withSendablePhoto } from "./sendable-photo.ts";
import { settingsProblems } from "./settings-problems.ts";

type OpenaiSettings = components["schemas"]["OpenaiSettings"];

/** The API takes less than 50 MB a photo. */
const maxPhotoBytes = 49_000_000;
const maxAnswerBytes = 64 * 1024 * 1024;
const idHeaders = ["x-request-id"];

export const openai: ProviderDriver = {
  name: "openai",
  configured: ({ OPENAI_API_KEY }) => OPENAI_API_KEY !== "",
  checkSettings: (settings) =>
    validateOpenaiSettings(settings) ? [] : settingsProblems(validateOpenaiSettings.errors),
  process: (request, context) => {
    const { settings } = request;
    if (validateOpenaiSettings(settings)) return edit(request, settings, context);
    const reason = settingsProblems(validateOpenaiSettings.errors).join("; ");
    return Promise.resolve({ ok: false, kind: "configuration", reason });
  },
  ping: (signal, config) => pingServer({ url: `${config.OPENAI_BASE_URL}/v1/models`, signal, ...sentTo(config) }),
};

function sentTo(config: Config, headers: Readonly<Record<string, string>> = {}) {
  return {
    headers: { ...headers, authorization: `Bearer ${config.OPENAI_API_KEY}` },
    access: { kind: "fixed", baseUrl: config.OPENAI_BASE_URL },
  } as const;
}

async function edit(
  request: ProviderRequest,
  settings: OpenaiSettings,
  context: ProviderContext,
): Promise<ProviderResult> {
  const { config, signal } = context;
  let report: ProviderReport = {};
  try {
    return await withSendablePhoto(request, maxPhotoBytes, signal, async (photo) => {
      const answer = await askForEdit(photo, settings, context);
      report = reportOf(answer, idHeaders);
      if (answer.status !== 200) return refused(answer, await errorJson(answer), config.OPENAI_API_KEY);
      return await received(answer, request.resultPath, config.OPENAI_API_KEY);
    });
  } catch (error) {
    return callFailure(error, context, report);
  }
}

function askForEdit(photo: SendablePhoto, settings: OpenaiSettings, { config, signal }: ProviderContext) {
  const boundary = `photo-${randomBytes(16).toString("hex")}`;
  const before = Buffer.from(formBeforePhoto(boundary, photo, settings));
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  return callServer({
    method: "POST",
    url: `${config.OPENAI_BASE_URL}/v1/images/edits`,
    ...sentTo(config, { "content-type": `multipart/form-data; boundary=${boundary}` }),
    body: bodyOf(before, photo, after),
    contentLength: before.length + photo.sizeBytes + after.length,
    signal,
    maxResponseBytes: maxAnswerBytes,
  });
}

/** Every field of the form, and the head of the photo's part. */
function formBeforePhoto(boundary: string, photo: SendablePhoto, settings: OpenaiSettings): string {
  // What the API would choose by itself is chosen here, so that pictures come in time and stay as they are.
  const fields = { model: "gpt-image-2", size: "auto", quality: "medium", output_format: "jpeg", ...settings };
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\ncontent-type: text/plain; charset=utf-8\r\n\r\n${value}\r\n`,
  );
  const file = `name="image[]"; filename="photo.${imageExtensions[photo.type]}"`;
  return `${parts.join("")}--${boundary}\r\ncontent-disposition: form-data; ${file}\r\ncontent-type: ${photo.type}\r\n\r\n`;
}

async function* bodyOf(before: Buffer, photo: SendablePhoto, after: Buffer): AsyncGenerator<Buffer> {
  yield before;
  yield* fileChunks(photo.path);
  yield after;
}

/** Answers of 200: a picture, or none. */
async function received(answer: ServerAnswer, resultPath: string, key: string): Promise<ProviderResult> {
  const { json, picture } = await savePicture(answer.body, resultPath, (name) => name === "b64_json");
  const report = reportOf(answer, idHeaders);
  if (picture !== undefined) return { ok: true, ...picture, ...report };
  const reason = quoted(`HTTP 200 without a picture ${errorWords(at(json, "error"))}`, key);
  return { ok: false, kind: isRejection(at(json, "error")) ? "rejected" : "no_image", reason, ...report };
}

/** Answers of any other status. */
function refused(answer: ServerAnswer, json: unknown, key: string): ProviderResult {
  const error = at(json, "error");
  const kind = kindOfError(answer.status, error);
  const wait = retryAfterMs(answer);
  // The words of a 401 repeat parts of the key.
  const words = answer.status === 401 ? textAt(error, "code") : errorWords(error);
  return {
    ok: false,
    kind,
    reason: quoted(`HTTP ${answer.status} ${words}`, key),
    ...(wait === undefined || kind === "configuration" ? {} : { retryAfterMs: wait }),
    ...reportOf(answer, idHeaders),
  };
}

function errorWords(error: unknown): string {
  return [textAt(error, "type"), textAt(error, "code"), textAt(error, "param"), textAt(error, "message")]
    .filter((text) => text !== "")
    .join(" ");
}

/** Codes that speak of this photo: another one may pass. */
const rejections: readonly string[] = [
  "moderation_blocked",
  "content_policy_violation",
  "image_content_policy_violation",
  "invalid_image",
  "invalid_image_file",
  "invalid_image_format",
  "image_parse_error",
  "image_too_small",
];

function isRejection(error: unknown): boolean {
  return rejections.includes(textAt(error, "code"));
}

function kindOfError(status: number, error: unknown): FailureKind {
  if (status === 400 && isRejection(error)) return "rejected";
  const quotaIsGone = [textAt(error, "code"), textAt(error, "type")].includes("insufficient_quota");
  return status === 429 && quotaIsGone ? "configuration" : kindOfStatus(status);
}
