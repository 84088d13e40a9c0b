/**
 * What the provider `http` sends to an endpoint of the user's own: the photo as a form or as JSON, and a signature.
 *
 * Every request has the headers X-Job-Id, X-Deadline-Ms (milliseconds in which the picture must be back) and X-Signature:
 * `t=…,v1=…` as core/signature.ts says. Signed is `<X-Job-Id>.<X-Deadline-Ms>.<SHA-256 of the body as lower-case hex>`, of
 * the body as it arrives; a question for a picture has none, so that it is the SHA-256 of nothing. The POST with the photo
 * also has Idempotency-Key, the same for each try of one photo. An endpoint on Node, `body` being the bytes it received:
 *
 *     const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers["x-signature"]) ?? [];
 *     const sha256 = createHash("sha256").update(body).digest("hex");
 *     const signed = [t, request.headers["x-job-id"], request.headers["x-deadline-ms"], sha256].join(".");
 *     const expected = createHmac("sha256", HTTP_PROVIDER_SECRET).update(signed).digest();
 *     const right = v1 && timingSafeEqual(Buffer.from(v1, "hex"), expected) && Math.abs(Date.now() / 1000 - t) < 300;
 */
import { createHash } from "node:crypto";
import type { components } from "../../generated/api.ts";
import { fileChunks } from "../core/file-chunks.ts";
import type { Photo } from "../core/provider.ts";
import { sign } from "../core/signature.ts";
import { base64Length, toBase64 } from "./base64-stream.ts";
import { formBody, type StreamedBody } from "./form-body.ts";

type HttpSettings = components["schemas"]["HttpSettings"];

/** The photo with what the slot says about it. */
export function bodyOf(settings: HttpSettings, photo: Photo): StreamedBody {
  if (settings.encoding === "json") return jsonBody(settings, photo);
  const { prompt, params } = settings;
  const fields = [
    ...(prompt === undefined ? [] : [["prompt", prompt] as const]),
    ...(params === undefined ? [] : [["params", JSON.stringify(params)] as const]),
  ];
  return formBody(fields, "image", photo);
}

function jsonBody({ prompt, params }: HttpSettings, photo: Photo): StreamedBody {
  const small = JSON.stringify({ content_type: photo.type, prompt, params });
  const head = Buffer.from(`${small.slice(0, -1)},"image_b64":"`);
  const foot = Buffer.from('"}');
  return {
    type: "application/json",
    sizeBytes: head.length + base64Length(photo.sizeBytes) + foot.length,
    async *read() {
      yield head;
      yield* toBase64(fileChunks(photo.path));
      yield foot;
    },
  };
}

/** SHA-256 of a body in hex; without one, of nothing. Reads it, chunk by chunk. */
export async function sha256Of(body?: StreamedBody): Promise<string> {
  const hash = createHash("sha256");
  if (body !== undefined) for await (const chunk of body.read()) hash.update(chunk);
  return hash.digest("hex");
}

/** The headers of a request about this job whose body has this SHA-256. */
export function signedHeaders(
  secret: string,
  jobId: string,
  remainingMs: number,
  sha256: string,
): Readonly<Record<string, string>> {
  const deadlineMs = String(Math.floor(remainingMs));
  return {
    "x-job-id": jobId,
    "x-deadline-ms": deadlineMs,
    "x-signature": sign(secret, Math.floor(Date.now() / 1000), `${jobId}.${deadlineMs}.${sha256}`),
  };
}
