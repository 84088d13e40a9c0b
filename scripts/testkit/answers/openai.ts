/** Every documented answer of OpenAI's images/edits, and the bad ones. */
import { notAPicture, truncated } from "../photos.ts";
import { bytes, drip, json, type Reply, text } from "../provider-server.ts";
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

const id = { "x-request-id": "req-1" };
const limits = { ...id, "x-ratelimit-limit-requests": "5", "x-ratelimit-remaining-requests": "4" };
const made = (data: Buffer = picture) => ({ created: 1, data: [{ b64_json: data.toString("base64") }], usage: {} });
const withId = { status: 200, requestId: "req-1" } as const;

function row(answer: string, end: RowEnd, ...first: readonly Reply[]): AnswerRow {
  return { provider: "openai", answer, script: () => ({ first }), ...end };
}

function error(
  result: AnswerRow["result"],
  status: number,
  type: string,
  code: string | null,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AnswerRow {
  const shown = [`${status} ${code ?? type}`, message, ...Object.entries(headers).map((pair) => pair.join(": "))];
  const body = { error: { message, type, param: null, code } };
  return row(shown.join(", "), { result, status, requestId: "req-1" }, json(status, body, { ...id, ...headers }));
}

const errors: readonly AnswerRow[] = [
  error("rejected", 400, "image_generation_user_error", "moderation_blocked", "Rejected by the safety system."),
  error("rejected", 400, "invalid_request_error", "content_policy_violation", "Rejected."),
  error("rejected", 400, "invalid_request_error", "invalid_image_file", "Invalid image file or mode for image 1"),
  error("configuration", 400, "invalid_request_error", "invalid_value", "Invalid value: '1x1'."),
  error("configuration", 400, "billing_limit_user_error", "billing_hard_limit_reached", "Billing hard limit reached."),
  error("configuration", 401, "invalid_request_error", "invalid_api_key", `Incorrect API key provided: ${key}.`),
  error("configuration", 403, "invalid_request_error", null, "Your organization must be verified."),
  error("configuration", 404, "invalid_request_error", "model_not_found", "The model does not exist"),
  error("configuration", 413, "invalid_request_error", null, "Request too large"),
  error("overload", 429, "requests", "rate_limit_exceeded", `Rate limit reached for ${key}`),
  error("overload", 429, "requests", "rate_limit_exceeded", "Rate limit reached", { "retry-after": "20" }),
  error("configuration", 429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
  error("transient", 500, "server_error", null, "The server had an error"),
  error("transient", 502, "server_error", null, "Bad gateway"),
  error("overload", 503, "server_error", null, "The engine is currently overloaded"),
  error("transient", 504, "server_error", null, "Timed out"),
  row(
    "429 with the key in its headers",
    { result: "overload", status: 429, requestId: "[key]" },
    text(429, "", { "x-request-id": key, "x-ratelimit-remaining-requests": key }),
  ),
  row("520 with HTML", { result: "transient", status: 520 }, bytes(520, html, { "content-type": "text/html" })),
  row("a redirect", { result: "configuration", status: 307 }, redirect),
];

const whole = Buffer.from(JSON.stringify(made()));
const headers = { "content-type": "application/json", ...id };
const open = { open: Buffer.from('{"data":[{"b64_json":"'), more: Buffer.alloc(1_048_576, "A") };

export const openaiRows: readonly AnswerRow[] = [
  row("200, b64_json", { result: "ok", ...withId }, json(200, made(), limits)),
  row("200, dripping", { result: "ok", ...withId }, drip(200, whole, headers, 1, 200)),
  row("200, no data", { result: "no_image", ...withId }, json(200, { created: 1, data: [] }, id)),
  row(
    "200, a url in the place of b64_json",
    { result: "no_image", ...withId },
    json(200, { data: [{ url: "https://x.example/1" }] }, id),
  ),
  row(
    "200 with moderation_blocked",
    { result: "rejected", ...withId },
    json(200, { error: { code: "moderation_blocked", type: "image_generation_user_error", message: "Rejected." } }, id),
  ),
  ...errors,
  row("200 with HTML", { result: "transient", status: 200 }, bytes(200, html, { "content-type": "text/html" })),
  row("200, a truncated picture", { result: "no_image", ...withId }, json(200, made(truncated(picture)), id)),
  row("200, a picture of a wrong type", { result: "no_image", ...withId }, json(200, made(notAPicture), id)),
  row(
    "200, what is no base64",
    { result: "transient", status: 200 },
    text(200, String(whole).replace(/"b64_json":"..../, '"b64_json":"!!!!')),
  ),
  ...badBodies(whole, headers, open).map(([answer, reply]) => row(answer, { result: "transient", ...withId }, reply)),
  ...noAnswers.map(([answer, reply]) => row(answer, { result: "transient" }, reply)),
  row(silent[0], { result: "deadline", late: true }, silent[1]),
  ...slowAnswers(whole, headers).map(([answer, reply]) =>
    row(answer, { result: "deadline", ...withId, late: true }, reply),
  ),
];
