/** Answers that are not the last word: what the next call, or the standby, is asked after them. */
import type { Provider } from "../../../generated/contract.ts";
import { bytes, json, text } from "../provider-server.ts";
import { picture, type Script } from "./row.ts";

export interface SeveralRow {
  readonly provider: Provider;
  readonly answer: string;
  readonly script: (id: string) => Script;
  /** Whether the slot has a standby, an endpoint of the user's own that answers with the picture. */
  readonly standby?: true;
  /** Provider and result of each call. */
  readonly calls: string;
  /** Status of the client's answer. */
  readonly status: number;
  readonly answeredBy?: Provider;
  /** How often work was begun, and paid for, at the slot's own provider. */
  readonly first: number;
}

const geminiPicture = json(200, {
  candidates: [{ content: { parts: [{ inlineData: { data: picture.toString("base64") } }] }, finishReason: "STOP" }],
});
const noImage = json(200, { candidates: [{ finishReason: "NO_IMAGE" }] });
const openaiPicture = json(200, { data: [{ b64_json: picture.toString("base64") }] });
const retryInfo = (retryDelay: string) => ({
  error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota", details: [{ retryDelay }] },
});
const queued = (id: string) => json(200, { success: true, queueid: Number(id) });
const done = (id: string) => json(200, { success: true, uploaded_image: `/download.php?f=row-${id}.jpg` });
const jpeg = bytes(200, picture, { "content-type": "image/jpeg" });
const broken = text(500, "");

export const severalRows: readonly SeveralRow[] = [
  {
    ...{ provider: "gemini", answer: "NO_IMAGE twice, then a picture", status: 200, first: 3 },
    script: () => ({ first: [noImage, noImage, geminiPicture] }),
    calls: "gemini no_image, gemini no_image, gemini ok",
  },
  {
    ...{ provider: "openai", answer: "500, then a picture", status: 200, first: 2 },
    script: () => ({ first: [broken, openaiPicture] }),
    calls: "openai transient, openai ok",
  },
  {
    ...{ provider: "openai", answer: "429, retry-after: 1, then a picture", status: 200, first: 2 },
    script: () => ({ first: [text(429, "", { "retry-after": "1" }), openaiPicture] }),
    calls: "openai overload, openai ok",
  },
  {
    ...{ provider: "gemini", answer: "429, RetryInfo of two minutes", status: 200, first: 1, standby: true },
    ...{ answeredBy: "http", script: () => ({ first: [json(429, retryInfo("120s"))] }) },
    calls: "gemini overload, http ok",
  },
  {
    ...{ provider: "gemini", answer: "429, RetryInfo of two minutes, no standby", status: 502, first: 1 },
    script: () => ({ first: [json(429, retryInfo("120s"))] }),
    calls: "gemini overload",
  },
  {
    ...{ provider: "gemini", answer: "403", status: 200, first: 1, standby: true, answeredBy: "http" },
    script: () => ({ first: [text(403, "")] }),
    calls: "gemini configuration, http ok",
  },
  {
    ...{ provider: "gemini", answer: "IMAGE_SAFETY", status: 422, first: 1, standby: true },
    script: () => ({ first: [json(200, { candidates: [{ finishReason: "IMAGE_SAFETY" }] })] }),
    calls: "gemini rejected",
  },
  {
    ...{ provider: "turbotext", answer: "questions broken three times, then done", status: 200, first: 1 },
    script: (id) => ({ first: [queued(id)], ask: [broken, broken, broken, done(id)], picture: [jpeg] }),
    calls: "turbotext transient, turbotext ok",
  },
  {
    ...{ provider: "turbotext", answer: "a queue that is gone", status: 200, first: 2 },
    script: (id) => ({ first: [queued(id)], ask: [text(404, ""), done(id)], picture: [jpeg] }),
    calls: "turbotext transient, turbotext ok",
  },
  {
    ...{ provider: "http", answer: "202, then questions broken three times", status: 200, first: 1 },
    script: (id) => ({
      first: [json(202, { poll_url: `/row-${id}/ask`, after_ms: 100 })],
      ask: [broken, broken, broken, jpeg],
    }),
    calls: "http transient, http ok",
  },
];

/** What the standby answers. */
export const standbyScript = (): Script => ({ first: [jpeg] });
