/** GET and DELETE /api/results/{job_id}, and the same pictures made small. */
import { Readable } from "node:stream";
import type { Config } from "../../../generated/config.ts";
import type { Handlers } from "../../../generated/routes.ts";
import { actorOf } from "../../core/operator.ts";
import type { IngestPasswords } from "../../core/password.ts";
import { pictureHeaders } from "../../core/picture-headers.ts";
import type { Context } from "../../http/context.ts";
import { findPicture, type ResultsDependencies, readResult, removeResult } from "./service.ts";
import { createThumbnails, type Thumbnails } from "./thumbnails.ts";

export interface ResultHandlersDependencies extends ResultsDependencies {
  readonly passwords: IngestPasswords;
  /** The secrets of now. */
  readonly secrets: () => Pick<Config, "INGEST_PASSWORD">;
}

export function createResultHandlers(
  deps: ResultHandlersDependencies,
): Pick<Handlers<Context>, "getResult" | "deleteResult" | "getThumbnail"> {
  const thumbnails = createThumbnails(deps.media);
  return {
    getThumbnail: thumbnailHandler(deps, thumbnails),
    async getResult({ path }, context) {
      const { job_id: jobId } = path;
      const result = await readResult(deps, jobId);
      if (result === "none") return { reason: "result_not_found" };
      if (result === "gone") return { reason: "result_expired" };
      const { slotId, picture } = result;
      context.setJob(jobId);
      return {
        status: 200,
        contentType: picture.type,
        sizeBytes: picture.sizeBytes,
        body: picture.stream,
        headers: {
          "X-Job-Id": jobId,
          ...pictureHeaders(slotId, jobId, picture.type),
          "Cross-Origin-Resource-Policy": "cross-origin",
        },
      };
    },
    async deleteResult({ path }, { headers, operator, clientAddress }) {
      const given = headers["x-ingest-password"];
      if (
        operator === undefined &&
        (typeof given !== "string" ||
          !(await deps.passwords.matches(given, clientAddress, deps.secrets().INGEST_PASSWORD)))
      ) {
        return {
          reason: "invalid_password",
          details: "Send the ingest password in X-Ingest-Password, or sign in where operators are let in.",
        };
      }
      const removed = await removeResult(deps, path.job_id, operator && actorOf(operator));
      if (removed !== "other_slot") thumbnails.forget(path.job_id);
      switch (removed) {
        case "removed":
          return { status: 204 };
        case "left":
          return {
            reason: "media_unavailable",
            details: "The picture is not served any more; cleanup deletes its file.",
          };
        case "other_slot":
          return { reason: "operators_only", details: "The ingest password removes pictures of slot-test only." };
        case "none":
          return { reason: "result_not_found" };
        case "gone":
          return { reason: "result_expired" };
      }
    },
  };
}

/** Kept by the browser that asked, and never shown again without asking whether it still may be. */
const ASK_FIRST = "private, no-cache";

function thumbnailHandler(deps: ResultHandlersDependencies, thumbnails: Thumbnails): Handlers<Context>["getThumbnail"] {
  return async ({ path, headers }, context) => {
    const { job_id: jobId } = path;
    const found = await findPicture(deps, jobId);
    if (typeof found === "string") thumbnails.forget(jobId);
    if (found === "none") return { reason: "result_not_found" };
    if (found === "gone") return { reason: "result_expired" };
    const kept = { "X-Job-Id": jobId, "Cache-Control": ASK_FIRST, ETag: tagOf(jobId) } as const;
    if (isKnown(headers["If-None-Match"], kept.ETag)) {
      context.setJob(jobId);
      return { status: 304, headers: kept };
    }
    const thumbnail = await thumbnails.of(jobId, found.key);
    if (thumbnail === "gone") return { reason: "result_expired" };
    if (thumbnail === "damaged") return { reason: "invalid_image", details: "The file of the picture is damaged." };
    if (thumbnail === "busy") return { reason: "busy", retryAfterSeconds: 2 };
    context.setJob(jobId);
    return {
      status: 200,
      contentType: "image/webp",
      sizeBytes: thumbnail.length,
      body: Readable.from([thumbnail]),
      headers: { ...pictureHeaders(found.slotId, jobId, "image/webp"), ...kept },
    };
  };
}

/** A job has one picture for ever. The tag is a weak one: another release may make other bytes of the same picture. */
function tagOf(jobId: string): string {
  return `W/"${jobId}"`;
}

/** Whether the client has what this tag stands for. `*` is no tag of ours: whoever sends it is sent the picture. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  return ifNoneMatch?.split(",").some((each) => each.trim() === tag) ?? false;
}
