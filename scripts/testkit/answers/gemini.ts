/** Every documented answer of Gemini's generateContent, and the bad ones. */
import { gzipSync } from "node:zlib";
import { notAPicture, truncated } from "../photos.ts";
import { bytes, drip, hangAfterHeaders, json, type Reply, text } from "../provider-server.ts";
import {
  type AnswerRow,
  badBodies,
  html,
  key,
  noAnswers,
  picture,
  type RowEnd,
  redirect,
  silent,
  slowAnswers,
} from "./row.ts";

const image = (data: Buffer = picture) => ({ inlineData: { mimeType: "image/jpeg", data: data.toString("base64") } });
const said = (content: object) => ({ modelVersion: "gemini-test", responseId: "resp-1", ...content });
const candidates = (list: readonly object[]) => [
  { content: { parts: list, role: "model" }, finishReason: "STOP", index: 0 },
];
const parts = (...list: readonly object[]) => said({ candidates: candidates(list) });
const finished = (finishReason: string, more: object = {}) =>
  said({ candidates: [{ finishReason, index: 0, ...more }] });
const info = (reason: string, metadata: object = {}) => ({
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  reason,
  metadata,
});
const retryInfo = (retryDelay: string) => ({ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay });
const quota = (quotaId: string) => ({
  "@type": "type.googleapis.com/google.rpc.QuotaFailure",
  violations: [{ quotaMetric: "generate_content_requests", quotaId }],
});

function row(answer: string, end: RowEnd, ...first: readonly Reply[]): AnswerRow {
  return { provider: "gemini", answer, script: () => ({ first }), ...end };
}

const withId = { status: 200, requestId: "resp-1" } as const;

const pictures: readonly (readonly [string, Reply])[] = [
  ["200, inlineData", json(200, parts(image()))],
  [
    "200, inline_data",
    json(200, parts({ inline_data: { mime_type: "image/jpeg", data: picture.toString("base64") } })),
  ],
  ["200, a text before the picture", json(200, parts({ text: "Here it is" }, image()))],
  [
    "200, a picture in the second candidate",
    json(200, said({ candidates: [{ finishReason: "OTHER" }, ...candidates([image()])] })),
  ],
  ["200, dripping", drip(200, Buffer.from(JSON.stringify(parts(image()))), {}, 1, 200)],
];

const withoutPicture = ["NO_IMAGE", "IMAGE_OTHER", "OTHER", "MAX_TOKENS", "LANGUAGE", "A_NEW_REASON"];
const rejections = [
  "SAFETY",
  "RECITATION",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
];

function error(
  result: AnswerRow["result"],
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): AnswerRow {
  const shown = [`${code} ${status}`, message, ...details.map(wordOf)].join(", ");
  return row(shown, { result, status: code }, json(code, { error: { code, message, status, details } }));
}

function wordOf(detail: object): string {
  return /"(?:reason|quotaId|retryDelay)":"([^"]+)"/.exec(JSON.stringify(detail))?.[1] ?? "";
}

const errors: readonly AnswerRow[] = [
  error("configuration", 400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
  error("configuration", 400, "INVALID_ARGUMENT", "API key not valid.", [info("API_KEY_INVALID")]),
  error("configuration", 400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
  error("rejected", 400, "INVALID_ARGUMENT", "Unable to process input image."),
  error("configuration", 401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
  error("configuration", 403, "PERMISSION_DENIED", `Consumer 'api_key:${key}' has been suspended.`),
  error("configuration", 404, "NOT_FOUND", "models/gemini-2.5-flash-image-preview is not found"),
  error("configuration", 413, "INVALID_ARGUMENT", "Request payload size exceeds the limit"),
  error("overload", 429, "RESOURCE_EXHAUSTED", "Resource has been exhausted."),
  error("overload", 429, "RESOURCE_EXHAUSTED", "Quota exceeded", [quota("RequestsPerMinute"), retryInfo("34.5s")]),
  error("configuration", 429, "RESOURCE_EXHAUSTED", "Quota exceeded", [quota("RequestsPerDay"), retryInfo("34s")]),
  error("transient", 499, "CANCELLED", "The operation was cancelled."),
  error("transient", 500, "INTERNAL", "An internal error has occurred."),
  error("overload", 503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
  error("transient", 504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
  row("502 with HTML", { result: "transient", status: 502 }, bytes(502, html, { "content-type": "text/html" })),
  row(
    "503, its body encoded",
    { result: "overload", status: 503 },
    bytes(503, gzipSync("{}"), { "content-encoding": "gzip" }),
  ),
  row("503 whose words never come", { result: "overload", status: 503 }, hangAfterHeaders(503)),
  row("a redirect", { result: "configuration", status: 307 }, redirect),
];

const whole = Buffer.from(JSON.stringify(parts(image())));
const headers = { "content-type": "application/json" };
const open = { open: Buffer.from('{"inlineData":{"data":"'), more: Buffer.alloc(1_048_576, "A") };

export const geminiRows: readonly AnswerRow[] = [
  ...pictures.map(([answer, reply]) => row(answer, { result: "ok", ...withId }, reply)),
  ...withoutPicture.map((reason) =>
    row(`200, finishReason ${reason}`, { result: "no_image", ...withId }, json(200, finished(reason))),
  ),
  row("200, STOP with a text only", { result: "no_image", ...withId }, json(200, parts({ text: "I cannot do that" }))),
  row("200, no candidates", { result: "no_image", status: 200 }, json(200, {})),
  row("200, a picture of no bytes", { result: "no_image", ...withId }, json(200, parts(image(Buffer.alloc(0))))),
  ...rejections.map((reason) =>
    row(`200, finishReason ${reason}`, { result: "rejected", ...withId }, json(200, finished(reason))),
  ),
  row(
    "200, promptFeedback.blockReason SAFETY",
    { result: "rejected", ...withId },
    json(200, said({ promptFeedback: { blockReason: "SAFETY", blockReasonMessage: "Not this one" } })),
  ),
  ...errors,
  row("200 with HTML", { result: "transient", status: 200 }, bytes(200, html, { "content-type": "text/html" })),
  row("200, a truncated picture", { result: "no_image", ...withId }, json(200, parts(image(truncated(picture))))),
  row("200, a picture of a wrong type", { result: "no_image", status: 200 }, json(200, parts(image(notAPicture)))),
  row(
    "200, what is no base64",
    { result: "transient", status: 200 },
    text(200, String(whole).replace(/"data":"..../, '"data":"!!!!')),
  ),
  ...badBodies(whole, headers, open).map(([answer, reply]) => row(answer, { result: "transient", status: 200 }, reply)),
  ...noAnswers.map(([answer, reply]) => row(answer, { result: "transient" }, reply)),
  row(silent[0], { result: "deadline", late: true }, silent[1]),
  ...slowAnswers(whole, headers).map(([answer, reply]) =>
    row(answer, { result: "deadline", status: 200, late: true }, reply),
  ),
];
