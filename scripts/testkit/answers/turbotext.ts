/** Every documented answer of Turbotext, to the photo, to the questions for it and to the download, and the bad ones. */
import { notAPicture, truncated } from "../photos.ts";
import { bytes, json, type Reply, text } from "../provider-server.ts";
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

const queued = (id: string) => json(200, { success: true, queueid: Number(id) });
const reconnect = json(200, { action: "reconnect" });
const done = (id: string) =>
  json(200, { success: true, error: "", data: {}, uploaded_image: `/download.php?f=row-${id}.jpg` });
const jpeg = bytes(200, picture, { "content-type": "image/jpeg" });
const failed = (word: unknown) => json(200, { success: false, error: word });
const again = (reply: Reply, then: Reply): readonly Reply[] => [reply, reply, then];

function row(answer: string, end: RowEnd, script: (id: string) => Partial<Script>): AnswerRow {
  const whole = (id: string) => ({ first: [queued(id)], ask: [done(id)], picture: [jpeg], ...script(id) });
  return { provider: "turbotext", answer, script: whole, ...end };
}

const ofQueue = { requestId: "queue" } as const;
/** The queue goes on, or may have a picture later: its number is kept. */
const kept = { ...ofQueue, ticket: true } as const;

function toPhoto(result: AnswerRow["result"], status: number | undefined, answer: string, reply: Reply): AnswerRow {
  const end = status === undefined ? { result } : { result, status };
  return row(`to the photo: ${answer}`, end, () => ({ first: [reply] }));
}

const photoRows: readonly AnswerRow[] = [
  toPhoto("overload", 200, "LIMIT", failed("LIMIT")),
  toPhoto("configuration", 200, "url_error", failed("url_error")),
  toPhoto("configuration", 200, "params_error", failed("params_error: strength")),
  toPhoto("rejected", 200, "face_not_detected", failed("face_not_detected")),
  toPhoto("rejected", 200, "quality_limit", failed("quality_limit")),
  toPhoto("transient", 200, "an unknown error", failed("something")),
  toPhoto(
    "transient",
    200,
    "an error of a hundred thousand brackets",
    text(200, `{"error":${"[".repeat(1e5)}${"]".repeat(1e5)}}`),
  ),
  toPhoto("transient", 200, "success without a queue number", json(200, { success: true })),
  toPhoto("transient", 200, "HTML", bytes(200, html, { "content-type": "text/html" })),
  toPhoto("configuration", 400, "400", text(400, "bad")),
  toPhoto("configuration", 401, "401", json(401, { error: `the key ${key} is wrong` })),
  toPhoto("configuration", 403, "403", text(403, "")),
  toPhoto("configuration", 404, "404", text(404, "")),
  toPhoto("rejected", 413, "413", text(413, "")),
  toPhoto("overload", 429, "429, retry-after: 7", text(429, "", { "retry-after": "7" })),
  toPhoto("transient", 500, "500", text(500, "")),
  toPhoto("overload", 503, "503", text(503, "")),
  toPhoto("configuration", 307, "a redirect", redirect),
  ...noAnswers.map(([answer, reply]) => toPhoto("transient", undefined, answer, reply)),
];

function toQuestion(answer: string, end: RowEnd, ...ask: readonly Reply[]): AnswerRow {
  return row(`to the question: ${answer}`, { ...ofQueue, ...end }, () => ({ ask }));
}

const questionRows: readonly AnswerRow[] = [
  row("reconnect, then the picture", { result: "ok", status: 200, ...ofQueue }, (id) => ({
    ask: [reconnect, done(id)],
  })),
  row("data.uploaded_image", { result: "ok", status: 200, ...ofQueue }, (id) => ({
    ask: [json(200, { success: true, data: { uploaded_image: `/download.php?f=row-${id}.jpg` } })],
  })),
  row("data.image[0], relative", { result: "ok", status: 200, ...ofQueue }, (id) => ({
    ask: [json(200, { success: true, uploaded_image: "", data: { image: [`download.php?f=row-${id}.jpg`] } })],
  })),
  row("a question broken twice, then the picture", { result: "ok", status: 200, ...ofQueue }, (id) => ({
    ask: again(text(502, ""), done(id)),
  })),
  toQuestion("LIMIT, three times", { result: "overload", status: 200, ...kept }, failed("LIMIT")),
  toQuestion("url_error", { result: "configuration", status: 200 }, failed("url_error")),
  toQuestion("params_error: the queue is unknown", { result: "transient", status: 200 }, failed("params_error")),
  toQuestion("404: the queue is unknown", { result: "transient", status: 404 }, text(404, "")),
  toQuestion("face_not_detected", { result: "rejected", status: 200, ...kept }, failed("face_not_detected")),
  toQuestion("quality_limit", { result: "rejected", status: 200, ...kept }, failed("quality_limit")),
  toQuestion(
    "forbidden_content",
    { result: "rejected", status: 200, ...kept },
    json(200, { success: true, data: { image: [], forbidden_content: true } }),
  ),
  toQuestion("done, no picture named", { result: "no_image", status: 200 }, json(200, { success: true, data: {} })),
  toQuestion("an unknown error, three times", { result: "transient", status: 200 }, failed("something")),
  toQuestion("401", { result: "configuration", status: 401, ...kept }, text(401, "")),
  toQuestion("500, three times", { result: "transient", status: 500, ...kept }, text(500, "")),
  toQuestion("503, three times", { result: "overload", status: 503, ...kept }, text(503, "")),
  toQuestion("HTML, three times", { result: "transient", status: 200, ...kept }, bytes(200, html)),
  toQuestion(
    "a picture at a host that is not allowed",
    { result: "configuration", status: 200, ...kept },
    json(200, { uploaded_image: "https://elsewhere.example/x" }),
  ),
];

function toDownload(answer: string, end: RowEnd, ...downloads: readonly Reply[]): AnswerRow {
  return row(`to the download: ${answer}`, { ...ofQueue, ...end }, () => ({ picture: downloads }));
}

const imageHead = { "content-type": "image/jpeg" };
const open = { open: picture, more: Buffer.alloc(1_048_576) };

const downloadRows: readonly AnswerRow[] = [
  toDownload("404 twice, then the picture", { result: "ok", status: 200 }, ...again(text(404, ""), jpeg)),
  toDownload("a truncated picture", { result: "no_image", status: 200, ticket: true }, bytes(200, truncated(picture))),
  toDownload("HTML, three times", { result: "transient", status: 200, ...kept }, bytes(200, html, imageHead)),
  toDownload(
    "a wrong type, three times",
    { result: "transient", status: 200, ...kept },
    bytes(200, notAPicture, imageHead),
  ),
  ...badBodies(picture, imageHead, open).map(([answer, reply]) =>
    toDownload(`${answer}, three times`, { result: "transient", status: 200, ...kept }, reply),
  ),
  toDownload("403", { result: "configuration", status: 403, ...kept }, text(403, "")),
  toDownload("500, three times", { result: "transient", status: 500, ...kept }, text(500, "")),
  toDownload("a redirect", { result: "configuration", status: 307, ...kept }, redirect),
];

const lateRows: readonly AnswerRow[] = [
  row("to the photo: no answer at all", { result: "deadline", late: true }, () => ({ first: [silent[1]] })),
  toQuestion("reconnect for ever", { result: "deadline", status: 200, ...kept, late: true }, reconnect),
  toQuestion("no answer at all", { result: "deadline", ...kept, late: true }, silent[1]),
  ...slowAnswers(picture, imageHead).map(([answer, reply]) =>
    toDownload(answer, { result: "deadline", status: 200, ...kept, late: true }, reply),
  ),
];

export const turbotextRows: readonly AnswerRow[] = [...photoRows, ...questionRows, ...downloadRows, ...lateRows];
