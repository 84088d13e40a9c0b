/** Every documented answer of an endpoint of the user's own, and the bad ones. */
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
  type Script,
  silent,
  slowAnswers,
} from "./row.ts";

const id = { "x-request-id": "req-1" };
const imageHead = { "content-type": "image/jpeg", ...id };
const jpeg = bytes(200, picture, imageHead);
const inJson = (data: Buffer) => json(200, { image_b64: data.toString("base64"), content_type: "image/jpeg" }, id);
const withId = { status: 200, requestId: "req-1" } as const;

function scripted(answer: string, end: RowEnd, script: (row: string) => Script): AnswerRow {
  return { provider: "http", answer, script, ...end };
}

function row(answer: string, end: RowEnd, ...first: readonly Reply[]): AnswerRow {
  return scripted(answer, end, () => ({ first }));
}

function error(result: AnswerRow["result"], status: number, code?: string, retryable?: boolean): AnswerRow {
  const words = [
    ...(code ? [code] : []),
    ...(retryable === undefined ? [] : [retryable ? "retryable" : "not retryable"]),
  ];
  const reply =
    words.length === 0
      ? text(status, "", id)
      : json(status, { error: { code, retryable, message: `signed with ${key}` } }, id);
  return row([`${status}`, ...words].join(", "), { result, status, requestId: "req-1" }, reply);
}

const leaking = { "x-request-id": key, "x-ratelimit-key": `of ${key}`, "retry-after": key };

const errors: readonly AnswerRow[] = [
  error("rejected", 200, "content_rejected"),
  error("transient", 200, "odd"),
  error("configuration", 200, "odd", false),
  error("rejected", 400, "content_rejected", false),
  error("configuration", 400, "bad", true),
  error("configuration", 401),
  error("configuration", 403),
  error("configuration", 404),
  error("rejected", 413),
  error("rejected", 415),
  error("rejected", 422, "no_face", false),
  error("overload", 429, "busy", true),
  error("configuration", 429, "quota", false),
  error("transient", 500),
  error("transient", 500, "moment", true),
  error("configuration", 500, "model_missing", false),
  error("transient", 502),
  error("overload", 503, "busy", true),
  row("503, retry-after: 3", { result: "overload", status: 503 }, text(503, "", { "retry-after": "3" })),
  row(
    "500 with the key in its headers",
    { result: "transient", status: 500, requestId: "[key]" },
    text(500, "", leaking),
  ),
  row(
    "200 with a type and an encoding that are the key",
    { result: "transient", status: 200 },
    bytes(200, html, { "content-type": key, "content-encoding": key }),
  ),
  row(
    "202 to a host that is the key",
    { result: "configuration", status: 202 },
    json(202, { poll_url: `https://${key}.example/` }),
  ),
  row("204", { result: "no_image", status: 204 }, bytes(204, Buffer.alloc(0))),
  row("a redirect", { result: "configuration", status: 307 }, redirect),
];

const accepted = (name: string, more: object = {}) =>
  json(202, { poll_url: `/row-${name}/ask`, after_ms: 100, ...more }, id);

function promised(answer: string, end: RowEnd, ask: (name: string) => readonly Reply[]): AnswerRow {
  return scripted(`202, then ${answer}`, end, (name) => ({ first: [accepted(name)], ask: ask(name) }));
}

const promises: readonly AnswerRow[] = [
  promised("202 once more and the picture", { result: "ok", ...withId }, (name) => [accepted(name), jpeg]),
  promised("500 twice and the picture", { result: "ok", ...withId }, () => [text(500, ""), text(500, ""), jpeg]),
  promised("500 three times", { result: "transient", status: 500, ticket: true }, () => [text(500, "")]),
  promised("404: the job is unknown", { result: "transient", status: 404 }, () => [text(404, "")]),
  promised("422", { result: "rejected", status: 422, ticket: true }, () => [text(422, "")]),
  promised("JSON without a picture", { result: "no_image", status: 200 }, () => [json(200, {})]),
  promised("not retryable", { result: "configuration", status: 500 }, () => [
    json(500, { error: { code: "x", retryable: false } }),
  ]),
  row("202 without an address", { result: "configuration", status: 202, requestId: "req-1" }, json(202, {}, id)),
  row(
    "202 with the address of another host",
    { result: "configuration", status: 202, requestId: "req-1" },
    json(202, { poll_url: "https://elsewhere.example/" }, id),
  ),
  row("202 that is no JSON", { result: "transient", status: 202, requestId: "req-1" }, text(202, "later", id)),
];

function linked(answer: string, end: RowEnd, reply: Reply): AnswerRow {
  return scripted(`JSON with a url: ${answer}`, end, (name) => ({
    first: [json(200, { url: `/row-${name}/picture` }, id)],
    picture: [reply],
  }));
}

const links: readonly AnswerRow[] = [
  linked("the picture", { result: "ok", ...withId }, jpeg),
  linked("404", { result: "transient", status: 404 }, text(404, "")),
  linked("500", { result: "transient", status: 500 }, text(500, "")),
  linked("HTML", { result: "transient", status: 200 }, bytes(200, html, { "content-type": "image/png" })),
  row("JSON with a url of the disk", { result: "configuration" }, json(200, { url: "file:///etc/passwd" })),
];

const switching: Reply = ({ socket }) =>
  void socket?.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");

const open = { open: picture, more: Buffer.alloc(1_048_576) };

export const httpRows: readonly AnswerRow[] = [
  row("200, a picture", { result: "ok", ...withId }, jpeg),
  row("200, a picture in JSON", { result: "ok", ...withId }, inJson(picture)),
  row("200, dripping", { result: "ok", ...withId }, drip(200, picture, imageHead, 1, 200)),
  ...errors,
  ...links,
  ...promises,
  row("200 with HTML", { result: "transient", ...withId }, bytes(200, html, { "content-type": "text/html", ...id })),
  row("200, HTML that is called a picture", { result: "transient", ...withId }, bytes(200, html, imageHead)),
  row("200, a picture of a wrong type", { result: "transient", ...withId }, bytes(200, notAPicture, imageHead)),
  row("200, a truncated picture", { result: "no_image", ...withId }, bytes(200, truncated(picture), imageHead)),
  row("200, a truncated picture in JSON", { result: "no_image", ...withId }, inJson(truncated(picture))),
  row("200, a wrong type in JSON", { result: "no_image", ...withId }, inJson(notAPicture)),
  row("200, JSON without a picture", { result: "no_image", ...withId }, json(200, { done: true }, id)),
  row("200, what is no base64", { result: "transient", ...withId }, json(200, { image_b64: "!!!!" }, id)),
  ...badBodies(picture, imageHead, open).map(([answer, reply]) =>
    row(answer, { result: "transient", ...withId }, reply),
  ),
  row("101, another protocol", { result: "transient" }, switching),
  ...noAnswers.map(([answer, reply]) => row(answer, { result: "transient" }, reply)),
  row("500 whose words never come", { result: "transient", status: 500 }, hangAfterHeaders(500)),
  row(silent[0], { result: "deadline", late: true }, silent[1]),
  ...slowAnswers(picture, imageHead).map(([answer, reply]) =>
    row(answer, { result: "deadline", ...withId, late: true }, reply),
  ),
  promised(
    "202 for ever",
    { result: "deadline", status: 202, requestId: "req-1", ticket: true, late: true },
    (name) => [accepted(name)],
  ),
  promised("no answer", { result: "deadline", ticket: true, late: true }, () => [silent[1]]),
];
