/** Takes the photo out of a request: received, looked at, and refused when anything is wrong with it. */
import type { IncomingMessage } from "node:http";
import { Refused, refused } from "../../core/failure.ts";
import type { Photo } from "../../core/provider.ts";
import type { IngestDeps } from "./deps.ts";
import { inspectPhoto } from "./inspect.ts";
import { mediaRefusal } from "./media-failure.ts";
import { receivePhoto, type Upload, type UploadRules } from "./upload.ts";

/** Whose upload it is, and what happens once it is in. */
export interface PhotoRequest {
  readonly request: IncomingMessage;
  /** Called before the photo is decoded; may throw Refused. */
  readonly received: (upload: Upload) => void;
}

/** Throws Refused for whatever is wrong with the upload or the photo; `signal` ends both. */
export async function readPhoto(
  { config }: Pick<IngestDeps, "config">,
  rules: Pick<UploadRules, "path" | "passwords" | "authenticated">,
  signal: AbortSignal,
  { request, received }: PhotoRequest,
): Promise<{ readonly photo: Photo; readonly upload: Upload }> {
  const { INGEST_MAX_BYTES: maxBytes, INGEST_MAX_PIXELS: maxPixels } = config;
  const { path } = rules;
  try {
    const upload = await receivePhoto(request, { ...rules, maxBytes, signal });
    received(upload);
    const found = await inspectPhoto(path, { maxPixels, signal });
    if (!found.ok) throw refused(found.reason, found.details);
    const { type, width, height } = found;
    return { photo: { path, type, width, height, sizeBytes: upload.sizeBytes }, upload };
  } catch (error) {
    if (error === signal.reason) throw refused("upload_timeout", "The photo was not complete and checked in time.");
    const refusal = mediaRefusal(error);
    throw refusal === undefined ? error : new Refused(refusal, error);
  }
}
